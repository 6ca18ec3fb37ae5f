import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { auditLog } from '../account/audit-log.ts';
import { enrolledHolder, type Holder, outcome, subjectsTo } from '../authenticator/holder.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { approve, approvedRequest, cancel, cancelTokenTo, factorIsOn, openRequest, passHours, statusOf } from './queue.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack({ schedules: true });
});
beforeEach(() => stack.clearFaults());

let customers = 0;
const holder = (): Promise<Holder> => enrolledHolder(stack, `waiting-${++customers}`);

const events = async ({ identity }: Holder) => (await auditLog(stack, identity.customerId)).map(({ event }) => event);
/** DynamoDB holds a call back. */
const held = () => expect.poll(() => stack.calls().some((call) => call.outcome === 'fault:timeout'), { timeout: 20_000 }).toBe(true);
const sweeps = () => stack.calls().filter(({ function: name, action }) => name === 'support-sweep' && action === 'Query').length;

describe('an approved request', () => {
  test('is executed 24 hours later: the factor is off, everything has ended, the customer is told, and the audit log knows', async () => {
    const asking = await holder();
    const staying = await asking.elsewhere({ stayLoggedIn: true });
    const challenge = await asking.challenge();
    await stack.advanceClock(1);
    const request = await openRequest(stack, asking);
    await stack.advanceClock(1);
    expect((await approve(stack, request.id)).status).toBe(200);

    await passHours(stack, 23.9);
    expect(await factorIsOn(stack, asking)).toBe(true);
    // The sweep comes every five minutes.
    await passHours(stack, 0.1 + 5 / 60);
    expect(await factorIsOn(stack, asking)).toBe(false);
    expect(await statusOf(stack, request.id)).toBe('executed');
    expect(outcome(await staying.browser.post('/v1/session/refresh'))).toBe('401 session_required');
    expect((await asking.verify(challenge, asking.code)).status).toBeGreaterThanOrEqual(401);
    expect(outcome(await asking.logIn())).toBe('200 authenticated');
    const items = (await stack.scanTable()) as Record<string, { S?: string }>[];
    const item = items.find(({ pk, sk }) => pk?.S === `CUSTOMER#${asking.identity.customerId}` && sk?.S === 'CUSTOMER') ?? {};
    for (const gone of ['factor', 'totpKey', 'totpKeyId', 'recoveryCodes', 'recoveryKey']) expect(item, gone).not.toHaveProperty(gone);

    expect(subjectsTo(stack, asking.identity.email).slice(-2)).toEqual([
      'Your two-factor login will be switched off',
      'Two-factor login was switched off, as requested',
    ]);
    const story = (await auditLog(stack, asking.identity.customerId)).filter(({ event }) => event.startsWith('support_'));
    expect(story.map(({ event }) => event).sort()).toEqual([
      'support_announced',
      'support_approved',
      'support_executed',
      'support_requested',
    ]);
    const [approved, executed] = ['approved', 'executed'].map((what) => story.find(({ event }) => event === `support_${what}`));
    expect(approved?.by).toEqual({ admin: expect.stringMatching(/^arn:aws:/) });
    expect(executed?.by).toBe('service');

    // Once: later sweeps do and say nothing more, whatever the customer has set up by then.
    const told = stack.sentTo(asking.identity.email);
    await passHours(stack, 1);
    expect(stack.sentTo(asking.identity.email)).toBe(told);
    await asking.signIn();
    await asking.enrol();
    await passHours(stack, 48);
    expect(await factorIsOn(stack, asking)).toBe(true);
    // What is done stays done, whatever the owner says; the password ends all the same.
    expect(outcome(await cancel(stack, cancelTokenTo(stack, asking.identity.email)))).toBe('204');
    expect(await factorIsOn(stack, asking)).toBe(true);
    expect(outcome(await asking.logIn())).toBe('403 password_reset_required');
  });

  test('is cancelled through the link after 23 hours: the factor stays on, and the audit log tells it', async () => {
    const asking = await holder();
    await stack.advanceClock(1);
    const { request, cancel: token } = await approvedRequest(stack, asking);
    await passHours(stack, 23);
    expect(outcome(await cancel(stack, token))).toBe('204');
    expect(await statusOf(stack, request.id)).toBe('cancelled');
    expect(subjectsTo(stack, asking.identity.email).at(-1)).toBe('Set a new password');
    await passHours(stack, 2);
    expect(await factorIsOn(stack, asking)).toBe(true);
    expect(subjectsTo(stack, asking.identity.email)).not.toContain('Two-factor login was switched off, as requested');
    const log = await events(asking);
    expect(log.at(-1)).toBe('support_cancelled');
    const ofRequest = ['support_announced', 'support_approved', 'support_cancelled', 'support_requested'];
    expect(log.slice(-5).sort()).toEqual(['password_ended', ...ofRequest]);

    // Once more is as good; an approval it is no more.
    expect(outcome(await cancel(stack, token))).toBe('204');
    expect(await events(asking)).toEqual(log);
    expect((await approve(stack, request.id)).body).toMatchObject({ code: 'already_decided' });
  });

  test('of somebody else is not touched by a cancel link, nor is a recovery; a link that was tampered with is none', async () => {
    const [one, other] = [await holder(), await holder()];
    const first = await approvedRequest(stack, one);
    const second = await approvedRequest(stack, other);
    expect(outcome(await cancel(stack, first.cancel))).toBe('204');
    expect(await statusOf(stack, second.request.id)).toBe('approved');
    expect(outcome(await cancel(stack, `${second.cancel.slice(0, 40)}A${second.cancel.slice(41)}x`))).toBe('401 invalid_token');
    for (const path of ['/v1/recovery/sms', '/v1/recovery/confirm']) {
      const answer = await stack
        .browser()
        .post(path, { token: second.cancel, ...(path.endsWith('confirm') && { code: '123456', captcha: 'x' }) });
      expect(outcome(answer)).toBe('401 invalid_token');
    }
    expect(await statusOf(stack, second.request.id)).toBe('approved');
  });

  test('that is being announced while a sweep comes by stands, and is executed in its time', async () => {
    const asking = await holder();
    const request = await openRequest(stack, asking);
    // The customer is told, and DynamoDB holds back the write that says so.
    stack.fault({ service: 'dynamodb', action: 'TransactWriteItems', kind: 'timeout', after: 1, function: 'admin' });
    stack.clearCalls();
    const approving = approve(stack, request.id);
    await held();
    const before = sweeps();
    await passHours(stack, 0.2);
    expect(sweeps()).toBeGreaterThan(before);
    expect(await statusOf(stack, request.id)).toBe('approved');
    expect((await approving).status).toBe(200);
    await passHours(stack, 24);
    expect([await factorIsOn(stack, asking), await statusOf(stack, request.id)]).toEqual([false, 'executed']);
  });

  test('is told to the customer that it was about, and not to the next one with the same id', async () => {
    const asking = await holder();
    const { customerId, username } = asking.identity;
    await approvedRequest(stack, asking);
    await passHours(stack, 23.9);
    // The request is read first; whom to tell is read when it is executed.
    stack.fault({ service: 'dynamodb', action: 'GetItem', kind: 'timeout', after: 1, function: 'support-sweep' });
    stack.clearCalls();
    const sweeping = passHours(stack, 0.2);
    await held();
    expect((await stack.admin('DELETE', `/v1/admin/customers/${customerId}`)).status).toBe(204);
    await stack.putCustomer(customerId, { username, email: 'next@example.com' });
    await sweeping;
    expect(stack.sentTo('next@example.com')).toBe(0);
    expect(stack.deadLetters()).toEqual([]);
  });

  test('is executed by one of the sweeps, or cancelled, never both', async () => {
    for (let round = 0; round < 3; round++) {
      const asking = await holder();
      const { request, cancel: token } = await approvedRequest(stack, asking);
      await passHours(stack, 23.99);
      const [, cancelled] = await Promise.all([passHours(stack, 0.1), cancel(stack, token)]);
      const isOn = await factorIsOn(stack, asking);
      expect(outcome(cancelled)).toBe('204');
      // The sweep may come between the end of the password, which no approval outlives, and the end of the request.
      expect(isOn ? ['cancelled', 'superseded'] : ['executed']).toContain(await statusOf(stack, request.id));
    }
  });
});

