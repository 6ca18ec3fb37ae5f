import { beforeAll, describe, expect, test, vi } from 'vitest';
import { scan } from '../support/authenticator.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { enrolledHolder, type Holder, newHolder, outcome, password, type ShownKey, signedInHolder, subjectsTo } from './holder.ts';

// Every password is hashed as slowly as it should be: many logins take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack();
});

const isOn = async (holder: Holder) => (await holder.overview()).twoFactor.enabled;

describe('a customer who sets an authenticator app up', () => {
  test('is shown a key as text, URI and QR code, which waits 15 minutes', async () => {
    const holder = await signedInHolder(stack, 'shown');
    const shown = await holder.startAndScan();
    expect(shown.sharedKey).toMatch(/^[A-Z2-7]{32}$/);
    expect(scan(shown.otpauthUri)).toMatchObject({ issuer: 'Keycard', account: 'shown@example.com', sharedKey: shown.sharedKey });
    expect(shown.qrSvg).toMatch(/^<svg .*<\/svg>$/s);
    expect(shown.qrSvg).not.toMatch(/script|href|onload/i);
    expect(Date.parse(shown.expiresAt) - stack.now()).toBe(15 * 60_000);
  });

  test('proves with a code that the app has it: it is on, with ten recovery codes, and told by e-mail', async () => {
    const holder = await signedInHolder(stack, 'activated');
    await holder.startAndScan();
    const answer = await holder.activate(holder.code);
    expect(answer).toMatchObject({ status: 200, body: { method: 'totp' } });
    const { recoveryCodes } = answer.body as { recoveryCodes: string[] };
    expect(new Set(recoveryCodes).size).toBe(10);
    for (const code of recoveryCodes) expect(code).toMatch(/^[0-9a-hjkmnp-tv-z]{5}-[0-9a-hjkmnp-tv-z]{5}$/);
    expect((await holder.overview()).twoFactor).toMatchObject({ enabled: true, method: 'totp', recoveryCodesLeft: 10 });
    expect(subjectsTo(stack, holder.identity.email)).toEqual(['Two-factor login is on']);
  });

  test('may type the code with spaces, as people do', async () => {
    const holder = await signedInHolder(stack, 'spaces');
    await holder.startAndScan();
    const { code } = holder;
    expect(outcome(await holder.activate(` ${code.slice(0, 3)} ${code.slice(3)}`))).toBe('200');
  });

  test('goes on in this session with its long cookie cleared, and is out in all others', async () => {
    const holder = await newHolder(stack, 'sessions');
    await holder.signIn({ stayLoggedIn: true });
    const other = await holder.elsewhere({ stayLoggedIn: true });
    await holder.startAndScan();
    expect(outcome(await other.session())).toBe('200');
    const answer = await holder.activate(holder.code);
    expect(answer.headers['set-cookie']).toEqual([expect.stringMatching(/^__Host-keycard=; Max-Age=0;/)]);
    expect(outcome(await holder.session())).toBe('200');
    expect(outcome(await other.session())).toBe('401 session_required');
    expect(outcome(await other.browser.post('/v1/session/refresh'))).toBe('401 session_required');
  });

  test('is told what is missing before: address, phone, or both', async () => {
    const cases = [
      { given: { emailVerified: false }, missing: ['email'] },
      { given: { phoneVerified: false }, missing: ['phone'] },
      { given: { emailVerified: false, phoneVerified: false }, missing: ['email', 'phone'] },
    ];
    for (const [nth, { given, missing }] of cases.entries()) {
      const holder = await signedInHolder(stack, `missing-${nth}`, given);
      expect(await holder.start()).toMatchObject({ status: 409, body: { code: 'contact_incomplete', missing } });
    }
  });

  test('and whose phone lost its verification meanwhile is told so at the activation', async () => {
    const holder = await signedInHolder(stack, 'meanwhile');
    await holder.startAndScan();
    const { username, email } = holder.identity;
    await stack.putCustomer('meanwhile', { username, email, phone: '+420601999888', phoneVerified: false });
    expect(await holder.activate(holder.code)).toMatchObject({ status: 409, body: { code: 'contact_incomplete', missing: ['phone'] } });
    expect(await isOn(holder)).toBe(false);
  });

  test('needs a session for it', async () => {
    for (const path of ['', '/activate', '/reveal']) {
      const answer = await stack.browser().post(`/v1/security/totp${path}`, path ? { password, code: '123456' } : {});
      expect(outcome(answer)).toBe('401 session_required');
    }
  });
});

