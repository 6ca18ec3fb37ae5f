import { noContent, problem } from '../shared/http/answers.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { logout } from '../shared/http/routes.ts';
import { clearedCookie } from '../shared/http/session-cookie.ts';
import { signedIn } from '../shared/http/signed-in.ts';
import { endEverySession } from '../shared/store/epoch.ts';
import { endFamily, tokenFrom } from '../shared/store/families.ts';

/** Ends this browser's stay-logged-in session; `everywhere` ends all of the customer's, and needs the access token. */
export const handler = endpoint(logout, async (call) => {
  if (call.body.everywhere) {
    const present = await signedIn(call);
    if (!present) return problem('session_required');
    await endEverySession(present.customer, call.now);
    return noContent(clearedCookie);
  }
  const token = tokenFrom(call.cookie);
  if (token) await endFamily(token);
  return noContent(clearedCookie);
});
