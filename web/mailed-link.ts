/** What a link out of an e-mail is for: to go on with what was asked for (`/recover`, `/password`), or to say that it was somebody else. */
export type MailedLink = { does: 'goOn' | 'cancel'; token: string };

/** @param fragment `#t=…` or `#n=…` ("this wasn't me"), as `location.hash` gives it */
export function linkIn(fragment: string): MailedLink | undefined {
  const [, does, token] = /^#([tn])=([^&#\s]+)$/.exec(fragment) ?? [];
  if (!does || !token) return undefined;
  return { does: does === 't' ? 'goOn' : 'cancel', token };
}

/** Reads the link once and takes it out of the address bar and the history at once, and its page keeps it in this entry of the tab until it is used. */
export function takeLink(): MailedLink | undefined {
  const link = linkIn(location.hash);
  if (location.hash !== '') history.replaceState(null, '', location.pathname + location.search);
  return link;
}

/** Another link, opened in the tab that already shows its page, loads nothing anew. */
export function onNextLink(open: (link: MailedLink) => void): void {
  addEventListener('hashchange', () => {
    const link = takeLink();
    if (link) open(link);
  });
}
