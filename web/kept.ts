/**
 * What an entry of the history is in the middle of. It stays in the tab, so it outlasts a reload, and a phone that discards the tab while
 * its owner reads the mail; another tab, another entry and a later visit know nothing of it. Never a password.
 */

/** `of`: whose it is. Entries that are steps of one thing have it in common. */
export type Entry = { readonly of?: string };

const here = (): Entry => (history.state as Entry | null) ?? {};
const slot = (name: string) => `keycard.${name}`;

export const newOwner = (): string => String(Math.random());

/** Storage can be switched off altogether; then nothing is kept, and everything else works. */
export function keep(name: string, what: unknown): void {
  if (here().of === undefined) history.replaceState({ ...here(), of: newOwner() }, '');
  try {
    sessionStorage.setItem(slot(name), JSON.stringify({ of: here().of, what }));
  } catch {}
}

export function kept<What>(name: string): What | undefined {
  try {
    const { of, what } = JSON.parse(sessionStorage.getItem(slot(name)) ?? '{}') as { of?: string; what?: What };
    return of !== undefined && of === here().of ? what : undefined;
  } catch {
    return undefined;
  }
}

/** It is done, or over. */
export function forget(name: string): void {
  try {
    sessionStorage.removeItem(slot(name));
  } catch {}
}

/** A page's state as it comes back: nothing is under way any more, no password is to be seen, and what had gone wrong is not said again. */
export function keepState(name: string, state: object): void {
  const { failure: _, busy, ...still } = state as { failure?: unknown; busy?: unknown };
  keep(name, { ...still, ...(typeof busy === 'boolean' && { busy: false }), ...('shown' in still && { shown: false }) });
}
