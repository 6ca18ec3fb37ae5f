import { beforeAll, describe, expect, test, vi } from 'vitest';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { enrolledHolder, type Holder, holderByMail, outcome, password, signedInHolder, smsTo } from './holder.ts';

// Every password is hashed as slowly as it should be: many logins take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

let stack: TestStack;
beforeAll(async () => {
  stack = await startReadyStack();
});

/** As the page sends it, which knows neither the address nor the number. */
const verify = (holder: Holder, kind: 'email' | 'phone', given: object = {}) =>
  holder.post('/v1/security/contact', { verify: kind, ...given });
const contactOf = async (holder: Holder) => (await holder.overview()).contact;

describe('the contact that the account has', () => {
  test.each(['email', 'phone'] as const)('is verified without being typed, and without being told (%s)', async (kind) => {
    const holder = await signedInHolder(stack, `filed-${kind}`, { emailVerified: false, phoneVerified: false });
    const answer = await verify(holder, kind);
    expect(answer).toMatchObject({ status: 200, body: { sentTo: kind === 'email' ? 'f•••@example.com' : expect.stringContaining('•••') } });
    expect(JSON.stringify(answer.body)).not.toContain(holder.identity[kind]);
    expect(outcome(await holder.confirmContact(stack.lastCode(holder.identity[kind])))).toBe('204');
    expect(await contactOf(holder)).toMatchObject({ emailVerified: kind === 'email', phoneVerified: kind === 'phone' });
  });

  test.each([
    ['that is not there', {}],
    ['of a landline', { phone: '+493012345678' }],
    ['of a country that no SMS go to', { phone: '+33612345678' }],
  ])('is refused by its name where it is a number %s, and nothing is sent', async (what, given) => {
    const { username } = await stack.putCustomer(`number ${what}`.replaceAll(' ', '-'), { password, ...given });
    const login = await stack.browser().post('/v1/login', { username, password });
    const { accessToken: bearer } = login.body as { accessToken: string };
    const before = stack.outbox().length;
    const answer = await stack.browser().post('/v1/security/contact', { verify: 'phone' }, { bearer });
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request', errors: [{ path: 'verify' }] } });
    expect(stack.outbox()).toHaveLength(before);
  });

  test('is asked for alone, and as nothing else', async () => {
    const holder = await signedInHolder(stack, 'either-or');
    const { email, phone } = holder.identity;
    for (const also of [{ email }, { phone }, { email, phone }, { verify: 'username' }, { verify: email }, { verify: true }]) {
      expect(outcome(await verify(holder, 'email', also)), JSON.stringify(also)).toBe('400 invalid_request');
    }
  });

  test('waits as any code does, and counts among the same five', async () => {
    const holder = await signedInHolder(stack, 'counted', { phoneVerified: false });
    const { phone } = holder.identity;
    expect(outcome(await verify(holder, 'phone'))).toBe('200');
    expect(outcome(await verify(holder, 'phone'))).toBe('429 too_soon');
    for (const ask of [
      () => verify(holder, 'phone'),
      () => holder.changeContact({ phone }),
      () => verify(holder, 'phone'),
      () => verify(holder, 'phone'),
    ]) {
      stack.advanceClock(60);
      expect(outcome(await ask())).toBe('200');
    }
    stack.advanceClock(60);
    expect(outcome(await verify(holder, 'phone'))).toBe('429 too_many_attempts');
    expect(smsTo(stack, phone)).toHaveLength(5);
  });

  test('asks for the password once the proof is ten minutes old', async () => {
    const holder = await signedInHolder(stack, 'stale', { emailVerified: false });
    stack.advanceClock(601);
    expect(await verify(holder, 'email')).toMatchObject({ status: 400, body: { errors: [{ path: 'password' }] } });
    expect(outcome(await verify(holder, 'email', { password: 'wrong' }))).toBe('401 invalid_credentials');
    expect(stack.sentTo(holder.identity.email)).toBe(0);
    expect(outcome(await verify(holder, 'email', { password }))).toBe('200');
  });

  test('asks for password and code where codes go to it, and for neither beside it', async () => {
    const holder = await holderByMail(stack, 'codes-go-there');
    expect(await verify(holder, 'email')).toMatchObject({ status: 400, body: { errors: [{ path: 'password' }] } });
    const byApp = await enrolledHolder(stack, 'app-beside');
    expect(outcome(await verify(byApp, 'email'))).toBe('200');
  });
});
