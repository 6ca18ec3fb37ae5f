/** The program of the account's pages. */
import { accountPage } from './account/page.ts';
import { accountPlaceOf } from './account/state.ts';
import { open } from './shell.ts';

void open(accountPage(accountPlaceOf(location.pathname)));
