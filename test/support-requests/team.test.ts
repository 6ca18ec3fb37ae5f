import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { auditLog } from '../account/audit-log.ts';
import { enrolledHolder, type Holder, outcome, subjectsTo } from '../authenticator/holder.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { withEnvironment } from '../support/with-environment.ts';
import {
  cancel,
  decideAs,
  factorIsOn,
  fillIn,
  listed,
  notMeTokenTo,
  openRequest,
  page,
  passHours,
  reject,
  shown,
  statusOf,
} from './queue.ts';

let stack: TestStack;

beforeAll(async () => {
  // The option `supportApprovers` is 2.
  stack = await startReadyStack({ schedules: true, ...withEnvironment('admin', { SUPPORT_APPROVERS: '2' }) });
});
beforeEach(() => stack.clearFaults());

let customers = 0;
const holder = (): Promise<Holder> => enrolledHolder(stack, `team-${++customers}`);
const approveAs = (admin: string, id: string, reason = `${admin} has called back`) => decideAs(stack, admin, id, 'approve', { reason });

describe('where two people have to approve', () => {
  test('the first one leaves the request open and tells nobody; the second one, who must be another, approves it', async () => {
    const asking = await holder();
    const request = await openRequest(stack, asking);
    const told = stack.sentTo(asking.identity.email);
    expect((await approveAs('vera', request.id)).body).toMatchObject({
      status: 'open',
      approversNeeded: 2,
      approvals: [{ by: expect.stringContaining('user/vera'), reason: 'vera has called back' }],
    });
    expect(stack.sentTo(asking.identity.email)).toBe(told);
    expect((await approveAs('vera', request.id)).body).toMatchObject({
      code: 'already_decided',
      detail: expect.stringContaining('somebody else'),
    });
    await passHours(stack, 25);
    expect(await factorIsOn(stack, asking)).toBe(true);

    const { status, body } = await approveAs('eva', request.id);
    expect([status, body]).toMatchObject([
      200,
      { status: 'approved', decidedBy: expect.stringContaining('user/eva'), approvals: [{}, {}] },
    ]);
    expect(stack.sentTo(asking.identity.email)).toBe(told + 1);
    await passHours(stack, 25);
    expect([await factorIsOn(stack, asking), await statusOf(stack, request.id)]).toEqual([false, 'executed']);
    const story = (await auditLog(stack, asking.identity.customerId)).filter(({ event }) => event.includes('approved'));
    expect(
      story.map(({ event, by }) => [
        event,
        String((by as { admin: string }).admin)
          .split('/')
          .at(-1),
      ]),
    ).toEqual([
      ['support_first_approved', 'vera'],
      ['support_approved', 'eva'],
    ]);
  });

  test('one person in ten windows is one, and of five others one decides', async () => {
    const asking = await holder();
    const request = await openRequest(stack, asking);
    const own = await Promise.all(Array.from({ length: 5 }, () => approveAs('vera', request.id)));
    expect(own.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409]);
    const told = stack.sentTo(asking.identity.email);
    const others = await Promise.all(['eva', 'olga', 'ivan', 'vera', 'petr'].map((admin) => approveAs(admin, request.id)));
    expect(others.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409]);
    expect((await shown(stack, request.id)).approvals).toHaveLength(2);
    expect(stack.sentTo(asking.identity.email)).toBe(told + 1);
  });

  test('both are for the same factor: one that was proved in between ends the request', async () => {
    const asking = await holder();
    const request = await openRequest(stack, asking);
    await approveAs('vera', request.id);
    await stack.advanceClock(60);
    expect(outcome(await asking.verify(await asking.challenge(), asking.nextCode()))).toBe('200 authenticated');
    expect((await approveAs('eva', request.id)).body).toMatchObject({ code: 'superseded' });
    expect(await statusOf(stack, request.id)).toBe('superseded');
  });

  test('the first can be outvoted, and the owner has the last word', async () => {
    const asking = await holder();
    const [one, other] = [await openRequest(stack, asking), await openRequest(stack, asking)];
    for (const { id } of [one, other]) await approveAs('vera', id);
    expect((await reject(stack, one.id)).status).toBe(200);
    expect((await approveAs('eva', one.id)).body).toMatchObject({ code: 'already_decided' });
    expect(outcome(await cancel(stack, notMeTokenTo(stack, asking.identity.email)))).toBe('204');
    expect((await approveAs('eva', other.id)).body).toMatchObject({ code: 'already_decided' });
  });

  test('the second can give it again when the customer could not be told; the first need not', async () => {
    const request = await openRequest(stack, await holder());
    await approveAs('vera', request.id);
    stack.fault({ service: 'ses', action: 'SendEmail', kind: 'throttle', function: 'admin' });
    expect((await approveAs('eva', request.id)).body).toMatchObject({ code: 'delivery_failed' });
    expect(await shown(stack, request.id)).toMatchObject({ status: 'open', approvals: [{ by: expect.stringContaining('vera') }] });
    expect((await approveAs('eva', request.id)).status).toBe(200);
    expect(await statusOf(stack, request.id)).toBe('approved');
  });

  test('or the owner cancels: in parallel one of both', async () => {
    for (let round = 0; round < 3; round++) {
      const asking = await holder();
      const request = await openRequest(stack, asking);
      await approveAs('vera', request.id);
      const [approved, cancelled] = await Promise.all([
        approveAs('eva', request.id),
        cancel(stack, notMeTokenTo(stack, asking.identity.email)),
      ]);
      // The owner may well come second, and still be in time.
      expect(outcome(cancelled)).toBe('204');
      expect([200, 409]).toContain(approved.status);
      // An approval that comes between the end of the password and that of the request finds it superseded.
      expect(['cancelled', 'superseded']).toContain(await statusOf(stack, request.id));
      await passHours(stack, 25);
      expect(await factorIsOn(stack, asking)).toBe(true);
    }
  });
});

