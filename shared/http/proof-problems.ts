/** A password or second factor that was not right, as the problem that the client is told. */
import type { Proved } from '../factors/second-factor.ts';
import { tryPassword } from '../passwords/try-password.ts';
import { tellCustomer } from '../send/tell-customer.ts';
import type { Customer } from '../store/customers.ts';
import { type Problem, problem, secondsUntil } from './answers.ts';
import type { Call } from './call.ts';
import { refusalProblem } from './refusals.ts';

/** The password of the customer who is logged in, asked for again; `undefined`: it was right. */
export async function passwordProblem(call: Call, customer: Customer, password: string): Promise<Problem | undefined> {
  const tried = await tryPassword(customer.username, password, call.network, call.now);
  if (tried.is === 'blocked') return problem('too_many_attempts', { retryAfter: secondsUntil(tried.until, call.now) });
  if (tried.is === 'wrong' || tried.customer.customerId !== customer.customerId) return problem('invalid_credentials');
  return undefined;
}

/**
 * A second factor that was not right. Whoever got this far has the password: at the first lock in a row the customer is
 * told so.
 */
export async function factorProblem(proved: Exclude<Proved, { is: 'right' }>, call: Call): Promise<Problem> {
  if (proved.is === 'refused') return refusalProblem(proved.refusal, call.now);
  const { customer, locked, attemptsLeft } = proved;
  if (locked && customer.lockStreak === 0) {
    await tellCustomer([customer.email], { kind: 'codes_guessed' }, customer.locale ?? call.locale, call.now);
  }
  return problem('invalid_code', { attemptsLeft });
}
