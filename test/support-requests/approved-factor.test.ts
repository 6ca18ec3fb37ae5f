import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { auditLog } from '../account/audit-log.ts';
import { enrolledHolder, type Holder, newHolder, outcome, subjectsTo } from '../authenticator/holder.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { approve, approvedRequest, cancel, cancelTokenTo, factorIsOn, passHours, reject, shown, statusOf } from './queue.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack({ schedules: true });
});
beforeEach(() => stack.clearFaults());

let customers = 0;
const holder = (): Promise<Holder> => enrolledHolder(stack, `approved-${++customers}`);
const stays = 'Your support request is no longer needed';

const isThere = async (requestId: string) => (await stack.admin('GET', `/v1/admin/support-requests/${requestId}`)).status !== 404;

/** What may become of the factor between the approval and the end of the wait. */
const meanwhile: [string, (asking: Holder) => Promise<unknown>][] = [
  [
    'logged in with it',
    async (asking) => {
      await stack.advanceClock(60);
      expect(outcome(await asking.verify(await asking.challenge(), asking.nextCode()))).toBe('200 authenticated');
    },
  ],
  [
    'logged in with it, and wrong codes have come since',
    async (asking) => {
      await stack.advanceClock(60);
      expect(outcome(await asking.verify(await asking.challenge(), asking.nextCode()))).toBe('200 authenticated');
      await stack.advanceClock(3600);
      await asking.guessWrong(await asking.challenge(), 2);
    },
  ],
  [
    'logged in with a recovery code',
    async (asking) => {
      const answer = await asking.verifyByRecoveryCode(await asking.challenge(), asking.recoveryCodes[0] ?? '');
      expect(outcome(answer)).toBe('200 authenticated');
    },
  ],
  ['changed to codes by e-mail', async (asking) => expect((await asking.switchOnEmail({ code: asking.nextCode() })).status).toBe(200)],
  [
    'enrolled anew',
    async (asking) => {
      expect((await asking.disable({ code: asking.nextCode() })).status).toBe(204);
      await asking.signIn();
      await stack.advanceClock(60);
      await asking.enrol();
    },
  ],
];

describe('an approval is good for the factor it was given for, and not when the customer has meanwhile', () => {
  test.each(meanwhile)('%s', async (_, happens) => {
    const asking = await holder();
    await stack.advanceClock(120);
    const { request } = await approvedRequest(stack, asking);
    await happens(asking);
    await passHours(stack, 25);
    expect(await statusOf(stack, request.id)).toBe('superseded');
    expect(await factorIsOn(stack, asking)).toBe(true);
    expect(subjectsTo(stack, asking.identity.email).at(-1)).toBe(stays);
    const events = (await auditLog(stack, asking.identity.customerId)).map(({ event }) => event);
    expect(events).toContain('support_superseded');
    expect(events).not.toContain('support_executed');

    // It is over for good: no later sweep, decision or link has anything left to do.
    const told = stack.sentTo(asking.identity.email);
    await passHours(stack, 48);
    expect(await factorIsOn(stack, asking)).toBe(true);
    expect((await approve(stack, request.id)).body).toMatchObject({ code: 'superseded' });
    expect((await reject(stack, request.id)).body).toMatchObject({ code: 'superseded' });
    expect(stack.sentTo(asking.identity.email)).toBe(told);
    expect(outcome(await cancel(stack, cancelTokenTo(stack, asking.identity.email)))).toBe('204');
    expect(await statusOf(stack, request.id)).toBe('superseded');
    expect(stack.deadLetters()).toEqual([]);
  });

  test('been deleted and created anew', async () => {
    const asking = await holder();
    const { request } = await approvedRequest(stack, asking);
    const { customerId, ...facts } = asking.identity;
    expect((await stack.admin('DELETE', `/v1/admin/customers/${customerId}`)).status).toBe(204);
    await stack.advanceClock(1);
    const next = await newHolder(stack, customerId, facts);
    await next.signIn();
    await next.enrol();
    const told = stack.sentTo(facts.email);
    await passHours(stack, 25);
    // The request went with whom it was about, and was none of the next one's.
    expect([await isThere(request.id), await factorIsOn(stack, next)]).toEqual([false, true]);
    expect(stack.sentTo(facts.email)).toBe(told);
  });

  test('switched it off, or gone', async () => {
    const [off, gone] = [await holder(), await holder()];
    const [first, second] = [await approvedRequest(stack, off), await approvedRequest(stack, gone)];
    expect((await off.disable({ code: off.nextCode() })).status).toBe(204);
    expect((await stack.admin('DELETE', `/v1/admin/customers/${gone.identity.customerId}`)).status).toBe(204);
    await passHours(stack, 25);
    expect([await statusOf(stack, first.request.id), await isThere(second.request.id)]).toEqual(['superseded', false]);
    expect(subjectsTo(stack, off.identity.email)).not.toContain(stays);
    expect(stack.deadLetters()).toEqual([]);
  });
});

