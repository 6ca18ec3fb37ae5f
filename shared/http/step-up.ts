/**
 * Step-up: what a security change asks for beside the session. The password first, so that a wrong one costs no attempt of
 * the second factor. Where a shop that keeps passwords has handed the customer over, its word stands for that one, and for no code.
 */
import { afterRecoveryCode } from '../factors/after-recovery-code.ts';
import { afterWrongCode } from '../factors/after-wrong-code.ts';
import { type Proof, proveFactor } from '../factors/second-factor.ts';
import type { ChallengeEnd, Refusal } from '../flow/challenge.ts';
import type { Contact } from '../flow/contacts.ts';
import { shopStandsForPassword, takesRecentProof } from '../flow/proof.ts';
import type { Customer } from '../store/customers.ts';
import { type Problem, problem } from './answers.ts';
import type { Call } from './call.ts';
import { changeProblem } from './overtaken.ts';
import { type PasswordProblem, passwordProblem } from './password-problem.ts';
import { refusalProblem } from './refusals.ts';
import { rememberOrLog } from './remember-proof.ts';
import { type Present, provedUntilOf } from './signed-in.ts';

/** As the bodies of the calls have it: one of the two, or neither. */
type TypedProof = { code?: string | undefined; recoveryCode?: string | undefined };

const proofOf = ({ code, recoveryCode }: TypedProof): Proof | undefined =>
  code !== undefined ? { code } : recoveryCode !== undefined ? { recoveryCode } : undefined;

export const hasProof = (typed: TypedProof): boolean => proofOf(typed) !== undefined;

type Refused = Exclude<Refusal, { code: 'changed' | ChallengeEnd }> | { code: 'challenge_locked' };
export type StepUpProblem =
  | PasswordProblem
  | Problem<'invalid_request' | 'invalid_code' | 'not_enabled' | 'session_required' | Refused['code']>;
type SteppedUp = { is: 'done'; customer: Customer } | { is: 'not'; problem: StepUpProblem };

/** The password alone: for a change that asks for no factor while the flag is off, as no code is sent then. */
export async function stepUpByPassword(call: Call, present: Present, password: string | undefined): Promise<SteppedUp> {
  const { session, customer } = present;
  const wrongPassword = await passwordProblem(call, present, password);
  if (wrongPassword) return { is: 'not', problem: wrongPassword };
  // The shop's word is as old as it was.
  if (password !== undefined) await rememberOrLog(session, 'password', customer.epoch, call.now);
  return { is: 'done', customer };
}

/** Password, and the factor if the customer has one. */
export async function stepUp(call: Call, present: Present, password: string | undefined, typed: TypedProof): Promise<SteppedUp> {
  const { session, customer } = present;
  const { factor, customerId, epoch } = customer;
  if (!factor) return stepUpByPassword(call, present, password);
  const wrongPassword = await passwordProblem(call, present, password);
  if (wrongPassword) return { is: 'not', problem: wrongPassword };

  const proof = proofOf(typed);
  if (!proof) return { is: 'not', problem: problem('invalid_request', { errors: [{ path: 'code', message: 'is required' }] }) };
  const proved = await proveFactor({ customerId, epoch, method: factor, seen: customer }, proof, 'security', call.now);
  if (proved.is === 'right') {
    await Promise.all([
      rememberOrLog(session, 'code' in proof ? factor : 'recovery-code', epoch, call.now),
      'recoveryCode' in proof && afterRecoveryCode(proved.customer, call),
    ]);
    return { is: 'done', customer: proved.customer };
  }
  if (proved.is === 'wrong') {
    await afterWrongCode(proved, call);
    return { is: 'not', problem: problem('invalid_code', { attemptsLeft: proved.attemptsLeft }) };
  }
  const { refusal } = proved;
  if (refusal.code === 'changed') return { is: 'not', problem: await changeProblem(call) };
  return { is: 'not', problem: refusalProblem(refusal as Refused, call.now) };
}

/**
 * The same for a contact, where a recent proof of this session may do instead. A password that is given is looked at all the same; a code
 * without one stays unspent.
 *
 * @param factorIsDemanded the flag is on
 */
export async function stepUpUnlessProved(
  call: Call,
  present: Present,
  { password, ...typed }: TypedProof & { password?: string | undefined },
  contact: Contact,
  factorIsDemanded: boolean,
): Promise<SteppedUp> {
  const byPassword = () => (factorIsDemanded ? stepUp(call, present, password, typed) : stepUpByPassword(call, present, password));
  if (password !== undefined) return byPassword();
  const { customer } = present;
  const needed = (message: string): SteppedUp => ({
    is: 'not',
    problem: problem('invalid_request', { errors: [{ path: 'password', message }] }),
  });
  const recentProofDoes = takesRecentProof(contact, customer, factorIsDemanded);
  if (recentProofDoes && provedUntilOf(present, factorIsDemanded, call.now) !== undefined) return { is: 'done', customer };
  if (shopStandsForPassword(present.session, call.now)) return byPassword();
  if (!recentProofDoes) return needed('is required: codes and links to a new password go to this address');
  return needed('is required: this session has proved nothing in the last 10 minutes that stands for it');
}
