/** From a shop's account: the token of its link stands in the fragment, `#handover=…`, which no server sees. */

const MARK = 'handover';

/** @param fragment as `location.hash` gives it */
const handoverIn = (fragment: string): string | undefined => /^#handover=([\w-]+)$/.exec(fragment)?.[1];

/** Taken once, and out of the address bar and the history at once. That the page was opened so stays there, for who loads it again. */
export function takeHandover(): string | undefined {
  const token = handoverIn(location.hash);
  if (token === undefined) return undefined;
  const url = new URL(location.href);
  url.hash = '';
  url.searchParams.set(MARK, '');
  history.replaceState(null, '', url);
  return token;
}

/** Was the page opened by such a link, whose session went with the page of before? */
export const wasHandedOver = (): boolean => new URLSearchParams(location.search).has(MARK);
