/** One call of an admin, and what came of it in words for people. */
import type { ProblemCode } from '../shared/http/problems.ts';
import type { AdminCaller } from './admin-caller.ts';
import { Refused } from './command.ts';
import { signedFetch } from './signed-fetch.ts';

export type Answer = { status: number; headers: Headers; text: string };

type Problem = { title?: string; code?: ProblemCode; detail?: string; errors?: { path: string; message: string }[] };

/** API Gateway answers after 29 seconds at the latest. */
const LONGEST_WAIT = 40_000;

/**
 * Whatever was answered.
 * @throws Refused when nobody answered, with what the connection broke at
 */
export async function answerOf(
  { headers, ...caller }: AdminCaller,
  method: string,
  path: string,
  body?: unknown,
  more?: Readonly<Record<string, string>>,
): Promise<Answer> {
  // `AbortSignal.timeout` would keep every call of the last forty seconds in memory.
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new Error('no answer in time')), LONGEST_WAIT);
  try {
    const signed = { ...caller, headers: { ...headers, ...more }, method, path, body, now: Date.now(), signal: late.signal };
    const response = await signedFetch(signed);
    return { status: response.status, headers: response.headers, text: await response.text() };
  } catch (error) {
    const { cause, message } = error as Error;
    throw new Refused(`${caller.url} was not reached: ${(cause as Error | undefined)?.message || message}`);
  } finally {
    clearTimeout(timer);
  }
}

/** @throws Refused with the problem's title and code, or when nobody answered */
export async function call(
  caller: AdminCaller,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ answer: unknown; now: number; headers: Headers }> {
  const answer = await answerOf(caller, method, path, body);
  if (answer.status >= 300) throw new Refused(refusalIn(answer, caller.url));
  return { answer: answer.text === '' ? undefined : JSON.parse(answer.text), now: serviceTime(answer), headers: answer.headers };
}

/** Milliseconds since 1970 by the service's own clock, to the second: ages are told by that one. */
export const serviceTime = ({ headers }: Answer): number => Date.parse(headers.get('date') ?? '') || Date.now();

export function refusalIn({ status, text }: Answer, url: string): string {
  const problem = problemIn(text);
  if (!problem) return `${url} answered ${status}`;
  const faults = (problem.errors ?? []).map(({ path, message }) => `\n  ${path} ${message}`).join('');
  return `${problem.title} (${problem.code})${problem.detail ? `\n  ${problem.detail}` : ''}${faults}`;
}

/** `undefined`: it is none. API Gateway words what IAM refuses as { message }. */
export function problemIn(text: string): Problem | undefined {
  try {
    const problem = JSON.parse(text) as Problem;
    return problem.title && problem.code ? problem : undefined;
  } catch {
    return undefined;
  }
}

/** SigV4 writes a space as %20. */
export const queryOf = (parameters: Readonly<Record<string, string | undefined>>): string => {
  const given = Object.entries(parameters).filter((each): each is [string, string] => each[1] !== undefined);
  return new URLSearchParams(given).toString().replaceAll('+', '%20');
};