describe('a pending key', () => {
  test('gates no login', async () => {
    const holder = await signedInHolder(stack, 'gates-nothing');
    await holder.startAndScan();
    expect(outcome(await holder.logIn())).toBe('200 authenticated');
    expect(await isOn(holder)).toBe(false);
    expect(outcome(await holder.reveal(holder.code))).toBe('409 not_enabled');
  });

  test('is worth nothing once another was begun', async () => {
    const holder = await signedInHolder(stack, 'begun-again');
    const first = await holder.startAndScan();
    const firstCode = holder.code;
    const second = await holder.startAndScan();
    expect(second.sharedKey).not.toBe(first.sharedKey);
    expect(outcome(await holder.activate(firstCode))).toBe('401 invalid_code');
    expect(outcome(await holder.activate(holder.code))).toBe('409 no_pending_key');
    expect(await isOn(holder)).toBe(false);
  });

  test('is accepted for 15 minutes, and not a millisecond more', async () => {
    const inTime = await signedInHolder(stack, 'in-time');
    await inTime.startAndScan();
    stack.advanceClock(15 * 60 - 0.001);
    await inTime.signIn();
    expect(outcome(await inTime.activate(inTime.code))).toBe('200');

    const late = await signedInHolder(stack, 'late');
    await late.startAndScan();
    stack.advanceClock(15 * 60);
    await late.signIn();
    expect(outcome(await late.activate(late.code))).toBe('409 no_pending_key');
  });

  test.each([
    ['a wrong code', (holder: Holder) => holder.activate(holder.wrongCode), '401 invalid_code'],
    ['a wrong password', (holder: Holder) => holder.activate(holder.code, { password: 'wrong' }), '401 invalid_credentials'],
    ['a code of two steps ago', (holder: Holder) => holder.activate(holder.app.codeAt(stack.now() - 60_000)), '401 invalid_code'],
  ])('is thrown away by %s: its codes are never accepted afterwards', async (name, fail, expected) => {
    const holder = await signedInHolder(stack, name.replaceAll(' ', '-'));
    await holder.startAndScan();
    expect(outcome(await fail(holder))).toBe(expected);
    expect(outcome(await holder.activate(holder.code))).toBe('409 no_pending_key');
    expect(outcome(await holder.activate(holder.nextCode()))).toBe('409 no_pending_key');

    const oldApp = holder.app;
    await holder.enrol();
    const challenge = await holder.challenge();
    for (const off of [0, 30_000])
      expect(outcome(await holder.verify(challenge, oldApp.codeAt(stack.now() + off)))).toBe('401 invalid_code');
    expect(outcome(await holder.verify(challenge, holder.nextCode()))).toBe('200 authenticated');
  });

  test('stays when the code is not six digits: that is refused before anything is looked at', async () => {
    const holder = await signedInHolder(stack, 'not-digits');
    await holder.startAndScan();
    for (const code of ['12345', '1234567', '12345a', '١٢٣٤٥٦', '１２３４５６', '12-34-56', '']) {
      expect(await holder.activate(code)).toMatchObject({ status: 400, body: { code: 'invalid_request', errors: [{ path: 'code' }] } });
    }
    expect(outcome(await holder.activate(holder.code))).toBe('200');
  });

  test('of an epoch that is over is refused: the e-mail method was switched on meanwhile', async () => {
    const holder = await signedInHolder(stack, 'stale');
    await holder.startAndScan();
    expect(outcome(await holder.switchOnEmail())).toBe('200');
    expect(outcome(await holder.activate(holder.code))).toBe('409 no_pending_key');
    expect((await holder.overview()).twoFactor).toMatchObject({ enabled: true, method: 'email' });
  });

  test('was never begun: there is none', async () => {
    const holder = await signedInHolder(stack, 'never-begun');
    expect(outcome(await holder.activate('123456'))).toBe('409 no_pending_key');
  });
});

