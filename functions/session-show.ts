import { ok, problem, rfc3339 } from '../shared/http/answers.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { session as route } from '../shared/http/routes/session.ts';
import { loggedIn } from '../shared/http/signed-in.ts';

/**
 * Who is logged in, by the customer's present epoch: unlike the token alone, it knows of a session that was ended. Services ask it whom they
 * serve, so a customer whom a shop has handed over is not logged in here.
 */
export const handler = endpoint(route, async (call) => {
  const present = await loggedIn(call);
  if (!present) return problem('session_required');
  const { customerId, amr, acr, authTime, expiresAt } = present.session;
  return ok({ customerId, amr, acr, authTime: rfc3339(authTime), expiresAt: rfc3339(expiresAt) });
});
