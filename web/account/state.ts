/** Where the customer is with their account, composed of the login's machine and the account page's. */
import { type Failure, failureOf } from '../failure.ts';
import { type LoginEvent, type LoginState, loginStart, transition as moveLogin, type Notice } from '../login/state.ts';
import { type PageName, type PageOf, pageNames, pages } from '../pages.ts';
import { placeOf } from '../place.ts';
import type { SecurityEvent, SecurityState } from '../security/state.ts';
import { securityPart } from './security-part.ts';

export type Place = PageOf<'account'>;

const isPlace = (name: PageName): name is Place => pages[name] === 'account';
export const places: readonly Place[] = pageNames.filter(isPlace);
export const accountPlaceOf = (path: string): Place => places.find((place) => place === placeOf(path)) ?? 'home';

export type AccountState =
  /** Nobody knows yet whether a cookie is there. */
  | { at: 'opening'; place: Place }
  | { at: 'loggedOut'; place: Place; login: Exclude<LoginState, { at: 'loggedIn' }> }
  /** `back`: how it stands with the way back to the shop that has sent them. */
  | { at: 'loggedIn'; place: Place; security: SecurityState; back?: WayBack }
  /** A shop has handed the customer over, and that is over; with a failure nobody knows yet. */
  | { at: 'handedBack'; place: Place; failure?: Failure | undefined; notice?: Notice | undefined };

/** `going`: it is asked for. `failed`: it can be asked for again. `over`: it cannot. `logout`: they were sent to log out. */
export type WayBack = 'going' | 'failed' | 'over' | 'logout';

export type AccountEvent =
  /** `depth`: it was the history that led there, to a step that was so many steps in. */
  | { type: 'went'; to: Place; depth?: number }
  /** A step of the login is to come back, and the service is asked how it stands. */
  | { type: 'comingBack' }
  /** There is no cookie that anybody is logged in by. */
  | { type: 'nobodyStays' }
  | { type: 'wayBack'; is: WayBack }
  | { type: 'login'; event: LoginEvent }
  | { type: 'security'; event: SecurityEvent }
  | { type: 'handedBack'; failure?: Failure; notice?: Notice }
  | { type: 'timePassed'; now: number };

/** The state after an event; an event that means nothing in a state leaves it as it is. */
export function transition(state: AccountState, event: AccountEvent): AccountState {
  switch (event.type) {
    case 'went':
      return arrived(state, event);
    case 'comingBack':
      return { at: 'opening', place: state.place };
    case 'nobodyStays':
      return state.at === 'opening' ? { at: 'loggedOut', place: state.place, login: loginStart } : state;
    case 'wayBack':
      return state.at === 'loggedIn' ? { ...state, back: event.is } : state;
    case 'handedBack':
      return { at: 'handedBack', place: state.place, failure: event.failure, notice: event.notice };
    case 'login':
      return withLogin(state, moveLogin(loginOf(state), event.event));
    case 'security':
      return withSecurity(state, event.event);
    case 'timePassed':
      return state.at === 'loggedOut' ? withLogin(state, moveLogin(state.login, event)) : withSecurity(state, event);
  }
}

/** The login as it is, as far as it is known. */
export function loginOf(state: AccountState): LoginState {
  if (state.at === 'loggedOut') return state.login;
  return state.at === 'loggedIn' ? { at: 'loggedIn' } : loginStart;
}

/** Recovery codes that have not been put away yet are not to be lost by going back and forth. */
function arrived(state: AccountState, { to: place, depth }: AccountEvent & { type: 'went' }): AccountState {
  if (depth !== undefined) {
    const stepped = steppedBack(state, depth);
    return place === state.place ? stepped : arrived(stepped, { type: 'went', to: place });
  }
  const isReadAnew = state.at === 'loggedIn' && place === 'security' && state.security.at !== 'recoveryCodes';
  return isReadAnew ? { at: 'loggedIn', place, security: { at: 'loading' } } : { ...state, place };
}

function steppedBack(state: AccountState, depth: number): AccountState {
  if (state.at === 'loggedOut') return withLogin(state, moveLogin(state.login, { type: 'wentBack', depth }));
  return depth === 0 ? withSecurity(state, { type: 'cancelled' }) : state;
}

function withLogin(state: AccountState, login: LoginState): AccountState {
  const { place } = state;
  if (login === loginOf(state)) return state;
  if (login.at !== 'loggedIn') return { at: 'loggedOut', place, login };
  return state.at === 'loggedIn' ? state : { at: 'loggedIn', place, security: { at: 'loading' } };
}

/** How the account page moves comes with its part of the program. Until then nothing can happen there but that it does not come. */
function moveSecurity(state: SecurityState, event: SecurityEvent): SecurityState {
  const part = securityPart();
  if (part) return part.transition(state, event);
  return event.type === 'refused' ? { at: 'unreadable', failure: failureOf(event.problem, event.now) } : state;
}

function withSecurity(state: AccountState, event: SecurityEvent): AccountState {
  if (state.at !== 'loggedIn') return state;
  const security = moveSecurity(state.security, event);
  return security === state.security ? state : { ...state, security };
}
