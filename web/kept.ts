/**
 * What an entry of the history is in the middle of. It stays in the tab, so it outlasts a reload, and a phone that discards the tab while
 * its owner reads the mail; another tab, another entry and a later visit know nothing of it. Never a password.
 */

import { now } from '../shared/config/clock.ts';
import type { Keycard } from './client.ts';

/**
 * `of`: whose it is. Entries that are steps of one thing have it in common. `depth`: how many steps it is in. `under`: how many the entry
 * below it is, where this one was deeper once and is not any more.
 */
export type Entry = { readonly of?: string; readonly depth?: number; readonly under?: number };

export const entryHere = (): Entry => history.state ?? {};
const slot = (name: string) => `keycard.${name}`;

export const newOwner = (): string => String(Math.random());

/** Storage can be switched off altogether; then nothing is kept, and everything else works. */
function put(name: string, what: unknown): void {
  try {
    sessionStorage.setItem(slot(name), JSON.stringify(what));
  } catch {}
}

function taken<What>(name: string): What | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(slot(name)) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}

export function keep(name: string, what: unknown): void {
  if (entryHere().of === undefined) history.replaceState({ ...entryHere(), of: newOwner() }, '');
  put(name, { of: entryHere().of, what });
}

export function kept<What>(name: string): What | undefined {
  const { of, what } = taken<{ of: string; what: What }>(name) ?? {};
  return of !== undefined && of === entryHere().of ? what : undefined;
}

/** It is done, or over. */
export function forget(name: string): void {
  try {
    sessionStorage.removeItem(slot(name));
  } catch {}
}

/** A page's state as it comes back: nothing is under way any more, no password is to be seen, and what had gone wrong is not said again. */
export function keepState(name: string, state: object, { serverTime }: Pick<Keycard, 'serverTime'>): void {
  const { failure: _, busy, ...still } = state as { failure?: unknown; busy?: unknown };
  keep(name, { ...still, ...(typeof busy === 'boolean' && { busy: false }), ...('shown' in still && { shown: false }) });
  put('clock', serverTime() - now());
}

/** What comes back has the server's times, before the service has been asked anything. */
export const clockAhead = (): number | undefined => taken<number>('clock');
