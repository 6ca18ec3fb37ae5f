import { beforeAll, describe, expect, test, vi } from 'vitest';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { type Holder, otherThan, outcome, signedInHolder, smsTo, subjectsTo } from './holder.ts';

// Every password is hashed as slowly as it should be: many logins take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack();
});

const contactOf = async (holder: Holder) => (await holder.overview()).contact;

describe('the code for a contact', () => {
  test('is accepted after 299.9 seconds, and refused after 300', async () => {
    const holder = await signedInHolder(stack, 'ages');
    await holder.changeContact({ email: 'ages-new@example.com' });
    stack.advanceClock(300);
    expect(outcome(await holder.confirmContact(stack.lastCode('ages-new@example.com')))).toBe('410 code_expired');
    await holder.changeContact({ email: 'ages-new@example.com' });
    stack.advanceClock(299.9);
    expect((await holder.confirmContact(stack.lastCode('ages-new@example.com'))).status).toBe(204);
  });

  test('is used once', async () => {
    const holder = await signedInHolder(stack, 'once');
    await holder.changeContact({ email: 'once-new@example.com' });
    const code = stack.lastCode('once-new@example.com');
    const statuses = (await Promise.all(Array.from({ length: 20 }, () => holder.confirmContact(code)))).map(({ status }) => status);
    expect(statuses.filter((status) => status === 204)).toHaveLength(1);
    expect(subjectsTo(stack, holder.identity.email)).toEqual(['Your e-mail address was changed']);
  });

  test('allows five wrong ones; then even the right one is refused, until a fresh one is sent', async () => {
    const holder = await signedInHolder(stack, 'five');
    await holder.changeContact({ phone: '+420604000001' });
    const code = stack.lastCode('+420604000001');
    const left = [];
    for (let nth = 1; nth <= 5; nth++) {
      const { body } = await holder.confirmContact(otherThan(code, nth));
      left.push((body as { attemptsLeft: number }).attemptsLeft);
    }
    expect(left).toEqual([4, 3, 2, 1, 0]);
    expect(outcome(await holder.confirmContact(code))).toBe('423 challenge_locked');
    stack.advanceClock(59.999);
    expect(outcome(await holder.changeContact({ phone: '+420604000001' }))).toBe('429 too_soon');
    stack.advanceClock(0.001);
    await holder.verifyContact({ phone: '+420604000001' });
  });

  test('of the newest contact is the only one that counts', async () => {
    const holder = await signedInHolder(stack, 'newest');
    await holder.changeContact({ email: 'first@example.com' });
    stack.advanceClock(60);
    await holder.changeContact({ phone: '+420604000002' });
    const [first, newest] = [stack.lastCode('first@example.com'), stack.lastCode('+420604000002')];
    if (first !== newest) expect(outcome(await holder.confirmContact(first))).toBe('401 invalid_code');
    expect((await holder.confirmContact(newest)).status).toBe(204);
    expect(await contactOf(holder)).toMatchObject({ email: 'n•••@example.com', phone: '+420 ••• ••02' });
  });

  test('is sent at most once a minute, to whatever contact, also in parallel', async () => {
    const holder = await signedInHolder(stack, 'minute');
    const asked = Array.from({ length: 10 }, (_, nth) => holder.changeContact({ phone: `+42060500000${nth}` }));
    const outcomes = (await Promise.all(asked)).map(outcome).sort();
    expect(outcomes).toEqual(['200', ...Array(9).fill('429 too_soon')]);
    expect(stack.outbox().filter(({ to }) => to.startsWith('+42060500000'))).toHaveLength(1);
    stack.advanceClock(59.999);
    const tooSoon = await holder.changeContact({ email: 'minute-new@example.com' });
    expect(tooSoon).toMatchObject({ status: 429, headers: { 'retry-after': '1' }, body: { code: 'too_soon', retryAfter: 1 } });
    stack.advanceClock(0.001);
    expect(outcome(await holder.changeContact({ email: 'minute-new@example.com' }))).toBe('200');
  });

  test('is sent at most ten times in 24 hours', async () => {
    const holder = await signedInHolder(stack, 'ten');
    const started = stack.now();
    for (let nth = 1; nth <= 10; nth++) {
      // An address has a limit of its own, which is lower.
      expect(outcome(await holder.changeContact({ phone: `+42060600010${nth % 2}` })), `${nth}.`).toBe('200');
      stack.advanceClock(60);
    }
    const refused = await holder.changeContact({ phone: '+420606000002' });
    expect(refused.status).toBe(429);
    expect((refused.body as { retryAfter: number }).retryAfter).toBe(24 * 3600 - 600);
    stack.advanceClock((started + 24 * 3600 * 1000 - 1 - stack.now()) / 1000);
    await holder.signIn();
    expect((await holder.changeContact({ phone: '+420606000001' })).status).toBe(429);
    stack.advanceClock(0.001);
    expect(outcome(await holder.changeContact({ phone: '+420606000001' }))).toBe('200');
    expect(smsTo(stack, '+420606000001')).toHaveLength(1);
    expect(smsTo(stack, '+420606000002')).toHaveLength(0);
  });

  test('of another kind is refused: a login’s, a security change’s, another customer’s', async () => {
    const holder = await signedInHolder(stack, 'kinds');
    const { email } = holder.identity;
    expect(outcome(await holder.switchOnEmail())).toBe('200');
    expect(outcome(await holder.post('/v1/security/code'))).toBe('200');
    const securityCode = stack.lastCode(email);
    expect(outcome(await holder.changeContact({ phone: '+420607000001' }, { code: securityCode }))).toBe('200');
    const contactCode = stack.lastCode('+420607000001');
    stack.advanceClock(60);
    const challenge = await holder.challenge();
    const loginCode = stack.lastCode(email);
    for (const code of [securityCode, loginCode].filter((each) => each !== contactCode)) {
      expect(outcome(await holder.confirmContact(code))).toBe('401 invalid_code');
    }
    if (contactCode !== loginCode) expect(outcome(await holder.verify(challenge, contactCode))).toBe('401 invalid_code');
    expect(outcome(await holder.disable({ code: contactCode }))).toBe('410 code_expired');
    const stranger = await signedInHolder(stack, 'stranger');
    expect(outcome(await stranger.confirmContact(contactCode))).toBe('410 code_expired');
    expect((await holder.confirmContact(contactCode)).status).toBe(204);
  });

  test('asked for before the factor changed is refused after it', async () => {
    const holder = await signedInHolder(stack, 'epoch');
    await holder.changeContact({ email: 'epoch-new@example.com' });
    await holder.enrol();
    expect(outcome(await holder.confirmContact(stack.lastCode('epoch-new@example.com')))).toBe('410 code_expired');
    expect(await contactOf(holder)).toMatchObject({ email: 'e•••@example.com' });
    expect(stack.sentTo('epoch-new@example.com')).toBe(1);
  });

  test('is six ASCII digits, spaces allowed', async () => {
    const holder = await signedInHolder(stack, 'digits');
    await holder.changeContact({ email: 'digits-new@example.com' });
    const code = stack.lastCode('digits-new@example.com');
    for (const typed of [code.slice(1), '１２３４５６', `${code}1`])
      expect(outcome(await holder.confirmContact(typed))).toBe('400 invalid_request');
    expect((await holder.confirmContact(`${code.slice(0, 3)} ${code.slice(3)}`)).status).toBe(204);
  });
});

