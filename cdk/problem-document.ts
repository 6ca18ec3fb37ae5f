import { catalogue, type ProblemCode, type ProblemExtras } from '../shared/http/problems.ts';
import { problemTitle } from '../shared/words/problems.ts';

/**
 * A problem (RFC 9457) that API Gateway or WAF answers without asking a function. In English: neither of them can choose
 * by `Accept-Language`.
 */
export function problemDocument(code: ProblemCode, extras: ProblemExtras): string {
  const { status } = catalogue[code];
  return JSON.stringify({ type: `urn:problem-type:keycard:${code}`, title: problemTitle(code, 'en'), status, code, ...extras });
}
