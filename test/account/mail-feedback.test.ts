/** What becomes of an undeliverable address. Its mark is for people to read: it keeps nobody from a code. */
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Feedback } from '../../local/mail-feedback.ts';
import { codeSentTo, outcome, password, type Shopper, shopper, shopperWithFactor, Visitor } from '../login/visitor.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { withoutGrant } from '../support/without-grant.ts';
import { auditLog } from './audit-log.ts';
import { type SignedIn, signIn } from './signed-in.ts';

let stack: TestStack;
let customers = 0;
let anna: Shopper;

beforeAll(async () => {
  stack = await startReadyStack();
});
beforeEach(async () => {
  await stack.advanceClock(60);
  anna = await shopperWithFactor(stack, `undeliverable-${++customers}`);
});

/** Sends anna a code, of which this is said then. */
async function feedback(said: Partial<Feedback> = {}): Promise<void> {
  await stack.advanceClock(60);
  expect(await new Visitor(stack, anna).challenge()).toMatchObject({ sent: true });
  await stack.mailFeedback({ to: anna.email, kind: 'bounce', ...said });
}

const isMarkedFor = async ({ customerId }: Shopper) => {
  const { body } = await stack.admin('GET', `/v1/admin/customers/${customerId}`);
  return (body as { emailUndeliverable?: true }).emailUndeliverable ?? false;
};

const marksInLog = async () =>
  (await auditLog(stack, anna.customerId)).flatMap(({ event, by, why }) => (event === 'email_undeliverable' ? [{ by, why }] : []));

/** Confirms an address by the code that went there. */
async function verify(session: SignedIn, email: string): Promise<void> {
  const asked = await session.post('/v1/security/contact', { password: anna.password, code: await session.freshCode(), email });
  expect(outcome(asked)).toBe('200');
  expect(outcome(await session.post('/v1/security/contact/confirm', { code: stack.lastCode(email) }))).toBe('204');
}

describe('an e-mail that came back', () => {
  test('marks the address: the customer, the team and the audit log are told', async () => {
    const session = await signIn(stack, anna);
    expect((await session.overview()).contact).not.toHaveProperty('emailUndeliverable');
    expect(await isMarkedFor(anna)).toBe(false);
    await feedback();
    expect((await session.overview()).contact).toMatchObject({ emailVerified: true, emailUndeliverable: true });
    expect(await isMarkedFor(anna)).toBe(true);
    expect(await marksInLog()).toEqual([{ by: 'service', why: 'bounced' }]);
  });

  test('marks it once: the next ones write nothing', async () => {
    for (let nth = 1; nth <= 3; nth++) await feedback();
    expect(await marksInLog()).toHaveLength(1);
  });

  test('marks it for everybody whose address it is, and for nobody else', async () => {
    const others = await Promise.all([1, 2].map((nth) => shopper(stack, `${anna.customerId}-${nth}`, { email: anna.email })));
    const stranger = await shopper(stack, `${anna.customerId}-elsewhere`);
    await feedback();
    for (const each of [anna, ...others]) expect(await isMarkedFor(each)).toBe(true);
    expect(await isMarkedFor(stranger)).toBe(false);
  });

  test('marks it for each of thirty', async () => {
    const ids = Array.from({ length: 30 }, (_, nth) => `${anna.customerId}-many-${nth}`);
    for (const id of ids) await stack.putCustomer(id, { email: anna.email });
    await feedback();
    for (const customerId of ids) expect(await isMarkedFor({ ...anna, customerId })).toBe(true);
  });

  test('keeps nobody from a code: the next login sends one, and it counts', async () => {
    await feedback();
    await stack.advanceClock(60);
    const visitor = new Visitor(stack, anna);
    const challenge = await visitor.challenge();
    expect(challenge).toMatchObject({ sent: true });
    expect(outcome(await visitor.verifyRight(challenge))).toBe('200 authenticated');
  });

  test('for a while only (a full mailbox, a greylist) marks nothing', async () => {
    for (const bounceType of ['Transient', 'Undetermined']) await feedback({ bounceType });
    expect(await isMarkedFor(anna)).toBe(false);
  });

  test("marks nobody whom the receiver's server names in its answer: it was not sent to them", async () => {
    const victim = await shopper(stack, `${anna.customerId}-victim`);
    await feedback({ names: victim.email });
    expect(await isMarkedFor(victim)).toBe(false);
    expect(await isMarkedFor(anna)).toBe(true);
  });

  test('leaves no address in the log', async () => {
    await feedback();
    const lines = () => stack.logs().filter((each) => each.function === 'mail-feedback');
    await expect.poll(() => lines().at(-1)?.line).toBe('{"event":"mail_feedback","why":"bounced","marked":1}');
    expect(JSON.stringify(lines())).not.toContain('@');
  });
});

