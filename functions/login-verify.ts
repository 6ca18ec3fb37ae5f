import { afterWrongCode } from '../shared/factors/after-wrong-code.ts';
import { proveFactor } from '../shared/factors/second-factor.ts';
import { openForGuess } from '../shared/http/challenge-token.ts';
import { finishLogin } from '../shared/http/finish-login.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { factorProblem } from '../shared/http/refusals.ts';
import { verify } from '../shared/http/routes/login.ts';
import { asFarAsKnown } from '../shared/http/shop-server.ts';
import { signingKey } from '../shared/keyring/secret-keys.ts';

/** The second factor of a login: a right code becomes a session. */
export const handler = endpoint(verify, async (call) => {
  const { now } = call;
  const opened = await openForGuess(call.body.challenge, now);
  if (opened.is === 'not') return opened.problem;
  const { challenge } = opened;
  // Before the attempt is spent: a code must not be used up for a session that cannot be signed.
  const signer = await signingKey(now);

  const { code } = call.body;
  const proved = await proveFactor({ ...challenge, challenge }, { code }, 'login', now);
  if (proved.is !== 'right') {
    if (proved.is === 'wrong') await afterWrongCode(proved, asFarAsKnown(call, challenge));
    return factorProblem(proved, now);
  }
  return finishLogin(call, challenge, challenge.method, signer);
});
