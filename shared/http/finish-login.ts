/** How a login ends: a session, a device that is known from now on, and the stay-logged-in cookie if it was asked for. */
import type { Acr } from '../flow/session.ts';
import { tokenFrom } from '../flow/session-token.ts';
import type { Signer } from '../keyring/signed-jwt.ts';
import { log } from '../log/events.ts';
import { note } from '../store/audit.ts';
import { beginFamily, logOut } from '../store/families.ts';
import { readFamily } from '../store/family-items.ts';
import { type Answer, ok } from './answers.ts';
import { type Authenticated, authenticated } from './authenticated.ts';
import type { Call } from './call.ts';
import { deviceCookie } from './device-cookie.ts';
import { clearedCookie, sessionCookie } from './session-cookie.ts';

/** `clientId`: by whose word the password was right, if the shop keeps it. */
type Login = { customerId: string; epoch: number; stayLoggedIn: boolean; clientId?: string };

/**
 * By now the code is used up, so nothing that can still fail may take the login away: where the family cannot be kept, the customer is
 * logged in without its cookie, as if the box had not been ticked. (Keeping it before the code is compared would cost each wrong
 * code a write, and leave families that nobody proved.) The cookie of the device sees to that by itself; where no password was typed
 * here, there is none to be guessed from it, and none is set.
 */
export async function finishLogin(call: Call, login: Login, acr: Acr, signer: Signer): Promise<Answer<200, Authenticated>> {
  const { customerId, epoch, stayLoggedIn, clientId } = login;
  const [kept, gone, device] = await Promise.all([
    stayLoggedIn ? orLog(beginFamily({ customerId, epoch, acr, device: call.device }, call.now)) : undefined,
    stayLoggedIn ? undefined : endSomebodyElses(call, customerId),
    clientId === undefined ? deviceCookie({ customerId, epoch }, call.now) : undefined,
    note(customerId, 'logged_in', { customer: customerId }, call.now, {
      acr,
      stayLoggedIn,
      ...(clientId !== undefined && { client: clientId }),
    }),
  ]);
  const who = { customerId, epoch, acr, authTime: call.now, ...(kept && { sid: kept.token.familyId }) };
  return ok(authenticated(call, who, signer), kept ? sessionCookie(kept.token, call.now, call.now) : gone, device);
}

/**
 * In this browser somebody else had stayed logged in, and whoever asks for a login without a word would be given theirs. @returns the cookie
 * that takes theirs away
 */
async function endSomebodyElses({ cookie, now }: Call, customerId: string): Promise<string | undefined> {
  const familyId = tokenFrom(cookie)?.familyId;
  if (familyId === undefined) return undefined;
  const ended = async () => {
    const family = await readFamily(familyId);
    if (family?.customerId === customerId) return 'theirs';
    await logOut(familyId, now);
    return 'ended';
  };
  // Where it cannot be found out whose it is, the browser keeps none.
  return (await ended().catch(() => 'unknown')) === 'theirs' ? undefined : clearedCookie;
}

/** A family whose answer was lost may be there: nobody has its token, so it is worth nothing to anybody, and ends unused. */
function orLog<T>(done: Promise<T>): Promise<T | undefined> {
  return done.catch((error: unknown) => {
    log({ event: 'session_not_kept', error: error instanceof Error ? error.name : 'unknown' });
    return undefined;
  });
}
