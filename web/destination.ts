/**
 * Where `?next=` leads: an absolute URL of this origin, or nothing. The parser decides, because `//host`, `/\host` and `/<tab>/host` all
 * leave the origin; and the whole URL is given back, because the path alone (`/.//host` has the path `//host`) could leave it again.
 */
export function destination(search: string, page: string): string | undefined {
  const wanted = new URLSearchParams(search).get('next');
  if (!wanted?.startsWith('/')) return undefined;
  try {
    const url = new URL(wanted, page);
    return url.origin === new URL(page).origin ? url.href : undefined;
  } catch {
    return undefined;
  }
}
