import { beforeAll, describe, expect, test } from 'vitest';
import { outcome, shopper, shopperWithFactor } from '../login/visitor.ts';
import type { Answer } from '../support/browser.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';
import { accessTokenIn, cookieName, signIn } from './signed-in.ts';

const day = 24 * 60 * 60;
let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack();
  stack.freezeClock();
  await stack.setFlag(true);
});

const setCookies = ({ headers }: Answer) => [headers['set-cookie'] ?? []].flat();
/** Sends one cookie and nothing else, as whoever copied it does. */
const refreshWith = (cookie: string) => stack.browser().post('/v1/session/refresh', {}, { headers: { Cookie: `${cookieName}=${cookie}` } });
const cleared = `${cookieName}=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Lax`;

/** The last of 43 characters carries two bits that decoders skip (RFC 4648 §3.5). */
function sameBytesWrittenOtherwise(cookie: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return cookie.slice(0, -1) + alphabet[alphabet.indexOf(cookie.at(-1) ?? '') + 1];
}

describe('the stay-logged-in cookie', () => {
  test('is out of reach of scripts, other hosts and plain HTTP, and lasts 30 days', async () => {
    const customer = await shopper(stack, 'cookie-attributes');
    const { username, password } = customer;
    const answer = await stack.browser().post('/v1/login', { username, password, stayLoggedIn: true });
    const form = /^__Host-keycard=[\w-]{43}; Max-Age=2592000; Path=\/; Secure; HttpOnly; SameSite=Lax$/;
    expect(setCookies(answer)).toEqual([expect.stringMatching(form)]);
  });

  test('comes with the second factor only, never with the password alone', async () => {
    const customer = await shopperWithFactor(stack, 'cookie-factor');
    const { username, password } = customer;
    stack.advanceClock(60);
    const browser = stack.browser();
    expect(setCookies(await browser.post('/v1/login', { username, password, stayLoggedIn: true }))).toEqual([]);
    const { cookie } = await signIn(stack, customer, { stayLoggedIn: true });
    expect(cookie).toBeDefined();
  });

  test('is 256 random bits, of which the table knows only a SHA-256', async () => {
    const customer = await shopper(stack, 'cookie-digest');
    const cookies = [];
    for (let login = 0; login < 2; login++) cookies.push((await signIn(stack, customer, { stayLoggedIn: true })).cookie ?? '');
    expect(new Set(cookies).size).toBe(2);
    const table = JSON.stringify(await stack.scanTable());
    for (const cookie of cookies) {
      const bytes = Buffer.from(cookie, 'base64url');
      expect(bytes.length).toBe(32);
      for (const half of [bytes.subarray(0, 16), bytes.subarray(16)]) {
        expect(table).not.toContain(half.toString('base64url'));
        expect(table).not.toContain(half.toString('base64').replaceAll('=', ''));
        expect(table).not.toContain(half.toString('hex'));
      }
    }
  });
});

