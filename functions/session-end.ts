import { tokenFrom } from '../shared/flow/session-token.ts';
import { noContent, problem } from '../shared/http/answers.ts';
import { logOutHere } from '../shared/http/log-out.ts';
import { sessionIdOf } from '../shared/http/open-sessions.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { endOneSession } from '../shared/http/routes/security.ts';
import { clearedCookie } from '../shared/http/session-cookie.ts';
import { signedIn } from '../shared/http/signed-in.ts';
import { logOut } from '../shared/store/families.ts';

/**
 * Ends one of the customer's sessions, as if it had been logged out where it is; that may be this one. A session that has ended stays so,
 * whoever asks for it again: its id is no other's.
 */
export const handler = endpoint(endOneSession, async (call) => {
  const present = await signedIn(call);
  if (!present) return problem('session_required');
  const { session, customer } = present;
  const { sessionId = '' } = call.path;
  if (sessionId === sessionIdOf(session)) {
    const inCookie = tokenFrom(call.cookie)?.familyId;
    // Somebody else may have logged in by this browser since: that was not asked for, and their cookie stays theirs.
    const isTheirs = inCookie !== undefined && (await logOut(inCookie, call.now, customer.customerId)) === 'of another';
    await logOutHere({ now: call.now }, session);
    return isTheirs ? noContent() : noContent(clearedCookie);
  }
  const done = await logOut(sessionId, call.now, customer.customerId);
  return done === 'ended' ? noContent() : problem('not_found');
});
