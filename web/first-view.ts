/**
 * What a page shows first, drawn by its own view before there is a program: it stands in the document, so that people can begin while
 * the program is still on its way. The program finds it as it would have drawn it itself, and takes it over with all that was typed.
 */
import type { Locale } from '../shared/words/locale.ts';
import { withOwnWords } from '../shared/words/own-words.ts';
import { homeView } from './account/home-view.ts';
import { asText } from './as-text.ts';
import { captchaStart } from './captcha/state.ts';
import { linksFrom } from './links.ts';
import { loginStart } from './login/state.ts';
import { loginView } from './login/view.ts';
import type { Frame } from './page.ts';
import type { PageName } from './pages.ts';
import { opened } from './password/state.ts';
import { passwordView } from './password/view.ts';
import { recoverView } from './recover/view.ts';
import type { Settings } from './settings.ts';
import { supportStart } from './support/state.ts';
import { supportView } from './support/view.ts';
import { accountWords } from './words/account.ts';
import type { CommonWords } from './words/common.ts';
import { helpWords } from './words/help.ts';
import { partsOf } from './words/parts.ts';
import { type Files, type Whole, wholeOf } from './words/whole.ts';
import type { Words } from './words/words.ts';

type Opened = {
  /** Where the service lives, a slash at its end. */
  base: string;
  locale: Locale;
  settings: Settings;
  /** `/password?ended`: the password no longer works. */
  ended: boolean;
  /** What the shop says in its own way, by key. */
  ownWords: Readonly<Record<string, string>>;
};

type Draw<Names> = (frame: Frame<Whole<Names>> & { captcha: typeof captchaStart }, given: Opened) => HTMLElement;

/** As HTML, with the mark by which the styles know what the program has not drawn yet, and hidden until `early.ts` shows it. */
function drawing<const Names extends readonly (keyof Words)[]>(files: Files<Names>, names: Names, draw: Draw<Names>) {
  return async (given: Opened): Promise<string> => {
    const { base, locale, settings, ownWords } = given;
    const said = wholeOf(await files[locale](), names, (words, part) => withOwnWords(words, ownWords, `pages.${part}`));
    const say = said as CommonWords & Whole<Names>;
    const frame = { say, locale, now: 0, links: linksFrom(base, settings), settings, captcha: captchaStart };
    return asText(() => {
      const view = draw(frame, given);
      view.setAttribute('data-served', '');
      view.setAttribute('hidden', '');
      return view;
    });
  };
}

/** Each page as its program begins: what it says, and what it shows. */
const views: Record<PageName, (given: Opened) => Promise<string>> = {
  home: drawing(accountWords, partsOf.account, homeView),
  login: drawing(accountWords, partsOf.account, (frame) => loginView(loginStart, frame)),
  security: drawing(accountWords, partsOf.account, (frame) => loginView(loginStart, frame, frame.say.toSeeSecurity)),
  password: drawing(helpWords, partsOf.password, (frame, { ended }) => passwordView(opened(undefined, ended), frame)),
  recover: drawing(helpWords, partsOf.recover, (frame) => recoverView({ at: 'noLink' }, frame)),
  support: drawing(helpWords, partsOf.support, (frame) => supportView(supportStart, frame)),
};

export const firstViewOf = (name: PageName, given: Opened): Promise<string> => views[name](given);
