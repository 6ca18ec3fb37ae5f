import { beforeAll, describe, expect, test } from 'vitest';
import { codeSentTo, outcome, shopper, shopperWithFactor, Visitor } from '../login/visitor.ts';
import type { Answer } from '../support/browser.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { auditLog } from './audit-log.ts';
import { cookieName, type SignedIn, signIn } from './signed-in.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack();
});

const recoveryCodesIn = ({ body }: Answer) => (body as { recoveryCodes: string[] }).recoveryCodes;
const mailsTo = (address: string) => stack.outbox().filter(({ to }) => to === address);

describe('a customer who switches the e-mail method on', () => {
  test('needs a code from the next login on', async () => {
    const customer = await shopper(stack, 'on-next-login');
    const answer = await (await signIn(stack, customer)).switchOn();
    expect(answer).toMatchObject({ status: 200, body: { method: 'email' } });
    const visitor = new Visitor(stack, customer);
    const challenge = await visitor.challenge();
    expect(challenge).toMatchObject({ method: 'email', sentTo: 'o•••@example.com' });
    expect(outcome(await visitor.verifyRight(challenge))).toBe('200 authenticated');
  });

  test('gets ten recovery codes, shown once and kept as digests only', async () => {
    const customer = await shopper(stack, 'on-recovery');
    const session = await signIn(stack, customer);
    const codes = recoveryCodesIn(await session.switchOn());
    expect(codes).toHaveLength(10);
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^[0-9a-hjkmnp-tv-z]{5}-[0-9a-hjkmnp-tv-z]{5}$/);
    expect((await session.overview()).twoFactor.recoveryCodesLeft).toBe(10);

    const kept = `${JSON.stringify(await stack.scanTable())} ${JSON.stringify(stack.outbox())} ${JSON.stringify(stack.logs())}`;
    for (const code of codes) {
      expect(kept).not.toContain(code);
      expect(kept).not.toContain(code.replace('-', ''));
    }
  });

  test('is told by e-mail, without a code, and with no link but "this wasn\'t me"', async () => {
    const customer = await shopper(stack, 'on-notice');
    await (await signIn(stack, customer)).switchOn();
    const mails = mailsTo(customer.email);
    expect(mails.map(({ subject }) => subject)).toEqual(['Two-factor login is on']);
    const others = (part = '') => part.replaceAll(/[^\s">]+\/recover#n=[\w.-]+/g, 'LINK');
    expect(others(mails[0]?.text)).not.toMatch(/https?:|\b\d{6}\b/);
    expect(others(mails[0]?.html)).not.toMatch(/https?:|href="(?!LINK)|src=/);
  });

  test('is in the audit log, by the customer', async () => {
    const customer = await shopper(stack, 'on-audit');
    await (await signIn(stack, customer)).switchOn();
    const entry = { event: 'two_factor_on', method: 'email', by: { customer: 'on-audit' }, at: stack.now() };
    expect(await auditLog(stack, 'on-audit')).toContainEqual(expect.objectContaining(entry));
  });

  test('goes on in the present session, whose long cookie is cleared', async () => {
    const session = await signIn(stack, await shopper(stack, 'on-own'), { stayLoggedIn: true });
    const cookie = session.cookie;
    const answer = await session.switchOn();
    expect(answer.headers['set-cookie']).toEqual([expect.stringContaining(`${cookieName}=; Max-Age=0;`)]);
    expect(session.cookie).toBeUndefined();
    expect(outcome(await session.session())).toBe('200');
    const brought = await stack.browser().post('/v1/session/refresh', {}, { headers: { Cookie: `${cookieName}=${cookie}` } });
    expect(outcome(brought)).toBe('401 session_required');
    // Its access token ends in its own time.
    stack.advanceClock(15 * 60);
    expect(outcome(await session.session())).toBe('401 session_required');
  });

  test('ends every other browser’s session, the stay-logged-in ones at their next refresh', async () => {
    const customer = await shopper(stack, 'on-others');
    const others = [];
    for (let browser = 0; browser < 3; browser++) others.push(await signIn(stack, customer, { stayLoggedIn: true }));
    const session = await signIn(stack, customer);
    expect((await session.overview()).sessions.map(({ current }) => current)).toEqual([true, undefined, undefined, undefined]);
    await session.switchOn();
    for (const other of others) {
      expect(outcome(await other.session())).toBe('401 session_required');
      expect(outcome(await other.refresh())).toBe('401 session_required');
      expect(other.cookie).toBeUndefined();
    }
    expect((await session.overview()).sessions).toMatchObject([{ current: true, staysLoggedIn: false }]);
  });

  test('leaves no pending login of an earlier time alive', async () => {
    const customer = await shopperWithFactor(stack, 'on-pending');
    const session = await signIn(stack, customer);
    stack.advanceClock(60);
    const visitor = new Visitor(stack, customer);
    const challenge = await visitor.challenge();
    const code = codeSentTo(stack, customer);
    // Off and on again within the life of that login and its code.
    stack.advanceClock(60);
    expect((await session.switchOff(await session.freshCode())).status).toBe(204);
    expect(outcome(await session.switchOn())).toBe('200');
    for (const each of [code, codeSentTo(stack, customer)])
      expect(outcome(await visitor.verify(challenge, each))).toBe('401 invalid_challenge');
    stack.advanceClock(60);
    expect(outcome(await visitor.resend(challenge))).toBe('401 invalid_challenge');
  });
});

describe('nothing is switched on', () => {
  const expectOff = async (session: SignedIn) =>
    expect((await session.overview()).twoFactor).toMatchObject({ enabled: false, recoveryCodesLeft: 0 });

  test('without a session', async () => {
    const customer = await shopper(stack, 'off-anonymous');
    expect(outcome(await stack.browser().post('/v1/security/email', { password: customer.password }))).toBe('401 session_required');
    // The cookie alone is not enough, or a foreign page could do it.
    const session = await signIn(stack, customer, { stayLoggedIn: true });
    expect(outcome(await session.browser.post('/v1/security/email', { password: customer.password }))).toBe('401 session_required');
    await expectOff(session);
  });

  test('with a wrong password: after five the session waits, and no login does', async () => {
    const customer = await shopper(stack, 'off-password');
    const session = await signIn(stack, customer);
    for (let time = 0; time < 5; time++) expect(outcome(await session.switchOn('not the password'))).toBe('401 invalid_credentials');
    expect(await session.switchOn()).toMatchObject({
      status: 429,
      headers: { 'retry-after': '1' },
      body: { code: 'too_many_attempts', retryAfter: 1 },
    });
    expect(outcome(await new Visitor(stack, customer).logIn())).toBe('200 authenticated');
    await expectOff(session);
    stack.advanceClock(1);
    expect(outcome(await session.switchOn())).toBe('200');
  });

  test('with another customer’s password', async () => {
    await shopper(stack, 'off-other', { password: 'the other one’s password' });
    const session = await signIn(stack, await shopper(stack, 'off-mine'));
    expect(outcome(await session.switchOn('the other one’s password'))).toBe('401 invalid_credentials');
    await expectOff(session);
  });

  test('while the e-mail address is not verified: the answer names it', async () => {
    const session = await signIn(stack, await shopper(stack, 'off-unverified', { emailVerified: false }));
    expect(await session.switchOn()).toMatchObject({ status: 409, body: { code: 'contact_incomplete', missing: ['email'] } });
    await expectOff(session);
  });

  test('twice', async () => {
    const customer = await shopper(stack, 'on-twice');
    const session = await signIn(stack, customer);
    await session.switchOn();
    const { since } = (await session.overview()).twoFactor;
    stack.advanceClock(60);
    expect(outcome(await session.switchOn())).toBe('409 already_enabled');
    // Not even the password is asked for: it would tell nothing new.
    expect(outcome(await session.switchOn('not the password'))).toBe('409 already_enabled');
    expect((await session.overview()).twoFactor).toMatchObject({ since, recoveryCodesLeft: 10 });
    expect(mailsTo(customer.email)).toHaveLength(1);
  });

  test('twice in parallel, from one browser or two: one set of recovery codes, one notice', async () => {
    const customer = await shopper(stack, 'on-parallel');
    const sessions = [await signIn(stack, customer), await signIn(stack, customer)];
    const answers = await Promise.all([...sessions, ...sessions, ...sessions].map((session) => session.switchOn()));
    const outcomes = answers.map(outcome);
    expect(outcomes.filter((each) => each === '200')).toHaveLength(1);
    for (const refused of outcomes.filter((each) => each !== '200')) {
      expect(['409 already_enabled', '401 session_required', '503 unavailable']).toContain(refused);
    }
    expect(mailsTo(customer.email)).toHaveLength(1);
    expect((await auditLog(stack, 'on-parallel')).filter(({ event }) => event === 'two_factor_on')).toHaveLength(1);
  });

  test('while the flag is off, nor off, nor any code sent', async () => {
    const [without, having] = [await shopper(stack, 'flag-without'), await shopperWithFactor(stack, 'flag-having')];
    const [off, on] = [await signIn(stack, without), await signIn(stack, having)];
    await stack.setFlag(false);
    expect(outcome(await off.switchOn())).toBe('409 two_factor_unavailable');
    expect(outcome(await on.requestCode())).toBe('409 two_factor_unavailable');
    expect(outcome(await on.switchOff('123456'))).toBe('409 two_factor_unavailable');
    await stack.setFlag(true);
    await expectOff(off);
    expect((await on.overview()).twoFactor).toMatchObject({ enabled: true, recoveryCodesLeft: 10 });
    expect(outcome(await new Visitor(stack, having).logIn())).toBe('200 second_factor_required');
  });

  test('by a page of another origin', async () => {
    const customer = await shopper(stack, 'off-origin');
    const session = await signIn(stack, customer);
    const answer = await session.browser.post(
      '/v1/security/email',
      { password: customer.password },
      { bearer: session.accessToken, origin: 'https://attacker.example' },
    );
    expect(outcome(answer)).toBe('403 origin_refused');
    await expectOff(session);
  });

  test('by a body that is not the call’s: the answer names the field and never repeats a password', async () => {
    const session = await signIn(stack, await shopper(stack, 'off-body'));
    const faulty: [unknown, string][] = [
      [{}, 'password'],
      [{ password: '' }, 'password'],
      [{ password: ['hunter2-hunter2'] }, 'password'],
      [{ password: { $ne: 'hunter2-hunter2' } }, 'password'],
      [{ password: `hunter2-hunter2${'x'.repeat(2048)}` }, 'password'],
      [{ password: 'hunter2-hunter2', method: 'totp' }, 'method'],
      ['{"password":"hunter2-hunter2","password":"hunter2-hunter2"}', 'password'],
    ];
    for (const [body, path] of faulty) {
      const answer = await session.post('/v1/security/email', body);
      expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request', errors: [{ path }] } });
      expect(JSON.stringify(answer.body)).not.toContain('hunter2');
    }
    await expectOff(session);
  });
});
