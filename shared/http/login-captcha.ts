/**
 * The proof of work that a login takes while many wrong passwords come for its username: always our own, whichever CAPTCHA the other
 * pages have (docs/design.md, "Passwords", says why). What makes and checks it is loaded when it is first asked for: most
 * functions never do.
 */
import { usernameId } from '../store/logins.ts';
import { type Problem, problem } from './answers.ts';

/** For nobody else's username, and for nothing else that asks for a CAPTCHA. */
const subjectOf = (username: string) => `login ${usernameId(username)}`;

/** Uses the solution up if it is of at least so much work, for this username. @returns how many times the plain work it was; 0: it is not */
export async function workFor(username: string, solution: string | undefined, atLeast: number, now: number): Promise<number> {
  if (solution === undefined) return 0;
  const { workOfAltcha } = await import('../captcha/altcha.ts');
  return workOfAltcha(solution, now, { subject: subjectOf(username), atLeast });
}

export async function captchaRequired(username: string, work: number, now: number): Promise<Problem<'captcha_required'>> {
  const { makeAltcha } = await import('../captcha/altcha.ts');
  return problem('captcha_required', { captcha: await makeAltcha(work, now, subjectOf(username)) });
}
