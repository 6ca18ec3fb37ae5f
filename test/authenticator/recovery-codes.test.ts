import { beforeAll, describe, expect, test, vi } from 'vitest';
import { auditLog } from '../account/audit-log.ts';
import type { Answer } from '../support/browser.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { enrolledHolder, type Holder, holderByMail, otherThan, outcome, password, signedInHolder, subjectsTo } from './holder.ts';

// Every password is hashed as slowly as it should be: many logins take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack();
});

const left = async (holder: Holder) => (await holder.overview()).twoFactor.recoveryCodesLeft;
const nobodys = '00000-00000';

describe('a recovery code', () => {
  test('replaces the app’s code, each of the ten once', async () => {
    const holder = await enrolledHolder(stack, 'ten');
    for (const [nth, code] of holder.recoveryCodes.entries()) {
      expect(outcome(await holder.verifyByRecoveryCode(await holder.challenge(), code)), `${nth + 1}.`).toBe('200 authenticated');
      expect(await left(holder)).toBe(9 - nth);
    }
    const challenge = await holder.challenge();
    for (const code of holder.recoveryCodes.slice(0, 4)) {
      expect(outcome(await holder.verifyByRecoveryCode(challenge, code))).toBe('401 invalid_code');
    }
    expect(outcome(await holder.verify(challenge, holder.nextCode()))).toBe('200 authenticated');
  });

  test('opens a session as the second factor does', async () => {
    const holder = await enrolledHolder(stack, 'session');
    const answer = await holder.verifyByRecoveryCode(await holder.challenge({ stayLoggedIn: true }), holder.recoveryCodes[0] ?? '');
    holder.bearer = (answer.body as { accessToken: string }).accessToken;
    expect(await holder.session()).toMatchObject({ body: { amr: ['pwd', 'otp', 'mfa'], acr: `${stack.url}/acr/recovery-code` } });
    expect(outcome(await holder.browser.post('/v1/session/refresh'))).toBe('200 authenticated');
  });

  test('twenty times in parallel is one session', async () => {
    const holder = await enrolledHolder(stack, 'parallel');
    const challenges = [await holder.challenge(), await holder.challenge()] as const;
    const [code = ''] = holder.recoveryCodes;
    const tries = Array.from({ length: 20 }, (_, nth) => holder.verifyByRecoveryCode(challenges[nth % 2 ? 1 : 0], code));
    const outcomes = (await Promise.all(tries)).map(outcome);
    expect(outcomes.filter((each) => each === '200 authenticated')).toHaveLength(1);
    for (const each of outcomes) expect(each).toMatch(/^(200 authenticated|401 invalid_code|401 invalid_challenge|423 challenge_locked)$/);
    expect(await left(holder)).toBe(9);
  });

  test('may be typed as people do: capitals, spaces, no hyphen, o for 0, i and l for 1', async () => {
    const holder = await enrolledHolder(stack, 'sloppy');
    const sloppy = [
      (code: string) => code.toUpperCase(),
      (code: string) => code.replace('-', ''),
      (code: string) => code.replace('-', ' '),
      (code: string) => ` ${[...code.replace('-', '')].join(' ')} `,
      (code: string) => code.replaceAll('0', 'o').replaceAll('1', 'l'),
      (code: string) => code.replaceAll('0', 'O').replaceAll('1', 'I'),
      (code: string) => code.replace('-', ' - '),
    ];
    for (const [nth, type] of sloppy.entries()) {
      const answer = await holder.verifyByRecoveryCode(await holder.challenge(), type(holder.recoveryCodes[nth] ?? ''));
      expect(outcome(answer), `way ${nth}`).toBe('200 authenticated');
    }
  });

  test('is not anything else: refused before anything is looked at, and no attempt is spent', async () => {
    const holder = await enrolledHolder(stack, 'malformed');
    const challenge = await holder.challenge();
    for (const typed of ['', '4k7mz', '4k7mz-0qtr', '4k7mz-0qtrpp', '4k7mz_0qtrp', '４k7mz-0qtrp', `${holder.recoveryCodes[0]}\n`]) {
      expect(await holder.verifyByRecoveryCode(challenge, typed)).toMatchObject({
        status: 400,
        body: { errors: [{ path: 'recoveryCode' }] },
      });
    }
    expect((await holder.challenge()).attemptsLeft).toBe(5);
  });

  test('of another customer is a wrong one', async () => {
    const [holder, stranger] = [await enrolledHolder(stack, 'mine'), await enrolledHolder(stack, 'theirs')];
    const challenge = await holder.challenge();
    expect(await holder.verifyByRecoveryCode(challenge, stranger.recoveryCodes[0] ?? '')).toMatchObject({
      status: 401,
      body: { code: 'invalid_code', attemptsLeft: 4 },
    });
    expect(await left(stranger)).toBe(10);
  });

  test('that is wrong takes an attempt, like a wrong code: five of either lock the login', async () => {
    const holder = await enrolledHolder(stack, 'wrong');
    const challenge = await holder.challenge();
    for (const attemptsLeft of [4, 3]) expect((await holder.verifyByRecoveryCode(challenge, nobodys)).body).toMatchObject({ attemptsLeft });
    await holder.guessWrong(challenge, 2);
    expect((await holder.verifyByRecoveryCode(challenge, nobodys)).body).toMatchObject({ code: 'invalid_code', attemptsLeft: 0 });
    expect(outcome(await holder.verifyByRecoveryCode(challenge, holder.recoveryCodes[0] ?? ''))).toBe('423 challenge_locked');
    expect(await left(holder)).toBe(10);
  });

  test('used is told to the customer, with the number left', async () => {
    const holder = await enrolledHolder(stack, 'told');
    for (const [nth, code] of holder.recoveryCodes.entries()) {
      await holder.verifyByRecoveryCode(await holder.challenge(), code);
      const notice = stack.outbox().at(-1);
      expect(notice).toMatchObject({ to: 'told@example.com', subject: 'A recovery code was used' });
      expect(notice?.text.replaceAll(/\s+/g, ' ')).toContain(
        nth < 9 ? `You have ${9 - nth} left.` : 'It was your last one, so please get new ones.',
      );
      expect(notice?.text).not.toContain(code);
    }
  });

  test('used for a change in the account is told just so, beside the change, and written down', async () => {
    const changes: [string, (holder: Holder, recoveryCode: string) => Promise<Answer>, string | undefined][] = [
      ['off', (holder, recoveryCode) => holder.disable({ recoveryCode }), 'Two-factor login is off'],
      ['to-mail', (holder, recoveryCode) => holder.switchOnEmail({ recoveryCode }), 'Two-factor login is on'],
      ['another-key', (holder, recoveryCode) => holder.start({ password, recoveryCode }), undefined],
      ['contact', (holder, recoveryCode) => holder.changeContact({ phone: '+420603111222' }, { recoveryCode }), undefined],
    ];
    for (const [name, change, told] of changes) {
      const holder = await enrolledHolder(stack, `changed-${name}`);
      const before = subjectsTo(stack, holder.identity.email).length;
      expect(outcome(await change(holder, nobodys)), name).toBe('401 invalid_code');
      expect(subjectsTo(stack, holder.identity.email), name).toHaveLength(before);
      const [recoveryCode = ''] = holder.recoveryCodes;
      expect((await change(holder, recoveryCode)).status, name).toBeLessThan(300);
      expect(subjectsTo(stack, holder.identity.email).slice(before), name).toEqual(['A recovery code was used', ...(told ? [told] : [])]);
      const notice = stack.outbox().findLast(({ subject }) => subject === 'A recovery code was used');
      expect(notice?.text.replaceAll(/\s+/g, ' ')).toContain('You have 9 left.');
      const used = (await auditLog(stack, holder.identity.customerId)).filter(({ event }) => event === 'recovery_code_used');
      expect(used, name).toMatchObject([{ left: 9 }]);
    }
  });

  test('works years later, when every key in memory has been replaced', async () => {
    const holder = await enrolledHolder(stack, 'years');
    stack.advanceClock(3 * 365 * 24 * 3600);
    expect(outcome(await holder.verifyByRecoveryCode(await holder.challenge(), holder.recoveryCodes[0] ?? ''))).toBe('200 authenticated');
    await holder.signIn();
    expect(await left(holder)).toBe(9);
  });

  test('confirms a switching off', async () => {
    const holder = await enrolledHolder(stack, 'lost-device');
    expect(outcome(await holder.disable({ recoveryCode: nobodys }))).toBe('401 invalid_code');
    expect(outcome(await holder.disable({ recoveryCode: holder.recoveryCodes[0] ?? '' }))).toBe('204');
    expect((await holder.overview()).twoFactor).toMatchObject({ enabled: false, recoveryCodesLeft: 0 });
    expect(outcome(await holder.logIn())).toBe('200 authenticated');
  });

  test('and a code together are one too many, and neither is too few', async () => {
    const holder = await enrolledHolder(stack, 'both');
    const [recoveryCode = ''] = holder.recoveryCodes;
    for (const proof of [{}, { code: holder.nextCode(), recoveryCode }])
      expect(outcome(await holder.disable(proof))).toBe('400 invalid_request');
    expect(await left(holder)).toBe(10);
  });
});

