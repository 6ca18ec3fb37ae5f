import { el } from '../dom.ts';
import { alert, heading, link, section } from '../form.ts';
import type { LoginState } from '../login/state.ts';
import { loggedInView, loginView } from '../login/view.ts';
import type { Shown } from '../page.ts';
import type { SecurityState } from '../security/state.ts';
import { awaitedView } from './awaited-view.ts';
import type { AccountFrame } from './frame.ts';
import { handedBackView } from './handover-view.ts';
import { homeView } from './home-view.ts';
import { securityPart, speaksOfSecurity } from './security-part.ts';
import type { AccountState, Place } from './state.ts';

type LoggedIn = AccountState & { at: 'loggedIn' };
type Shows<State> = (frame: AccountFrame, state: State) => Shown;

const login = (frame: AccountFrame, state: LoginState, intro?: string): Shown => ({
  view: loginView(state, frame, intro),
  title: frame.say.titles.login,
});
const loggedIn: Shows<LoggedIn> = (frame, { back }) => {
  if (back === 'going') return { view: moment(frame), title: frame.say.loggedInTitle };
  return { view: loggedInView(frame, back), title: frame.say.loggedInTitle };
};
const moment = ({ say }: AccountFrame) => el('p', { id: 'opening', class: 'moment', role: 'status' }, say.oneMoment);

/** Until its part of the program and its words are there; if they never come, a new document may know where they are. */
function accountSecurity(state: SecurityState, frame: AccountFrame): HTMLElement {
  const part = securityPart();
  const { say, links } = frame;
  if (part && speaksOfSecurity(say)) return part.securityView(state, { ...frame, say });
  if (state.at !== 'unreadable') return awaitedView(frame);
  const again = link(links.security, say.tryAgain, 'main button');
  return section('security-unloaded', heading(say.titles.security, true), alert(state.failure, frame), again);
}

/** What each place shows. */
const places: Record<Place, { loggedOut: Shows<LoginState>; loggedIn: Shows<LoggedIn> }> = {
  home: { loggedOut: (frame) => ({ view: homeView(frame), title: frame.say.titles.home }), loggedIn },
  login: { loggedOut: (frame, state) => login(frame, state), loggedIn },
  security: {
    loggedOut: (frame, state) => login(frame, state, frame.say.toSeeSecurity),
    loggedIn: (frame, { security }) => ({ view: accountSecurity(security, frame), title: frame.say.titles.security }),
  },
};

export function showAccount(state: AccountState, frame: AccountFrame): Shown {
  const { place } = state;
  const { titles } = frame.say;
  switch (state.at) {
    case 'opening':
      return { view: place === 'security' ? awaitedView(frame) : moment(frame), title: titles[place] };
    case 'handedBack':
      return { view: handedBackView(state, frame), title: titles.security };
    case 'loggedOut':
      return places[place].loggedOut(frame, state.login);
    case 'loggedIn':
      return places[place].loggedIn(frame, state);
  }
}
