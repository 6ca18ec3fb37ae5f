/** The account page's views, actions, states and words: nobody needs them before being logged in, so they come by themselves. */
import type { Locale } from '../../shared/words/locale.ts';
import type { SecurityWords } from '../security/words.ts';
import { accountWords } from '../words/account.ts';
import { partsOf } from '../words/parts.ts';
import { saying, sayingAll, together } from '../words/said.ts';
import { securityWords } from '../words/security.ts';

type SecurityPart = typeof import('../security/part.ts');

let loaded: SecurityPart | undefined;

/** As far as it is there. */
export const securityPart = (): SecurityPart | undefined => loaded;

export async function loadSecurityPart(): Promise<SecurityPart> {
  loaded ??= await import('../security/part.ts');
  return loaded;
}

const beforeLogin = sayingAll(accountWords, ...partsOf.account);
const afterLogin = saying(securityWords, 'security');

/** With those of the account page as soon as that is there: nothing says them before. */
export async function sayAccount(locale: Locale) {
  const [login, security] = await Promise.all([beforeLogin(locale), loaded && afterLogin(locale)]);
  return security ? together(login, security) : login;
}

/** Are they there? */
export const speaksOfSecurity = <Say extends object>(say: Say): say is Say & SecurityWords => 'events' in say;