describe('a request that was approved while the function broke off', () => {
  test('before the customer was told is not executed, but open again', async () => {
    const asking = await holder();
    const request = await openRequest(stack, asking);
    // The e-mail is refused, and so is taking the approval back.
    stack.fault({ service: 'ses', action: 'SendEmail', kind: 'throttle', function: 'admin' });
    stack.fault({ service: 'dynamodb', action: 'TransactWriteItems', kind: 'error', after: 1, count: 3, function: 'admin' });
    expect((await approve(stack, request.id)).status).toBe(503);
    expect(await statusOf(stack, request.id)).toBe('approved');
    await passHours(stack, 25);
    expect(await factorIsOn(stack, asking)).toBe(true);
    expect(await statusOf(stack, request.id)).toBe('open');
    expect((await approve(stack, request.id)).status).toBe(200);
    await passHours(stack, 25);
    expect(await factorIsOn(stack, asking)).toBe(false);
  });

  test('after the customer was told, but before that was written, is not executed either', async () => {
    const asking = await holder();
    const request = await openRequest(stack, asking);
    stack.fault({ service: 'dynamodb', action: 'TransactWriteItems', kind: 'error', after: 1, count: 3, function: 'admin' });
    expect((await approve(stack, request.id)).status).toBe(503);
    expect(cancelTokenTo(stack, asking.identity.email)).not.toBe('');
    await passHours(stack, 25);
    expect([await factorIsOn(stack, asking), await statusOf(stack, request.id)]).toEqual([true, 'open']);
  });
});

