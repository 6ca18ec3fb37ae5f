import { el } from '../dom.ts';
import type { LoginState } from '../login/state.ts';
import { loginView } from '../login/view.ts';
import type { Shown } from '../page.ts';
import type { SecurityState } from '../security/state.ts';
import { securityView } from '../security/view.ts';
import { homeView } from './home-view.ts';
import type { AccountFrame } from './page.ts';
import type { AccountState, Place } from './state.ts';

type Shows<State> = (frame: AccountFrame, state: State) => Shown;

const login = (frame: AccountFrame, state: LoginState, intro?: string): Shown => ({
  view: loginView(state, frame, intro),
  title: frame.say.titles.login,
});
const loggedIn: Shows<SecurityState> = (frame) => ({ view: loginView({ at: 'loggedIn' }, frame), title: frame.say.loggedInTitle });

/** What each place shows. */
const places: Record<Place, { loggedOut: Shows<LoginState>; loggedIn: Shows<SecurityState> }> = {
  home: { loggedOut: (frame) => ({ view: homeView(frame), title: frame.say.titles.home }), loggedIn },
  login: { loggedOut: (frame, state) => login(frame, state), loggedIn },
  security: {
    loggedOut: (frame, state) => login(frame, state, frame.say.toSeeSecurity),
    loggedIn: (frame, state) => ({ view: securityView(state, frame), title: frame.say.titles.security }),
  },
};

export function showAccount(state: AccountState, frame: AccountFrame): Shown {
  const { place } = state;
  const { oneMoment, titles } = frame.say;
  switch (state.at) {
    case 'opening':
      return { view: el('p', { id: 'opening', class: 'moment', role: 'status' }, oneMoment), title: titles[place] };
    case 'loggedOut':
      return places[place].loggedOut(frame, state.login);
    case 'loggedIn':
      return places[place].loggedIn(frame, state.security);
  }
}
