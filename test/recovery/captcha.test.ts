import { randomUUID } from 'node:crypto';
import type { Challenge, Payload } from 'altcha-lib';
import { beforeAll, describe, expect, test } from 'vitest';
import { variables } from '../../shared/config/environment.ts';
import { otherThan, outcome } from '../authenticator/holder.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { withEnvironment } from '../support/with-environment.ts';
import { lostDevice } from './lost-device.ts';
import { captchaChallenge, encoded, quickCaptcha, solutionOf, solvedCaptcha } from './solved-captcha.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack();
});

const decoded = (solution: string) => JSON.parse(Buffer.from(solution, 'base64').toString()) as Payload & { challenge: Challenge };

/** A customer at the last step, who has burned no attempt as long as `isUntouched` says so. */
async function atLastStep() {
  const lost = await lostDevice(stack);
  const { token, code } = await lost.allButConfirmed();
  return {
    lost,
    refusedAs: async (captcha: string) => outcome(await lost.confirm(token, code, captcha)),
    isUntouched: async () => {
      const wrong = await lost.confirm(token, otherThan(code));
      return (wrong.body as { attemptsLeft?: number }).attemptsLeft === 4;
    },
  };
}

describe('a CAPTCHA', () => {
  test('is a challenge of ten minutes, of this service alone, and each another one', async () => {
    const [one, other] = [await captchaChallenge(stack), await captchaChallenge(stack)];
    expect(one).toMatchObject({
      parameters: { algorithm: 'PBKDF2/SHA-256', cost: 3000, expiresAt: Math.floor((stack.now() + 600_000) / 1000) },
      signature: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(one.signature).not.toBe(other.signature);
    expect(JSON.stringify(one)).not.toMatch(/http/);
  });

  test('that was solved is accepted once, for whatever it was asked', async () => {
    const { refusedAs, lost } = await atLastStep();
    const captcha = await solvedCaptcha(stack);
    const form = await stack.browser().post('/v1/support-requests', { username: randomUUID(), message: 'x', reachMeAt: 'x', captcha });
    expect(form.status).toBe(202);
    expect(await refusedAs(captcha)).toBe('403 captcha_failed');
    expect(await lost.factorIsOn()).toBe(true);
    expect(await refusedAs(await solvedCaptcha(stack))).toBe('204');
  });

  test('used by ten in parallel serves one of them', async () => {
    const captcha = await quickCaptcha(stack);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, nth) =>
        stack
          .browser()
          .post('/v1/support-requests', { username: randomUUID(), message: 'x', reachMeAt: 'x', captcha }, { from: `127.9.${nth}.1` }),
      ),
    );
    expect(answers.map(outcome).sort()).toEqual(['202', ...Array(9).fill('403 captcha_failed')]);
  });

  test('whose answer to "is this its first use" was lost is not refused for it', async () => {
    const { refusedAs } = await atLastStep();
    const captcha = await quickCaptcha(stack);
    stack.fault({ service: 'dynamodb', action: 'PutItem', kind: 'lost-ack', function: 'recovery' });
    expect(await refusedAs(captcha)).toBe('204');
  });

  test('expires after ten minutes: 599 s in, 600 s out', async () => {
    const [early, late] = [await quickCaptcha(stack), await quickCaptcha(stack)];
    const send = (captcha: string) =>
      stack
        .browser()
        .post('/v1/support-requests', { username: randomUUID(), message: 'x', reachMeAt: 'x', captcha }, { from: '127.8.1.1' });
    await stack.advanceClock(599);
    expect(outcome(await send(early))).toBe('202');
    await stack.advanceClock(1);
    expect(outcome(await send(late))).toBe('403 captcha_failed');
  });
});

