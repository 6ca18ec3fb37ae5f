/**
 * What a shop has sent the customer for, as `/authorize` has sealed it: it comes in the fragment, and from then on stays with this very
 * entry of the history. So it outlasts a reload, and whoever opens the login by themselves later is led nowhere.
 */
import type { Refused } from './login/state.ts';

/** `challenge`: of a shop that has asked for the password itself. `loginHint`: who it may be. */
export type AskedLogin = { request: string; challenge?: string; loginHint?: string };
/** `logout`: a shop has sent them to log out, and they are asked, or it is `done`. */
type Arrival = { asked?: AskedLogin; refused?: Refused; logout?: 'ask' | 'done' };

/** @param fragment `#authorization=…`, `#refused=…`, `#logout` or `#loggedOut`, as `location.hash` gives it */
function arrivalIn(fragment: string): Arrival {
  const given = new URLSearchParams(fragment.slice(1));
  const [request, challenge, loginHint] = ['authorization', 'challenge', 'login_hint'].map((name) => given.get(name));
  const refused = given.get('refused');
  if (refused === 'client_id' || refused === 'redirect_uri') return { refused };
  if (given.has('logout')) return { logout: 'ask' };
  if (given.has('loggedOut')) return { logout: 'done' };
  return request ? { asked: { request, ...(challenge && { challenge }), ...(loginHint && { loginHint }) } } : {};
}

/** Reads it, and takes it out of the address bar. */
export function takeArrival(): Arrival {
  const arrival = arrivalIn(location.hash);
  const { asked } = arrival;
  if (Object.keys(arrival).length > 0) history.replaceState(asked ? { asked } : null, '', location.pathname + location.search);
  return arrival;
}

/** What this entry of the history is for. */
export const askedHere = (): AskedLogin | undefined => (history.state as { asked?: AskedLogin } | null)?.asked;

/** It is answered, or over. */
export const forgetAsked = (): void => history.replaceState(null, '');
