/**
 * The password, asked for again by a change of the customer's security. It has a budget of the session's own: whoever has a session was
 * let in once, so no stranger's guesses hold the owner up here, and theirs hold up nobody's login. Not one of the customer's: whoever
 * found an open session would keep its owner, in another, from the very changes that help against them. A refresh begins no new one.
 */
import { shopStandsForPassword } from '../flow/proof.ts';
import { tryPassword } from '../passwords/try-password.ts';
import { type Problem, problem, secondsUntil } from './answers.ts';
import type { Call } from './call.ts';
import type { Present } from './signed-in.ts';

export type PasswordProblem = Problem<'invalid_credentials' | 'too_many_attempts' | 'invalid_request'>;

/** Without a password nothing goes on, but where a shop's word stands for it. */
export function missingPassword({ now }: Call, { session }: Present, password: string | undefined): Problem<'invalid_request'> | undefined {
  if (password !== undefined || shopStandsForPassword(session, now)) return undefined;
  return problem('invalid_request', { errors: [{ path: 'password', message: 'is required' }] });
}

/** One try of the password of the customer who is logged in; `undefined`: it was right, or there is none and a shop's word stands for it. */
export async function passwordProblem(call: Call, present: Present, password: string | undefined): Promise<PasswordProblem | undefined> {
  if (password === undefined) return missingPassword(call, present, password);
  const { now } = call;
  const { session, customer } = present;
  const { username, customerId } = customer;
  const tried = await tryPassword({ username, password, from: { session: session.sid ?? session.jti } }, now);
  if (tried.is === 'waiting') return problem('too_many_attempts', { retryAfter: secondsUntil(tried.until, now) });
  if (tried.is !== 'right' || tried.customer.customerId !== customerId) return problem('invalid_credentials');
  return undefined;
}
