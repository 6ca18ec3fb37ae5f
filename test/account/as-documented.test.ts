/** What every other test leans on: that an answer which the OpenAPI document does not say is noticed. */
import { describe, expect, test } from 'vitest';
import { undocumented } from '../support/as-documented.ts';

const json = 'application/json';
const authenticated = { status: 'authenticated', customerId: 'c-1', accessToken: 'a.b.c', tokenType: 'Bearer', expiresIn: 900 };
const problem = { type: 'https://login.shop.example/problems/too_soon', title: 'Too soon', status: 429, code: 'too_soon', retryAfter: 3 };

describe('an answer that the OpenAPI document does not say is noticed', () => {
  test.each<[string, Parameters<typeof undocumented>, RegExp]>([
    ['by its status', ['POST', '/v1/login', { status: 418, contentType: json, body: {} }], /answers 418/],
    ['by its type', ['POST', '/v1/login?x=1', { status: 200, contentType: 'text/html', body: authenticated }], /as text\/html/],
    ['by a field too many', ['POST', '/v1/login', { status: 200, contentType: json, body: { ...authenticated, extra: 1 } }], /otherwise/],
    [
      'by a field too few',
      ['POST', '/v1/login', { status: 200, contentType: json, body: { ...authenticated, expiresIn: undefined } }],
      /otherwise/,
    ],
    [
      'by a field of another kind',
      ['POST', '/v1/login', { status: 200, contentType: json, body: { ...authenticated, expiresIn: '900' } }],
      /otherwise/,
    ],
    ['by a body where there is none', ['POST', '/v1/logout', { status: 204, contentType: json, body: {} }], /with a body/],
    [
      'by a problem that the call has not',
      ['GET', '/v1/admin/customers/a%40b', { status: 429, contentType: 'application/problem+json', body: problem }],
      /otherwise/,
    ],
  ])('%s', (_, given, says) => {
    expect(undocumented(...given)).toMatch(says);
  });

  test('and one that it says is not', () => {
    expect(undocumented('POST', '/v1/login', { status: 200, contentType: `${json}; charset=utf-8`, body: authenticated })).toBeUndefined();
    expect(
      undocumented('POST', '/v1/login/resend', { status: 429, contentType: 'application/problem+json', body: problem }),
    ).toBeUndefined();
    expect(undocumented('GET', '/login', { status: 200, contentType: 'text/html', body: '<!doctype html>' })).toBeUndefined();
  });
});
