import { beforeAll, describe, expect, test } from 'vitest';
import { outcome, shopper, shopperWithFactor } from '../login/visitor.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { accessTokenIn, type Overview, signIn } from './signed-in.ts';

const day = 24 * 60 * 60;
const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:152.0) Gecko/20100101 Firefox/152.0';
const safari =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Mobile/15E148 Safari/604.1';
let stack: TestStack;

/** By which a session without a cookie is told: its access token's own. */
const idIn = (token: string) => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).jti as string;
/** Those of the other browsers. */
const others = ({ sessions }: Overview) => sessions.filter(({ current }) => !current);

beforeAll(async () => {
  stack = await startReadyStack();
});

describe('the account’s overview', () => {
  test('shows who is logged in, the second factor, the contacts masked, and the sessions', async () => {
    const session = await signIn(stack, await shopper(stack, 'overview', { phone: '+420601123456', phoneVerified: true }));
    const second = new Date(Math.floor(stack.now() / 1000) * 1000);
    expect(await session.overview()).toEqual({
      username: 'overview@example.com',
      login: { at: second.toISOString(), by: 'password' },
      twoFactor: { available: true, methods: expect.arrayContaining(['email']), enabled: false, recoveryCodesLeft: 0 },
      contact: { email: 'o•••@example.com', emailVerified: true, phone: '+420 ••• ••56', phoneVerified: true },
      // Not kept beyond its access token, so it is told to nobody else.
      sessions: [
        {
          id: idIn(session.accessToken),
          current: true,
          staysLoggedIn: false,
          device: '',
          network: '127.0.0.0/24',
          startedAt: second.toISOString(),
          lastUsedAt: new Date(stack.now()).toISOString(),
          expiresAt: new Date(second.getTime() + 900_000).toISOString(),
        },
      ],
      // In whole seconds, as the access token tells when the login was.
      provedUntil: new Date(second.getTime() + 600_000).toISOString(),
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

  test('tells this session first, then each other that stays logged in, by its last use', async () => {
    const customer = await shopper(stack, 'overview-sessions');
    const at = (time: number) => new Date(time).toISOString();
    const begun = stack.now();
    const first = await signIn(stack, customer, { stayLoggedIn: true }, { headers: { 'User-Agent': firefox } });
    stack.advanceClock(day);
    await signIn(stack, customer, { stayLoggedIn: true }, { headers: { 'User-Agent': safari } });
    stack.advanceClock(day);
    await first.browser.post('/v1/session/refresh', {}, { from: '127.7.0.1' });
    stack.advanceClock(60);
    const { sessions } = await (await signIn(stack, customer, { stayLoggedIn: true })).overview();
    const from = (start: number, used: number, device: string, network: string) => ({
      id: expect.stringMatching(/^[\w-]{43}$/),
      staysLoggedIn: true,
      device,
      network,
      startedAt: at(start),
      lastUsedAt: at(used),
      // If it is not used before: every refresh moves it, at most to 30 days after the login.
      expiresAt: at(used + 14 * day * 1000),
    });
    const dayLater = begun + day * 1000;
    expect(sessions).toEqual([
      { ...from(stack.now(), stack.now(), '', '127.0.0.0/24'), current: true },
      from(begun, dayLater + day * 1000, 'Firefox, Windows', '127.7.0.0/24'),
      from(dayLater, dayLater, 'Safari, iPhone', '127.0.0.0/24'),
    ]);
    expect(new Set(sessions.map(({ id }) => id)).size).toBe(3);
  });

  test('tells how this session logged in', async () => {
    const session = await signIn(stack, await shopperWithFactor(stack, 'overview-login'));
    expect((await session.overview()).login.by).toBe('email');
  });

  test('tells of a session that a change of its own has cut short that it stays no more', async () => {
    const customer = await shopper(stack, 'overview-cut', { emailVerified: true });
    const session = await signIn(stack, customer, { stayLoggedIn: true });
    const [before] = (await session.overview()).sessions;
    await session.switchOn();
    const [after, ...more] = (await session.overview()).sessions;
    expect(more).toEqual([]);
    expect(after).toMatchObject({ id: before?.id, current: true, staysLoggedIn: false });
    expect(Date.parse(after?.expiresAt ?? '') - stack.now()).toBeLessThanOrEqual(900_000);
  });

  test('leaves out the sessions that are over: logged out, ended everywhere, expired', async () => {
    const customer = await shopper(stack, 'overview-ended');
    const devices = async () => others(await (await signIn(stack, customer)).overview()).length;
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

  test('keeps a session’s beginning and its name through its refreshes', async () => {
    const session = await signIn(stack, await shopper(stack, 'overview-refresh'), { stayLoggedIn: true });
    const { sessions } = await session.overview();
    stack.advanceClock(day);
    const bearer = accessTokenIn(await session.refresh());
    const { body } = await session.browser.get('/v1/security', { bearer });
    expect(body).toMatchObject({ sessions: [{ id: sessions[0]?.id, startedAt: sessions[0]?.startedAt }] });
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