describe('replacing the recovery codes', () => {
  test('takes password and code, gives ten others, and the older ones are worth nothing', async () => {
    const holder = await enrolledHolder(stack, 'replaced');
    const older = holder.recoveryCodes;
    await holder.verifyByRecoveryCode(await holder.challenge(), older[0] ?? '');
    const answer = await holder.replaceRecoveryCodes(holder.nextCode());
    holder.keep(answer);
    expect(new Set([...older, ...holder.recoveryCodes]).size).toBe(20);
    expect(await left(holder)).toBe(10);
    expect(subjectsTo(stack, holder.identity.email).at(-1)).toBe('You have new recovery codes');
    const challenge = await holder.challenge();
    expect(outcome(await holder.verifyByRecoveryCode(challenge, older[1] ?? ''))).toBe('401 invalid_code');
    expect(outcome(await holder.verifyByRecoveryCode(challenge, holder.recoveryCodes[1] ?? ''))).toBe('200 authenticated');
  });

  test('ends no session', async () => {
    const holder = await enrolledHolder(stack, 'no-end');
    const other = await holder.elsewhere();
    expect(outcome(await holder.replaceRecoveryCodes(holder.nextCode()))).toBe('200');
    expect(outcome(await other.session())).toBe('200');
  });

  test('is refused with a wrong password or code, and the older ones stay', async () => {
    const holder = await enrolledHolder(stack, 'refused');
    expect(outcome(await holder.replaceRecoveryCodes(holder.wrongCode))).toBe('401 invalid_code');
    expect(outcome(await holder.replaceRecoveryCodes(holder.nextCode(), { password: 'wrong' }))).toBe('401 invalid_credentials');
    const session = await signedInHolder(stack, 'no-factor');
    expect(outcome(await session.replaceRecoveryCodes('123456'))).toBe('409 not_enabled');
    expect(outcome(await holder.verifyByRecoveryCode(await holder.challenge(), holder.recoveryCodes[0] ?? ''))).toBe('200 authenticated');
  });
});

