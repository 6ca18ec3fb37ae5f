/** How long to wait before a call that was not taken is made again. */
import { type Answer, answerOf, refusalIn, serviceTime } from '../admin-call.ts';
import type { AdminCaller } from '../admin-caller.ts';
import { Refused } from '../command.ts';

/** Times in a row that nobody answers, or the service is in trouble: some three minutes in all. */
export const MOST_TRIES = 13;
const SHORTEST = 100;
const LONGEST = 30_000;
/** As WAF may say; whoever says more is not believed. */
const LONGEST_ASKED = 300_000;

/** Milliseconds; `undefined`: come back no more. `tries`: how often it has been in trouble, this time too. */
export function waitAfter(answer: Answer | undefined, tries: number, random = Math.random()): number | undefined {
  const asked = 1000 * Number(answer?.headers.get('retry-after') ?? Number.NaN);
  const isAsked = asked >= 0;
  if (answer?.status === 429) return Math.min(isAsked ? asked : 1000, LONGEST_ASKED);
  if (tries >= MOST_TRIES) return undefined;
  // Not all at the same moment: somewhere in the second half of the time.
  const own = Math.min(LONGEST, SHORTEST * 2 ** (tries - 1)) * (0.5 + random / 2);
  return Math.max(own, isAsked ? Math.min(asked, LONGEST) : 0);
}

/** Was it refused only for now? */
export const isForNow = ({ status }: Answer): boolean => status === 429 || status >= 500;

/** Of a call that may be repeated. @throws Refused when it is refused for good, or nobody answers for minutes */
export async function patientAnswer(caller: AdminCaller, method: string, path: string, more?: Record<string, string>): Promise<Answer> {
  for (let tries = 0; ; ) {
    const answer = await answerOf(caller, method, path, undefined, more).catch((error: unknown) => error as Error);
    if (!(answer instanceof Error) && !isForNow(answer)) return answer;
    const reached = answer instanceof Error ? undefined : answer;
    if (reached?.status !== 429) tries++;
    const wait = waitAfter(reached, tries);
    if (wait === undefined) throw answer instanceof Error ? answer : new Refused(refusalIn(answer, caller.url));
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}

/** @throws Refused as above, and for whatever is no success */
export async function patientCall(caller: AdminCaller, path: string): Promise<{ answer: unknown; now: number }> {
  const answer = await patientAnswer(caller, 'GET', path);
  if (answer.status >= 300) throw new Refused(refusalIn(answer, caller.url));
  return { answer: JSON.parse(answer.text), now: serviceTime(answer) };
}
