/**
 * What a shop has sent the customer for, as `/authorize` has sealed it: it comes in the fragment, and from then on stays with this very
 * entry of the history. So it outlasts a reload, and whoever opens the login by themselves later is led nowhere.
 */

/** `loginHint`: who it may be. */
export type AskedLogin = { request: string; loginHint?: string };
export type Refused = 'client_id' | 'redirect_uri';
export type Arrival = { asked?: AskedLogin; refused?: Refused };

/** @param fragment `#authorization=…` or `#refused=…`, as `location.hash` gives it */
export function arrivalIn(fragment: string): Arrival {
  const given = new URLSearchParams(fragment.slice(1));
  const [request, loginHint, refused] = [given.get('authorization'), given.get('login_hint'), given.get('refused')];
  if (refused === 'client_id' || refused === 'redirect_uri') return { refused };
  return request ? { asked: { request, ...(loginHint && { loginHint }) } } : {};
}

/** Reads it, and takes it out of the address bar. */
export function takeArrival(): Arrival {
  const arrival = arrivalIn(location.hash);
  if (arrival.asked || arrival.refused)
    history.replaceState(arrival.asked ? { asked: arrival.asked } : null, '', location.pathname + location.search);
  return arrival;
}

/** What this entry of the history is for. */
export const askedHere = (): AskedLogin | undefined => (history.state as { asked?: AskedLogin } | null)?.asked;

/** It is answered, or over. */
export const forgetAsked = (): void => history.replaceState(null, '');
