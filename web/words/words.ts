/**
 * The words of the pages, in each language a folder. Who adds a language to `shared/words/locale.ts` is led here by the compiler, and from
 * here through the folder. Each part stands by itself, so that a program carries only what its pages say.
 */
import { type Locale, locales } from '../../shared/words/locale.ts';
import type { CaptchaWords } from '../captcha/words.ts';
import type { LoginWords } from '../login/words.ts';
import type { PageName } from '../pages.ts';
import type { PasswordWords } from '../password/words.ts';
import type { RecoverWords } from '../recover/words.ts';
import type { SecurityWords } from '../security/words.ts';
import type { SupportWords } from '../support/words.ts';
import type { ChosenWords } from './chosen.ts';
import type { CommonWords } from './common.ts';
import * as cs from './cs/index.ts';
import * as de from './de/index.ts';
import * as en from './en/index.ts';

/** Everything that the pages say in one language: what its folder holds. */
export type Words = {
  common: CommonWords;
  captcha: CaptchaWords;
  chosen: ChosenWords;
  login: LoginWords;
  security: SecurityWords;
  password: PasswordWords;
  recover: RecoverWords;
  support: SupportWords;
  /** Stands in the document, for those whose browser runs no program. */
  needsScript: string;
};

export const words: Record<Locale, Words> = { en, de, cs };

export const titlesOf = ({ login, password, recover, support }: Words): Record<PageName, string> => ({
  ...login.titles,
  ...password.titles,
  ...recover.titles,
  ...support.titles,
});

export const common: Part<'common'> = { en: en.common, de: de.common, cs: cs.common };
export const captcha: Part<'captcha'> = { en: en.captcha, de: de.captcha, cs: cs.captcha };
export const chosen: Part<'chosen'> = { en: en.chosen, de: de.chosen, cs: cs.chosen };
export const login: Part<'login'> = { en: en.login, de: de.login, cs: cs.login };
export const security: Part<'security'> = { en: en.security, de: de.security, cs: cs.security };
export const password: Part<'password'> = { en: en.password, de: de.password, cs: cs.password };
export const recover: Part<'recover'> = { en: en.recover, de: de.recover, cs: cs.recover };
export const support: Part<'support'> = { en: en.support, de: de.support, cs: cs.support };

type Part<Name extends keyof Words> = Record<Locale, Words[Name]>;
type InEachLanguage<Say> = Readonly<Record<Locale, Say>>;

type Whole<Parts> = Parts extends readonly [infer First, ...infer Others] ? First & Whole<Others> : unknown;

/** What a page says: its parts as one, and their failures too. Of two words for the same the later part has the last one. */
export function together<Parts extends readonly object[]>(...parts: { [At in keyof Parts]: InEachLanguage<Parts[At]> }) {
  const whole = (locale: Locale) => {
    const said = (parts as readonly InEachLanguage<{ failures?: object }>[]).map((part) => part[locale]);
    return Object.assign({}, ...said, { failures: Object.assign({}, ...said.map(({ failures }) => failures)) });
  };
  return Object.fromEntries(locales.map((locale) => [locale, whole(locale)])) as InEachLanguage<Whole<Parts>>;
}
