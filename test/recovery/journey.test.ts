import { beforeAll, describe, expect, test } from 'vitest';
import { auditLog } from '../account/audit-log.ts';
import { outcome, smsTo, standAt, subjectsTo } from '../authenticator/holder.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';
import { lostDevice } from './lost-device.ts';
import { solvedCaptcha } from './solved-captcha.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack();
  standAt(stack, 10_000);
  await stack.setFlag(true);
});

async function itemOf(customerId: string): Promise<Record<string, unknown>> {
  const items = (await stack.scanTable()) as Record<string, { S?: string }>[];
  return items.find(({ pk, sk }) => pk?.S === `CUSTOMER#${customerId}` && sk?.S === 'CUSTOMER') ?? {};
}

test('my phone is gone: the link, the SMS and the CAPTCHA switch the factor off, and the password alone logs in', async () => {
  const lost = await lostDevice(stack);
  const staying = await lost.holder.elsewhere({ stayLoggedIn: true });
  const { customerId } = lost.holder.identity;
  expect(Object.keys(await itemOf(customerId))).toEqual(expect.arrayContaining(['totpKey', 'recoveryCodes', 'factor']));
  const challenge = await lost.holder.challenge();
  expect(challenge.canRecover).toBe(true);
  const flow = await lost.holder.challenge();
  await stack.advanceClock(1);

  const started = await lost.start(challenge);
  expect([started.status, started.body]).toEqual([
    202,
    { sentTo: expect.stringContaining('•'), expiresAt: new Date(stack.now() + 300_000).toISOString() },
  ]);
  expect(JSON.stringify(started.body)).not.toContain(lost.email);
  const { token } = lost.links();
  expect(await lost.factorIsOn()).toBe(true);

  const sent = await lost.sendSms(token);
  expect([sent.status, sent.body]).toEqual([
    200,
    {
      sentTo: expect.stringContaining('•'),
      resendAt: new Date(stack.now() + 60_000).toISOString(),
      codeExpiresAt: new Date(stack.now() + 600_000).toISOString(),
    },
  ]);
  expect(JSON.stringify(sent.body)).not.toContain(lost.phone);
  expect(await lost.factorIsOn()).toBe(true);

  await stack.advanceClock(1);
  const confirmed = await lost.confirm(token, lost.code(), await solvedCaptcha(stack));
  // No session is given: who recovers logs in like everybody.
  expect([confirmed.status, confirmed.body, confirmed.headers['set-cookie']]).toEqual([204, undefined, undefined]);
  expect(await lost.factorIsOn()).toBe(false);

  const item = await itemOf(customerId);
  for (const gone of ['factor', 'factorSince', 'totpKey', 'totpKeyId', 'totpLastStep', 'recoveryCodes', 'recoveryKey', 'pendingKey']) {
    expect(item, gone).not.toHaveProperty(gone);
  }
  // Every session and every flow has ended, the one that began the recovery included.
  expect(outcome(await staying.browser.post('/v1/session/refresh'))).toBe('401 session_required');
  for (const device of [lost.holder, staying]) expect(outcome(await device.session())).toBe('401 session_required');
  for (const each of [challenge, flow]) {
    expect(outcome(await lost.holder.verify(each, lost.holder.nextCode()))).toBe('401 invalid_challenge');
    expect(outcome(await lost.holder.verifyByRecoveryCode(each, lost.holder.recoveryCodes[0] ?? ''))).toBe('401 invalid_challenge');
    expect(outcome(await lost.start(each))).toBe('401 invalid_challenge');
  }
  expect(outcome(await lost.holder.logIn())).toBe('200 authenticated');

  // Both addresses are told, and the audit log knows.
  expect(subjectsTo(stack, lost.email).at(-1)).toBe('Two-factor login was switched off by recovery');
  expect(smsTo(stack, lost.phone).at(-1)?.text).toContain('switched off by recovery');
  const story = (await auditLog(stack, customerId)).filter(({ event }) => event.startsWith('recover'));
  expect(story.map(({ event }) => event)).toEqual(['recovery_started', 'recovered']);
  expect(story.at(-1)).toMatchObject({ by: { customer: customerId }, at: expect.any(Number) });
});

test('who has recovered can switch the factor on again, with a new key, and recover again', async () => {
  const lost = await lostDevice(stack);
  const { token, code } = await lost.allButConfirmed();
  expect(outcome(await lost.confirm(token, code))).toBe('204');
  await lost.holder.signIn();
  await lost.holder.enrol();
  expect(outcome(await lost.confirm(token, code))).toBe('410 recovery_expired');
  await stack.advanceClock(60);
  const again = await lost.allButConfirmed();
  expect(outcome(await lost.confirm(again.token, again.code))).toBe('204');
  expect(await lost.factorIsOn()).toBe(false);
});

