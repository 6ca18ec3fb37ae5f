import { recall } from '../language.ts';
import { loginStart } from '../login/state.ts';
import type { LoginWords } from '../login/words.ts';
import type { App, Frame, Page } from '../page.ts';
import type { SecurityWords } from '../security/words.ts';
import { accountWords } from '../words/account.ts';
import type { ChosenWords } from '../words/chosen.ts';
import { saying } from '../words/said.ts';
import { accountDoings, STAYS } from './actions.ts';
import { type AccountEvent, type AccountState, type Place, transition } from './state.ts';
import { showAccount } from './view.ts';

type AccountWords = ChosenWords & LoginWords & SecurityWords;
export type AccountFrame = Frame<AccountWords>;
export type AccountApp = App<AccountState, AccountEvent, AccountWords>;

/** Home, login and account page are one page to the shell: going from one to the other loads nothing anew, and the access token stays. */
export function accountPage(place: Place): Page<AccountState, AccountEvent, AccountWords> {
  // Who was sent to log out may be logged in by whatever form.
  const mayStay = recall(STAYS) !== null || location.hash === '#logout';
  return {
    words: saying(accountWords, 'common', 'chosen', 'login', 'security'),
    start: place === 'login' && !mayStay ? { at: 'loggedOut', place, login: loginStart } : { at: 'opening', place },
    transition,
    show: showAccount,
    does: accountDoings,
  };
}
