import { contactPlace } from '../shared/codes/contact-place.ts';
import { dispatch } from '../shared/codes/dispatch.ts';
import { flagChallenges, readFlag } from '../shared/config/flag.ts';
import { checkDueAt } from '../shared/flow/contact-check.ts';
import type { Contact } from '../shared/flow/contacts.ts';
import { ok, problem, secondsUntil } from '../shared/http/answers.ts';
import { codeSent } from '../shared/http/code-sent.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { notDueProblem } from '../shared/http/refusals.ts';
import type { BodyOf } from '../shared/http/routes/route.ts';
import { changeContact } from '../shared/http/routes/security.ts';
import { signedIn } from '../shared/http/signed-in.ts';
import { stepUpUnlessProved } from '../shared/http/step-up.ts';
import { maskEmail, maskPhone } from '../shared/send/mask.ts';
import { phoneNumber } from '../shared/send/phone-numbers.ts';
import { contactBudgets } from '../shared/send/sms-budgets.ts';
import { readContactCheck } from '../shared/store/contacts.ts';
import type { Customer } from '../shared/store/customers.ts';
import { budgetsFreeAt } from '../shared/store/sliding-budget.ts';

/** Sends a code to an address or number that the customer wants to verify, or to change to. */
export const handler = endpoint(changeContact, async (call) => {
  const { now, body } = call;
  const flagRead = readFlag(now);
  const present = await signedIn(call);
  if (!present) return problem('session_required');
  const { customer } = present;
  const contact = contactFrom(body, customer);
  if ('message' in contact) return problem('invalid_request', { errors: [contact] });

  // Asked before the code is spent, so that it is not spent for nothing.
  const [seen, freeAt] = await Promise.all([readContactCheck(customer), budgetsFreeAt(contactBudgets(contact), now)]);
  const dueAt = checkDueAt(seen.place, customer, now);
  if (dueAt > now) return notDueProblem(customer, dueAt, now);
  if (freeAt > now) return problem('too_many_attempts', { retryAfter: secondsUntil(freeAt, now) });
  const confirmed = await stepUpUnlessProved(call, present, body, contact, flagChallenges(await flagRead));
  if (confirmed.is === 'not') return confirmed.problem;

  const dispatched = await dispatch(contactPlace({ ...seen, customer: confirmed.customer }, contact, call), now);
  if (dispatched.is === 'used_up') return problem('too_many_attempts', { retryAfter: secondsUntil(dispatched.freeAt, now) });
  if (dispatched.is === 'failed') return problem('delivery_failed', { retryAfter: secondsUntil(dispatched.retryAt, now) });
  if (dispatched.is === 'ended') return problem('unavailable', { retryAfter: 1 });
  const resendAt = checkDueAt(dispatched.item.place, dispatched.item.customer, now);
  if (dispatched.is === 'not_due') return notDueProblem(dispatched.item.customer, resendAt, now);
  const sentTo = contact.kind === 'email' ? maskEmail(contact.value) : maskPhone(contact.value);
  return ok(codeSent(sentTo, dispatched.item.place, resendAt));
});

/** As it was typed, or as the account has it: which the answer tells as masked as every other. */
function contactFrom(
  { email, phone, verify }: BodyOf<typeof changeContact>,
  onFile: Pick<Customer, 'email' | 'phone'>,
): Contact | { path: string; message: string } {
  if (verify === 'email') return { kind: 'email', value: onFile.email };
  if (email !== undefined) return { kind: 'email', value: email };
  const path = verify === undefined ? 'phone' : 'verify';
  const given = phone ?? onFile.phone;
  if (given === undefined) return { path, message: 'there is no phone number to verify' };
  // A number on file may be one that the shop has put in, and no SMS goes to.
  const number = phoneNumber(given);
  return number.is === 'usable' ? { kind: 'phone', value: number.e164 } : { path, message: faults[number.is] };
}

const faults = {
  invalid: 'is not a phone number',
  not_mobile: 'is not the number of a mobile phone',
  not_served: 'is in a country that no SMS are sent to',
};
