/** What every answer of the service owes its caller, whatever was asked: a code of the catalogue, and the headers of every answer. */
import { expect } from 'vitest';
import { catalogue, type Fault, type ProblemCode } from '../../shared/http/problems.ts';
import type { Answer } from '../support/browser.ts';

type ProblemBody = {
  type: string;
  title: string;
  status: number;
  code: ProblemCode;
  errors?: Fault[];
  retryAfter?: number;
  attemptsLeft?: number;
};

/** The problem that an answer is. `about` names the request, for the message when it is none. */
export function problemIn({ status, headers, body }: Answer, about = ''): ProblemBody {
  const problem = (body ?? {}) as ProblemBody;
  expect(Object.keys(catalogue), `${about} answered ${status} ${JSON.stringify(body)}`).toContain(problem.code);
  expect(headers['content-type'], about).toBe('application/problem+json');
  // RFC 9457 §3.1: the status in the document is the status of the answer.
  expect([problem.status, status], about).toEqual([catalogue[problem.code].status, catalogue[problem.code].status]);
  expect(problem.type, about).toMatch(new RegExp(`^https?://[^ ]+/problems/${problem.code}$`));
  expect(problem.title, about).toMatch(/\p{L}/u);
  if (problem.status === 503 || problem.status === 429) {
    expect(problem.retryAfter, about).toBeGreaterThanOrEqual(1);
    expect(headers['retry-after'], about).toBe(String(problem.retryAfter));
  }
  return problem;
}

/** The faults of an `invalid_request`, by path. */
export function faultsIn(answer: Answer, about = ''): Record<string, string> {
  const problem = problemIn(answer, about);
  expect(problem.code, about).toBe('invalid_request');
  const errors = problem.errors ?? [];
  expect(errors.length, `${about}: no fault is named`).toBeGreaterThan(0);
  return Object.fromEntries(errors.map(({ path, message }) => [path, message]));
}

/** OWASP HTTP Headers Cheat Sheet; tokens and codes must stay in no cache (RFC 6749 §5.1). Only what everybody may read is kept, if nothing else is said. */
export function expectSecurityHeaders({ headers }: Answer, about = '', kept?: string): void {
  const isPublished = headers.etag !== undefined && headers['access-control-allow-origin'] === '*';
  expect(headers, about).toMatchObject({
    'cache-control': kept ?? (isPublished ? 'public, max-age=300' : 'no-store'),
    'strict-transport-security': expect.stringMatching(/^max-age=\d{8,}/),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  });
  for (const name of ['server', 'x-powered-by']) expect(headers, about).not.toHaveProperty(name);
}
