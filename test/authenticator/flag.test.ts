import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { beforeAll, describe, expect, test } from 'vitest';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { enrolledHolder, outcome, password, signedInHolder } from './holder.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack();
});

describe('with the flag off', () => {
  test('nobody is challenged, nothing is lost, and on again the same key works', async () => {
    const holder = await enrolledHolder(stack, 'kept');
    await stack.setFlag(false);
    expect(outcome(await holder.logIn())).toBe('200 authenticated');
    await stack.setFlag(true);
    const challenge = await holder.challenge();
    expect(challenge).toMatchObject({ method: 'totp', attemptsLeft: 5 });
    expect(outcome(await holder.verify(challenge, holder.code))).toBe('200 authenticated');
    expect(outcome(await holder.verifyByRecoveryCode(await holder.challenge(), holder.recoveryCodes[0] ?? ''))).toBe('200 authenticated');
  });

  test('every call about the app is refused, and spends nothing', async () => {
    const holder = await enrolledHolder(stack, 'refused');
    await stack.setFlag(false);
    const code = holder.nextCode();
    const proof = { password, code };
    for (const [name, answer] of Object.entries({
      start: await holder.start(proof),
      activate: await holder.activate(code),
      reveal: await holder.reveal(code),
      disable: await holder.disable({ code }),
      recoveryCodes: await holder.replaceRecoveryCodes(code),
      email: await holder.switchOnEmail({ code }),
    })) {
      expect(outcome(answer), name).toBe('409 two_factor_unavailable');
    }
    expect((await holder.overview()).twoFactor).toMatchObject({ available: false, methods: [], enabled: true, method: 'totp' });
    await stack.setFlag(true);
    expect((await holder.challenge()).attemptsLeft).toBe(5);
    expect((await holder.overview()).twoFactor).toMatchObject({ available: true, enabled: true, recoveryCodesLeft: 10 });
  });

  test('a key that waits for its activation goes on waiting', async () => {
    const holder = await signedInHolder(stack, 'waiting');
    await holder.startAndScan();
    await stack.setFlag(false);
    expect(outcome(await holder.activate(holder.code))).toBe('409 two_factor_unavailable');
    await stack.setFlag(true);
    expect(outcome(await holder.activate(holder.code))).toBe('200');
  });

  test('a login that waits for its code can still end', async () => {
    const holder = await enrolledHolder(stack, 'pending');
    const challenge = await holder.challenge();
    await stack.setFlag(false);
    expect(outcome(await holder.verify(challenge, holder.wrongCode))).toBe('401 invalid_code');
    expect(outcome(await holder.verify(challenge, holder.code))).toBe('200 authenticated');
    await stack.setFlag(true);
  });

  test('contacts can be verified all the same', async () => {
    const holder = await signedInHolder(stack, 'contacts', { emailVerified: false });
    await stack.setFlag(false);
    expect(outcome(await holder.changeContact({ email: holder.identity.email }))).toBe('200');
    expect(outcome(await holder.confirmContact(stack.lastCode(holder.identity.email)))).toBe('204');
    await stack.setFlag(true);
  });
});

describe('with the flag off, a contact', () => {
  test('is changed with the password alone, by either method: no code is sent then, so none is asked for', async () => {
    const byApp = await enrolledHolder(stack, 'off-app');
    const byMail = await signedInHolder(stack, 'off-mail');
    expect(outcome(await byMail.switchOnEmail())).toBe('200');
    await stack.setFlag(false);
    for (const holder of [byApp, byMail]) {
      const contact = { email: `new-${holder.identity.email}` };
      expect(outcome(await holder.changeContact(contact, { password: 'wrong' }))).toBe('401 invalid_credentials');
      await holder.verifyContact(contact);
      expect((await holder.overview()).contact).toMatchObject({ email: 'n•••@example.com', emailVerified: true });
      expect(stack.outbox().findLast(({ to }) => to === holder.identity.email)?.subject).toBe('Your e-mail address was changed');
    }
    await stack.setFlag(true);
    const asked = await byApp.changeContact({ phone: '+420777000001' });
    expect(asked).toMatchObject({ status: 429 });
    stack.advanceClock(60);
    expect(await byApp.changeContact({ phone: '+420777000001' })).toMatchObject({ status: 400, body: { errors: [{ path: 'code' }] } });
  });
});

test('a shop that offers only e-mail takes on no new app, and goes on with those it has', async () => {
  const holder = await enrolledHolder(stack, 'only-mail');
  const newcomer = await signedInHolder(stack, 'newcomer');
  const offer = async (methods: string) => {
    const Name = '/keycard/local/two-factor-methods';
    await stack.ssm.send(new PutParameterCommand({ Name, Type: 'StringList', Value: methods, Overwrite: true }));
    stack.advanceClock(30);
  };
  await offer('email');
  expect((await newcomer.overview()).twoFactor).toMatchObject({ available: true, methods: ['email'] });
  expect(outcome(await newcomer.start())).toBe('409 two_factor_unavailable');
  expect(outcome(await holder.start({ password, code: holder.code }))).toBe('409 two_factor_unavailable');
  await holder.signIn();
  expect(outcome(await holder.reveal(holder.nextCode()))).toBe('200');
  expect(outcome(await holder.disable({ code: holder.nextCode() }))).toBe('204');
  await offer('email,totp');
  expect(outcome(await newcomer.start())).toBe('200');
});
