import { beforeAll, describe, expect, test, vi } from 'vitest';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { enrolledHolder, outcome, standAt, subjectsTo } from './holder.ts';

// Every password is hashed as slowly as it should be: many logins take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack();
});

const at = (seconds: number) => new Date(stack.now() + seconds * 1000).toISOString();
/** Seconds from now to an RFC 3339 time. */
const secondsTo = (time: string | undefined) => (Date.parse(time ?? '') - stack.now()) / 1000;

describe('a login with an authenticator app', () => {
  test('asks for the app’s code, and sends nothing', async () => {
    const holder = await enrolledHolder(stack, 'asked');
    const before = stack.outbox().length;
    const { token, ...challenge } = await holder.challenge();
    expect(token).toEqual(expect.any(String));
    expect(challenge).toEqual({ method: 'totp', sent: false, attemptsLeft: 5, expiresAt: at(900), canRecover: true });
    expect(stack.outbox()).toHaveLength(before);
  });

  test('lets the customer in, and says how', async () => {
    const holder = await enrolledHolder(stack, 'in');
    await holder.signIn();
    expect(await holder.session()).toMatchObject({
      status: 200,
      body: { customerId: 'in', amr: ['pwd', 'otp', 'mfa'], acr: `${stack.url}/acr/totp` },
    });
  });

  test('takes the code with spaces, and nothing else that is not six ASCII digits', async () => {
    const holder = await enrolledHolder(stack, 'spaces');
    const challenge = await holder.challenge();
    const code = holder.nextCode();
    for (const typed of [
      code.slice(1),
      `${code}0`,
      `${code.slice(0, 3)}-${code.slice(3)}`,
      `${code.slice(0, 5)}o`,
      '１２３４５６',
      `\t${code}`,
      '',
    ]) {
      expect(outcome(await holder.verify(challenge, typed))).toBe('400 invalid_request');
    }
    expect(outcome(await holder.verify(challenge, ` ${code.slice(0, 3)} ${code.slice(3)} `))).toBe('200 authenticated');
  });

  test('is refused without the password, whatever the code', async () => {
    const holder = await enrolledHolder(stack, 'no-password');
    expect(outcome(await holder.logIn({ password: 'wrong' }))).toBe('401 invalid_credentials');
    expect(outcome(await holder.logIn({ channel: 'api' }))).toBe('403 api_login_refused');
  });

  test('is over 15 minutes after the password', async () => {
    const holder = await enrolledHolder(stack, 'expired');
    const challenge = await holder.challenge();
    stack.advanceClock(900 - 0.001);
    expect(outcome(await holder.verify(challenge, holder.wrongCode))).toBe('401 invalid_code');
    stack.advanceClock(0.001);
    expect(outcome(await holder.verify(challenge, holder.nextCode()))).toBe('410 challenge_expired');
    expect(outcome(await holder.verifyByRecoveryCode(challenge, holder.recoveryCodes[0] ?? ''))).toBe('410 challenge_expired');
  });

  test('ends the other logins that wait for a code', async () => {
    const holder = await enrolledHolder(stack, 'two-tabs');
    const [one, other] = [await holder.challenge(), await holder.challenge()];
    expect(outcome(await holder.verify(one, holder.nextCode()))).toBe('200 authenticated');
    expect(outcome(await holder.verify(other, holder.nextCode()))).toBe('401 invalid_challenge');
    expect(outcome(await holder.verifyByRecoveryCode(other, holder.recoveryCodes[0] ?? ''))).toBe('401 invalid_challenge');
  });
});

