import { beforeAll, describe, expect, test, vi } from 'vitest';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import {
  enrolledHolder,
  type Holder,
  holderByMail,
  otherThan,
  outcome,
  password,
  type ShownKey,
  signedInHolder,
  subjectsTo,
} from './holder.ts';

// Every password is hashed as slowly as it should be: many logins take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack();
});

const factorOf = async (holder: Holder) => (await holder.overview()).twoFactor;

/** The code that confirms a change, by e-mail, as soon as one may be sent. */
async function mailedCode(holder: Holder): Promise<string> {
  stack.advanceClock(60);
  expect(outcome(await holder.post('/v1/security/code'))).toBe('200');
  return stack.lastCode(holder.identity.email);
}

describe('showing the key again', () => {
  test('takes password and code, and shows the very key, for a second device', async () => {
    const holder = await signedInHolder(stack, 'again');
    const shown = await holder.startAndScan();
    holder.keep(await holder.activate(holder.code));
    const answer = await holder.reveal(holder.nextCode());
    expect(answer.status).toBe(200);
    const { sharedKey, otpauthUri, qrSvg } = shown;
    expect(answer.body).toEqual({ sharedKey, otpauthUri, qrSvg });
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  test.each([
    ['a wrong code', (holder: Holder) => holder.reveal(holder.wrongCode), '401 invalid_code'],
    ['a wrong password', (holder: Holder) => holder.reveal(holder.nextCode(), { password: 'wrong' }), '401 invalid_credentials'],
    ['a code of another form', (holder: Holder) => holder.reveal('12345'), '400 invalid_request'],
    [
      'a recovery code in its place',
      (holder: Holder) => holder.post('/v1/security/totp/reveal', { password, recoveryCode: holder.recoveryCodes[0] }),
      '400 invalid_request',
    ],
  ])('is refused with %s, and the answer holds no key', async (name, reveal, expected) => {
    const holder = await enrolledHolder(stack, name.replaceAll(' ', '-'));
    const answer = await reveal(holder);
    expect(outcome(answer)).toBe(expected);
    expect(JSON.stringify(answer.body)).not.toMatch(/sharedKey|otpauth|svg/);
  });

  test('is refused to who has none, or another method', async () => {
    expect(outcome(await (await signedInHolder(stack, 'none')).reveal('123456'))).toBe('409 not_enabled');
    expect(outcome(await (await holderByMail(stack, 'by-mail')).reveal('123456'))).toBe('409 not_enabled');
  });

  test('a wrong password spends no attempt at the code', async () => {
    const holder = await enrolledHolder(stack, 'no-attempt');
    for (let time = 0; time < 4; time++) await holder.reveal(holder.wrongCode, { password: 'wrong' });
    expect((await holder.challenge()).attemptsLeft).toBe(5);
  });
});

describe('switching off', () => {
  test('takes password and code; from then on the password alone logs in, and the key is destroyed', async () => {
    const holder = await enrolledHolder(stack, 'off');
    const answer = await holder.disable({ code: holder.nextCode() });
    expect(answer).toMatchObject({ status: 204, body: undefined });
    expect(answer.headers['set-cookie']).toEqual([expect.stringMatching(/^__Host-keycard=; Max-Age=0;/)]);
    expect(await factorOf(holder)).toMatchObject({ enabled: false, recoveryCodesLeft: 0 });
    expect(outcome(await holder.logIn())).toBe('200 authenticated');
    expect(subjectsTo(stack, holder.identity.email).at(-1)).toBe('Two-factor login is off');
    const item = (await stack.scanTable()).find(({ pk, sk }) => same(pk, 'CUSTOMER#off') && same(sk, 'CUSTOMER'));
    for (const name of ['totpKey', 'totpKeyId', 'totpLastStep', 'pendingKey', 'recoveryCodes', 'factor'])
      expect(item).not.toHaveProperty(name);
  });

  test('ends every other session and every login that waits', async () => {
    const holder = await enrolledHolder(stack, 'off-sessions');
    const other = await holder.elsewhere({ stayLoggedIn: true });
    const challenge = await other.challenge();
    expect(outcome(await holder.disable({ code: holder.nextCode() }))).toBe('204');
    expect(outcome(await holder.session())).toBe('200');
    expect(outcome(await other.session())).toBe('401 session_required');
    expect(outcome(await other.browser.post('/v1/session/refresh'))).toBe('401 session_required');
    expect(outcome(await other.verify(challenge, holder.nextCode()))).toBe('401 invalid_challenge');
    expect(outcome(await other.disable({ code: holder.code }))).toBe('401 session_required');
  });

  test('is refused with a wrong code or password, and the factor stays', async () => {
    const holder = await enrolledHolder(stack, 'stays');
    expect(outcome(await holder.disable({ code: holder.wrongCode }))).toBe('401 invalid_code');
    expect(outcome(await holder.disable({ code: holder.nextCode() }, { password: 'wrong' }))).toBe('401 invalid_credentials');
    expect(await factorOf(holder)).toMatchObject({ enabled: true, method: 'totp' });
    await holder.signIn();
  });

  test('takes away a key that was waiting to follow', async () => {
    const holder = await enrolledHolder(stack, 'off-pending');
    const older = holder.app;
    const shown = (await holder.start({ password, code: holder.nextCode() })).body as ShownKey;
    stack.advanceClock(30);
    expect(outcome(await holder.disable({ code: older.codeAt(stack.now()) }))).toBe('204');
    holder.scan(shown);
    expect(outcome(await holder.activate(holder.code))).toBe('409 no_pending_key');
  });
});

const same = (value: unknown, text: string) => (value as { S?: string } | undefined)?.S === text;

describe('from the app to the e-mail method', () => {
  test('takes password and code of the app; the app’s codes are worth nothing from then on', async () => {
    const holder = await enrolledHolder(stack, 'to-mail');
    const answer = await holder.switchOnEmail({ code: holder.nextCode() });
    expect(answer).toMatchObject({ status: 200, body: { method: 'email' } });
    expect((answer.body as { recoveryCodes: string[] }).recoveryCodes).toHaveLength(10);
    expect(await factorOf(holder)).toMatchObject({ enabled: true, method: 'email', recoveryCodesLeft: 10 });
    const challenge = await holder.challenge();
    expect(challenge).toMatchObject({ method: 'email', sent: true, canRecover: false });
    const mailed = stack.lastCode(holder.identity.email);
    if (holder.nextCode() !== mailed) expect(outcome(await holder.verify(challenge, holder.code))).toBe('401 invalid_code');
    expect(outcome(await holder.reveal(holder.code))).toBe('409 not_enabled');
    expect(outcome(await holder.verify(challenge, mailed))).toBe('200 authenticated');
  });

  test('may take a recovery code of the app instead, when the device is lost', async () => {
    const holder = await enrolledHolder(stack, 'to-mail-lost');
    holder.keep(await holder.switchOnEmail({ recoveryCode: holder.recoveryCodes[0] ?? '' }));
    expect(await factorOf(holder)).toMatchObject({ method: 'email', recoveryCodesLeft: 10 });
  });

  test('is refused without a code, or with a wrong one, and the app stays', async () => {
    const holder = await enrolledHolder(stack, 'to-mail-refused');
    expect(outcome(await holder.switchOnEmail())).toBe('409 already_enabled');
    expect(outcome(await holder.switchOnEmail({ code: holder.wrongCode }))).toBe('401 invalid_code');
    expect(await factorOf(holder)).toMatchObject({ method: 'totp' });
  });

  test('ends every other session', async () => {
    const holder = await enrolledHolder(stack, 'to-mail-sessions');
    const other = await holder.elsewhere({ stayLoggedIn: true });
    expect(outcome(await holder.switchOnEmail({ code: holder.nextCode() }))).toBe('200');
    expect(outcome(await holder.session())).toBe('200');
    expect(outcome(await other.session())).toBe('401 session_required');
    expect(outcome(await other.browser.post('/v1/session/refresh'))).toBe('401 session_required');
  });
});

describe('from the e-mail method to the app', () => {
  test('takes password and a mailed code for the key, and its first code for the change', async () => {
    const holder = await holderByMail(stack, 'to-app');
    expect(outcome(await holder.start())).toBe('409 already_enabled');
    await holder.enrol({ password, code: await mailedCode(holder) });
    expect(await factorOf(holder)).toMatchObject({ method: 'totp', recoveryCodesLeft: 10 });
    const challenge = await holder.challenge();
    expect(challenge).toMatchObject({ method: 'totp', sent: false });
    expect(outcome(await holder.verify(challenge, holder.nextCode()))).toBe('200 authenticated');
  });

  test('is not done before the first code: until then logins ask for the mailed one', async () => {
    const holder = await holderByMail(stack, 'to-app-pending');
    await holder.startAndScan({ password, code: await mailedCode(holder) });
    stack.advanceClock(60);
    const challenge = await holder.challenge();
    expect(challenge).toMatchObject({ method: 'email', sent: true });
    expect(outcome(await holder.verify(challenge, otherThan(stack.lastCode(holder.identity.email))))).toBe('401 invalid_code');
    expect(outcome(await holder.activate(holder.wrongCode))).toBe('401 invalid_code');
    expect(await factorOf(holder)).toMatchObject({ enabled: true, method: 'email' });
    expect(outcome(await holder.verify(challenge, stack.lastCode(holder.identity.email)))).toBe('200 authenticated');
  });

  test('makes mailed codes worthless, also one that is on its way', async () => {
    const holder = await holderByMail(stack, 'to-app-on-its-way');
    await holder.startAndScan({ password, code: await mailedCode(holder) });
    stack.advanceClock(60);
    const waiting = await holder.challenge();
    const mailed = stack.lastCode(holder.identity.email);
    expect(outcome(await holder.activate(holder.code))).toBe('200');
    expect(outcome(await holder.verify(waiting, mailed))).toBe('401 invalid_challenge');
    const challenge = await holder.challenge();
    expect(challenge.attemptsLeft).toBe(5);
    if (mailed !== holder.nextCode()) expect(outcome(await holder.verify(challenge, mailed))).toBe('401 invalid_code');
    expect((await holder.challenge()).attemptsLeft).toBe(4);
    expect(outcome(await holder.post('/v1/security/code'))).toBe('409 not_enabled');
    expect(outcome(await holder.verify(challenge, holder.code))).toBe('200 authenticated');
  });
});

describe('another key for the app', () => {
  test('takes the older key’s code, then the newer one’s; the older key never works again', async () => {
    const holder = await enrolledHolder(stack, 'new-key');
    const older = holder.app;
    const olderCodes = holder.recoveryCodes;
    await holder.enrol({ password, code: holder.nextCode() });
    expect(await factorOf(holder)).toMatchObject({ method: 'totp', recoveryCodesLeft: 10 });
    const challenge = await holder.challenge();
    stack.advanceClock(30);
    if (older.codeAt(stack.now()) !== holder.code) {
      expect(outcome(await holder.verify(challenge, older.codeAt(stack.now())))).toBe('401 invalid_code');
    }
    expect(outcome(await holder.verifyByRecoveryCode(challenge, olderCodes[0] ?? ''))).toBe('401 invalid_code');
    expect(outcome(await holder.verify(challenge, holder.code))).toBe('200 authenticated');
  });

  test('leaves the older one in force until then, and when the change fails', async () => {
    const holder = await enrolledHolder(stack, 'new-key-failed');
    const older = holder.app;
    await holder.startAndScan({ password, code: holder.nextCode() });
    stack.advanceClock(30);
    expect(outcome(await holder.verify(await holder.challenge(), holder.code))).toBe('401 invalid_code');
    expect(outcome(await holder.activate(holder.wrongCode))).toBe('401 invalid_code');
    expect(outcome(await holder.verify(await holder.challenge(), older.codeAt(stack.now())))).toBe('200 authenticated');
    expect(await factorOf(holder)).toMatchObject({ method: 'totp', recoveryCodesLeft: 10 });
  });

  test('may take a recovery code, when the device is lost', async () => {
    const holder = await enrolledHolder(stack, 'new-key-lost');
    await holder.enrol({ password, recoveryCode: holder.recoveryCodes[0] ?? '' });
    await holder.signIn();
  });

  test('ends the logins that wait for the older one, and every other session', async () => {
    const holder = await enrolledHolder(stack, 'new-key-sessions');
    const older = holder.app;
    const other = await holder.elsewhere({ stayLoggedIn: true });
    const challenge = await other.challenge();
    await holder.enrol({ password, code: holder.nextCode() });
    stack.advanceClock(30);
    expect(outcome(await other.verify(challenge, older.codeAt(stack.now())))).toBe('401 invalid_challenge');
    expect(outcome(await other.verify(challenge, holder.code))).toBe('401 invalid_challenge');
    expect(outcome(await other.browser.post('/v1/session/refresh'))).toBe('401 session_required');
    expect(outcome(await holder.session())).toBe('200');
  });
});

test('no change leaves a moment without a factor', async () => {
  const holder = await enrolledHolder(stack, 'never-without');
  const changes = [
    async () => holder.switchOnEmail({ code: holder.nextCode() }),
    async () => {
      await holder.startAndScan({ password, code: await mailedCode(holder) });
      return holder.activate(holder.code);
    },
    async () => {
      await holder.startAndScan({ password, code: holder.nextCode() });
      return holder.activate(holder.code);
    },
  ];
  const thief = { done: false, seen: new Set<string>() };
  // Somebody with the password tries all the while.
  const trying = (async () => {
    while (!thief.done) thief.seen.add(outcome(await holder.logIn({ channel: 'api' })));
  })();
  for (const change of changes) expect(outcome(await change())).toBe('200');
  thief.done = true;
  await trying;
  expect([...thief.seen]).toEqual(['403 api_login_refused']);
});
