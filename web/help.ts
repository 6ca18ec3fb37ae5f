/**
 * The script of the pages for those who cannot log in: `/recover`, where the links of e-mails lead, and `/support`. It knows no session,
 * and loading it asks nothing of the service: opening a link changes nothing.
 */
import type { Locale } from '../shared/words/locale.ts';
import type { Action } from './app.ts';
import { type CaptchaProvider, captchaOf } from './captcha/captcha.ts';
import type { CaptchaState } from './captcha/state.ts';
import { keycard } from './client.ts';
import type { HelpApp } from './help-app.ts';
import type { HelpFrame } from './help-frame.ts';
import { languageOf, rememberLanguage } from './language.ts';
import { listen } from './listen.ts';
import { openPage } from './page.ts';
import { recoverActions } from './recover/actions.ts';
import { takeLink } from './recover/link.ts';
import { transition as moveRecover, type RecoverState } from './recover/state.ts';
import { recoverView } from './recover/view.ts';
import { supportActions } from './support/actions.ts';
import { transition as moveSupport, type SupportState, supportStart } from './support/state.ts';
import { supportView } from './support/view.ts';
import { helpWords } from './words/help.ts';

const TICK_MS = 500;

// Before anything else: what is in the address bar may be photographed, shared or kept in the history.
const link = takeLink();

const {
  shopName = '',
  homeUrl = '',
  captcha: provider = 'altcha',
  captchaSiteKey: siteKey = '',
  captchaScript: script = '',
} = document.querySelector<HTMLElement>('meta[name=keycard]')?.dataset ?? {};
const page = openPage(document.body, shopName, helpWords);

let locale = languageOf(document);
let recover: RecoverState = moveRecover({ at: 'noLink' }, { type: 'opened', link });
let support: SupportState = supportStart;

const base = new URL('.', location.href).href;
const links = { login: `${base}login`, support: `${base}support`, ...(homeUrl && { shop: homeUrl }) };
const asksForSupport = location.pathname.endsWith('/support');
const client = keycard({ baseUrl: base, locale: () => locale });

const captcha = captchaOf({
  provider: provider as CaptchaProvider,
  siteKey,
  script,
  client,
  asked: asksForSupport ? { for: 'support' } : {},
  locale: () => locale,
  moved(before, after) {
    sayWhatMoved(before, after);
    draw();
  },
});

const app: HelpApp = {
  client,
  captcha,
  recover: () => recover,
  support: () => support,
  announce: page.announce,
  say: () => helpWords[locale],
  moveRecover(event) {
    recover = moveRecover(recover, event);
    draw();
  },
  moveSupport(event) {
    support = moveSupport(support, event);
    draw();
  },
};

const actions: Record<string, Action> = {
  ...recoverActions(app),
  ...supportActions(app),
  solveCaptcha: () => captcha.solve(),
  speak(_, element) {
    locale = (element as HTMLButtonElement).value as Locale;
    rememberLanguage(locale);
    const url = new URL(location.href);
    url.searchParams.delete('lang');
    history.replaceState(null, '', url);
    draw();
  },
};

/** Whether the present solving is one that nobody asked for: the next solution in the place of one that is spent. */
let isQuiet = false;

function sayWhatMoved(before: CaptchaState, after: CaptchaState): void {
  const say = helpWords[locale].captcha;
  if (after.at === 'solving') isQuiet = before.at === 'open' && before.again === true;
  if (after.at === 'open' && after.failure) page.announce(say[after.failure]);
  else if (after.at === 'solving' && !isQuiet) page.announce(say.solving);
  else if (after.at === 'solved' && !isQuiet) page.announce(say.solved);
}

function draw(): void {
  const frame: HelpFrame = {
    say: helpWords[locale],
    locale,
    now: client.serverTime(),
    links,
    captcha: { provider: captcha.provider, state: captcha.state() },
  };
  const { titles } = frame.say;
  if (asksForSupport) page.show(supportView(support, frame), titles.support, locale);
  else page.show(recoverView(recover, frame), titles.recover, locale);
  captcha.place();
}

function tick(): void {
  const now = client.serverTime();
  recover = moveRecover(recover, { type: 'timePassed', now });
  support = moveSupport(support, { type: 'timePassed', now });
  captcha.timePassed(now);
  draw();
}

listen(actions);
// Another link, opened in the tab that already shows this page, loads nothing anew.
addEventListener('hashchange', () => {
  const next = takeLink();
  if (next) app.moveRecover({ type: 'opened', link: next });
});
document.addEventListener('visibilitychange', tick);
setInterval(tick, TICK_MS);
draw();
