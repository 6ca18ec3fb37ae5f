import { captchaIsSolved } from '../shared/captcha/port.ts';
import { codeDigest } from '../shared/codes/code.ts';
import { required, variables } from '../shared/config/environment.ts';
import { afterWrongCode } from '../shared/factors/after-wrong-code.ts';
import { noContent, problem } from '../shared/http/answers.ts';
import { openLink } from '../shared/http/link-token.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { refusalProblem } from '../shared/http/refusals.ts';
import { confirmRecovery } from '../shared/http/routes/recovery.ts';
import { digestUnder } from '../shared/keyring/digest-under.ts';
import { noticeSms } from '../shared/send/notice-sms.ts';
import { sendSms } from '../shared/send/sms.ts';
import { tellCustomer } from '../shared/send/tell-customer.ts';
import { confirmRefusal, guessRecoveryCode, noteRefusal, readRecovering } from '../shared/store/recoveries.ts';

const shopName = required(variables.shopName);

/** The last step of a recovery: the CAPTCHA first, so that a bot burns no attempt, then the code; the factor is off. */
export const handler = endpoint(confirmRecovery, async (call) => {
  const { now, body } = call;
  const link = await openLink(body.token, now);
  if (link?.kind !== 'recovery') return problem('invalid_token');
  const { customerId, recoveryId } = link;
  const seen = await readRecovering(customerId);
  const refused = confirmRefusal(seen, recoveryId, now);
  if (refused) {
    await noteRefusal(customerId, refused, now);
    return refusalProblem(refused, now);
  }
  if (!(await captchaIsSolved(body.captcha, now))) return problem('captcha_failed');

  const digest = digestUnder('codes', now, (key) => codeDigest(key, 'recovery', customerId, body.code));
  const guess = await guessRecoveryCode(customerId, recoveryId, digest, seen, now);
  if (guess.is === 'over') return problem('recovery_expired');
  if (guess.is === 'refused') {
    await noteRefusal(customerId, guess.refusal, now);
    return refusalProblem(guess.refusal, now);
  }
  const { customer } = guess;
  if (guess.is === 'wrong') {
    await afterWrongCode(guess, call);
    return problem('invalid_code', { attemptsLeft: guess.attemptsLeft });
  }

  const locale = customer.locale ?? call.locale;
  await tellCustomer(customer, { kind: 'recovered' }, call);
  if (customer.phone) await sendSms(customer.phone, await noticeSms({ kind: 'recovered', locale, shopName }));
  return noContent();
});
