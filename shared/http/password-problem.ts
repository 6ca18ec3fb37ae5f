/**
 * The password, asked for again by a change of the customer's security. It has a budget of the session's own: whoever has a session was
 * let in once, so no stranger's guesses hold the owner up here, and theirs hold up nobody's login. Not one of the customer's: whoever
 * found an open session would keep its owner, in another, from the very changes that help against them. A refresh begins no new one.
 */
import { tryPassword } from '../passwords/try-password.ts';
import { type Problem, problem, secondsUntil } from './answers.ts';
import type { Call } from './call.ts';
import type { Present } from './signed-in.ts';

export type PasswordProblem = Problem<'invalid_credentials' | 'too_many_attempts'>;

/** One try of the password of the customer who is logged in; `undefined`: it was right. */
export async function passwordProblem(
  { now }: Call,
  { session, customer }: Present,
  password: string,
): Promise<PasswordProblem | undefined> {
  const { username, customerId } = customer;
  const tried = await tryPassword({ username, password, from: { session: session.sid ?? session.jti } }, now);
  if (tried.is === 'waiting') return problem('too_many_attempts', { retryAfter: secondsUntil(tried.until, now) });
  if (tried.is !== 'right' || tried.customer.customerId !== customerId) return problem('invalid_credentials');
  return undefined;
}
