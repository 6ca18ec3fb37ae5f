import { afterRecoveryCode } from '../shared/factors/after-recovery-code.ts';
import { afterWrongCode } from '../shared/factors/after-wrong-code.ts';
import { proveFactor } from '../shared/factors/second-factor.ts';
import { openForGuess } from '../shared/http/challenge-token.ts';
import { finishLogin } from '../shared/http/finish-login.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { factorProblem } from '../shared/http/refusals.ts';
import { loginByRecoveryCode } from '../shared/http/routes/login.ts';
import { asFarAsKnown } from '../shared/http/shop-server.ts';
import { signingKey } from '../shared/keyring/secret-keys.ts';

/** A recovery code instead of the second factor of a login, once. */
export const handler = endpoint(loginByRecoveryCode, async (call) => {
  const { now } = call;
  const opened = await openForGuess(call.body.challenge, now);
  if (opened.is === 'not') return opened.problem;
  const { challenge } = opened;
  const signer = await signingKey(now);

  const { recoveryCode } = call.body;
  const proved = await proveFactor({ ...challenge, challenge }, { recoveryCode }, 'login', now);
  if (proved.is !== 'right') {
    if (proved.is === 'wrong') await afterWrongCode(proved, asFarAsKnown(call, challenge));
    return factorProblem(proved, now);
  }
  await afterRecoveryCode(proved.customer, asFarAsKnown(call, challenge));
  return finishLogin(call, challenge, 'recovery-code', signer);
});