describe('a request about no account', () => {
  const orphan = async () => {
    const username = `orphan-${++customers}@example.com`;
    await fillIn(stack, { username });
    const request = (await listed(stack)).findLast((each) => each.username === username);
    return { id: request?.id ?? '', username };
  };
  const attach = (id: string, customerId: string) => decideAs(stack, 'vera', id, 'attach', { customerId });

  test('is attached to a customer, who is told as if they had been found at once, and goes its way', async () => {
    const asking = await holder();
    const { customerId, email, username } = asking.identity;
    const { id, username: typed } = await orphan();
    expect((await approveAs('vera', id)).body).toMatchObject({ code: 'not_enabled' });
    expect(await attach(id, customerId)).toMatchObject({ status: 200, body: { id, customerId, status: 'open' } });
    expect(subjectsTo(stack, email).at(-1)).toBe('Request to switch off your two-factor login');
    // Found by what was typed, and by whom it is about.
    for (const name of [typed, username, email])
      expect((await page(stack, { username: name })).requests.map((each) => each.id)).toContain(id);
    for (const admin of ['vera', 'eva']) expect((await approveAs(admin, id)).status).toBe(200);
    await passHours(stack, 25);
    expect(await factorIsOn(stack, asking)).toBe(false);
    expect((await auditLog(stack, customerId)).map(({ event }) => event)).toContain('support_attached');
  });

  test('is ended by the link that its owner was sent', async () => {
    const asking = await holder();
    const { id } = await orphan();
    await attach(id, asking.identity.customerId);
    expect(outcome(await cancel(stack, notMeTokenTo(stack, asking.identity.email)))).toBe('204');
    expect(await statusOf(stack, id)).toBe('cancelled');
  });

  test('is attached once, to one who is there, while it is open', async () => {
    const [one, other] = [await holder(), await holder()];
    const { id } = await orphan();
    expect((await attach(id, 'no-such-customer')).body).toMatchObject({ code: 'not_found' });
    const [first, second] = await Promise.all([attach(id, one.identity.customerId), attach(id, other.identity.customerId)]);
    expect([first.status, second.status].sort()).toEqual([200, 409]);
    const known = await openRequest(stack, one);
    expect((await attach(known.id, other.identity.customerId)).body).toMatchObject({ code: 'already_decided', detail: expect.any(String) });
    const rejected = await orphan();
    await reject(stack, rejected.id);
    expect((await attach(rejected.id, one.identity.customerId)).body).toMatchObject({ code: 'already_decided' });
    expect((await attach('7c9e6679-7425-40de-944b-e07fc1f90ae7', one.identity.customerId)).body).toMatchObject({ code: 'not_found' });
    expect((await attach(id, 'a customer')).body).toMatchObject({ code: 'invalid_request', errors: [{ path: 'customerId' }] });
  });
});

