/** How a login ends: a session, and the stay-logged-in cookie if it was asked for. */
import { STAY_LOGGED_IN_LIFETIME } from '../flow/budgets.ts';
import { amr } from '../flow/session.ts';
import { beginFamily } from '../store/families.ts';
import { type Authenticated, authenticated, type Signer } from './access-token.ts';
import { type Answer, ok } from './answers.ts';
import type { Call } from './call.ts';
import { sessionCookie } from './session-cookie.ts';

/** What the login proved, as `amr` of flow/session.ts names it. */
type Login = { customerId: string; epoch: number; stayLoggedIn: boolean };

export async function finishLogin(call: Call, login: Login, proved: keyof typeof amr, signer: Signer): Promise<Answer<200, Authenticated>> {
  const { customerId, epoch, stayLoggedIn } = login;
  const who = { customerId, epoch, amr: [...amr[proved]] };
  const cookie = stayLoggedIn
    ? sessionCookie(await beginFamily({ ...who, device: call.device }, call.now), STAY_LOGGED_IN_LIFETIME)
    : undefined;
  return ok(await authenticated(call, who, signer), cookie);
}
