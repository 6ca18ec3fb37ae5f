import { beforeAll, describe, expect, test } from 'vitest';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { challengeIn, codeSentTo, codesSentTo, outcome, secondsBetween, shopper, shopperWithFactor, Visitor } from './visitor.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack();
});

describe('a customer without a second factor', () => {
  test('logs in with the password alone', async () => {
    const customer = await shopper(stack, 'plain');
    const visitor = new Visitor(stack, customer);
    const answer = await visitor.logIn();
    expect(outcome(answer)).toBe('200 authenticated');
    expect(answer.body).toEqual({
      status: 'authenticated',
      customerId: 'plain',
      accessToken: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      tokenType: 'Bearer',
      expiresIn: 900,
    });
    expect([...visitor.browser.cookies.keys()]).toEqual(['__Host-keycard-device']);
    expect(stack.sentTo(customer.email)).toBe(0);
  });

  test('gets the long cookie only when they ask to stay logged in', async () => {
    const visitor = new Visitor(stack, await shopper(stack, 'staying'));
    await visitor.logIn({ stayLoggedIn: false });
    expect([...visitor.browser.cookies.keys()]).toEqual(['__Host-keycard-device']);
    await visitor.logIn({ stayLoggedIn: true });
    expect([...visitor.browser.cookies.keys()]).toEqual(['__Host-keycard-device', '__Host-keycard']);
  });

  test('may be a machine that has only a password', async () => {
    const visitor = new Visitor(stack, await shopper(stack, 'machine'));
    expect(outcome(await visitor.logIn({ channel: 'api' }))).toBe('200 authenticated');
  });

  test('may write their username in other letters and with spaces around it', async () => {
    const visitor = new Visitor(stack, await shopper(stack, 'letters', { username: 'Jos\u00e9@Example.com' }));
    for (const username of ['jos\u00e9@example.com', ' JOSE\u0301@EXAMPLE.COM ']) {
      expect(outcome(await visitor.logIn({ username }))).toBe('200 authenticated');
    }
  });
});

describe('a customer with codes by e-mail', () => {
  test('is told everything about the pending second step, and the address only masked', async () => {
    const customer = await shopperWithFactor(stack, 'jana.novak');
    const visitor = new Visitor(stack, customer);
    const answer = await visitor.logIn();
    const at = (seconds: number) => new Date(stack.now() + seconds * 1000).toISOString();
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      status: 'second_factor_required',
      challenge: {
        token: expect.any(String),
        method: 'email',
        sentTo: 'j•••@example.com',
        sent: true,
        sentAt: at(0),
        codeExpiresAt: at(300),
        resendAt: at(60),
        attemptsLeft: 5,
        expiresAt: at(900),
        canRecover: false,
      },
    });
    expect(JSON.stringify(answer)).not.toContain('jana.novak');
    expect(visitor.browser.cookies.size).toBe(0);
  });

  test('gets one e-mail with six digits, and is in with them', async () => {
    const customer = await shopperWithFactor(stack, 'email');
    const visitor = new Visitor(stack, customer);
    const challenge = await visitor.challenge();
    expect(codesSentTo(stack, customer)).toEqual([expect.stringMatching(/^[0-9]{6}$/)]);
    const answer = await visitor.verifyRight(challenge);
    expect(answer.body).toEqual({
      status: 'authenticated',
      customerId: 'email',
      accessToken: expect.any(String),
      tokenType: 'Bearer',
      expiresIn: 900,
    });
    const { accessToken } = answer.body as { accessToken: string };
    const session = await visitor.browser.get('/v1/session', { bearer: accessToken });
    expect(session.body).toMatchObject({ customerId: 'email', amr: ['pwd', 'otp'], acr: `${stack.url}/acr/email` });
  });

  test('stays logged in only after the code, not after the password', async () => {
    const visitor = new Visitor(stack, await shopperWithFactor(stack, 'staying-email'));
    const challenge = await visitor.challenge({ stayLoggedIn: true });
    expect(visitor.browser.cookies.size).toBe(0);
    await visitor.verifyRight(challenge);
    expect([...visitor.browser.cookies.keys()]).toEqual(['__Host-keycard', '__Host-keycard-device']);
  });

  test('may type the code with a space in its middle', async () => {
    const customer = await shopperWithFactor(stack, 'spaced');
    const visitor = new Visitor(stack, customer);
    const challenge = await visitor.challenge();
    const code = codeSentTo(stack, customer);
    expect(outcome(await visitor.verify(challenge, ` ${code.slice(0, 3)} ${code.slice(3)}`))).toBe('200 authenticated');
  });

  test('cannot log in as a machine: no code is sent for it', async () => {
    const customer = await shopperWithFactor(stack, 'machine-email');
    const answer = await new Visitor(stack, customer).logIn({ channel: 'api' });
    expect(outcome(answer)).toBe('403 api_login_refused');
    expect(codesSentTo(stack, customer)).toEqual([]);
  });

  test('cannot learn by a machine login with a wrong password that there is a factor', async () => {
    const visitor = new Visitor(stack, await shopperWithFactor(stack, 'machine-wrong'));
    expect(outcome(await visitor.logIn({ channel: 'api', password: 'wrong' }))).toBe('401 invalid_credentials');
  });

  test('is not sent a code for a wrong password', async () => {
    const customer = await shopperWithFactor(stack, 'wrong-password');
    expect(outcome(await new Visitor(stack, customer).logIn({ password: 'wrong' }))).toBe('401 invalid_credentials');
    expect(codesSentTo(stack, customer)).toEqual([]);
  });

  test('cannot use a challenge of somebody else with their own code', async () => {
    const [mine, theirs] = [await shopperWithFactor(stack, 'mine'), await shopperWithFactor(stack, 'theirs')];
    const challenge = await new Visitor(stack, theirs).challenge();
    const visitor = new Visitor(stack, mine);
    await visitor.challenge();
    const answer = await visitor.verify(challenge, codeSentTo(stack, mine));
    expect(outcome(answer)).toBe('401 invalid_code');
  });
});

