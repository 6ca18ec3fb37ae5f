/**
 * The steps of the account's pages as entries of the history: back leads to the step before, and forward to the one that was left, while it
 * lives. What a step of the login needs to come back is kept with its entry: the token of the challenge, which is of use only with the code.
 */
import { type Entry, entryHere, forget, keep, kept, newOwner } from '../kept.ts';
import { depthOf as depthOfLogin, type LoginState, passwordAgain } from '../login/state.ts';
import { type AccountState, loginOf } from './state.ts';

/** The steps of one login, each as it was left, and the newest token of its challenge. */
type KeptLogin = { steps: readonly (LoginState | null)[]; token?: string | undefined };

const LOGIN = 'login';

export const depthHere = (): number => entryHere().depth ?? 0;

/** There is nothing to go forward to: the entry becomes what is shown. */
export const levelHere = (shown: AccountState): void => history.replaceState({ ...entryHere(), depth: depthOf(shown) ?? 0 }, '');

export const keptLogin = (): KeptLogin | undefined => kept(LOGIN);

/** `undefined`: nobody knows yet. */
export function depthOf(state: AccountState): number | undefined {
  switch (state.at) {
    case 'opening':
      return undefined;
    case 'loggedOut':
      return depthOfLogin(state.login);
    case 'loggedIn':
      return state.place === 'security' && !['loading', 'unreadable', 'overview'].includes(state.security.at) ? 1 : 0;
    case 'handedBack':
      return 0;
  }
}

/** After each step of the state: the history follows it. Where the history was there first, nothing is left to do. */
export function followSteps(before: AccountState, after: AccountState): void {
  const depth = depthOf(after);
  if (depth === undefined) return;
  const entry = entryHere();
  const from = entry.depth ?? 0;
  if (depth > from) goDeeper(entry, depth, before.at === 'opening');
  else if (depth < from) history.replaceState({ ...entry, depth, under: from - 1 }, '');

  if (after.at !== 'loggedOut') forget(LOGIN);
  else if (depth > 0) keepLogin(before, after.login, depth);
  // Who has begun anew by a button has left the challenge; who went back can come forward again.
  else if (depth < from) forget(LOGIN);
}

function goDeeper(entry: Entry, depth: number, isFirst: boolean): void {
  const { under, ...rest } = entry;
  const from = entry.depth ?? 0;
  const deeper = { ...rest, depth };
  // What is below is the step before already.
  if (isFirst || (under ?? -1) >= from) history.replaceState(deeper, '');
  else {
    const of = from > 0 ? entry.of : newOwner();
    history.replaceState({ ...entry, of }, '');
    history.pushState({ ...deeper, of }, '');
  }
}

/** What is over has no token any more, and no way back to what had one. */
function keepLogin(before: AccountState, login: LoginState, depth: number): void {
  const { steps = [], token } = keptLogin() ?? {};
  const [first = passwordAgain(loginOf(before)), ...others] = steps;
  const isOver = login.at === 'over';
  const now = [first, ...(isOver ? [] : others)];
  now[depth] = login;
  keep(LOGIN, { steps: now, ...(!isOver && { token: tokenOf(login) ?? token }) } satisfies KeptLogin);
}

const tokenOf = (login: LoginState): string | undefined =>
  login.at === 'code' ? login.challenge.token : login.at === 'linkSent' ? login.from.challenge.token : undefined;