describe('with the e-mail method a recovery code', () => {
  test('replaces the code that was mailed, which is worth nothing afterwards', async () => {
    const holder = await holderByMail(stack, 'mail');
    stack.advanceClock(60);
    const challenge = await holder.challenge();
    expect(outcome(await holder.verifyByRecoveryCode(challenge, holder.recoveryCodes[0] ?? ''))).toBe('200 authenticated');
    expect(outcome(await holder.verify(challenge, stack.lastCode(holder.identity.email)))).toBe('401 invalid_challenge');
    expect(await left(holder)).toBe(9);
  });

  test('shares the five attempts of the mailed code', async () => {
    const holder = await holderByMail(stack, 'mail-shared');
    const challenge = await holder.challenge();
    const code = stack.lastCode(holder.identity.email);
    for (let nth = 1; nth <= 3; nth++) await holder.verify(challenge, otherThan(code, nth));
    for (const attemptsLeft of [1, 0]) expect((await holder.verifyByRecoveryCode(challenge, nobodys)).body).toMatchObject({ attemptsLeft });
    expect(outcome(await holder.verify(challenge, code))).toBe('423 challenge_locked');
    expect(outcome(await holder.verifyByRecoveryCode(challenge, holder.recoveryCodes[0] ?? ''))).toBe('423 challenge_locked');
  });

  test('works while the mailed code has expired', async () => {
    const holder = await holderByMail(stack, 'mail-expired');
    const challenge = await holder.challenge();
    stack.advanceClock(300);
    expect(outcome(await holder.verify(challenge, stack.lastCode(holder.identity.email)))).toBe('410 code_expired');
    expect((await holder.verifyByRecoveryCode(challenge, nobodys)).body).toMatchObject({ code: 'invalid_code', attemptsLeft: 4 });
    expect(outcome(await holder.verifyByRecoveryCode(challenge, holder.recoveryCodes[0] ?? ''))).toBe('200 authenticated');
  });

  test('leaves the next mailed code its five attempts, when it was wrong while none was good', async () => {
    const holder = await holderByMail(stack, 'mail-next');
    const challenge = await holder.challenge();
    stack.advanceClock(300);
    for (let nth = 0; nth < 4; nth++) await holder.verifyByRecoveryCode(challenge, nobodys);
    expect((await holder.resend(challenge)).body).toMatchObject({ challenge: { sent: true, attemptsLeft: 5 } });
    expect(outcome(await holder.verify(challenge, stack.lastCode(holder.identity.email)))).toBe('200 authenticated');
  });

  test('waits like everything else while the mailed code is locked, and then works', async () => {
    const holder = await holderByMail(stack, 'mail-locked');
    const locked = await holder.challenge();
    const code = stack.lastCode(holder.identity.email);
    for (let nth = 1; nth <= 5; nth++) await holder.verify(locked, otherThan(code, nth));
    stack.advanceClock(20);
    const challenge = await holder.challenge();
    const [recoveryCode = ''] = holder.recoveryCodes;
    expect(await holder.verifyByRecoveryCode(challenge, recoveryCode)).toMatchObject({
      status: 429,
      headers: { 'retry-after': '40' },
      body: { code: 'too_soon', retryAfter: 40 },
    });
    stack.advanceClock(40);
    expect(outcome(await holder.verifyByRecoveryCode(locked, recoveryCode))).toBe('423 challenge_locked');
    expect(outcome(await holder.verifyByRecoveryCode(challenge, recoveryCode))).toBe('200 authenticated');
  });

  test('works when the mail cannot be sent and a login was begun before', async () => {
    const holder = await holderByMail(stack, 'mail-down');
    const challenge = await holder.challenge();
    stack.advanceClock(60);
    stack.fault({ service: 'ses', action: 'SendEmail', kind: 'error', count: 3 });
    expect(outcome(await holder.resend(challenge))).toBe('503 delivery_failed');
    expect(outcome(await holder.verifyByRecoveryCode(challenge, holder.recoveryCodes[0] ?? ''))).toBe('200 authenticated');
    stack.clearFaults();
  });

  test('confirms a change of the account', async () => {
    const holder = await holderByMail(stack, 'mail-change');
    expect(outcome(await holder.disable({ recoveryCode: holder.recoveryCodes[0] ?? '' }))).toBe('204');
    expect(outcome(await holder.logIn())).toBe('200 authenticated');
  });
});

test('recovery codes end with the factor they came with', async () => {
  const holder = await enrolledHolder(stack, 'ended');
  const ofTheApp = holder.recoveryCodes;
  holder.keep(await holder.switchOnEmail({ code: holder.nextCode() }));
  const challenge = await holder.challenge();
  expect(outcome(await holder.verifyByRecoveryCode(challenge, ofTheApp[0] ?? ''))).toBe('401 invalid_code');
  expect(outcome(await holder.verifyByRecoveryCode(challenge, holder.recoveryCodes[0] ?? ''))).toBe('200 authenticated');
});