describe('notes', () => {
  const note = (admin: string, id: string, text: unknown) => decideAs(stack, admin, id, 'notes', { note: text });

  test('stand at the request with who wrote them and when, also when it is over', async () => {
    const asking = await holder();
    const request = await openRequest(stack, asking);
    await note('vera', request.id, 'called the number of order 55012');
    await stack.advanceClock(60);
    await reject(stack, request.id);
    const { body } = await note('eva', request.id, 'he called again');
    expect(body).toMatchObject({
      status: 'rejected',
      notes: [
        { by: expect.stringContaining('user/vera'), note: 'called the number of order 55012' },
        { at: new Date(stack.now()).toISOString(), by: expect.stringContaining('user/eva'), note: 'he called again' },
      ],
    });
    expect((await page(stack, { username: asking.identity.username })).requests[0]?.notes).toHaveLength(2);
    const noted = (await auditLog(stack, asking.identity.customerId)).filter(({ event }) => event === 'support_noted');
    expect(noted).toHaveLength(2);
  });

  test('are up to twenty, of any number in parallel and each once, although answers were lost', async () => {
    const request = await openRequest(stack, await holder());
    stack.fault({ service: 'dynamodb', action: 'TransactWriteItems', kind: 'lost-ack', count: 2, function: 'admin' });
    for (let nth = 1; nth <= 18; nth++) expect((await note('vera', request.id, `note ${nth}`)).status).toBe(200);
    const last = await Promise.all(Array.from({ length: 5 }, (_, nth) => note('eva', request.id, `last ${nth}`)));
    expect(last.map(({ status }) => status).sort()).toEqual([200, 200, 400, 400, 400]);
    expect(last.find(({ status }) => status === 400)?.body).toMatchObject({ code: 'invalid_request', errors: [{ path: 'note' }] });
    const { notes } = await shown(stack, request.id);
    expect(new Set(notes.map((each) => each.note)).size).toBe(20);
  });

  test('do not get into the way of an approval that is being announced', async () => {
    const request = await openRequest(stack, await holder());
    await approveAs('vera', request.id);
    const [approved] = await Promise.all([
      approveAs('eva', request.id),
      ...[1, 2, 3].map((nth) => note('ivan', request.id, `note ${nth}`)),
    ]);
    expect(approved.status).toBe(200);
    expect(await shown(stack, request.id)).toMatchObject({ status: 'approved', notes: [{}, {}, {}] });
  });

  test('have a text, of up to five hundred characters', async () => {
    const request = await openRequest(stack, await holder());
    for (const text of ['', ' ', 'x'.repeat(501), 7, undefined]) expect((await note('vera', request.id, text)).status).toBe(400);
    expect((await note('vera', '7c9e6679-7425-40de-944b-e07fc1f90ae7', 'x')).body).toMatchObject({ code: 'not_found' });
  });
});

test('the team sees nothing of it without a signature', async () => {
  const request = await openRequest(stack, await holder());
  const calls = [
    stack.browser().get(`/v1/admin/support-requests/${request.id}`),
    stack.browser().post(`/v1/admin/support-requests/${request.id}/notes`, { note: 'x' }),
    stack.browser().post(`/v1/admin/support-requests/${request.id}/attach`, { customerId: 'x' }),
  ];
  for (const { status, body } of await Promise.all(calls)) {
    expect([403, 404]).toContain(status);
    expect(JSON.stringify(body)).not.toContain(request.username);
  }
});
