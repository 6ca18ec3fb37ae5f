/**
 * The words of the pages, in each language a folder. Who adds a language to `shared/words/locale.ts` is led here by the compiler, and from
 * here through the folder. For those who make and test the pages; a browser loads one language of one program (`said.ts`).
 */
import type { FrameWords } from '../../shared/words/frame.ts';
import type { Locale } from '../../shared/words/locale.ts';
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
  frame: FrameWords;
  common: CommonWords;
  captcha: CaptchaWords;
  chosen: ChosenWords;
  login: LoginWords;
  security: SecurityWords;
  password: PasswordWords;
  recover: RecoverWords;
  support: SupportWords;
};

export const words: Record<Locale, Words> = { en, de, cs };

export const titlesOf = ({ login, password, recover, support }: Words): Record<PageName, string> => ({
  ...login.titles,
  ...password.titles,
  ...recover.titles,
  ...support.titles,
});
