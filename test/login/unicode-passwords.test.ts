import { hashSync } from 'bcryptjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { accessTokenIn } from '../account/signed-in.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';
import { outcome, shopper, Visitor } from './visitor.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack();
  await stack.setFlag(true);
});

/** The same password as two keyboards send it: letters with their accents, and letters followed by them. */
const composed = 'P\u0159\u00edli\u0161 \u017elu\u0165ou\u010dk\u00fd k\u016f\u0148'.normalize('NFC');
const decomposed = composed.normalize('NFD');

describe('a password with accents is the same from every keyboard', () => {
  test.each([
    ['composed', composed],
    ['decomposed', decomposed],
  ])('put in %s', async (name, password) => {
    const visitor = new Visitor(stack, await shopper(stack, `accents-${name}`, { password }));
    const answers = [await visitor.logIn({ password: composed }), await visitor.logIn({ password: decomposed })];
    expect(answers.map(outcome)).toEqual(['200 authenticated', '200 authenticated']);
    expect(outcome(await visitor.logIn({ password: composed.normalize('NFKD').replace(/\p{M}/gu, '') }))).toBe('401 invalid_credentials');

    const bearer = accessTokenIn(answers[0] as (typeof answers)[number]);
    const other = password === composed ? decomposed : composed;
    expect(outcome(await visitor.browser.post('/v1/security/email', { password: other }, { bearer }))).toBe('200');
  });

  test('imported as a hash of what an older shop was sent, composed or not, once that was typed again', async () => {
    for (const [name, typedThen] of Object.entries({ composed, decomposed })) {
      const customer = await stack.putCustomer(`imported-${name}`, { passwordHash: hashSync(typedThen, 4) });
      const visitor = new Visitor(stack, { ...customer, password: typedThen });
      expect(outcome(await visitor.logIn())).toBe('200 authenticated');
      for (const password of [composed, decomposed]) expect(outcome(await visitor.logIn({ password }))).toBe('200 authenticated');
    }
  });

  test('compatible letters are letters of their own: a password loses none of its strength', async () => {
    const visitor = new Visitor(stack, await shopper(stack, 'compatible', { password: '\uff50\uff41\uff53\uff53 \u2460\u2461\u2462' }));
    expect(outcome(await visitor.logIn())).toBe('200 authenticated');
    expect(outcome(await visitor.logIn({ password: 'pass 123' }))).toBe('401 invalid_credentials');
  });
});
