import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { auditLog } from '../account/audit-log.ts';
import { enrolledHolder, type Holder, outcome, password, smsTo, subjectsTo } from '../authenticator/holder.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import {
  approve,
  approvedRequest,
  cancelTokenTo,
  factorIsOn,
  fillIn,
  firstTokenTo,
  listed,
  openRequest,
  passHours,
  reject,
  statusOf,
} from './queue.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack({ schedules: true });
});
beforeEach(() => stack.clearFaults());

let customers = 0;
const holder = (): Promise<Holder> => enrolledHolder(stack, `asking-${++customers}`);

describe('the queue', () => {
  test('is open to signed calls alone', async () => {
    const request = await openRequest(stack, await holder());
    const { bearer } = await holder();
    for (const options of [{}, { bearer }, { headers: { Authorization: 'AWS4-HMAC-SHA256 Credential=x' } }]) {
      const calls = [
        stack.browser().get('/v1/admin/support-requests', options),
        stack.browser().post(`/v1/admin/support-requests/${request.id}/approve`, { reason: 'because' }, options),
        stack.browser().post(`/v1/admin/support-requests/${request.id}/reject`, { reason: 'because' }, options),
      ];
      for (const { status, body } of await Promise.all(calls)) {
        // API Gateway words a missing signature as it does a path that is not there.
        expect([403, 404]).toContain(status);
        expect(JSON.stringify(body)).not.toContain(request.username);
      }
    }
    expect(await statusOf(stack, request.id)).toBe('open');
  });

  test('lists the open ones, oldest first, with the customer if there is one', async () => {
    const asking = await holder();
    const known = await openRequest(stack, asking);
    await passHours(stack, 1);
    await fillIn(stack, { username: 'stranger@example.com' });
    const requests = await listed(stack);
    expect(requests.map(({ createdAt }) => createdAt)).toEqual(requests.map(({ createdAt }) => createdAt).sort());
    expect(requests.find(({ id }) => id === known.id)).toMatchObject({
      customerId: asking.identity.customerId,
      ageHours: 1,
      status: 'open',
    });
    expect(requests.at(-1)).not.toHaveProperty('customerId');
    const { body } = await stack.admin('GET', '/v1/admin/support-requests?status=waiting');
    expect(body).toMatchObject({ code: 'invalid_request', errors: [{ path: expect.stringContaining('status') }] });
  });
});

