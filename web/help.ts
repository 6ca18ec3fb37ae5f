/** The program of those who cannot log in. It knows no session, and loading it asks nothing of the service: opening a link changes nothing. */
import { takeLink } from './mailed-link.ts';
import type { PageOf } from './pages.ts';
import { passwordPage } from './password/page.ts';
import { placeOf } from './place.ts';
import { recoverPage } from './recover/page.ts';
import { open } from './shell.ts';
import { supportPage } from './support/page.ts';

// Before anything else: what is in the address bar may be photographed, shared or kept in the history.
const link = takeLink();

const pages = {
  password: () => open(passwordPage(link, new URLSearchParams(location.search).has('ended'))),
  recover: () => open(recoverPage(link)),
  support: () => open(supportPage),
} satisfies Record<PageOf<'help'>, () => Promise<void>>;

const name = placeOf(location.pathname);
void pages[Object.hasOwn(pages, name) ? (name as PageOf<'help'>) : 'recover']();
