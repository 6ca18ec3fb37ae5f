import { noContent, problem } from '../shared/http/answers.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { logout } from '../shared/http/routes/session.ts';
import { clearedCookie } from '../shared/http/session-cookie.ts';
import { signedIn } from '../shared/http/signed-in.ts';
import { endEverySession, endOtherSessions } from '../shared/store/epoch.ts';
import { carriedOver, endFamily, readFamily, tokenFrom } from '../shared/store/families.ts';

/**
 * Ends this browser's stay-logged-in session; `everywhere` ends all of the customer's, `others` all but this one. These two
 * need the access token.
 */
export const handler = endpoint(logout, async (call) => {
  const { everywhere, others } = call.body;
  const token = tokenFrom(call.cookie);
  if (!everywhere && !others) {
    if (token) await endFamily(token);
    return noContent(clearedCookie);
  }

  const present = await signedIn(call);
  if (!present) return problem('session_required');
  const { session, customer } = present;
  if (everywhere) {
    // Whoever moved the epoch first ended the same sessions, but perhaps not that one's own: the customer wants all gone.
    const ended = await endEverySession(customer, call.now);
    return ended ? noContent(clearedCookie) : problem('unavailable', { retryAfter: 1 });
  }
  const family = token && (await readFamily(token));
  const isOwn = family?.customerId === customer.customerId && family.epoch === customer.epoch;
  const ended = await endOtherSessions(customer, session.jti, (epoch) => (token && isOwn ? [carriedOver(token, epoch)] : []), call.now);
  return ended ? noContent() : problem('unavailable', { retryAfter: 1 });
});