describe('a device whose clock is off', () => {
  // The code it shows changes with its own clock; a step of the service begins at 0.
  const works = [
    { off: 15, standing: 0 },
    { off: 15, standing: 14_999 },
    { off: 15, standing: 15_000 },
    { off: 15, standing: 29_999 },
    { off: -15, standing: 0 },
    { off: -15, standing: 14_999 },
    { off: -15, standing: 15_000 },
    { off: -15, standing: 29_999 },
    { off: 0, standing: 0 },
    { off: 0, standing: 29_999 },
  ];
  test('works at any moment while it is at most 15 seconds', async () => {
    const holder = await enrolledHolder(stack, 'off');
    for (const { off, standing } of works) {
      stack.advanceClock(90);
      standAt(stack, standing);
      const answer = await holder.verify(await holder.challenge(), holder.app.codeAt(stack.now() + off * 1000));
      expect(outcome(answer), `${off} s off, ${standing} ms into a step`).toBe('200 authenticated');
    }
  });

  test.each([
    { off: 16, standing: 14_000 },
    { off: 15.001, standing: 14_999 },
    { off: -16, standing: 15_999 },
    { off: -15.001, standing: 15_000 },
    { off: 30, standing: 0 },
    { off: -30, standing: 29_999 },
  ])('does not at the edge of a step: $off s off, $standing ms into it', async ({ off, standing }) => {
    const holder = await enrolledHolder(stack, `off-${off}`);
    stack.advanceClock(90);
    standAt(stack, standing);
    const code = holder.app.codeAt(stack.now() + off * 1000);
    expect(outcome(await holder.verify(await holder.challenge(), code))).toBe('401 invalid_code');
  });
});

describe('five attempts', () => {
  test('four wrong, then right: in', async () => {
    const holder = await enrolledHolder(stack, 'four');
    const challenge = await holder.challenge();
    const wrong = await holder.guessWrong(challenge, 4);
    expect(wrong.map(({ body }) => (body as { attemptsLeft: number }).attemptsLeft)).toEqual([4, 3, 2, 1]);
    expect(outcome(await holder.verify(challenge, holder.nextCode()))).toBe('200 authenticated');
  });

  test('five wrong, then right: locked for good, for recovery codes and resend too, and told by e-mail once', async () => {
    const holder = await enrolledHolder(stack, 'five');
    const challenge = await holder.challenge();
    const wrong = await holder.guessWrong(challenge, 5);
    expect(wrong.at(-1)?.body).toMatchObject({ code: 'invalid_code', attemptsLeft: 0 });
    for (const wait of [0, 60, 300]) {
      stack.advanceClock(wait);
      expect(outcome(await holder.verify(challenge, holder.nextCode()))).toBe('423 challenge_locked');
      expect(outcome(await holder.verifyByRecoveryCode(challenge, holder.recoveryCodes[0] ?? ''))).toBe('423 challenge_locked');
      expect(outcome(await holder.resend(challenge))).toBe('423 challenge_locked');
    }
    expect(subjectsTo(stack, holder.identity.email)).toEqual(['Two-factor login is on', 'Five wrong codes. Was it you?']);
    expect((await holder.overview()).twoFactor.recoveryCodesLeft).toBe(10);
  });

  test('are shared by all logins that wait, so a second device brings none', async () => {
    const holder = await enrolledHolder(stack, 'shared');
    const first = await holder.challenge();
    await holder.guessWrong(first, 3);
    const second = await holder.challenge();
    expect(second.attemptsLeft).toBe(2);
    await holder.guessWrong(second, 2);
    for (const challenge of [first, second])
      expect(outcome(await holder.verify(challenge, holder.nextCode()))).toBe('423 challenge_locked');
  });

  test('are shared with the account’s own changes', async () => {
    const holder = await enrolledHolder(stack, 'shared-changes');
    const challenge = await holder.challenge();
    await holder.guessWrong(challenge, 2);
    for (const attemptsLeft of [2, 1, 0])
      expect((await holder.reveal(holder.wrongCode)).body).toMatchObject({ code: 'invalid_code', attemptsLeft });
    // The account has no flow that could be locked: what is left of the lock there is the wait of the row.
    const refused = await holder.reveal(holder.nextCode());
    expect(outcome(refused)).toBe('429 too_soon');
    expect(refused.headers['retry-after']).toBe('30');
    expect(outcome(await holder.verify(challenge, holder.nextCode()))).toBe('423 challenge_locked');
  });

  test('are all a login has, however long it takes: the fifth wrong code locks it 15 minutes after the first as well', async () => {
    const holder = await enrolledHolder(stack, 'slow');
    // Another login, whose attempts would be forgotten in a moment.
    await holder.guessWrong(await holder.challenge(), 1);
    stack.advanceClock(895);
    const challenge = await holder.challenge();
    const early = await holder.guessWrong(challenge, 2);
    stack.advanceClock(10);
    const late = await holder.guessWrong(challenge, 3);
    expect([...early, ...late].map(outcome).filter((each) => each === '401 invalid_code').length).toBeLessThanOrEqual(5);
    expect(outcome(await holder.verify(challenge, holder.nextCode()))).toBe('423 challenge_locked');
  });

  test('come anew after 15 minutes without a wrong code', async () => {
    const holder = await enrolledHolder(stack, 'forgotten');
    await holder.guessWrong(await holder.challenge(), 4);
    stack.advanceClock(900);
    expect((await holder.challenge()).attemptsLeft).toBe(5);
  });

  test('of a hundred parallel guesses five are evaluated', async () => {
    const holder = await enrolledHolder(stack, 'parallel');
    const challenges = [await holder.challenge(), await holder.challenge()];
    const guesses = Array.from({ length: 100 }, (_, nth) => {
      const challenge = challenges[nth % 2];
      return challenge ? holder.verify(challenge, holder.app.wrongCodeAt(stack.now(), nth + 1)) : undefined;
    });
    const outcomes = (await Promise.all(guesses)).map((answer) => (answer ? outcome(answer) : ''));
    expect(outcomes.filter((each) => each === '401 invalid_code')).toHaveLength(5);
    expect(outcomes.filter((each) => each === '423 challenge_locked')).toHaveLength(95);
  });
});

