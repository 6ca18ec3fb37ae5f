/** What the account's pages are drawn with, and do with. */
import type { LoginWords } from '../login/words.ts';
import type { App, Frame } from '../page.ts';
import type { ChosenWords } from '../words/chosen.ts';
import type { AccountEvent, AccountState } from './state.ts';

/** What is said before the account page is there; what it says itself stands in `security/frame.ts`. */
export type AccountWords = ChosenWords & LoginWords;
export type AccountFrame = Frame<AccountWords>;
export type AccountApp = App<AccountState, AccountEvent, AccountWords>;

/** From one of the pages to another, and back to the shop. */
export type WayActions = { openLogin(): void; openSecurity(): void; goBack(): void; handOverAgain(): void };
