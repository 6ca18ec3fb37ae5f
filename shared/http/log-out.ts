/** The end of the session that a call comes from. */
import type { SessionClaims } from '../flow/session.ts';
import { tokenFrom } from '../flow/session-token.ts';
import { logOut } from '../store/families.ts';
import { noteLogout } from '../store/proofs.ts';
import type { Call } from './call.ts';

/** To a shop on another site the cookie does not go along, and after a reload there is no access token: what either names ends. */
export async function logOutHere(call: Pick<Call, 'cookie' | 'now'>, session: SessionClaims | undefined): Promise<void> {
  const named = [tokenFrom(call.cookie)?.familyId, session?.sid];
  for (const familyId of new Set(named)) if (familyId) await logOut(familyId, call.now);
  if (session && session.sid === undefined) await noteLogout(session);
}