describe('a sweep that fails', () => {
  test('is tried three times, ends in the dead-letter queue, and the next one does its work', async () => {
    const asking = await holder();
    const { request } = await approvedRequest(stack, asking);
    await passHours(stack, 23.9);
    const [letters, before] = [stack.deadLetters().length, sweeps()];
    stack.fault({ service: 'dynamodb', action: 'TransactWriteItems', kind: 'error', count: 9, function: 'support-sweep' });
    await passHours(stack, 0.2);
    expect(sweeps() - before).toBe(3);
    expect(stack.deadLetters().slice(letters)).toMatchObject([{ function: 'support-sweep', attempts: 3 }]);
    expect(await factorIsOn(stack, asking)).toBe(true);
    expect(await statusOf(stack, request.id)).toBe('approved');

    await passHours(stack, 5 / 60);
    expect(await factorIsOn(stack, asking)).toBe(false);
    expect(stack.deadLetters()).toHaveLength(letters + 1);
  });

  test('once is tried again at once', async () => {
    const asking = await holder();
    await approvedRequest(stack, asking);
    await passHours(stack, 23.9);
    const letters = stack.deadLetters().length;
    stack.fault({ service: 'dynamodb', action: 'Query', kind: 'error', count: 3, function: 'support-sweep' });
    await passHours(stack, 0.2);
    expect(await factorIsOn(stack, asking)).toBe(false);
    expect(stack.deadLetters()).toHaveLength(letters);
  });

  test('at one request does the others', async () => {
    const [first, second] = [await holder(), await holder()];
    await approvedRequest(stack, first);
    await approvedRequest(stack, second);
    await passHours(stack, 23.9);
    // The first of the two that it reads.
    stack.fault({ service: 'dynamodb', action: 'GetItem', kind: 'error', count: 3, function: 'support-sweep' });
    await passHours(stack, 0.2);
    expect([await factorIsOn(stack, first), await factorIsOn(stack, second)]).toEqual([false, false]);
  });

  test('to tell the customer has still executed, and does not execute again', async () => {
    const asking = await holder();
    const { request } = await approvedRequest(stack, asking);
    await passHours(stack, 23.9);
    const letters = stack.deadLetters().length;
    stack.fault({ service: 'ses', action: 'SendEmail', kind: 'timeout', function: 'support-sweep' });
    await passHours(stack, 0.2);
    expect([await factorIsOn(stack, asking), await statusOf(stack, request.id)]).toEqual([false, 'executed']);
    expect(stack.deadLetters()).toHaveLength(letters);
  });

  test('to hear that its write was done writes once', async () => {
    const asking = await holder();
    await approvedRequest(stack, asking);
    await passHours(stack, 23.9);
    const told = stack.sentTo(asking.identity.email);
    stack.fault({ service: 'dynamodb', action: 'TransactWriteItems', kind: 'lost-ack', function: 'support-sweep' });
    await passHours(stack, 0.2);
    expect(await factorIsOn(stack, asking)).toBe(false);
    expect(stack.sentTo(asking.identity.email)).toBe(told + 1);
    expect((await events(asking)).filter((event) => event === 'support_executed')).toHaveLength(1);
  });
});
