/** The password, asked for again by a change of the customer's security. */
import { tryPassword } from '../passwords/try-password.ts';
import type { Customer } from '../store/customers.ts';
import { type Problem, problem, secondsUntil } from './answers.ts';
import type { Call } from './call.ts';

export type PasswordProblem = Problem<'invalid_credentials' | 'too_many_attempts' | 'session_required'>;

/** One try of the password of the customer who is logged in; `undefined`: it was right. */
export async function passwordProblem(call: Call, customer: Customer, password: string): Promise<PasswordProblem | undefined> {
  const tried = await tryPassword(customer.username, password, call.network, call.now);
  if (tried.is === 'blocked') return problem('too_many_attempts', { retryAfter: secondsUntil(tried.until, call.now) });
  // The session has ended with it.
  if (tried.is === 'ended') return problem('session_required');
  if (tried.is === 'wrong' || tried.customer.customerId !== customer.customerId) return problem('invalid_credentials');
  return undefined;
}