test('every step can be on another device', async () => {
  // Each step comes from a browser of its own anyway; here from networks of their own too.
  const lost = await lostDevice(stack);
  const from = ['127.3.0.1', '127.4.0.1', '127.5.0.1'];
  expect(outcome(await lost.start(await lost.holder.challenge(), { from: from[0] as string }))).toBe('202');
  const { token } = lost.links();
  expect(outcome(await stack.browser().post('/v1/recovery/sms', { token }, { from: from[1] as string }))).toBe('200');
  const captcha = await solvedCaptcha(stack);
  const confirmed = await stack.browser().post('/v1/recovery/confirm', { token, code: lost.code(), captcha }, { from: from[2] as string });
  expect(outcome(confirmed)).toBe('204');
});

test.each([
  ['de', 'Möchten Sie die Zwei-Faktor-Anmeldung ausschalten?', 'durch eine Wiederherstellung'],
  ['cs', 'Chcete vypnout dvoufázové přihlášení?', 'pri obnove pristupu'],
] as const)('it is told in the language of the customer: %s', async (locale, subject, words) => {
  const lost = await lostDevice(stack, { locale });
  const { token, code } = await lost.allButConfirmed();
  expect(subjectsTo(stack, lost.email)).toContain(subject);
  expect(outcome(await lost.confirm(token, code))).toBe('204');
  expect(smsTo(stack, lost.phone).at(-1)?.text).toContain(words);
});

describe('a recovery cannot begin', () => {
  test('for a customer whose codes come by e-mail: there is no device to lose', async () => {
    const lost = await lostDevice(stack);
    expect(outcome(await lost.holder.switchOnEmail({ code: lost.holder.nextCode() }))).toBe('200');
    await stack.advanceClock(60);
    const challenge = await lost.holder.challenge();
    expect(challenge).toMatchObject({ method: 'email', canRecover: false });
    expect(outcome(await lost.start(challenge))).toBe('409 not_enabled');
    expect(lost.mailsWithLinks()).toBe(0);
  });

  test('from a locked flow; logging in again is the way on', async () => {
    const lost = await lostDevice(stack);
    const challenge = await lost.holder.challenge();
    await lost.holder.lock(challenge);
    expect(outcome(await lost.start(challenge))).toBe('423 challenge_locked');
    expect(lost.mailsWithLinks()).toBe(0);
    // The wait after a lock is one for guesses; the link is none.
    expect(outcome(await lost.ask())).toBe('202');
  });

  test('from a flow that ended in a session, or has run out', async () => {
    const lost = await lostDevice(stack);
    const used = await lost.holder.challenge();
    expect(outcome(await lost.holder.verify(used, lost.holder.nextCode()))).toBe('200 authenticated');
    expect(outcome(await lost.start(used))).toBe('401 invalid_challenge');
    const old = await lost.holder.challenge();
    await stack.advanceClock(899.9);
    expect(outcome(await lost.start(old))).toBe('202');
    const older = await lost.holder.challenge();
    await stack.advanceClock(900);
    expect(outcome(await lost.start(older))).toBe('410 challenge_expired');
  });

  test('without a right password', async () => {
    const lost = await lostDevice(stack);
    const { token } = await lost.holder.challenge();
    for (const made of ['none', `${token.slice(0, -4)}AAAA`, lost.holder.bearer]) {
      expect(outcome(await lost.start({ token: made }))).toBe('401 invalid_challenge');
    }
    expect(lost.mailsWithLinks()).toBe(0);
  });

  test('where a contact is not verified: its absence is named', async () => {
    const lost = await lostDevice(stack);
    const { username, email, phone } = lost.holder.identity;
    const put = (verified: object) => stack.putCustomer(lost.holder.identity.customerId, { username, email, phone, ...verified });
    await put({ phoneVerified: false });
    const challenge = await lost.holder.challenge();
    const answer = await lost.start(challenge);
    expect([outcome(answer), (answer.body as { missing: unknown }).missing]).toEqual(['409 contact_incomplete', ['phone']]);
    await put({ emailVerified: false, phoneVerified: true });
    expect((await lost.start(await lost.holder.challenge())).body).toMatchObject({ code: 'contact_incomplete', missing: ['email'] });
  });

  test('once the flag is off and nobody is challenged: but a recovery that is under way can end', async () => {
    const lost = await lostDevice(stack);
    const { token, code } = await lost.allButConfirmed();
    await stack.setFlag(false);
    expect(outcome(await lost.holder.logIn())).toBe('200 authenticated');
    expect(outcome(await lost.confirm(token, code))).toBe('204');
    await stack.setFlag(true);
    expect(outcome(await lost.holder.logIn())).toBe('200 authenticated');
  });
});
