/**
 * The script of every page. All of them are one document, because the access token lives in its memory only: going from the login to the
 * account page must not load anything anew.
 */

import type { Locale } from '../shared/words/locale.ts';
import type { Action, App } from './app.ts';
import { keycard } from './client.ts';
import { destination } from './destination.ts';
import { el } from './dom.ts';
import type { Frame } from './frame.ts';
import { homeView } from './home-view.ts';
import { languageOf, recall, remember, rememberLanguage } from './language.ts';
import { listen } from './listen.ts';
import { loginActions } from './login/actions.ts';
import { asksByItself, type LoginState, loginStart, transition as moveLogin } from './login/state.ts';
import { loginView } from './login/view.ts';
import { openPage } from './page.ts';
import { baseOf, type Place, placeOf } from './place.ts';
import { securityActions } from './security/actions.ts';
import { transition as moveSecurity, type SecurityState } from './security/state.ts';
import { securityView } from './security/view.ts';
import { words } from './words.ts';

/** Only says that a cookie may be there, which a script cannot see; it saves everybody else a call before the form appears. */
const STAYS = 'keycard.stays';
const TICK_MS = 500;
const LAST_MINUTE_MS = 60_000;

const { shopName = '', homeUrl = '' } = document.querySelector<HTMLElement>('meta[name=keycard]')?.dataset ?? {};
const page = openPage(document.body, shopName, words);

let locale = languageOf(document);
let place = placeOf(location.pathname);
let login: LoginState = loginStart;
let security: SecurityState = { at: 'loading' };
/** Whether the cookie has already been tried. */
let settled = false;

const base = baseOf(location.href);
const urls: Record<Place, string> = { home: base, login: `${base}login`, security: `${base}security` };
const next = destination(location.search, location.href);

const app: App = {
  client: keycard({ baseUrl: base, locale: () => locale }),
  login: () => login,
  security: () => security,
  announce: page.announce,
  say: () => words[locale],
  moveLogin(event) {
    login = moveLogin(login, event);
    draw();
  },
  moveSecurity(event) {
    security = moveSecurity(security, event);
    draw();
  },
  entered(stayLoggedIn) {
    remember(STAYS, stayLoggedIn ? 'yes' : null);
    const ownPlace = (Object.keys(urls) as Place[]).find((name) => urls[name] === next);
    if (place === 'login' && next !== undefined && ownPlace === undefined) location.assign(next);
    else if (place === 'login' && ownPlace !== undefined) app.goTo(ownPlace);
    else arrive(place);
  },
  left(notice) {
    remember(STAYS, null);
    app.moveSecurity({ type: 'opened' });
    app.moveLogin({ type: 'loggedOut', notice });
  },
  goTo(wanted) {
    if (wanted !== place) history.pushState(null, '', urls[wanted]);
    arrive(wanted);
  },
};

const actions: Record<string, Action> = {
  ...loginActions(app),
  ...securityActions(app),
  openLogin: () => app.goTo('login'),
  openSecurity: () => app.goTo('security'),
  speak(_, element) {
    locale = (element as HTMLButtonElement).value as Locale;
    rememberLanguage(locale);
    const url = new URL(location.href);
    url.searchParams.delete('lang');
    history.replaceState(null, '', url);
    draw();
  },
};

function arrive(wanted: Place): void {
  place = wanted;
  // Recovery codes that have not been put away yet are not to be lost by going back and forth.
  if (place === 'security' && login.at === 'loggedIn' && security.at !== 'recoveryCodes') {
    security = { at: 'loading' };
    actions.readSecurity?.();
  }
  draw();
}

function draw(): void {
  const say = words[locale];
  const links = { login: urls.login, security: urls.security, support: `${base}support`, ...(homeUrl && { shop: homeUrl }) };
  const frame: Frame = { say, locale, now: app.client.serverTime(), links };
  if (!settled) page.show(el('p', { id: 'opening', class: 'moment', role: 'status' }, say.oneMoment), say.titles[place], locale);
  else if (login.at === 'loggedIn' && place === 'security') page.show(securityView(security, frame), say.titles.security, locale);
  else if (login.at === 'loggedIn') page.show(loginView(login, frame), say.loggedInTitle, locale);
  else if (place === 'home') page.show(homeView(frame), say.titles.home, locale);
  else page.show(loginView(login, frame, place === 'security' ? say.toSeeSecurity : undefined), say.titles.login, locale);
}

let lastLeft = Number.POSITIVE_INFINITY;

function tick(): void {
  const now = app.client.serverTime();
  login = moveLogin(login, { type: 'timePassed', now });
  security = moveSecurity(security, { type: 'timePassed', now });
  if (asksByItself(login, now)) actions.sendCode?.();
  const left = login.at === 'code' ? Date.parse(login.challenge.codeExpiresAt ?? '') - now : Number.NaN;
  if (left <= LAST_MINUTE_MS && lastLeft > LAST_MINUTE_MS) page.announce(words[locale].oneMinuteLeft);
  lastLeft = Number.isNaN(left) ? Number.POSITIVE_INFINITY : left;
  draw();
}

listen(actions);

/** Six digits are the whole code, typed or pasted: nothing is left to press. */
document.addEventListener('input', (event) => {
  const field = event.target as HTMLInputElement;
  if (field.id === 'code' && field.form?.dataset.do === 'confirmCode' && /^(?:\s*[0-9]){6}\s*$/.test(field.value))
    field.form.requestSubmit();
});

addEventListener('popstate', () => arrive(placeOf(location.pathname)));
document.addEventListener('visibilitychange', tick);
addEventListener('beforeunload', (event) => {
  if (security.at === 'recoveryCodes') event.preventDefault();
});
setInterval(tick, TICK_MS);

const mayStay = recall(STAYS) !== null;
if (place === 'login' && !mayStay) settled = true;
draw();
if (!settled) {
  const answer = await app.client.refresh();
  settled = true;
  if (answer.ok) {
    app.moveLogin({ type: 'loggedIn' });
    app.entered(true);
  } else {
    if (answer.problem.code === 'session_required') remember(STAYS, null);
    else app.moveLogin({ type: 'refused', problem: answer.problem, now: app.client.serverTime() });
    draw();
  }
}
