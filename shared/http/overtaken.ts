/**
 * A change whose write did not hold, because another write came first: of another session, which ended this one, or of this very one.
 * What is answered is what is true of the account by then, and never that it is what it is not.
 */
import { missingContacts } from '../flow/contacts.ts';
import type { Method } from '../flow/method.ts';
import { type Problem, problem } from './answers.ts';
import type { Call } from './call.ts';
import { signedIn } from './signed-in.ts';

/** Of a change by a factor that was there. The code that confirmed it is used up: whoever still wants it gives another. */
export async function changeProblem(call: Call): Promise<Problem<'session_required' | 'not_enabled' | 'code_expired'>> {
  const present = await signedIn(call);
  if (!present) return problem('session_required');
  return problem(present.customer.factor ? 'code_expired' : 'not_enabled');
}

/** Of a change that a code confirmed, or the password alone: then nothing stands against the same call. */
export async function passwordChangeProblem(call: Call, byCode: boolean) {
  if (byCode) return changeProblem(call);
  return (await signedIn(call)) ? problem('unavailable', { retryAfter: 1 }) : problem('session_required');
}

/** Of an enrolment in `method` by who had no factor. Where nothing stands against it by now, the same call works. */
async function enrolmentProblem(
  call: Call,
  method: Method,
): Promise<Problem<'session_required' | 'already_enabled' | 'contact_incomplete' | 'unavailable'>> {
  const present = await signedIn(call);
  if (!present) return problem('session_required');
  const { customer } = present;
  if (customer.factor) return problem('already_enabled');
  const missing = missingContacts(customer, method);
  return missing.length > 0 ? problem('contact_incomplete', { missing }) : problem('unavailable', { retryAfter: 1 });
}

/** Of a change that an enrolment in `method` is for who had no factor, and an exchange of factors for who had one. */
export const exchangeProblem = (call: Call, hadFactor: boolean, method: Method) =>
  hadFactor ? changeProblem(call) : enrolmentProblem(call, method);
