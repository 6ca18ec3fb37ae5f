/** What a login takes beside the password while many guess at its username: a proof of work, which the page does by itself. */
import type { Keycard, Login } from '../client.ts';

type Body = Parameters<Keycard['login']>[0];

/** While one is solved the guessing may go on, and the next takes twice the work: after so many it is the most there is. */
const MOST_TURNS = 6;

/** @param asked told each time that a proof of work begins @returns `undefined`: it was not done in its time */
export async function logInByWork(client: Keycard, body: Body, asked: () => void): Promise<Login | undefined> {
  let answer = await client.login(body);
  for (let turn = 1; turn < MOST_TURNS && !answer.ok && answer.problem.captcha; turn++) {
    asked();
    const { captcha } = answer.problem;
    // Nearly nobody is asked, so what does it is loaded here.
    const solved = await import('../captcha/altcha.ts').then(({ solveGiven }) => solveGiven(captcha)).catch(() => undefined);
    if (!solved) return undefined;
    answer = await client.login({ ...body, captcha: solved.solution });
  }
  return !answer.ok && answer.problem.captcha ? undefined : answer;
}
