import { DeleteParameterCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startTestStack, type TestStack } from '../support/stack.ts';
import { codesSentTo, outcome, type Shopper, shopper, shopperWithFactor, Visitor } from './visitor.ts';

const flag = '/keycard/local/two-factor-enabled';
const methods = '/keycard/local/two-factor-methods';
const challenged = '200 second_factor_required';
const authenticated = '200 authenticated';

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack();
  stack.freezeClock();
});

/** The flag off, as installed, and known to everybody; SSM well. */
afterEach(async () => {
  stack.clearFaults();
  await stack.ssm.send(new PutParameterCommand({ Name: methods, Value: 'email,totp', Overwrite: true }));
  await stack.ssm.send(new PutParameterCommand({ Name: flag, Type: 'String', Value: 'false', Overwrite: true }));
  stack.advanceClock(60);
});

const flip = (Value: string) => stack.ssm.send(new PutParameterCommand({ Name: flag, Value, Overwrite: true }));
const offer = (Value: string) => stack.ssm.send(new PutParameterCommand({ Name: methods, Value, Overwrite: true }));

/** A customer with the factor on, made while the flag is on for a moment. */
async function prepared(customerId: string): Promise<Visitor> {
  await stack.setFlag(true);
  const customer = await shopperWithFactor(stack, customerId);
  await stack.setFlag(false);
  return new Visitor(stack, customer);
}

/** Somebody who is logged in, without a factor. */
async function signedIn(customerId: string) {
  const customer = await shopper(stack, customerId);
  const visitor = new Visitor(stack, customer);
  const { accessToken: bearer } = (await visitor.logIn()).body as { accessToken: string };
  return {
    switchOn: () => visitor.browser.post('/v1/security/email', { password: customer.password }, { bearer }),
    twoFactor: async () => ((await visitor.browser.get('/v1/security', { bearer })).body as { twoFactor: object }).twoFactor,
  };
}

describe('the flag', () => {
  test('is off after installation: nobody is offered the option, and nobody can switch it on', async () => {
    expect(await stack.flag()).toBe('false');
    const { switchOn, twoFactor } = await signedIn('installed');
    expect(await twoFactor()).toMatchObject({ available: false, methods: [], enabled: false });
    expect(outcome(await switchOn())).toBe('409 two_factor_unavailable');
  });

  test('flipped with an SSM client is effective within 30 seconds, without a restart', async () => {
    const visitor = await prepared('flipped');
    await stack.setFlag(true);
    expect(outcome(await visitor.logIn())).toBe(challenged);
    await stack.setFlag(false);
    expect(outcome(await visitor.logIn())).toBe(authenticated);

    await flip('true');
    stack.clearCalls();
    stack.advanceClock(30);
    expect(outcome(await visitor.logIn())).toBe(challenged);
    // A function that had been restarted would have its keys unwrapped again.
    const services = stack.calls().flatMap(({ function: caller, service }) => (caller === 'login' ? service : []));
    expect(new Set(services)).toEqual(new Set(['dynamodb', 'ssm', 'ses']));

    await flip('false');
    stack.advanceClock(30);
    expect(outcome(await visitor.logIn())).toBe(authenticated);
  });

  test('switches the option on in the account', async () => {
    await stack.setFlag(true);
    const { switchOn, twoFactor } = await signedIn('option');
    expect(await twoFactor()).toMatchObject({ available: true, methods: ['email', 'totp'], enabled: false });
    expect(outcome(await switchOn())).toBe('200');
  });

  test('is asked for at most every 30 seconds', async () => {
    const visitor = new Visitor(stack, await shopper(stack, 'asked'));
    stack.advanceClock(30);
    await visitor.logIn();
    stack.clearCalls();
    const asked = () => stack.calls().filter(({ service, function: caller }) => service === 'ssm' && caller === 'login').length;
    for (const seconds of [0, 10, 19.999]) {
      stack.advanceClock(seconds);
      await visitor.logIn();
    }
    expect(asked()).toBe(0);
    stack.advanceClock(0.001);
    await Promise.all([visitor.logIn(), visitor.logIn(), visitor.logIn()]);
    expect(asked()).toBe(1);
  });

  test('that is off loses nobody’s settings', async () => {
    const visitor = await prepared('kept');
    expect(outcome(await visitor.logIn())).toBe(authenticated);
    await stack.setFlag(true);
    expect(outcome(await visitor.logIn())).toBe(challenged);
  });

  test('cannot be set to anything but true and false', async () => {
    await expect(flip('yes')).rejects.toThrow(/pattern/i);
    expect(await stack.flag()).toBe('false');
  });
});

