import { loginStart } from '../login/state.ts';
import type { LoginWords } from '../login/words.ts';
import type { App, Frame, Page } from '../page.ts';
import { settingsHere } from '../settings.ts';
import type { ChosenWords } from '../words/chosen.ts';
import { accountDoings } from './actions.ts';
import { sayAccount } from './security-part.ts';
import { type AccountEvent, type AccountState, type Place, transition } from './state.ts';
import { depthHere, keptLogin } from './steps.ts';
import { showAccount } from './view.ts';

/** What is said before the account page is there; what it says itself stands in `security/frame.ts`. */
type AccountWords = ChosenWords & LoginWords;
export type AccountFrame = Frame<AccountWords>;
export type AccountApp = App<AccountState, AccountEvent, AccountWords>;

/** Home, login and account page are one page to the shell: going from one to the other loads nothing anew, and the access token stays. */
export function accountPage(place: Place): Page<AccountState, AccountEvent, AccountWords> {
  const isOnTheWay = depthHere() > 0 && keptLogin() !== undefined;
  return {
    words: sayAccount,
    // Where there is no cookie nobody is logged in, and nothing has to be asked.
    start: settingsHere().stays || isOnTheWay ? { at: 'opening', place } : { at: 'loggedOut', place, login: loginStart },
    transition,
    show: showAccount,
    does: accountDoings,
  };
}