describe('a refresh', () => {
  test('trades the cookie for an access token and the next cookie', async () => {
    const session = await signIn(stack, await shopper(stack, 'refresh'), { stayLoggedIn: true });
    const first = session.cookie;
    stack.advanceClock(day);
    expect(outcome(await session.session())).toBe('401 session_required');

    const answer = await session.refresh();
    expect(answer).toMatchObject({
      status: 200,
      body: { status: 'authenticated', customerId: 'refresh', tokenType: 'Bearer', expiresIn: 900 },
    });
    expect(session.cookie).toMatch(/^[\w-]{43}$/);
    expect(session.cookie).not.toBe(first);
    expect(outcome(await session.browser.get('/v1/session', { bearer: accessTokenIn(answer) }))).toBe('200');
  });

  test('keeps what the login proved', async () => {
    const session = await signIn(stack, await shopperWithFactor(stack, 'refresh-amr'), { stayLoggedIn: true });
    const refreshed = accessTokenIn(await session.refresh());
    expect((await session.browser.get('/v1/session', { bearer: refreshed })).body).toMatchObject({ amr: ['pwd', 'otp', 'mfa'] });
  });

  test('needs a cookie that is one of ours', async () => {
    const { cookie = '' } = await signIn(stack, await shopper(stack, 'refresh-junk'), { stayLoggedIn: true });
    expect(outcome(await stack.browser().post('/v1/session/refresh'))).toBe('401 session_required');
    for (const junk of ['', 'x', 'A'.repeat(43), `${cookie}A`, cookie.slice(1), sameBytesWrittenOtherwise(cookie), '%00', '../..']) {
      const answer = await refreshWith(junk);
      expect(outcome(answer)).toBe('401 session_required');
      expect(setCookies(answer)).toEqual([cleared]);
    }
    // None of it was a use of a replaced token: the family goes on.
    expect(outcome(await refreshWith(cookie))).toBe('200 authenticated');
  });

  test('with the bearer token instead of the cookie is refused', async () => {
    const { accessToken } = await signIn(stack, await shopper(stack, 'refresh-bearer'));
    expect(outcome(await stack.browser().post('/v1/session/refresh', {}, { bearer: accessToken }))).toBe('401 session_required');
  });

  test('asked for by a page of another origin is refused, and spends nothing', async () => {
    const session = await signIn(stack, await shopper(stack, 'refresh-origin'), { stayLoggedIn: true });
    const foreign = await session.browser.post('/v1/session/refresh', {}, { origin: 'https://attacker.example' });
    expect(outcome(foreign)).toBe('403 origin_refused');
    expect(foreign.headers['access-control-allow-origin']).toBeUndefined();
    expect(outcome(await session.browser.post('/v1/session/refresh', {}, { origin: stack.url }))).toBe('200 authenticated');
  });

  test('sent twenty times in parallel gives one session', async () => {
    const { cookie = '' } = await signIn(stack, await shopper(stack, 'refresh-parallel'), { stayLoggedIn: true });
    const answers = await Promise.all(Array.from({ length: 20 }, () => refreshWith(cookie)));
    const outcomes = answers.map(outcome);
    expect(outcomes.filter((each) => each === '200 authenticated')).toHaveLength(1);
    expect(outcomes.filter((each) => each === '401 session_required')).toHaveLength(19);
  });
});

describe('a replaced cookie', () => {
  test('ends its whole family, the newest cookie included', async () => {
    const session = await signIn(stack, await shopper(stack, 'replaced'), { stayLoggedIn: true });
    const stolen = session.cookie ?? '';
    await session.refresh();
    const newest = session.cookie ?? '';

    const thief = await refreshWith(stolen);
    expect(outcome(thief)).toBe('401 session_required');
    expect(setCookies(thief)).toEqual([cleared]);
    const owner = await refreshWith(newest);
    expect(outcome(owner)).toBe('401 session_required');
    expect(setCookies(owner)).toEqual([cleared]);
  });

  test('ends it however old it is', async () => {
    const session = await signIn(stack, await shopper(stack, 'replaced-old'), { stayLoggedIn: true });
    const first = session.cookie ?? '';
    for (let refresh = 0; refresh < 4; refresh++) {
      stack.advanceClock(5 * day);
      expect(outcome(await session.refresh())).toBe('200 authenticated');
    }
    expect(outcome(await refreshWith(first))).toBe('401 session_required');
    expect(outcome(await session.refresh())).toBe('401 session_required');
  });

  test('leaves the customer’s other browsers alone', async () => {
    const customer = await shopper(stack, 'replaced-others');
    const [copied, other] = [await signIn(stack, customer, { stayLoggedIn: true }), await signIn(stack, customer, { stayLoggedIn: true })];
    const stolen = copied.cookie ?? '';
    await copied.refresh();
    await refreshWith(stolen);
    expect(outcome(await copied.refresh())).toBe('401 session_required');
    expect(outcome(await other.refresh())).toBe('200 authenticated');
  });
});

