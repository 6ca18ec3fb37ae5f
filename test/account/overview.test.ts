import { beforeAll, describe, expect, test } from 'vitest';
import { outcome, shopper, shopperWithFactor } from '../login/visitor.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { accessTokenIn, signIn } from './signed-in.ts';

const day = 24 * 60 * 60;
const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:152.0) Gecko/20100101 Firefox/152.0';
const safari =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Mobile/15E148 Safari/604.1';
let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack();
});

describe('the account’s overview', () => {
  test('shows the second factor, the contacts masked, and the stay-logged-in sessions', async () => {
    const session = await signIn(stack, await shopper(stack, 'overview', { phone: '+420601123456', phoneVerified: true }));
    expect(await session.overview()).toEqual({
      twoFactor: { available: true, methods: expect.arrayContaining(['email']), enabled: false, recoveryCodesLeft: 0 },
      contact: { email: 'o•••@example.com', emailVerified: true, phone: '+420 ••• ••56', phoneVerified: true },
      sessions: [],
      // In whole seconds, as the access token tells when the login was.
      provedUntil: new Date(Math.floor(stack.now() / 1000) * 1000 + 600_000).toISOString(),
    });
  });

  test('shows since when the factor is on, and how many recovery codes are left', async () => {
    const customer = await shopper(stack, 'overview-on', { emailVerified: true });
    const session = await signIn(stack, customer);
    const since = new Date(stack.now()).toISOString();
    await session.switchOn();
    stack.advanceClock(60);
    expect((await session.overview()).twoFactor).toEqual({
      available: true,
      methods: expect.arrayContaining(['email']),
      enabled: true,
      method: 'email',
      since,
      recoveryCodesLeft: 10,
    });
  });

  test('says which contacts are not verified, and of a missing one that it is not there', async () => {
    const { contact } = await (await signIn(stack, await shopper(stack, 'overview-contacts', { emailVerified: false }))).overview();
    expect(contact).toEqual({ email: 'o•••@example.com', emailVerified: false, phoneVerified: false });
  });

  test('names each session’s device and times, newest first', async () => {
    const customer = await shopper(stack, 'overview-sessions');
    const begun = stack.now();
    await signIn(stack, customer, { stayLoggedIn: true }, { headers: { 'User-Agent': firefox } });
    stack.advanceClock(day);
    await signIn(stack, customer, { stayLoggedIn: true }, { headers: { 'User-Agent': safari } });
    const { sessions } = await (await signIn(stack, customer)).overview();
    const from = (start: number, device: string) => ({
      startedAt: new Date(start).toISOString(),
      // If it is not used before: every refresh moves it, at most to 30 days after the login.
      expiresAt: new Date(start + 14 * day * 1000).toISOString(),
      device,
    });
    expect(sessions).toEqual([from(begun + day * 1000, 'Safari, iPhone'), from(begun, 'Firefox, Windows')]);
  });

  test('leaves out the sessions that are over: logged out, ended everywhere, expired', async () => {
    const customer = await shopper(stack, 'overview-ended');
    const devices = async () => {
      const session = await signIn(stack, customer);
      return (await session.overview()).sessions.length;
    };
    const [one, two] = [await signIn(stack, customer, { stayLoggedIn: true }), await signIn(stack, customer, { stayLoggedIn: true })];
    expect(await devices()).toBe(2);
    await one.logOut();
    expect(await devices()).toBe(1);
    stack.advanceClock(30 * day);
    expect(await devices()).toBe(0);
    expect(outcome(await two.refresh())).toBe('401 session_required');

    await signIn(stack, customer, { stayLoggedIn: true });
    expect(await devices()).toBe(1);
    await (await signIn(stack, customer)).logOut({ everywhere: true });
    expect(await devices()).toBe(0);
  });

  test('keeps a session’s beginning through its refreshes', async () => {
    const customer = await shopper(stack, 'overview-refresh');
    const begun = new Date(stack.now()).toISOString();
    const session = await signIn(stack, customer, { stayLoggedIn: true });
    stack.advanceClock(day);
    const bearer = accessTokenIn(await session.refresh());
    const { body } = await session.browser.get('/v1/security', { bearer });
    expect(body).toMatchObject({ sessions: [{ startedAt: begun }] });
  });

  test('is nobody else’s: it takes the customer from the token and from nowhere else', async () => {
    await shopper(stack, 'victim');
    const session = await signIn(stack, await shopper(stack, 'nosy'), { stayLoggedIn: true });
    const answer = await session.get('/v1/security?customerId=victim');
    expect(answer).toMatchObject({ status: 200, body: { contact: { email: 'n•••@example.com' }, sessions: [{}] } });
    expect(outcome(await session.browser.get('/v1/security'))).toBe('401 session_required');
  });

  test('does not offer the option while the flag is off, and forgets nothing over it', async () => {
    const session = await signIn(stack, await shopperWithFactor(stack, 'overview-flag'));
    await stack.setFlag(false);
    expect((await session.overview()).twoFactor).toMatchObject({
      available: false,
      methods: [],
      enabled: true,
      method: 'email',
      recoveryCodesLeft: 10,
    });
    await stack.setFlag(true);
    expect((await session.overview()).twoFactor).toMatchObject({ available: true, enabled: true });
  });
});