describe('a solution that is none is refused before the code is looked at, and burns no attempt', () => {
  const isNone: [string, () => Promise<string>][] = [
    ['garbage', async () => 'garbage'],
    ['base64 of garbage', async () => Buffer.from('garbage').toString('base64')],
    ['JSON of another form', async () => encoded(['challenge', 'solution'])],
    ['empty parts', async () => encoded({ challenge: {}, solution: {} })],
    ['null parts', async () => encoded({ challenge: { parameters: null, signature: '' }, solution: null })],
    ['no signature', async () => changed(({ challenge }) => ({ challenge: { ...challenge, signature: '' } }))],
    ['a wrong answer', async () => changed(({ solution }) => ({ solution: { ...solution, derivedKey: `00${'ff'.repeat(31)}` } }))],
    ['no answer', async () => changed(({ solution }) => ({ solution: { ...solution, derivedKey: '' } }))],
    [
      'the answer to another challenge',
      async () => encoded({ challenge: await captchaChallenge(stack), solution: decoded(await quickCaptcha(stack)).solution }),
    ],
    ['an expired one', () => quickCaptcha(stack, { expiresAt: Math.floor(stack.now() / 1000) })],
    ['a cheaper one', () => quickCaptcha(stack, { cost: 1 })],
    ['one for a login', () => quickCaptcha(stack, { for: 'somebody@example.com' })],
    ['one under a key that was never made', () => quickCaptcha(stack, { key: 1 })],
    ['a later expiry', () => changed(({ challenge }) => withParameters(challenge, { expiresAt: 4_000_000_000 }))],
    ['no expiry', () => changed(({ challenge }) => withParameters(challenge, { expiresAt: undefined }))],
    ['a lower cost', () => changed(({ challenge }) => withParameters(challenge, { cost: 1 }))],
    ['an easier prefix', () => changed(({ challenge }) => withParameters(challenge, { keyPrefix: '0' }))],
    ['another algorithm', () => changed(({ challenge }) => withParameters(challenge, { algorithm: 'SHA-256' }))],
    ['another key version', () => changed(({ challenge }) => withParameters(challenge, { data: { key: 1 } }))],
    ['a key version that is none', () => changed(({ challenge }) => withParameters(challenge, { data: { key: 'x' } }))],
    ['a challenge signed by nobody', async () => encoded(await forged())],
  ];

  test.each(isNone)('%s', async (_, make) => {
    const { refusedAs, isUntouched, lost } = await atLastStep();
    const captcha = await make();
    for (let times = 0; times < 6; times++) expect(await refusedAs(captcha)).toBe('403 captcha_failed');
    expect(await isUntouched()).toBe(true);
    expect(await lost.factorIsOn()).toBe(true);
  });

  test('none at all, or one that is too long', async () => {
    const { lost, isUntouched } = await atLastStep();
    const { token } = lost.links();
    for (const captcha of [undefined, '', 'A'.repeat(4097), ['x']]) {
      const answer = await stack.browser().post('/v1/recovery/confirm', { token, code: lost.code(), captcha });
      expect(outcome(answer)).toBe('400 invalid_request');
    }
    expect(await isUntouched()).toBe(true);
  });

  test('a used one with its signature or encoding written in another way', async () => {
    const { refusedAs } = await atLastStep();
    const captcha = await quickCaptcha(stack);
    const { challenge, solution } = decoded(captcha);
    const spend = await stack.browser().post('/v1/support-requests', { username: randomUUID(), message: 'x', reachMeAt: 'x', captcha });
    expect(spend.status).toBe(202);
    const disguised = [
      `${captcha} `,
      captcha.replace(/=*$/, '=='),
      Buffer.from(JSON.stringify({ solution, challenge }, null, 2)).toString('base64'),
      encoded({ challenge: { ...challenge, signature: challenge.signature?.toUpperCase() }, solution }),
      encoded({ challenge: { ...challenge, signature: ` ${challenge.signature}` }, solution }),
      encoded({ challenge, solution: { ...solution, counter: 7 } }),
      encoded({ challenge: { ...challenge, extra: 1 }, solution }),
    ];
    for (const again of disguised) expect(await refusedAs(again)).toBe('403 captcha_failed');
  });

  async function changed(change: (payload: Payload) => object): Promise<string> {
    const payload = decoded(await quickCaptcha(stack));
    return encoded({ ...payload, ...change(payload) });
  }

  const withParameters = (challenge: Challenge, parameters: object) => ({
    challenge: { ...challenge, parameters: { ...challenge.parameters, ...parameters } },
  });

  /** Made and solved by somebody who has no key. */
  async function forged(): Promise<Payload> {
    const { challenge } = decoded(await quickCaptcha(stack));
    const easy = { ...challenge, parameters: { ...challenge.parameters, keyPrefix: '00', keySignature: '00'.repeat(32) } };
    return solutionOf(easy);
  }
});

test('while nobody can say whether it is solved, nothing is accepted and no attempt is burned', async () => {
  const { refusedAs, isUntouched, lost } = await atLastStep();
  stack.fault({ service: 'dynamodb', action: 'PutItem', kind: 'error', count: 3, function: 'recovery' });
  expect(await refusedAs(await quickCaptcha(stack))).toBe('503 unavailable');
  stack.clearFaults();
  expect(await lost.factorIsOn()).toBe(true);
  expect(await isUntouched()).toBe(true);
});

test('a provider that cannot be asked lets nobody through', async () => {
  const asking = { [variables.captchaProvider]: 'turnstile', [variables.captchaSecretParameter]: '/keycard/local/captcha-secret' };
  const shop = await startReadyStack(withEnvironment('recovery', asking));
  const lost = await lostDevice(shop);
  const { token, code } = await lost.allButConfirmed();
  // This function may not read the secret: it fails before anybody outside could be called.
  for (let times = 0; times < 6; times++) expect(outcome(await lost.confirm(token, code, 'token-of-a-widget'))).toBe('503 unavailable');
  expect(await lost.factorIsOn()).toBe(true);
});