describe('while the flag is off', () => {
  test('a customer with a factor logs in with the password, machines too, and keeps their settings', async () => {
    const customer = await shopperWithFactor(stack, 'flag-off');
    const visitor = new Visitor(stack, customer);
    await stack.setFlag(false);
    expect(outcome(await visitor.logIn())).toBe('200 authenticated');
    expect(outcome(await visitor.logIn({ channel: 'api' }))).toBe('200 authenticated');
    expect(codesSentTo(stack, customer)).toEqual([]);
    await stack.setFlag(true);
    expect(outcome(await visitor.logIn())).toBe('200 second_factor_required');
  });
});

describe('whoever has no account', () => {
  test('gets the same answer as with a wrong password, and as a customer without one', async () => {
    const known = await shopper(stack, 'known');
    const { username } = await stack.putCustomer('no-password', {});
    const strangers = { ...known, username: 'nobody@example.com' };
    const answers = [
      await new Visitor(stack, known).logIn({ password: 'wrong' }),
      await new Visitor(stack, strangers).logIn(),
      await new Visitor(stack, { ...known, username }).logIn(),
    ];
    const seen = answers.map(({ status, headers, body }) => {
      const { date: _, 'x-amzn-requestid': id, ...rest } = headers;
      expect(id).toEqual(expect.any(String));
      return { status, headers: rest, body };
    });
    expect(seen[0]?.status).toBe(401);
    expect(seen[0]?.body).toMatchObject({ code: 'invalid_credentials' });
    expect(seen[1]).toEqual(seen[0]);
    expect(seen[2]).toEqual(seen[0]);
  });
});

describe('a challenge', () => {
  test('lives for 15 minutes, whatever is sent meanwhile', async () => {
    const customer = await shopperWithFactor(stack, 'quarter');
    const visitor = new Visitor(stack, customer);
    const challenge = await visitor.challenge();
    expect(secondsBetween(stack.now(), challenge.expiresAt)).toBe(900);
    stack.advanceClock(899.999);
    const resent = await visitor.resend(challenge);
    expect(outcome(resent)).toBe('200 second_factor_required');
    expect(challengeIn(resent).expiresAt).toBe(challenge.expiresAt);
    stack.advanceClock(0.001);
    expect(outcome(await visitor.verifyRight(challenge))).toBe('410 challenge_expired');
    expect(outcome(await visitor.resend(challenge))).toBe('410 challenge_expired');
  });

  test('is alive in its last moment', async () => {
    const visitor = new Visitor(stack, await shopperWithFactor(stack, 'last-moment'));
    const challenge = await visitor.challenge();
    stack.advanceClock(800);
    await visitor.resend(challenge);
    stack.advanceClock(99.999);
    expect(outcome(await visitor.verifyRight(challenge))).toBe('200 authenticated');
  });
});
