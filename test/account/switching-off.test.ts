import { beforeAll, describe, expect, test } from 'vitest';
import { codeSentTo, codesSentTo, otherThan, outcome, type Shopper, shopper, shopperWithFactor, Visitor } from '../login/visitor.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { auditLog } from './audit-log.ts';
import { cookieName, type SignedIn, signIn } from './signed-in.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack();
});

/** A customer with the e-mail method, logged in, to whom a code may be sent at once. */
async function ready(name: string): Promise<{ customer: Shopper; session: SignedIn }> {
  const customer = await shopperWithFactor(stack, name);
  const session = await signIn(stack, customer, { stayLoggedIn: true });
  stack.advanceClock(60);
  return { customer, session };
}

const isOn = async (session: SignedIn) => (await session.overview()).twoFactor.enabled;
const noticesTo = ({ email }: Shopper) => stack.outbox().filter(({ to, subject }) => to === email && subject === 'Two-factor login is off');

describe('a code that confirms a change', () => {
  test('goes to the customer’s address, and says what it is for', async () => {
    const { customer, session } = await ready('code-sent');
    const at = (seconds: number) => new Date(stack.now() + seconds * 1000).toISOString();
    expect(await session.requestCode()).toMatchObject({
      status: 200,
      body: { sentTo: 'c•••@example.com', resendAt: at(60), codeExpiresAt: at(300) },
    });
    const mail = stack
      .outbox()
      .filter(({ to }) => to === customer.email)
      .at(-1);
    expect(mail?.subject).toBe(`${codeSentTo(stack, customer)} is your security code`);
  });

  test('is sent at most once in 60 seconds, logins counted in', async () => {
    const { customer, session } = await ready('code-interval');
    await session.requestCode();
    stack.advanceClock(59.999);
    expect(await session.requestCode()).toMatchObject({
      status: 429,
      headers: { 'retry-after': '1' },
      body: { code: 'too_soon', retryAfter: 1 },
    });
    expect(await new Visitor(stack, customer).challenge()).toMatchObject({ sent: false });
    stack.advanceClock(0.001);
    expect(outcome(await session.requestCode())).toBe('200');
    expect(new Set(codesSentTo(stack, customer)).size).toBe(3);
  });

  test('asked for twenty times in parallel is one e-mail', async () => {
    const { customer, session } = await ready('code-parallel');
    const before = stack.sentTo(customer.email);
    const outcomes = (await Promise.all(Array.from({ length: 20 }, () => session.requestCode()))).map(outcome);
    expect(outcomes.sort()).toEqual(['200', ...Array(19).fill('429 too_soon')]);
    expect(stack.sentTo(customer.email)).toBe(before + 1);
  });

  test('is not sent to whoever has no factor, or no session', async () => {
    const session = await signIn(stack, await shopper(stack, 'code-none'));
    expect(outcome(await session.requestCode())).toBe('409 not_enabled');
    expect(outcome(await session.switchOff('123456'))).toBe('409 not_enabled');
    expect(outcome(await stack.browser().post('/v1/security/code'))).toBe('401 session_required');
    expect(outcome(await stack.browser().post('/v1/security/disable', { password: 'x', code: '123456' }))).toBe('401 session_required');
  });
});

