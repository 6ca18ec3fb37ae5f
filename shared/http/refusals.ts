/** Refusals of the rules as the problems that clients are told. */
import type { NotProved } from '../factors/factor.ts';
import type { Refusal } from '../flow/challenge.ts';
import { budgetLeft, type Codes } from '../flow/codes.ts';
import type { ContactKind } from '../flow/method.ts';
import { type Problem, problem, secondsUntil } from './answers.ts';
import type { ProblemCode } from './problems.ts';

type Refused = { code: ProblemCode; until?: number; missing?: ContactKind[] };

export function refusalProblem<R extends Refused>(refusal: R, now: number): Problem<R['code']> {
  const { until, missing } = refusal;
  return problem<R['code']>(refusal.code, {
    ...(until !== undefined && { retryAfter: secondsUntil(until, now) }),
    ...(missing && { missing }),
  });
}

/** A second factor of a login that was not right. What a security change would be told has no meaning there. */
export function factorProblem(proved: NotProved, now: number): Problem<'invalid_code' | Exclude<Refusal['code'], 'changed'>> {
  if (proved.is === 'wrong') return problem('invalid_code', { attemptsLeft: proved.attemptsLeft });
  const { refusal } = proved;
  if (refusal.code === 'changed') return problem('invalid_challenge');
  return refusalProblem(refusal as Refused & { code: Exclude<Refusal['code'], 'changed'> }, now);
}

/** What cannot be sent or tried before `dueAt` (ms). */
export function notDueProblem(codes: Codes, dueAt: number, now: number): Problem<'too_many_attempts' | 'too_soon'> {
  return problem(budgetLeft(codes, now) === 0 ? 'too_many_attempts' : 'too_soon', { retryAfter: secondsUntil(dueAt, now) });
}
