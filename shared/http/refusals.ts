/** Refusals of the rules as the problems that clients are told. */
import type { Refusal } from '../flow/challenge.ts';
import { budgetLeft, type Round } from '../flow/code-round.ts';
import { type Problem, problem, secondsUntil } from './answers.ts';

export function refusalProblem(refusal: Refusal, now: number): Problem {
  return problem(refusal.code, 'until' in refusal ? { retryAfter: secondsUntil(refusal.until, now) } : {});
}

/** What cannot be sent or tried before `dueAt` (ms). */
export function notDueProblem(round: Round, dueAt: number, now: number): Problem {
  return problem(budgetLeft(round, now) === 0 ? 'too_many_attempts' : 'too_soon', { retryAfter: secondsUntil(dueAt, now) });
}
