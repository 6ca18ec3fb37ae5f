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
import { helpWords } from './words/help.ts';
import { partsOf } from './words/parts.ts';
import { type Whole, whole } from './words/whole.ts';

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

type Said = { [Page in keyof typeof partsOf]: Whole<(typeof partsOf)[Page]> };
type Draws<Say> = (frame: Frame<Say> & { captcha: typeof captchaStart }, opened: Opened) => HTMLElement;

const views: { [Name in PageName]: Draws<Said[Name extends keyof Said ? Name : 'account']> } = {
  home: homeView,
  login: (frame) => loginView(loginStart, frame),
  security: (frame) => loginView(loginStart, frame, frame.say.toSeeSecurity),
  password: (frame, { ended }) => passwordView(opened(undefined, ended), frame),
  recover: (frame) => recoverView({ at: 'noLink' }, frame),
  support: (frame) => supportView(supportStart, frame),
};

/** As HTML, with the mark by which the styles know what the program has not drawn yet. */
export async function firstViewOf(name: PageName, given: Opened): Promise<string> {
  const { base, locale, settings, ownWords } = given;
  const parts = partsOf[name in partsOf ? (name as keyof typeof partsOf) : 'account'];
  const loaded: Record<string, object> = await (name in partsOf ? helpWords : accountWords)[locale]();
  const say = whole(parts.map((part) => withOwnWords(loaded[part] as object, ownWords, `pages.${part}`)));
  const frame = { say, locale, now: 0, links: linksFrom(base, settings), settings, captcha: captchaStart };
  return asText(() => {
    const view = views[name](frame as never, given);
    view.setAttribute('data-served', '');
    return view;
  });
}
