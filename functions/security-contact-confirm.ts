import { codeDigest } from '../shared/codes/code.ts';
import { afterWrongCode } from '../shared/factors/after-wrong-code.ts';
import { noContent, problem } from '../shared/http/answers.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { refusalProblem } from '../shared/http/refusals.ts';
import { confirmContact } from '../shared/http/routes/security.ts';
import { clearedCookie } from '../shared/http/session-cookie.ts';
import { signedIn } from '../shared/http/signed-in.ts';
import { digestUnder } from '../shared/keyring/digest-under.ts';
import { tellCustomer } from '../shared/send/tell-customer.ts';
import { tellOldPhone } from '../shared/send/tell-old-phone.ts';
import { guessContactCode } from '../shared/store/contacts.ts';

/** The code that was sent to a contact: it is verified, and the customer's from now on. */
export const handler = endpoint(confirmContact, async (call) => {
  const { now, body } = call;
  const present = await signedIn(call);
  if (!present) return problem('session_required');
  const { session, customer } = present;

  const digest = digestUnder('codes', now, (key) => codeDigest(key, 'contact', customer.customerId, body.code));
  const guess = await guessContactCode(customer, session, digest, now);
  if (guess.is === 'over') return problem('code_expired');
  if (guess.is === 'refused') return refusalProblem(guess.refusal, now);
  if (guess.is === 'wrong') {
    await afterWrongCode(guess, call);
    return problem('invalid_code', { attemptsLeft: guess.attemptsLeft });
  }

  const { kind, value = '' } = guess.place;
  const locale = customer.locale ?? call.locale;
  if (kind === 'email' && value !== customer.email) {
    await tellCustomer(customer, { kind: 'email_changed', oldEmail: customer.email, newEmail: value, by: 'customer' }, call);
  }
  if (kind === 'phone' && value !== customer.phone) {
    await tellCustomer(customer, { kind: 'phone_changed', newPhone: value }, call);
    await tellOldPhone(customer, value, locale);
  }
  // Codes to another address are another factor: no cookie of before counts.
  return noContent(guess.customer.epoch === customer.epoch ? undefined : clearedCookie);
});