describe('an approval', () => {
  test('is announced to every contact on file with the time and a cancel link, and waits 24 hours', async () => {
    const asking = await holder();
    const request = await openRequest(stack, asking);
    await stack.advanceClock(1);
    const { status, body } = await approve(stack, request.id, 'passport checked');
    expect(status).toBe(200);
    const executeAt = new Date(stack.now() + 86_400_000).toISOString();
    expect(body).toMatchObject({
      id: request.id,
      status: 'approved',
      decidedAt: new Date(stack.now()).toISOString(),
      decidedBy: expect.stringMatching(/^arn:aws:/),
      reason: 'passport checked',
      executeAt,
    });
    const mail = stack.outbox().findLast(({ to }) => to === asking.identity.email);
    expect(mail?.subject).toBe('Your two-factor login will be switched off');
    expect(mail?.text).toContain(`${stack.url}/recover#n=`);
    expect(smsTo(stack, asking.identity.phone).at(-1)?.text).toContain('we will switch off your two-factor login');
    expect(smsTo(stack, asking.identity.phone).at(-1)?.text).not.toContain('http');
    expect(await factorIsOn(stack, asking)).toBe(true);
    expect(outcome(await asking.logIn())).toBe('200 second_factor_required');
    // Nobody but the customer has the link: not the admin, not the table.
    expect(JSON.stringify(body)).not.toContain(cancelTokenTo(stack, asking.identity.email));
    expect(JSON.stringify(await stack.scanTable())).not.toContain(cancelTokenTo(stack, asking.identity.email));
  });

  test('is one, of ten in parallel, and announced once', async () => {
    const asking = await holder();
    const request = await openRequest(stack, asking);
    const before = stack.sentTo(asking.identity.email);
    const answers = await Promise.all(Array.from({ length: 10 }, () => approve(stack, request.id)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(9).fill(409)]);
    expect(stack.sentTo(asking.identity.email)).toBe(before + 1);
  });

  test('cannot be given twice, nor be turned into a rejection, nor a rejection into an approval', async () => {
    const { request } = await approvedRequest(stack, await holder());
    expect((await approve(stack, request.id)).body).toMatchObject({ code: 'already_decided' });
    expect((await reject(stack, request.id)).body).toMatchObject({ code: 'already_decided' });
    expect(await statusOf(stack, request.id)).toBe('approved');
    const other = await openRequest(stack, await holder());
    expect((await reject(stack, other.id)).status).toBe(200);
    expect((await approve(stack, other.id)).body).toMatchObject({ code: 'already_decided' });
    expect((await reject(stack, other.id)).body).toMatchObject({ code: 'already_decided' });
  });

  test('or a rejection: one of both in parallel', async () => {
    for (let round = 0; round < 3; round++) {
      const request = await openRequest(stack, await holder());
      const [approved, rejected] = await Promise.all([approve(stack, request.id), reject(stack, request.id)]);
      expect([approved.status, rejected.status].sort()).toEqual([200, 409]);
      expect(await statusOf(stack, request.id)).toBe(approved.status === 200 ? 'approved' : 'rejected');
    }
  });

  test('needs a customer, a factor to switch off, a reason, and a request that is there', async () => {
    await fillIn(stack, { username: 'no-such-account@example.com' });
    const unknown = (await listed(stack)).findLast(({ username }) => username === 'no-such-account@example.com');
    expect((await approve(stack, unknown?.id ?? '')).body).toMatchObject({ code: 'not_enabled' });
    await stack.putCustomer('without', { password });
    const without = await openRequest(stack, {
      identity: { customerId: 'without', username: 'without@example.com', email: '', phone: '' },
    });
    expect((await approve(stack, without.id)).body).toMatchObject({ code: 'not_enabled' });
    // They can still be taken out of the queue.
    expect((await reject(stack, unknown?.id ?? '')).status).toBe(200);

    const request = await openRequest(stack, await holder());
    for (const reason of ['', '  ', 'x'.repeat(501), undefined, 7]) {
      const { status } = await stack.admin('POST', `/v1/admin/support-requests/${request.id}/approve`, { reason });
      expect(status).toBe(400);
    }
    expect((await approve(stack, '7c9e6679-7425-40de-944b-e07fc1f90ae7')).body).toMatchObject({ code: 'not_found' });
    expect((await approve(stack, 'no-id')).body).toMatchObject({ code: 'invalid_request' });
    expect(await statusOf(stack, request.id)).toBe('open');
  });

  test.each(['throttle', 'timeout', 'lost-ack'] as const)(
    'that SES does not confirm (%s) is open again, and can be given again',
    async (kind) => {
      const asking = await holder();
      const request = await openRequest(stack, asking);
      stack.fault({ service: 'ses', action: 'SendEmail', kind, function: 'admin' });
      const { status, body } = await approve(stack, request.id);
      expect([status, (body as { code: string }).code]).toEqual([503, 'delivery_failed']);
      expect(smsTo(stack, asking.identity.phone)).toEqual([]);
      const shown = (await listed(stack)).find(({ id }) => id === request.id);
      expect(shown).toMatchObject({ status: 'open' });
      for (const undecided of ['decidedAt', 'decidedBy', 'reason', 'executeAt']) expect(shown).not.toHaveProperty(undecided);
      expect((await approve(stack, request.id)).status).toBe(200);
      // The link of an announcement that did arrive after all is as good as any other.
      expect(outcome(await stack.browser().post('/v1/recovery/cancel', { token: firstTokenTo(stack, asking.identity.email) }))).toBe('204');
      expect(await statusOf(stack, request.id)).toBe('cancelled');
    },
  );

  test('stands although its SMS could not be sent', async () => {
    const asking = await holder();
    const request = await openRequest(stack, asking);
    stack.fault({ service: 'sns', action: 'Publish', kind: 'throttle' });
    expect((await approve(stack, request.id)).status).toBe(200);
    expect(await statusOf(stack, request.id)).toBe('approved');
  });
});

test('a rejection changes nothing but the request, and the audit log tells who and why', async () => {
  const asking = await holder();
  await stack.advanceClock(1);
  const request = await openRequest(stack, asking);
  await stack.advanceClock(1);
  expect((await reject(stack, request.id, 'could not say when the account was made')).body).toMatchObject({
    status: 'rejected',
    decidedBy: expect.stringMatching(/^arn:aws:/),
    reason: 'could not say when the account was made',
  });
  await passHours(stack, 48);
  expect(await factorIsOn(stack, asking)).toBe(true);
  expect(subjectsTo(stack, asking.identity.email).filter((subject) => subject.includes('switched off'))).toEqual([]);
  expect(subjectsTo(stack, asking.identity.email).at(-1)).toBe('Two-factor login stays on');
  const story = (await auditLog(stack, asking.identity.customerId)).slice(-2);
  expect(story.map(({ event }) => event)).toEqual(['support_requested', 'support_rejected']);
  expect(story.at(-1)?.by).toEqual({ admin: expect.stringMatching(/^arn:aws:/) });
  const items = JSON.stringify(await stack.scanTable());
  expect(items).toContain('could not say when the account was made');
});
