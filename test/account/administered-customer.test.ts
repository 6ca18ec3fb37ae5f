import { beforeAll, describe, expect, test } from 'vitest';
import { smsTo, subjectsTo } from '../authenticator/holder.ts';
import { codeSentTo, outcome, shopper, shopperWithFactor, Visitor } from '../login/visitor.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { auditLog } from './audit-log.ts';
import { byAdmin, facts } from './by-admin.ts';
import { signIn } from './signed-in.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack();
});

const { put, show, remove } = byAdmin(() => stack);

describe('a username', () => {
  test('belongs to one customer, in whatever letters it is written', async () => {
    await put('name-owner', { ...facts('name-owner'), username: 'Jos\u00e9.Novak@example.com' });
    for (const username of ['Jos\u00e9.Novak@example.com', 'jos\u00e9.novak@EXAMPLE.com', ' jose\u0301.novak@example.com ']) {
      expect(await put('name-taker', { username, email: 'taker@example.com' })).toMatchObject({
        status: 409,
        body: { code: 'username_taken' },
      });
    }
    expect((await show('name-taker')).status).toBe(404);
  });

  test('wanted by ten customers at once goes to one of them', async () => {
    const wanting = Array.from({ length: 10 }, (_, nth) => put(`name-race-${nth}`, { username: 'wanted', email: 'wanted@example.com' }));
    const answers = (await Promise.all(wanting)).map(({ status }) => status);
    expect(answers.filter((status) => status === 200)).toHaveLength(1);
    expect(answers.filter((status) => status === 409)).toHaveLength(9);
  });

  test('can be changed; the password goes along, and the old name is free', async () => {
    const customer = await shopper(stack, 'name-moves');
    await put('name-moves', { username: 'new-name', email: customer.email, emailVerified: true });
    expect(outcome(await new Visitor(stack, customer).logIn())).toBe('401 invalid_credentials');
    expect(outcome(await new Visitor(stack, { ...customer, username: 'new-name' }).logIn())).toBe('200 authenticated');
    expect((await put('name-heir', { username: customer.username, email: 'heir@example.com' })).status).toBe(200);
    // The heir got the name, not the password.
    expect(outcome(await new Visitor(stack, customer).logIn())).toBe('401 invalid_credentials');
  });

  test('in other letters only stays the same name with the same password', async () => {
    const customer = await shopper(stack, 'name-letters');
    expect((await put('name-letters', { username: 'NAME-letters@Example.com', email: customer.email })).status).toBe(200);
    expect(outcome(await new Visitor(stack, customer).logIn())).toBe('200 authenticated');
  });
});

