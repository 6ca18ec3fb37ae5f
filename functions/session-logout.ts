import { transition } from '../shared/flow/session-family.ts';
import { authenticate } from '../shared/http/access-token.ts';
import { noContent, problem } from '../shared/http/answers.ts';
import { logOutHere } from '../shared/http/log-out.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { logout } from '../shared/http/routes/session.ts';
import { clearedCookie } from '../shared/http/session-cookie.ts';
import { signedIn } from '../shared/http/signed-in.ts';
import { endEverySession, endOtherSessions } from '../shared/store/epoch.ts';
import { carriedOver } from '../shared/store/families.ts';

/**
 * Ends this stay-logged-in session, and with it every access token that came of it; `everywhere` ends all of the customer's sessions,
 * `others` all but this one. These two need the access token.
 */
export const handler = endpoint(logout, async (call) => {
  const { everywhere, others } = call.body;
  if (!everywhere && !others) {
    await logOutHere(call, await authenticate(call));
    return noContent(clearedCookie);
  }

  const present = await signedIn(call);
  if (!present) return problem('session_required');
  const { session, customer, family } = present;
  if (everywhere) {
    // Whoever moved the epoch first ended the same sessions, but perhaps not that one's own: the customer wants all gone.
    const ended = await endEverySession(customer, call.now);
    return ended ? noContent(clearedCookie) : problem('unavailable', { retryAfter: 1 });
  }
  const { sid } = session;
  // A family that a change of the factor has ended stays ended, though the session that made the change goes on.
  const keep = (to: number) => {
    const event = { is: 'carry over', from: customer.epoch, to } as const;
    const goesOn = family && transition({ is: 'alive', ...family }, customer, event, call.now).is === 'carried over';
    return sid !== undefined && goesOn ? [carriedOver(sid, customer.epoch, to)] : [];
  };
  const ended = await endOtherSessions(customer, session, keep, call.now);
  return ended ? noContent() : problem('unavailable', { retryAfter: 1 });
});