describe('a complaint', () => {
  test('marks the address, and what it is about goes on: codes and notices are sent', async () => {
    await feedback({ kind: 'complaint' });
    expect(await marksInLog()).toEqual([{ by: 'service', why: 'complained' }]);
    await stack.advanceClock(60);
    const session = await signIn(stack, anna);
    const before = stack.sentTo(anna.email);
    expect((await session.post('/v1/security/disable', { password, code: await session.freshCode() })).status).toBe(204);
    // The code, and that codes are switched off.
    expect(stack.sentTo(anna.email)).toBe(before + 2);
  });

  test('without a word about what it is marks the address', async () => {
    await feedback({ kind: 'complaint', complaintFeedbackType: 'none' });
    expect(await isMarkedFor(anna)).toBe(true);
  });

  test('that takes one back, or speaks of signatures, marks nothing', async () => {
    for (const complaintFeedbackType of ['not-spam', 'auth-failure']) {
      await feedback({ kind: 'complaint', complaintFeedbackType });
    }
    expect(await isMarkedFor(anna)).toBe(false);
  });
});

describe('the mark goes', () => {
  test('with a right code that was sent to the address', async () => {
    await feedback();
    const session = await signIn(stack, anna);
    await verify(session, anna.email);
    expect((await session.overview()).contact).not.toHaveProperty('emailUndeliverable');
    expect(await isMarkedFor(anna)).toBe(false);
  });

  test('with the address, when the customer changes it', async () => {
    await feedback();
    await verify(await signIn(stack, anna), `new-${anna.email}`);
    expect(await isMarkedFor(anna)).toBe(false);
  });

  test('with the address, when the team changes it, and not when it puts in the same one again', async () => {
    await feedback();
    await stack.putCustomer(anna.customerId, { email: anna.email });
    expect(await isMarkedFor(anna)).toBe(true);
    await stack.putCustomer(anna.customerId, { email: `new-${anna.email}` });
    expect(await isMarkedFor(anna)).toBe(false);
  });
});

describe('what comes late', () => {
  test('of an e-mail that was sent before the address was verified again marks nothing', async () => {
    await stack.advanceClock(60);
    const session = await signIn(stack, anna);
    const { id = '' } = stack.outbox().findLast(({ to }) => to === anna.email) ?? {};
    await verify(session, anna.email);
    await stack.mailFeedback({ to: anna.email, kind: 'bounce', id });
    expect(await isMarkedFor(anna)).toBe(false);
    // One that is sent after it does.
    await feedback();
    expect(await isMarkedFor(anna)).toBe(true);
  });

  test('of an address that is not theirs any more marks nothing', async () => {
    await stack.advanceClock(60);
    await new Visitor(stack, anna).challenge();
    await stack.putCustomer(anna.customerId, { email: `new-${anna.email}` });
    await stack.mailFeedback({ to: anna.email, kind: 'bounce' });
    expect(await isMarkedFor(anna)).toBe(false);
  });

  test('of a customer who is deleted marks nothing', async () => {
    await stack.advanceClock(60);
    await new Visitor(stack, anna).challenge();
    expect((await stack.admin('DELETE', `/v1/admin/customers/${anna.customerId}`)).status).toBe(204);
    await stack.mailFeedback({ to: anna.email, kind: 'bounce' });
    expect(await marksInLog()).toEqual([]);
  });
});

describe('feedback that cannot be written down', () => {
  test('is tried three times, and lies in the dead-letter queue then', async () => {
    await withoutGrant(stack, 'mail-feedback', ['dynamodb:UpdateItem'], () => feedback());
    expect(stack.deadLetters()).toMatchObject([{ function: 'mail-feedback', attempts: 3 }]);
    expect([await isMarkedFor(anna), await marksInLog()]).toEqual([false, []]);
  });

  test('is made good by the retry when DynamoDB fails once, and written once when only its answer is lost', async () => {
    for (const kind of ['error', 'lost-ack'] as const) {
      stack.fault({ service: 'dynamodb', action: 'TransactWriteItems', kind, function: 'mail-feedback' });
      await feedback();
    }
    expect(await isMarkedFor(anna)).toBe(true);
    expect(await marksInLog()).toHaveLength(1);
  });
});

test('a code that was sent is right although its e-mail is said to have come back', async () => {
  await stack.advanceClock(60);
  const visitor = new Visitor(stack, anna);
  const challenge = await visitor.challenge();
  await stack.mailFeedback({ to: anna.email, kind: 'bounce' });
  expect(outcome(await visitor.verify(challenge, codeSentTo(stack, anna)))).toBe('200 authenticated');
});
