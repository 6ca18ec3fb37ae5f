import type { Keycard } from './client.ts';
import type { LoginEvent, LoginState, Notice } from './login/state.ts';
import type { Place } from './place.ts';
import type { SecurityEvent, SecurityState } from './security/state.ts';
import type { Words } from './words.ts';

/** What an action of a page may use. */
export type App = {
  client: Keycard;
  login(): LoginState;
  security(): SecurityState;
  moveLogin(event: LoginEvent): void;
  moveSecurity(event: SecurityEvent): void;
  say(): Words;
  /** Says something politely to a screen reader. */
  announce(text: string): void;
  /** The customer is logged in: what follows depends on where they wanted to go. */
  entered(stayLoggedIn: boolean): void;
  /** Nobody is logged in any more. */
  left(notice: Notice): void;
  goTo(place: Place): void;
};

/** What a button, link or form does: what was filled in, and the element that was pressed. */
export type Action = (form?: FormData, element?: HTMLElement) => unknown;
