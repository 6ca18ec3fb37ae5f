import { flagChallenges, readFlag } from '../shared/config/flag.ts';
import { tokenFrom } from '../shared/flow/session-token.ts';
import { ok, problem } from '../shared/http/answers.ts';
import { authenticated } from '../shared/http/authenticated.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { refresh } from '../shared/http/routes/session.ts';
import { clearedCookie, sessionCookie } from '../shared/http/session-cookie.ts';
import { signingKey } from '../shared/keyring/secret-keys.ts';
import { tellCustomer } from '../shared/send/tell-customer.ts';
import { refreshFamily } from '../shared/sessions/refresh-family.ts';

const sessionRequired = { ...problem('session_required'), setCookies: [clearedCookie] };

/** The stay-logged-in cookie for a new access token and the next cookie. */
export const handler = endpoint(refresh, async (call) => {
  const { now } = call;
  const token = tokenFrom(call.cookie);
  if (!token) return sessionRequired;
  const flag = await readFlag(now);
  // Before the token is replaced: it must not be used up for a session that cannot be signed.
  const signer = await signingKey(now);

  const refreshed = await refreshFamily(token, flagChallenges(flag), now);
  if (refreshed.is === 'copied') {
    const { family, owner } = refreshed;
    await tellCustomer(owner, { kind: 'session_copied', endedOn: family.device }, call);
  }
  if (refreshed.is !== 'refreshed') return sessionRequired;
  const { family, next } = refreshed;
  const { customerId, epoch, acr, startedAt } = family;
  const who = { customerId, epoch, acr, authTime: startedAt, sid: next.familyId };
  return ok(authenticated(call, who, signer), sessionCookie(next, startedAt, now));
});