describe('a customer who switches the second factor off', () => {
  test('needs password and code, and logs in with the password alone from then on', async () => {
    const { customer, session } = await ready('off');
    expect(await session.switchOff(await session.freshCode())).toMatchObject({ status: 204, body: undefined });
    expect((await session.overview()).twoFactor).toEqual({
      available: true,
      methods: expect.arrayContaining(['email']),
      enabled: false,
      recoveryCodesLeft: 0,
    });
    expect(outcome(await new Visitor(stack, customer).logIn())).toBe('200 authenticated');
  });

  test('may type the code with spaces, as people do', async () => {
    const { session } = await ready('off-spaces');
    const code = await session.freshCode();
    expect((await session.switchOff(` ${code.slice(0, 3)} ${code.slice(3)} `)).status).toBe(204);
  });

  test('is told by e-mail, once, and it is in the audit log', async () => {
    const { customer, session } = await ready('off-notice');
    await session.switchOff(await session.freshCode());
    expect(noticesTo(customer)).toHaveLength(1);
    const entry = { event: 'two_factor_off', method: 'email', by: { customer: 'off-notice' }, at: stack.now() };
    expect(await auditLog(stack, 'off-notice')).toContainEqual(expect.objectContaining(entry));
  });

  test('goes on in this session, with its long cookie cleared, and is out in all others', async () => {
    const { customer, session } = await ready('off-sessions');
    const other = await signIn(stack, customer, { stayLoggedIn: true });
    const cookie = session.cookie;
    const answer = await session.switchOff(await session.freshCode());
    expect(answer.headers['set-cookie']).toEqual([expect.stringContaining(`${cookieName}=; Max-Age=0;`)]);
    expect(outcome(await session.session())).toBe('200');
    expect(outcome(await other.session())).toBe('401 session_required');
    expect(outcome(await other.refresh())).toBe('401 session_required');
    const brought = await stack.browser().post('/v1/session/refresh', {}, { headers: { Cookie: `${cookieName}=${cookie}` } });
    expect(outcome(brought)).toBe('401 session_required');
  });

  test('ends the logins that wait for a code: the next one needs none', async () => {
    const { customer, session } = await ready('off-pending');
    const visitor = new Visitor(stack, customer);
    const challenge = await visitor.challenge();
    const code = await session.freshCode();
    await session.switchOff(code);
    for (const each of codesSentTo(stack, customer)) expect(outcome(await visitor.verify(challenge, each))).toBe('401 invalid_challenge');
    expect(outcome(await visitor.resend(challenge))).toBe('401 invalid_challenge');
  });

  test('can switch it on again, with ten new recovery codes', async () => {
    const { session } = await ready('off-and-on');
    await session.switchOff(await session.freshCode());
    expect(await session.switchOn()).toMatchObject({ status: 200, body: { recoveryCodes: expect.any(Array) } });
    expect((await session.overview()).twoFactor).toMatchObject({ enabled: true, recoveryCodesLeft: 10 });
  });

  // Eight, as each has a password to compare: twenty at once keep a small machine busy for longer than a function may take.
  test('in parallel, eight times with the right code, does it once', async () => {
    const { customer, session } = await ready('off-parallel');
    const code = await session.freshCode();
    const outcomes = (await Promise.all(Array.from({ length: 8 }, () => session.switchOff(code)))).map(outcome);
    expect(outcomes.filter((each) => each === '204')).toHaveLength(1);
    for (const refused of outcomes.filter((each) => each !== '204')) expect(['410 code_expired', '409 not_enabled']).toContain(refused);
    expect(noticesTo(customer)).toHaveLength(1);
    expect((await auditLog(stack, 'off-parallel')).filter(({ event }) => event === 'two_factor_off')).toHaveLength(1);
  });
});

