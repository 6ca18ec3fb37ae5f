/** What a handler gives back: an answer, or a problem out of the catalogue. Both are values. */
import type { ProblemCode, ProblemExtras } from './problems.ts';

export type Answer = { status: 200 | 202 | 204; body?: unknown; setCookie?: string };
export type Problem = { problem: ProblemCode; setCookie?: string } & ProblemExtras;
export type Outcome = Answer | Problem;

export const ok = (body: unknown, setCookie?: string): Answer => ({ status: 200, body, ...(setCookie && { setCookie }) });
export const accepted = (body: unknown): Answer => ({ status: 202, body });
export const noContent = (setCookie?: string): Answer => ({ status: 204, ...(setCookie && { setCookie }) });
export const problem = (code: ProblemCode, extras: ProblemExtras = {}): Problem => ({ problem: code, ...extras });

/** Seconds until `time` (ms), at least one: `Retry-After` counts whole seconds. */
export const secondsUntil = (time: number, now: number): number => Math.max(1, Math.ceil((time - now) / 1000));

/** RFC 3339, UTC. */
export const rfc3339 = (time: number): string => new Date(time).toISOString();
