/** Refusals of the rules as the problems that clients are told. */
import type { NotProved } from '../factors/second-factor.ts';
import type { Refusal } from '../flow/challenge.ts';
import { budgetLeft, type Round } from '../flow/code-round.ts';
import { type Problem, problem, secondsUntil } from './answers.ts';

export function refusalProblem<Refused extends Refusal>(refusal: Refused, now: number): Problem<Refused['code']> {
  return problem<Refused['code']>(refusal.code, 'until' in refusal ? { retryAfter: secondsUntil(refusal.until, now) } : {});
}

export type FactorProblem<Refused extends Refusal> = Problem<'invalid_code' | Refused['code']>;

/** A second factor that was not right. */
export function factorProblem<Refused extends Refusal>(proved: NotProved<Refused>, now: number): FactorProblem<Refused> {
  if (proved.is === 'refused') return refusalProblem(proved.refusal, now);
  return problem('invalid_code', { attemptsLeft: proved.attemptsLeft });
}

/** What cannot be sent or tried before `dueAt` (ms). */
export function notDueProblem(round: Round, dueAt: number, now: number): Problem<'too_many_attempts' | 'too_soon'> {
  return problem(budgetLeft(round, now) === 0 ? 'too_many_attempts' : 'too_soon', { retryAfter: secondsUntil(dueAt, now) });
}
