/** What the pages of the account do: the login's actions and the account page's, and the ways between them. */
import { type AskedLogin, askedHere, forgetAsked, takeArrival } from '../asked-login.ts';
import { destination } from '../destination.ts';
import { failureOf } from '../failure.ts';
import { takeHandover, wasHandedOver } from '../handover.ts';
import { type LoginApp, loginActions } from '../login/actions.ts';
import { asksByItself, type Notice } from '../login/state.ts';
import type { Doings } from '../page.ts';
import type { SecurityActions } from '../security/actions.ts';
import type { Task } from '../security/tasks.ts';
import { fillInTyped, forgetTyped, keepTyped } from '../typed.ts';
import { codeIn } from '../typed-code.ts';
import type { AccountApp, WayActions } from './frame.ts';
import { ownAnswers } from './own-answers.ts';
import { resuming } from './resume.ts';
import { loadSecurityPart, speaksOfSecurity } from './security-part.ts';
import { type AccountState, accountPlaceOf, loginOf, type Place, places } from './state.ts';
import { depthHere, depthOf, followSteps, levelHere } from './steps.ts';
import { unfinishedWork } from './unfinished.ts';

const LAST_MINUTE_MS = 60_000;

export function accountDoings(app: AccountApp): Doings<AccountState> {
  const { client, links } = app;
  const next = destination(location.search, location.href);

  const login: LoginApp = {
    ...app,
    state: () => loginOf(app.state()),
    move: (event) => app.move({ type: 'login', event }),
    entered,
    left,
  };
  const loginDoes = loginActions(login);
  const { isKept, resume, recallName } = resuming(app, login);
  let securityDoes: SecurityActions | undefined;
  /** The token of the link by which a shop has handed the customer over, as long as this page is theirs by it. */
  let handover: string | undefined;
  const ways: WayActions = {
    openLogin: () => goTo('login'),
    openSecurity: () => goTo('security'),
    goBack,
    handOverAgain() {
      const challenge = askedHere()?.challenge;
      void (challenge === undefined ? handOver(handover) : goOnWith(challenge));
    },
  };

  /** Whose password the shop has asked for has none to type here. */
  const orAtShop = (startOver: () => void) => () => (askedHere()?.challenge === undefined ? startOver() : app.move({ type: 'handedBack' }));
  const startingOver = { logInAgain: orAtShop(loginDoes.logInAgain), otherAccount: orAtShop(loginDoes.otherAccount) };

  const unfinished = unfinishedWork();

  function entered(customerId: string): void {
    unfinished.isOf(customerId);
    forgetTyped();
    const { place } = app.state();
    const asked = askedHere();
    if (place === 'login' && asked) return void leadBack(asked);
    const ownPlace = places.find((name) => links[name] === next);
    if (place === 'login' && next !== undefined && ownPlace === undefined) location.assign(next);
    else if (place === 'login' && ownPlace !== undefined) goTo(ownPlace);
    else arrive(place);
  }

  function left(notice: Notice): void {
    const state = app.state();
    unfinished.leave(notice === 'sessionEnded' && state.at === 'loggedIn' ? state.security : undefined);
    if (handover !== undefined) app.move({ type: 'handedBack', notice });
    else login.move({ type: 'loggedOut', notice });
  }

  /** Of whoever was sent here; whether they stay logged in is another matter. */
  const say = (notice: Notice) => login.move({ type: 'loggedOut', notice });

  function goBack(): void {
    const asked = askedHere();
    if (asked) void leadBack(asked);
  }

  /** To the shop that has sent the customer, with a code for it. */
  async function leadBack({ request }: AskedLogin): Promise<void> {
    app.move({ type: 'wayBack', is: 'going' });
    const answer = await client.grantAuthorization({ request });
    if (answer.ok) return location.assign(answer.redirectTo);
    // Somebody is logged in, but too long ago, or with less than is asked for by now.
    if (answer.problem.code === 'session_required') return login.move({ type: 'loggedOut', notice: 'askedAnew' });
    const isOver = answer.problem.code === 'link_expired' || answer.problem.code === 'invalid_request';
    if (isOver) forgetAsked();
    app.move({ type: 'wayBack', is: isOver ? 'over' : 'failed' });
  }

  function goTo(wanted: Place): void {
    if (wanted !== app.state().place) history.pushState(null, '', links[wanted]);
    arrive(wanted);
  }

  function arrive(to: Place, depth?: number): void {
    app.move({ type: 'went', to, ...(depth !== undefined && { depth }) });
    const state = app.state();
    if (state.at === 'loggedIn' && state.place === 'security' && state.security.at === 'loading') void openSecurity();
  }

  /** `/security?task=password`: where `/.well-known/change-password` leads (W3C, A Well-Known URL for Changing Passwords). */
  async function openSecurity(): Promise<void> {
    const does = await whatSecurityDoes();
    if (!does) return;
    await does.readSecurity();
    const state = app.state();
    const url = new URL(location.href);
    const isRead = state.at === 'loggedIn' && state.security.at === 'overview';
    const from = isRead ? unfinished.takeUp() : undefined;
    if (from) return app.move({ type: 'security', event: { type: 'takenUp', from } });
    if (!isRead || url.searchParams.get('task') !== ('password' satisfies Task)) return;
    // Once: going back and forth opens it no more.
    url.searchParams.delete('task');
    history.replaceState(history.state, '', url);
    if (links.changePassword !== undefined) return location.assign(links.changePassword);
    app.move({ type: 'security', event: { type: 'chosen', task: 'password' } });
  }

  /** `undefined`: it could not be loaded, and the page says so. */
  async function whatSecurityDoes(): Promise<SecurityActions | undefined> {
    if (securityDoes) return securityDoes;
    try {
      const { securityActions } = await loadSecurityPart();
      await app.speakAnew();
      securityDoes = securityActions({
        ...app,
        client: ownAnswers(client, unfinished.owner),
        state() {
          const state = app.state();
          return state.at === 'loggedIn' ? state.security : { at: 'loading' };
        },
        move: (event) => app.move({ type: 'security', event }),
        say() {
          const say = app.say();
          if (!speaksOfSecurity(say)) throw new Error('The words of the account page come before what it does');
          return say;
        },
        left,
      });
      return Object.assign(actions, securityDoes);
    } catch {
      // The document that the page's link leads to may be a kept one, and name the same again.
      await fetch(links.security, { cache: 'reload' }).catch(() => undefined);
      const problem = { code: 'unavailable', status: 0, title: '' } as const;
      app.move({ type: 'security', event: { type: 'refused', problem, now: client.serverTime() } });
      return undefined;
    }
  }

  /** The cookie logs in. */
  async function comeBack(toLogOut: boolean): Promise<void> {
    const answer = await client.refresh();
    if (answer.ok) {
      login.move({ type: 'loggedIn' });
      entered(answer.customerId);
      return toLogOut ? app.move({ type: 'wayBack', is: 'logout' }) : undefined;
    }
    if (answer.problem.code !== 'session_required') {
      return login.move({ type: 'refused', problem: answer.problem, now: client.serverTime() });
    }
    app.move({ type: 'nobodyStays' });
    recallName();
    if (toLogOut) say('loggedOut');
  }

  /** A shop has asked for the password, and hands the rest over. What is over is begun there again. */
  async function goOnWith(challenge: string): Promise<void> {
    app.move({ type: 'comingBack' });
    const answer = await client.showChallenge({ challenge });
    if (answer.ok) return login.move({ type: 'answered', answer, now: client.serverTime() });
    const { code } = answer.problem;
    app.move({ type: 'handedBack', ...(code === 'unavailable' && { failure: failureOf(answer.problem, client.serverTime()) }) });
  }

  /** The history is at this place, so many steps in. */
  function wentTo(place: Place, depth: number): void {
    const state = app.state();
    // They are shown once: nobody loses them by going back.
    if (state.at === 'loggedIn' && state.security.at === 'recoveryCodes') {
      history.pushState({ depth: 1 }, '', links.security);
      app.move({ type: 'security', event: { type: 'leaving' } });
      return;
    }
    arrive(place, depth);
    const now = app.state();
    const isForward = depth > (depthOf(now) ?? depth);
    if (now.at === 'loggedOut' && isForward && isKept(depth)) void resume(depth);
    else if (isForward) levelHere(now);
  }

  /** The link is traded for a session; a cookie that may be there is of another login, and is left alone. */
  async function handOver(token: string | undefined): Promise<void> {
    if (token === undefined) return;
    handover = token;
    const answer = await client.redeemHandover({ token });
    if (!answer.ok) {
      const isOver = answer.problem.code === 'link_expired';
      return app.move({ type: 'handedBack', ...(!isOver && { failure: failureOf(answer.problem, client.serverTime()) }) });
    }
    unfinished.isOf(answer.customerId);
    login.move({ type: 'loggedIn' });
    arrive('security');
  }

  /** With those of the account page as soon as that is there. */
  const actions = { ...loginDoes, ...startingOver, ...ways };
  let lastLeft = Number.POSITIVE_INFINITY;

  return {
    actions,

    begin() {
      // First, as what is kept is kept with the entry of the history that this makes.
      const { asked, refused, logout } = takeArrival();
      keepTyped();
      document.addEventListener('input', (event) => sendWholeCode(event.target as HTMLInputElement));
      addEventListener('popstate', () => wentTo(accountPlaceOf(location.pathname), depthHere()));
      // Another link, opened in the tab that already shows its page, loads nothing anew.
      addEventListener('hashchange', () => void handOver(takeHandover()));
      addEventListener('beforeunload', (event) => {
        const state = app.state();
        // Who has left them already, and comes back, is not asked, as the page would stay hidden (`early.ts`).
        const areShown = state.at === 'loggedIn' && state.security.at === 'recoveryCodes' && !document.documentElement.hidden;
        if (areShown) event.preventDefault();
      });
      const token = takeHandover();
      if (token !== undefined) return void handOver(token);
      if (wasHandedOver()) return app.move({ type: 'handedBack' });
      if (refused) return say(refused);
      if (asked?.loginHint !== undefined) login.move({ type: 'hinted', username: asked.loginHint });
      if (isKept(depthHere()) && depthHere() > 0) return void resume(depthHere());
      const challenge = askedHere()?.challenge;
      if (challenge !== undefined) return void goOnWith(challenge);
      const isOpening = app.state().at === 'opening';
      if (logout === 'done') return say('loggedOut');
      if (isOpening) void comeBack(logout === 'ask');
      else if (logout === 'ask') say('loggedOut');
      else recallName();
    },

    moved: followSteps,
    drawn: fillInTyped,

    ticked(now) {
      const state = login.state();
      if (asksByItself(state, now)) void loginDoes.sendCode();
      const left = state.at === 'code' ? Date.parse(state.challenge.codeExpiresAt ?? '') - now : Number.NaN;
      if (left <= LAST_MINUTE_MS && lastLeft > LAST_MINUTE_MS) app.announce(app.say().oneMinuteLeft);
      lastLeft = Number.isNaN(left) ? Number.POSITIVE_INFINITY : left;
    },
  };
}

/** Six digits are the whole code, typed or pasted: nothing is left to press, unless something else is left to fill in. */
function sendWholeCode({ id, form, value }: HTMLInputElement): void {
  if (id === 'code' && form?.querySelectorAll('[required]').length === 1 && codeIn(value) !== undefined) form.requestSubmit();
}
