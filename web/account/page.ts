import { loginStart } from '../login/state.ts';
import type { Page } from '../page.ts';
import { settingsHere } from '../settings.ts';
import { accountDoings } from './actions.ts';
import type { AccountWords } from './frame.ts';
import { sayAccount } from './security-part.ts';
import { type AccountEvent, type AccountState, type Place, transition } from './state.ts';
import { depthHere, keptLogin } from './steps.ts';
import { showAccount } from './view.ts';

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