describe('changing a customer', () => {
  test('keeps their second factor, recovery codes and sessions', async () => {
    const customer = await shopperWithFactor(stack, 'change-factor');
    const session = await signIn(stack, customer, { stayLoggedIn: true });
    const before = (await show('change-factor')).body as { twoFactor: object };
    expect(before.twoFactor).toMatchObject({ enabled: true, method: 'email', recoveryCodesLeft: 10 });
    await put('change-factor', { ...facts('change-factor'), locale: 'de', phone: '+420601123456' });
    expect((await show('change-factor')).body).toMatchObject({ twoFactor: before.twoFactor, emailVerified: true });
    expect(outcome(await session.session())).toBe('200');
    expect(outcome(await session.refresh())).toBe('200 authenticated');
    expect(outcome(await new Visitor(stack, customer).logIn())).toBe('200 second_factor_required');
  });

  test('to another e-mail address is told to both, and the new one is not verified until somebody says so', async () => {
    await shopper(stack, 'change-email');
    await put('change-email', { ...facts('change-email'), email: 'moved@example.com' });
    for (const address of ['change-email@example.com', 'moved@example.com'])
      expect(subjectsTo(stack, address)).toEqual(['Your e-mail address was changed']);
    expect((await show('change-email')).body).toMatchObject({ email: 'moved@example.com', emailVerified: false });
    const told = stack.outbox().find(({ to }) => to === 'change-email@example.com');
    // Masked: whoever reads the old mailbox does not learn the new address.
    expect(told?.text).toContain('m•••@example.com');
    expect(told?.text).not.toContain('moved@example.com');
  });

  test('to another phone number is told by e-mail, and to the old phone by SMS', async () => {
    await shopper(stack, 'change-phone', { phone: '+420601123450', phoneVerified: true });
    await put('change-phone', { ...facts('change-phone'), phone: '+420777654321' });
    expect(subjectsTo(stack, 'change-phone@example.com')).toEqual(['Your phone number was changed']);
    expect(smsTo(stack, '+420601123450').map(({ text }) => text)).toEqual([
      expect.stringContaining('this phone number was removed from your account'),
    ]);
    expect(smsTo(stack, '+420777654321')).toEqual([]);
    expect((await show('change-phone')).body).toMatchObject({ phone: '+420777654321', phoneVerified: false });
  });

  test('without a phone number takes the number away, and tells it', async () => {
    await shopper(stack, 'change-no-phone', { phone: '+420601123451', phoneVerified: true });
    await put('change-no-phone', facts('change-no-phone'));
    expect(smsTo(stack, '+420601123451')).toHaveLength(1);
    expect((await show('change-no-phone')).body).not.toHaveProperty('phone');
    expect((await show('change-no-phone')).body).toMatchObject({ phoneVerified: false });
  });

  test('to a new password ends every session and pending login, and is told', async () => {
    const customer = await shopperWithFactor(stack, 'change-password');
    const session = await signIn(stack, customer, { stayLoggedIn: true });
    stack.advanceClock(60);
    const visitor = new Visitor(stack, customer);
    const challenge = await visitor.challenge();
    const code = codeSentTo(stack, customer);
    await put('change-password', { ...facts('change-password'), password: 'an entirely new one' });

    expect(outcome(await session.session())).toBe('401 session_required');
    expect(outcome(await session.refresh())).toBe('401 session_required');
    expect(outcome(await visitor.verify(challenge, code))).toBe('401 invalid_challenge');
    expect(subjectsTo(stack, customer.email)).toContain('Your password was changed');
    expect(outcome(await new Visitor(stack, customer).logIn())).toBe('401 invalid_credentials');
    expect(outcome(await new Visitor(stack, { ...customer, password: 'an entirely new one' }).logIn())).toBe('200 second_factor_required');
  });

  test('leaves no password in the table, in mails or in logs', async () => {
    const secret = 'only-ever-typed-in-this-test';
    const customer = await shopper(stack, 'change-secret', { password: secret });
    await new Visitor(stack, customer).logIn();
    await put('change-secret', { ...facts('change-secret'), password: secret });
    for (const kept of [await stack.scanTable(), stack.outbox(), stack.logs()]) {
      expect(JSON.stringify(kept)).not.toContain(secret);
      expect(JSON.stringify(kept)).not.toContain(Buffer.from(secret).toString('base64'));
    }
  });
});

describe('taking a customer out', () => {
  test('ends their sessions and pending logins at once, and frees the username', async () => {
    const customer = await shopperWithFactor(stack, 'removed');
    const session = await signIn(stack, customer, { stayLoggedIn: true });
    stack.advanceClock(60);
    const visitor = new Visitor(stack, customer);
    const challenge = await visitor.challenge();
    const code = codeSentTo(stack, customer);
    expect((await remove('removed')).status).toBe(204);

    expect(outcome(await session.session())).toBe('401 session_required');
    expect(outcome(await session.get('/v1/security'))).toBe('401 session_required');
    expect(outcome(await session.refresh())).toBe('401 session_required');
    expect(outcome(await visitor.verify(challenge, code))).toBe('401 invalid_challenge');
    expect(outcome(await visitor.resend(challenge))).toBe('401 invalid_challenge');
    expect(outcome(await visitor.logIn())).toBe('401 invalid_credentials');
    expect((await put('removed-heir', facts('removed'))).status).toBe(200);
  });

  test('ends them for good: the same id put in again revives nothing', async () => {
    const customer = await shopper(stack, 'revenant');
    const session = await signIn(stack, customer, { stayLoggedIn: true });
    await remove('revenant');
    stack.advanceClock(1);
    await shopper(stack, 'revenant');
    expect(outcome(await session.session())).toBe('401 session_required');
    expect(outcome(await session.refresh())).toBe('401 session_required');
    expect((await (await signIn(stack, customer)).overview()).sessions).toMatchObject([{ current: true, staysLoggedIn: false }]);
  });

  test('keeps the audit log', async () => {
    await shopper(stack, 'removed-audit');
    stack.advanceClock(1);
    await remove('removed-audit');
    expect((await auditLog(stack, 'removed-audit')).map(({ event }) => event)).toEqual(['customer_created', 'customer_deleted']);
  });
});
