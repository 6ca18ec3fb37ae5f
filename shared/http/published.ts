/**
 * What may be kept for a while: a page by whoever opened it (`keptByItsReader`), and by everybody what `published` in a route makes such a
 * document, which a browser reads without cookies and from every origin (Fetch standard §3.3). A copy that is too old is asked about by its
 * tag instead of loaded anew (RFC 9110 §13.1.2).
 */
import { hash } from 'node:crypto';
import { MINUTE } from '../flow/budgets.ts';
import { securityHeaders } from './headers.ts';

/** How long whoever asked may take their copy for what is published. */
export const PUBLISHED_LIFETIME = 5 * MINUTE;

/** Of every answer, refusals too, so that a frontend elsewhere can read why. */
const everyOrigin = { ...securityHeaders, 'Access-Control-Allow-Origin': '*', 'Access-Control-Expose-Headers': 'Date, ETag, Retry-After' };

/** Of an answer that nobody keeps: a refusal, or one that may be another in a moment. */
export const readByEverybody: Readonly<Record<string, string>> = everyOrigin;

/** Of a document that may be kept. API Gateway compresses long ones for who takes that: a cache in between keeps the two apart. */
export function keptByEverybody(document: string): { readonly ETag: string } & Readonly<Record<string, string>> {
  return {
    ...everyOrigin,
    ...keptBy('public', document),
    Vary: 'Accept-Encoding',
  };
}

/**
 * Of a page, which holds nothing of anybody: who has just been there opens it at once. A cookie counts, as whether there is one stands in it,
 * so who has logged in meanwhile gets another.
 *
 * @param document all that makes it what it is, its headers too: who has it already is sent none of them again
 */
export const keptByItsReader = (document: string) => ({
  ...keptBy('private', document),
  Vary: 'Accept-Encoding, Accept-Language, Cookie',
});

/** RFC 9111 §5.2.2: `private` is kept by who asked, `public` by whatever is in between too. */
const keptBy = (whom: 'private' | 'public', document: string) => ({
  'Cache-Control': `${whom}, max-age=${PUBLISHED_LIFETIME / 1000}`,
  ETag: `"${hash('sha256', document, 'base64url')}"`,
});

/** Does the caller have this very document? Weak and strong tags are the same to `If-None-Match` (RFC 9110 §13.1.2). */
export function isHadAlready(ifNoneMatch: string | undefined, tag: string): boolean {
  const had = ifNoneMatch?.split(',').map((each) => each.trim().replace(/^W\//, ''));
  return had?.some((each) => each === '*' || each === tag) ?? false;
}