describe('a stay-logged-in session', () => {
  test('ends 30 days after its login, however often it was refreshed', async () => {
    const session = await signIn(stack, await shopper(stack, 'thirty-days'), { stayLoggedIn: true });
    const end = stack.now() + 30 * day * 1000;
    stack.advanceClock(20 * day);
    expect(setCookies(await session.refresh())).toEqual([expect.stringContaining(`; Max-Age=${10 * day};`)]);
    stack.advanceClock((end - 1 - stack.now()) / 1000);
    expect(outcome(await session.refresh())).toBe('200 authenticated');
    const last = session.cookie ?? '';
    stack.advanceClock(0.001);
    expect(outcome(await refreshWith(last))).toBe('401 session_required');
  });

  test('that was begun with the password alone, while the flag was off, does not get past the factor once it is on', async () => {
    const customer = await shopperWithFactor(stack, 'begun-while-off');
    await stack.setFlag(false);
    const session = await signIn(stack, customer, { stayLoggedIn: true });
    expect(outcome(await session.refresh())).toBe('200 authenticated');
    await stack.setFlag(true);
    expect(outcome(await session.refresh())).toBe('401 session_required');
  });

  test('that proved the factor goes on when the flag is switched off and on', async () => {
    const session = await signIn(stack, await shopperWithFactor(stack, 'flag-off-and-on'), { stayLoggedIn: true });
    for (const on of [false, true]) {
      await stack.setFlag(on);
      expect(outcome(await session.refresh())).toBe('200 authenticated');
    }
  });
});

describe('a logout', () => {
  test('ends this browser’s session for whoever holds its cookie, and takes the cookie away', async () => {
    const session = await signIn(stack, await shopper(stack, 'logout'), { stayLoggedIn: true });
    const copied = session.cookie ?? '';
    const answer = await session.browser.post('/v1/logout');
    expect(answer).toMatchObject({ status: 204, body: undefined });
    expect(setCookies(answer)).toEqual([cleared]);
    expect(session.cookie).toBeUndefined();
    expect(outcome(await refreshWith(copied))).toBe('401 session_required');
  });

  test('leaves the other browsers logged in', async () => {
    const customer = await shopper(stack, 'logout-one');
    const [leaving, staying] = [
      await signIn(stack, customer, { stayLoggedIn: true }),
      await signIn(stack, customer, { stayLoggedIn: true }),
    ];
    await leaving.logOut();
    expect(outcome(await staying.refresh())).toBe('200 authenticated');
    expect(outcome(await staying.session())).toBe('200');
  });

  test('may be repeated, and needs no session', async () => {
    const browser = stack.browser();
    for (let time = 0; time < 2; time++) expect((await browser.post('/v1/logout')).status).toBe(204);
    expect((await browser.send('POST', '/v1/logout', '{}')).status).toBe(204);
  });

  test('everywhere ends every session of the customer at once, and nobody else’s', async () => {
    const customer = await shopper(stack, 'everywhere');
    const [here, there] = [await signIn(stack, customer, { stayLoggedIn: true }), await signIn(stack, customer, { stayLoggedIn: true })];
    const somebody = await signIn(stack, await shopper(stack, 'somebody-else'), { stayLoggedIn: true });
    const [hereCookie = '', thereCookie = ''] = [here.cookie, there.cookie];

    const answer = await here.logOut({ everywhere: true });
    expect(answer.status).toBe(204);
    expect(setCookies(answer)).toEqual([cleared]);
    for (const each of [here, there]) expect(outcome(await each.session())).toBe('401 session_required');
    for (const cookie of [hereCookie, thereCookie]) expect(outcome(await refreshWith(cookie))).toBe('401 session_required');
    expect(outcome(await somebody.session())).toBe('200');
    expect(outcome(await somebody.refresh())).toBe('200 authenticated');
    // Logging in again is all it takes.
    expect(outcome(await (await signIn(stack, customer)).session())).toBe('200');
  });

  test('everywhere is not for whoever has the cookie only', async () => {
    const session = await signIn(stack, await shopper(stack, 'everywhere-cookie'), { stayLoggedIn: true });
    expect(outcome(await session.browser.post('/v1/logout', { everywhere: true }))).toBe('401 session_required');
    expect(outcome(await session.refresh())).toBe('200 authenticated');
  });

  test('everywhere ends pending logins too', async () => {
    const customer = await shopperWithFactor(stack, 'everywhere-pending');
    const session = await signIn(stack, customer);
    stack.advanceClock(60);
    const { username, password } = customer;
    const browser = stack.browser();
    const { challenge } = (await browser.post('/v1/login', { username, password })).body as { challenge: { token: string; sent: boolean } };
    expect(challenge.sent).toBe(true);
    await session.logOut({ everywhere: true });
    const code = stack.lastCode(customer.email);
    expect(outcome(await browser.post('/v1/login/verify', { challenge: challenge.token, code }))).toBe('401 invalid_challenge');
    expect(outcome(await browser.post('/v1/login/resend', { challenge: challenge.token }))).toBe('401 invalid_challenge');
  });
});
