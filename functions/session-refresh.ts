import { flagChallenges, readFlag } from '../shared/config/flag.ts';
import { authenticated } from '../shared/http/access-token.ts';
import { ok, problem } from '../shared/http/answers.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { refresh } from '../shared/http/routes/session.ts';
import { clearedCookie, sessionCookie } from '../shared/http/session-cookie.ts';
import { signingKey } from '../shared/keyring/signing-keys.ts';
import { endCopiedFamily, readFamily, replaceToken, tokenFrom } from '../shared/store/families.ts';

const sessionRequired = { ...problem('session_required'), setCookie: clearedCookie };

/** The stay-logged-in cookie for a new access token and the next cookie. */
export const handler = endpoint(refresh, async (call) => {
  const { now } = call;
  const token = tokenFrom(call.cookie);
  if (!token) return sessionRequired;
  const flag = await readFlag(now);
  const signer = await signingKey(now);
  const family = await readFamily(token);
  if (!family) return sessionRequired;

  const passwordOnly = flagChallenges(flag) && !family.amr.includes('mfa');
  const next = await replaceToken(token, family, passwordOnly, now);
  if (!next) {
    await endCopiedFamily(token);
    return sessionRequired;
  }
  return ok(await authenticated(call, family, signer), sessionCookie(next, family.expiresAt - now));
});