describe('the wait after a lock', () => {
  test('is a minute, in which a new login can try nothing and says so', async () => {
    const holder = await enrolledHolder(stack, 'minute');
    await holder.lock(await holder.challenge());
    const challenge = await holder.challenge();
    expect(challenge).toMatchObject({ sent: false, attemptsLeft: 5, resendAt: at(60) });
    stack.advanceClock(59.999);
    for (const answer of [
      await holder.verify(challenge, holder.code),
      await holder.verifyByRecoveryCode(challenge, holder.recoveryCodes[0] ?? ''),
      await holder.resend(challenge),
    ]) {
      expect(answer).toMatchObject({ status: 429, headers: { 'retry-after': '1' }, body: { code: 'too_soon', retryAfter: 1 } });
    }
    stack.advanceClock(0.001);
    const { resendAt, ...open } = (await holder.resend(challenge)).body as { challenge: object; resendAt?: string };
    expect([resendAt, open]).toMatchObject([undefined, { challenge: { attemptsLeft: 5 } }]);
    expect(outcome(await holder.verify(challenge, holder.code))).toBe('200 authenticated');
  });

  test('doubles up to sixteen minutes, after the fifth lock of a row, and a right code resets it', async () => {
    const holder = await enrolledHolder(stack, 'doubles');
    const waits: number[] = [];
    let challenge = await holder.challenge();
    for (let locks = 1; locks <= 5; locks++) {
      await holder.lock(challenge);
      const waiting = await holder.challenge();
      waits.push(secondsTo(waiting.resendAt) / 60);
      stack.advanceClock(secondsTo(waiting.resendAt));
      challenge = await holder.challenge();
      expect(challenge).not.toHaveProperty('resendAt');
    }
    expect(waits).toEqual([1, 2, 4, 8, 16]);
    expect(outcome(await holder.verify(challenge, holder.nextCode()))).toBe('200 authenticated');
    await holder.lock(await holder.challenge());
    expect(secondsTo((await holder.challenge()).resendAt)).toBe(60);
  });

  test('holds for the account’s own changes', async () => {
    const holder = await enrolledHolder(stack, 'changes');
    await holder.lock(await holder.challenge());
    stack.advanceClock(59.999);
    const early = await holder.reveal(holder.code);
    expect(outcome(early)).toBe('429 too_soon');
    expect(early.headers['retry-after']).toBe('1');
    stack.advanceClock(0.001);
    expect(outcome(await holder.reveal(holder.nextCode()))).toBe('200');
  });

  test('locks nobody else out', async () => {
    const holder = await enrolledHolder(stack, 'locked');
    await holder.lock(await holder.challenge());
    const neighbour = await enrolledHolder(stack, 'neighbour');
    await neighbour.signIn();
  });
});