describe('an approval stands', () => {
  test('whatever wrong codes come meanwhile: a guesser cannot keep the owner out', async () => {
    const asking = await holder();
    const { request } = await approvedRequest(stack, asking);
    await asking.lock(await asking.challenge());
    await stack.advanceClock(3600);
    await asking.guessWrong(await asking.challenge(), 3);
    await passHours(stack, 25);
    expect([await statusOf(stack, request.id), await factorIsOn(stack, asking)]).toEqual(['executed', false]);
  });

  test('for a factor that was used just before it', async () => {
    const asking = await holder();
    await stack.advanceClock(60);
    expect(outcome(await asking.verify(await asking.challenge(), asking.nextCode()))).toBe('200 authenticated');
    const { request } = await approvedRequest(stack, asking);
    // A new round settles the used one, which is no new proof.
    await stack.advanceClock(60);
    await asking.guessWrong(await asking.challenge(), 1);
    await passHours(stack, 25);
    expect([await statusOf(stack, request.id), await factorIsOn(stack, asking)]).toEqual(['executed', false]);
  });

  test('or falls: a login in the moment of the execution either comes first or does not count', async () => {
    for (let round = 0; round < 3; round++) {
      const asking = await holder();
      const { request } = await approvedRequest(stack, asking);
      await passHours(stack, 23.99);
      const challenge = await asking.challenge();
      const [login] = await Promise.all([asking.verify(challenge, asking.nextCode()), passHours(stack, 0.1)]);
      await passHours(stack, 0.1);
      const isOn = await factorIsOn(stack, asking);
      expect(await statusOf(stack, request.id)).toBe(isOn ? 'superseded' : 'executed');
      if (isOn) expect(outcome(login)).toBe('200 authenticated');
    }
  });

  test('although the answers to the writes of its end were lost', async () => {
    const [proved, lost] = [await holder(), await holder()];
    const [first, second] = [await approvedRequest(stack, proved), await approvedRequest(stack, lost)];
    await stack.advanceClock(60);
    expect(outcome(await proved.verify(await proved.challenge(), proved.nextCode()))).toBe('200 authenticated');
    await passHours(stack, 23.9);
    stack.fault({ service: 'dynamodb', action: 'TransactWriteItems', kind: 'lost-ack', count: 1, after: 1, function: 'support-sweep' });
    stack.fault({ service: 'dynamodb', action: 'TransactWriteItems', kind: 'lost-ack', count: 1, after: 1, function: 'support-sweep' });
    await passHours(stack, 0.2);
    expect([await statusOf(stack, first.request.id), await statusOf(stack, second.request.id)]).toEqual(['superseded', 'executed']);
    expect(subjectsTo(stack, proved.identity.email).filter((subject) => subject === stays)).toHaveLength(1);
  });
});

test('what an approval is good for stays with the service', async () => {
  const { request } = await approvedRequest(stack, await holder());
  expect(JSON.stringify(await shown(stack, request.id))).not.toMatch(/goodFor|epoch|completedRounds|approvalId/);
});