describe('the factor stays on', () => {
  test('with a wrong password, and no attempt at the code is burned', async () => {
    const { session } = await ready('stays-password');
    const code = await session.freshCode();
    for (let time = 0; time < 4; time++) expect(outcome(await session.switchOff(code, 'not the password'))).toBe('401 invalid_credentials');
    expect(await session.switchOff(otherThan(code))).toMatchObject({ status: 401, body: { code: 'invalid_code', attemptsLeft: 4 } });
    expect((await session.switchOff(code)).status).toBe(204);
  });

  test('with five wrong codes, after which the right one is refused too, until another is sent', async () => {
    const { session } = await ready('stays-locked');
    const code = await session.freshCode();
    const lefts = [];
    for (let nth = 1; nth <= 5; nth++) {
      const { body } = await session.switchOff(otherThan(code, nth));
      lefts.push((body as { attemptsLeft: number }).attemptsLeft);
    }
    expect(lefts).toEqual([4, 3, 2, 1, 0]);
    expect(outcome(await session.switchOff(code))).toBe('423 challenge_locked');
    expect(await isOn(session)).toBe(true);
    expect((await session.switchOff(await session.freshCode())).status).toBe(204);
  });

  test('with ten parallel guesses: five are evaluated', async () => {
    const { session } = await ready('stays-parallel');
    const code = await session.freshCode();
    const guesses = Array.from({ length: 10 }, (_, nth) => session.switchOff(otherThan(code, nth + 1)));
    const outcomes = (await Promise.all(guesses)).map(outcome);
    expect(outcomes.sort()).toEqual([...Array(5).fill('401 invalid_code'), ...Array(5).fill('423 challenge_locked')]);
    expect(await isOn(session)).toBe(true);
  });

  test('with a code that is five minutes old, and not with one of 299.9 seconds', async () => {
    const late = await ready('stays-late');
    const code = await late.session.freshCode();
    stack.advanceClock(300);
    expect(outcome(await late.session.switchOff(code))).toBe('410 code_expired');
    expect(await isOn(late.session)).toBe(true);

    const justInTime = await late.session.freshCode();
    stack.advanceClock(299.9);
    expect((await late.session.switchOff(justInTime)).status).toBe(204);
  });

  test('with a code that a newer one has replaced', async () => {
    const { session } = await ready('stays-replaced');
    const older = await session.freshCode();
    const newer = await session.freshCode();
    if (older !== newer) expect(outcome(await session.switchOff(older))).toBe('401 invalid_code');
    expect((await session.switchOff(newer)).status).toBe(204);
  });

  test('with a code that was sent for a login, which stays good for its login', async () => {
    const { customer, session } = await ready('stays-login-code');
    const visitor = new Visitor(stack, customer);
    const challenge = await visitor.challenge();
    const code = codeSentTo(stack, customer);
    expect(outcome(await session.switchOff(code))).toBe('410 code_expired');
    expect(outcome(await session.switchOff(otherThan(code)))).toBe('410 code_expired');
    expect(await isOn(session)).toBe(true);
    const [wrong] = await visitor.guessWrong(challenge, 1);
    expect(wrong?.body).toMatchObject({ attemptsLeft: 4 });
    expect(outcome(await visitor.verify(challenge, code))).toBe('200 authenticated');
  });

  test('with the code that the customer has just logged in with', async () => {
    const customer = await shopperWithFactor(stack, 'stays-used-code');
    const session = await signIn(stack, customer);
    expect(outcome(await session.switchOff(codeSentTo(stack, customer)))).toBe('410 code_expired');
    expect(await isOn(session)).toBe(true);
  });

  test('without a code ever asked for', async () => {
    const { session } = await ready('stays-unasked');
    stack.advanceClock(600);
    for (const code of ['000000', '123456']) expect(outcome(await session.switchOff(code))).toBe('410 code_expired');
  });

  test('with anything that is not six ASCII digits', async () => {
    const { customer, session } = await ready('stays-digits');
    for (const code of ['12345', '1234567', '12345a', '١٢٣٤٥٦', '１２３４５６', '12.345', '-12345', '', ' ']) {
      expect(await session.switchOff(code)).toMatchObject({ status: 400, body: { code: 'invalid_request', errors: [{ path: 'code' }] } });
    }
    for (const code of [123456, ['123456'], null, { length: 6 }]) {
      const answer = await session.post('/v1/security/disable', { password: customer.password, code });
      expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request', errors: [{ path: 'code' }] } });
    }
  });

  test('for another customer’s code', async () => {
    const [mine, theirs] = [await ready('stays-mine'), await ready('stays-theirs')];
    const [code, foreign] = [await mine.session.freshCode(), await theirs.session.freshCode()];
    if (code !== foreign) expect(outcome(await mine.session.switchOff(foreign))).toBe('401 invalid_code');
    expect(await isOn(mine.session)).toBe(true);
    expect(await isOn(theirs.session)).toBe(true);
  });
});

test('a code that confirms a change opens no login, and is not spent by the try', async () => {
  const { customer, session } = await ready('reverse');
  const visitor = new Visitor(stack, customer);
  const challenge = await visitor.challenge();
  const code = await session.freshCode();
  expect(outcome(await visitor.verify(challenge, code))).toBe('410 code_expired');
  expect(await session.switchOff(otherThan(code))).toMatchObject({ body: { attemptsLeft: 4 } });
  // The login waits for a code of its own.
  stack.advanceClock(60);
  expect(outcome(await visitor.resend(challenge))).toBe('200 second_factor_required');
  expect(outcome(await session.switchOff(codeSentTo(stack, customer)))).toBe('410 code_expired');
  expect(outcome(await visitor.verifyRight(challenge))).toBe('200 authenticated');
});