describe('a lost answer of DynamoDB', { timeout: 60_000 }, () => {
  test('while the key is taken out costs nothing: the activation goes on, and nobody else can use the key', async () => {
    for (const count of [1, 2]) {
      const holder = await signedInHolder(stack, `lost-answers-${count}`);
      await holder.startAndScan();
      stack.fault({ service: 'dynamodb', action: 'UpdateItem', kind: 'lost-ack', count, function: 'security' });
      holder.keep(await holder.activate(holder.code));
      expect(outcome(await holder.activate(holder.nextCode()))).toBe('409 no_pending_key');
      expect(outcome(await holder.verify(await holder.challenge(), holder.code))).toBe('200 authenticated');
    }
  });

  test('is no second chance: after a wrong code the key is gone', async () => {
    const holder = await signedInHolder(stack, 'lost-and-wrong');
    await holder.startAndScan();
    stack.fault({ service: 'dynamodb', action: 'UpdateItem', kind: 'lost-ack', function: 'security' });
    expect(outcome(await holder.activate(holder.wrongCode))).toBe('401 invalid_code');
    expect(outcome(await holder.activate(holder.code))).toBe('409 no_pending_key');
  });
});

describe('in parallel', () => {
  test('twenty activations with the right code: one wins, and its recovery codes are the ones that work', async () => {
    const holder = await signedInHolder(stack, 'activations');
    await holder.startAndScan();
    const { code } = holder;
    const answers = await Promise.all(Array.from({ length: 20 }, () => holder.activate(code)));
    const won = answers.filter(({ status }) => status === 200);
    expect(won).toHaveLength(1);
    for (const lost of answers.filter(({ status }) => status !== 200)) {
      expect(['409 no_pending_key', '401 session_required']).toContain(outcome(lost));
    }
    expect(subjectsTo(stack, holder.identity.email)).toEqual(['Two-factor login is on']);
    const [recoveryCode = ''] = (won[0] as { body: { recoveryCodes: string[] } }).body.recoveryCodes;
    expect(outcome(await holder.verifyByRecoveryCode(await holder.challenge(), recoveryCode))).toBe('200 authenticated');
  });

  test('an activation and a second start: only the newest key can be on', async () => {
    for (let round = 0; round < 6; round++) {
      const holder = await signedInHolder(stack, `race-${round}`);
      await holder.startAndScan();
      const { code } = holder;
      const [activated, started] = await Promise.all([holder.activate(code), holder.start()]);
      if (activated.status === 200) {
        expect(outcome(started)).toBe('409 already_enabled');
        expect(outcome(await holder.verify(await holder.challenge(), holder.nextCode()))).toBe('200 authenticated');
        continue;
      }
      expect(outcome(activated)).toMatch(/^(409 no_pending_key|401 invalid_code)$/);
      expect(await isOn(holder)).toBe(false);
      holder.scan(started.body as ShownKey);
      // Either the newest key still waits, or the code of the older one was tried on it and threw it away.
      const newest = outcome(await holder.activate(holder.code));
      expect(newest).toBe(outcome(activated) === '401 invalid_code' ? '409 no_pending_key' : '200');
    }
  });
});

describe('a second enrolment', () => {
  test('asks who has an app already for password and code', async () => {
    const holder = await enrolledHolder(stack, 'again');
    expect(outcome(await holder.start())).toBe('409 already_enabled');
    expect(await holder.start({ password })).toMatchObject({ status: 400, body: { errors: [{ path: 'code' }] } });
    expect(outcome(await holder.start({ password, code: holder.wrongCode }))).toBe('401 invalid_code');
    expect(outcome(await holder.start({ password: 'wrong', code: holder.nextCode() }))).toBe('401 invalid_credentials');
    expect(outcome(await holder.start({ password, code: holder.code }))).toBe('200');
  });
});
