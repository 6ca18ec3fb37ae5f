import { el } from '../dom.ts';
import { loginView } from '../login/view.ts';
import { securityView } from '../security/view.ts';
import { homeView } from './home-view.ts';
import type { AccountFrame } from './page.ts';
import type { AccountState } from './state.ts';

export function accountView(state: AccountState, frame: AccountFrame): HTMLElement {
  const { say } = frame;
  switch (state.at) {
    case 'opening':
      return el('p', { id: 'opening', class: 'moment', role: 'status' }, say.oneMoment);
    case 'loggedOut':
      if (state.place === 'home') return homeView(frame);
      return loginView(state.login, frame, state.place === 'security' ? say.toSeeSecurity : undefined);
    case 'loggedIn':
      return state.place === 'security' ? securityView(state.security, frame) : loginView({ at: 'loggedIn' }, frame);
  }
}

export function accountTitle({ at, place }: AccountState, say: AccountFrame['say']): string {
  switch (at) {
    case 'opening':
      return say.titles[place];
    case 'loggedOut':
      return place === 'home' ? say.titles.home : say.titles.login;
    case 'loggedIn':
      return place === 'security' ? say.titles.security : say.loggedInTitle;
  }
}