describe('the list of methods', () => {
  test('decides what can be switched on, not who is challenged', async () => {
    const visitor = await prepared('offered-before');
    await offer('totp');
    await stack.setFlag(true);
    const { switchOn, twoFactor } = await signedIn('offered');
    expect(await twoFactor()).toMatchObject({ available: true, methods: ['totp'] });
    expect(outcome(await switchOn())).toBe('409 two_factor_unavailable');
    expect(outcome(await visitor.logIn())).toBe(challenged);
  });

  test('may have spaces, and methods that nobody knows are left out', async () => {
    await offer(' email , pigeon');
    await stack.setFlag(true);
    const { switchOn, twoFactor } = await signedIn('spaces');
    expect(await twoFactor()).toMatchObject({ methods: ['email'] });
    expect(outcome(await switchOn())).toBe('200');
  });
});

describe('while the flag cannot be read', () => {
  const ssmIsDown = () => stack.fault({ service: 'ssm', action: 'GetParameters', kind: 'error', count: 1000 });

  test('because it was deleted, the last known value goes on', async () => {
    const visitor = await prepared('deleted');
    await stack.setFlag(true);
    expect(outcome(await visitor.logIn())).toBe(challenged);
    await stack.ssm.send(new DeleteParameterCommand({ Name: flag }));
    stack.advanceClock(60);
    expect(outcome(await visitor.logIn())).toBe(challenged);
  });

  test.each([
    ['on', true, challenged],
    ['off', false, authenticated],
  ])('because SSM is down, the last known value goes on: %s', async (word, on, expected) => {
    const visitor = await prepared(`last-known-${word}`);
    await stack.setFlag(on);
    expect(outcome(await visitor.logIn())).toBe(expected);
    ssmIsDown();
    await flip(String(!on));
    stack.advanceClock(300);
    expect(outcome(await visitor.logIn())).toBe(expected);
    stack.clearFaults();
    stack.advanceClock(5);
    expect(outcome(await visitor.logIn())).not.toBe(expected);
  });

  test('and never was, whoever has a factor is challenged, and nobody can switch one on', async () => {
    const visitor = await prepared('cold');
    const { switchOn, twoFactor } = await signedIn('cold-option');
    await flip('true');
    await stack.coldStart();
    ssmIsDown();

    const challenge = await visitor.challenge();
    expect(outcome(await visitor.logIn({ channel: 'api' }))).toBe('403 api_login_refused');
    expect(outcome(await visitor.verifyRight(challenge))).toBe(authenticated);
    expect(outcome(await new Visitor(stack, await shopper(stack, 'cold-plain')).logIn())).toBe(authenticated);
    expect(await twoFactor()).toMatchObject({ available: false, methods: [] });
    expect(outcome(await switchOn())).toBe('409 two_factor_unavailable');

    stack.clearFaults();
    stack.advanceClock(5);
    expect(await twoFactor()).toMatchObject({ available: true, methods: ['email', 'totp'] });
    expect(outcome(await switchOn())).toBe('200');
  });

  test('and never was, a customer with a factor is challenged although the flag is off', async () => {
    const customer: Shopper = { customerId: 'cold-off', username: 'cold-off@example.com', email: 'cold-off@example.com', password: '' };
    const visitor = await prepared(customer.customerId);
    await stack.coldStart();
    ssmIsDown();
    expect(outcome(await visitor.logIn())).toBe(challenged);
    expect(codesSentTo(stack, customer)).toHaveLength(1);
  });
});
