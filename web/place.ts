export type Place = 'home' | 'login' | 'security';

export function placeOf(path: string): Place {
  const last = path.split('/').at(-1);
  return last === 'login' || last === 'security' ? last : 'home';
}

/** The URL under which the service lives. That may be a path such as `/prod/`, whose root may have been opened without the slash. */
export function baseOf(page: string): string {
  const { pathname } = new URL(page);
  return new URL(placeOf(pathname) === 'home' ? pathname.replace(/\/*$/, '/') : '.', page).href;
}
