import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { oauthErrors } from '../../shared/http/oauth.ts';
import { expectSecurityHeaders } from '../security/catalogue-answer.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { askToken, basic, clientsBy, type Fresh } from './registered.ts';

let stack: TestStack;
let secret: string;

beforeAll(async () => {
  stack = await startReadyStack();
  secret = ((await clientsBy(() => stack).put('shop')).body as { secret: Fresh }).secret.secret;
});

test('whatever a backend sends, it is answered in OAuth’s words and never as a failure', { timeout: 120_000 }, async () => {
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.constantFrom('client_credentials', 'challenges', 'shop', ''));
  const names = fc.oneof(fc.constantFrom('grant_type', 'scope', 'client_id', 'client_secret', '__proto__'), text);
  const pairs = fc.array(fc.tuple(names, text), { maxLength: 6 });
  const form = fc.oneof(
    pairs.map((given) =>
      given.map(([name, value]) => `${encodeURIComponent(name.toWellFormed())}=${encodeURIComponent(value.toWellFormed())}`).join('&'),
    ),
    fc.string({ unit: 'binary', maxLength: 200 }).map((raw) => raw.toWellFormed()),
    fc.constant('grant_type=client_credentials'),
  );
  const authorization = fc.oneof(
    fc.constant(undefined),
    fc.constant(basic('shop', secret)),
    fc
      .string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((unit) => String.fromCharCode(unit)), maxLength: 60 })
      .map((raw) => `Basic ${raw}`),
    fc.uint8Array({ maxLength: 60 }).map((bytes) => `Basic ${Buffer.from(bytes).toString('base64')}`),
    fc.tuple(text, text).map(([id, word]) => basic(id.toWellFormed(), word.toWellFormed())),
  );
  await fc.assert(
    fc.asyncProperty(form, authorization, async (sent, header) => {
      const answer = await askToken(stack, header, sent);
      expectSecurityHeaders(answer, sent);
      const { error, error_description = '', access_token } = answer.body as Record<string, string | undefined>;
      if (answer.status === 200) {
        expect([header, typeof access_token]).toEqual([basic('shop', secret), 'string']);
        return;
      }
      expect(oauthErrors[error as keyof typeof oauthErrors], JSON.stringify(answer.body)).toBe(answer.status);
      expect(answer.status).toBeLessThan(500);
      expect(error_description).toMatch(/^[\x20\x21\x23-\x5b\x5d-\x7e]*$/);
    }),
    { numRuns: 300 },
  );
});