describe('when SNS', () => {
  test('refuses the message, the answer says so and the minute is not used up', async () => {
    const holder = await signedInHolder(stack, 'refused');
    const contact = { phone: '+420739000001' };
    stack.fault({ service: 'sns', action: 'Publish', kind: 'throttle' });
    const refused = await holder.changeContact(contact);
    expect(outcome(refused)).toBe('503 delivery_failed');
    expect(refused.headers['retry-after']).toBeDefined();
    expect(smsTo(stack, contact.phone)).toHaveLength(0);
    await holder.verifyContact(contact);
  });

  test('fails without saying whether it went out, the minute counts', async () => {
    const holder = await signedInHolder(stack, 'unknown');
    const contact = { phone: '+420739000002' };
    stack.fault({ service: 'sns', action: 'Publish', kind: 'error' });
    expect(await holder.changeContact(contact)).toMatchObject({ status: 503, body: { code: 'delivery_failed', retryAfter: 60 } });
    expect(outcome(await holder.changeContact(contact))).toBe('429 too_soon');
    stack.advanceClock(60);
    await holder.verifyContact(contact);
  });

  test('sends it and the answer is lost, its code works and no second one goes out', async () => {
    const holder = await signedInHolder(stack, 'lost');
    const contact = { phone: '+420739000003' };
    stack.fault({ service: 'sns', action: 'Publish', kind: 'lost-ack' });
    expect(outcome(await holder.changeContact(contact))).toBe('503 delivery_failed');
    expect(smsTo(stack, contact.phone)).toHaveLength(1);
    expect(outcome(await holder.changeContact(contact))).toBe('429 too_soon');
    expect((await holder.confirmContact(stack.lastCode(contact.phone))).status).toBe(204);
  });

  test('refuses the message of a change that followed a live code, that code goes on', async () => {
    const holder = await signedInHolder(stack, 'restored');
    await holder.changeContact({ phone: '+420739000004' });
    stack.advanceClock(60);
    stack.fault({ service: 'sns', action: 'Publish', kind: 'throttle' });
    expect(outcome(await holder.changeContact({ phone: '+420739000005' }))).toBe('503 delivery_failed');
    expect((await holder.confirmContact(stack.lastCode('+420739000004'))).status).toBe(204);
    expect(await contactOf(holder)).toMatchObject({ phone: '+420 ••• ••04' });
  });
});
