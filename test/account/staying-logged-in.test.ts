import { beforeAll, describe, expect, test } from 'vitest';
import { outcome, shopper, shopperWithFactor, Visitor } from '../login/visitor.ts';
import type { Answer } from '../support/browser.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { accessTokenIn, cookieName, signIn } from './signed-in.ts';

const day = 24 * 60 * 60;
let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack();
});

/** Those of the session; a device has one of its own. */
const setCookies = ({ headers }: Answer) => [headers['set-cookie'] ?? []].flat().filter((each) => each.startsWith(`${cookieName}=`));
/** Sends one cookie and nothing else, as whoever copied it does. */
const refreshWith = (cookie: string) => stack.browser().post('/v1/session/refresh', {}, { headers: { Cookie: `${cookieName}=${cookie}` } });
/** The cookie that an answer brought. @throws Error when it brought none. */
function cookieIn(answer: Answer | undefined): string {
  const [, value] = /^__Host-keycard=([\w-]{43});/.exec(answer ? (setCookies(answer)[0] ?? '') : '') ?? [];
  if (!value) throw new Error('no cookie came with the answer');
  return value;
}

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
    expect((await session.browser.get('/v1/session', { bearer: refreshed })).body).toMatchObject({
      amr: ['pwd', 'otp'],
      acr: `${stack.url}/acr/email`,
    });
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

  test('keeps when the login was, however late it is', async () => {
    const session = await signIn(stack, await shopper(stack, 'refresh-auth-time'), { stayLoggedIn: true });
    const { body: first } = await session.session();
    stack.advanceClock(day);
    const { body: later } = await session.browser.get('/v1/session', { bearer: accessTokenIn(await session.refresh()) });
    const { authTime } = first as { authTime: string };
    expect(Date.parse(authTime)).toBe(Math.floor((stack.now() - day * 1000) / 1000) * 1000);
    expect(later).toMatchObject({ authTime, acr: `${stack.url}/acr/password` });
  });
});

describe('two tabs, a lost answer and a repeated call are one refresh:', () => {
  /** As a client does it: where the service was not available (a busy machine may be slow), it asks again with what it has. */
  async function refreshTillAnswered(cookie: string): Promise<Answer> {
    for (let tries = 1; ; tries++) {
      const answer = await refreshWith(cookie);
      if (answer.status !== 503 || tries === 10) return answer;
    }
  }

  /** The cookies that answers brought, each once. */
  const cookiesIn = (answers: Answer[]) => new Set(answers.map(cookieIn));

  test('a hundred clients with one cookie, of whom fifty lose the answer and ask again, get one successor, and the session goes on', async () => {
    const customer = await shopper(stack, 'one-refresh');
    const { cookie = '' } = await signIn(stack, customer, { stayLoggedIn: true });
    const mails = stack.sentTo(customer.email);
    const first = await Promise.all(Array.from({ length: 100 }, () => refreshTillAnswered(cookie)));
    stack.advanceClock(29);
    const again = await Promise.all(Array.from({ length: 50 }, () => refreshTillAnswered(cookie)));
    const answers = [...first, ...again];
    expect(new Set(answers.map(outcome))).toEqual(new Set(['200 authenticated']));
    const [next = '', ...others] = cookiesIn(answers);
    expect(others).toEqual([]);
    expect(next).not.toBe(cookie);
    for (const answer of answers.slice(0, 3))
      expect(outcome(await stack.browser().get('/v1/session', { bearer: accessTokenIn(answer) }))).toBe('200');
    stack.advanceClock(60);
    expect(outcome(await refreshWith(next))).toBe('200 authenticated');
    expect(stack.sentTo(customer.email)).toBe(mails);
  });

  test('so are a hundred of whom DynamoDB loses the answers', async () => {
    const { cookie = '' } = await signIn(stack, await shopper(stack, 'lost-answers'), { stayLoggedIn: true });
    stack.fault({ service: 'dynamodb', action: 'TransactWriteItems', kind: 'lost-ack', count: 50, function: 'login' });
    const first = await Promise.all(Array.from({ length: 100 }, () => refreshWith(cookie)));
    stack.clearFaults();
    const told = first.filter(({ status }) => status !== 503);
    const again = await Promise.all(first.filter(({ status }) => status === 503).map(() => refreshTillAnswered(cookie)));
    const answers = [...told, ...again];
    expect(new Set(answers.map(outcome))).toEqual(new Set(['200 authenticated']));
    expect(cookiesIn(answers).size).toBe(1);
    expect(outcome(await refreshWith(cookieIn(answers[0])))).toBe('200 authenticated');
  });

  test('an answer that never arrives ends nothing', async () => {
    const { cookie = '' } = await signIn(stack, await shopper(stack, 'lost-for-good'), { stayLoggedIn: true });
    stack.fault({ service: 'dynamodb', action: 'TransactWriteItems', kind: 'lost-ack', count: 100, function: 'login' });
    expect(outcome(await refreshWith(cookie))).toBe('503 unavailable');
    stack.clearFaults();
    const answer = await refreshWith(cookie);
    expect(outcome(answer)).toBe('200 authenticated');
    expect(outcome(await refreshWith(cookieIn(answer)))).toBe('200 authenticated');
  });

  test('across a change of keys and a cold start too', async () => {
    const period = 90 * day * 1000;
    const rotation = Math.ceil((stack.now() + 1) / period) * period;
    stack.advanceClock((rotation - stack.now()) / 1000 - 1);
    const { cookie = '' } = await signIn(stack, await shopper(stack, 'one-refresh-rotation'), { stayLoggedIn: true });
    const before = await refreshWith(cookie);
    stack.advanceClock(2);
    await stack.coldStart();
    const after = await refreshWith(cookie);
    expect([before, after].map(outcome)).toEqual(['200 authenticated', '200 authenticated']);
    expect(cookieIn(after)).toBe(cookieIn(before));
    expect(outcome(await refreshWith(cookieIn(after)))).toBe('200 authenticated');
  });

  test('a repetition does not get past an ended session, a new factor, or the flag', async () => {
    const ended = await signIn(stack, await shopper(stack, 'repeated-ended'), { stayLoggedIn: true });
    const { cookie: first = '' } = ended;
    await ended.refresh();
    await ended.logOut();
    expect(outcome(await refreshWith(first))).toBe('401 session_required');

    const changed = await signIn(stack, await shopper(stack, 'repeated-changed'), { stayLoggedIn: true });
    const { cookie: second = '' } = changed;
    await changed.refresh();
    expect(outcome(await changed.switchOn())).toBe('200');
    expect(outcome(await refreshWith(second))).toBe('401 session_required');

    const customer = await shopperWithFactor(stack, 'repeated-flag');
    await stack.setFlag(false);
    const ofPassword = await signIn(stack, customer, { stayLoggedIn: true });
    const { cookie: third = '' } = ofPassword;
    await stack.setFlag(true, { wait: false });
    stack.advanceClock(29);
    // Functions keep the flag for thirty seconds: this one does not know yet, the next call does.
    await ofPassword.refresh();
    stack.advanceClock(2);
    expect(outcome(await refreshWith(third))).toBe('401 session_required');
  });
});

describe('a replaced cookie', () => {
  const audited = async (customerId: string) =>
    (await stack.scanTable()).filter(
      (item) => JSON.stringify(item).includes('session_copied') && JSON.stringify(item).includes(customerId),
    );

  test('ends its whole family after thirty seconds, the newest cookie and its access tokens included, and the owner is told', async () => {
    const customer = await shopper(stack, 'replaced');
    const session = await signIn(stack, customer, { stayLoggedIn: true });
    const stolen = session.cookie ?? '';
    await session.refresh();
    const newest = session.cookie ?? '';
    stack.advanceClock(31);
    const mails = stack.sentTo(customer.email);

    const thief = await refreshWith(stolen);
    expect(outcome(thief)).toBe('401 session_required');
    expect(setCookies(thief)).toEqual([cleared]);
    expect(outcome(await session.session())).toBe('401 session_required');
    const owner = await refreshWith(newest);
    expect(outcome(owner)).toBe('401 session_required');
    expect(setCookies(owner)).toEqual([cleared]);
    await refreshWith(stolen);
    expect(stack.sentTo(customer.email)).toBe(mails + 1);
    expect(stack.outbox().at(-1)).toMatchObject({ to: customer.email, subject: 'An old copy of your login was used' });
    expect(await audited('replaced')).toHaveLength(1);
  });

  test('is still the same refresh a moment before thirty seconds are over, and a copy from then on', async () => {
    const customer = await shopper(stack, 'replaced-thirty');
    const session = await signIn(stack, customer, { stayLoggedIn: true });
    const first = session.cookie ?? '';
    await session.refresh();
    stack.advanceClock(29.999);
    expect(cookieIn(await refreshWith(first))).toBe(session.cookie);
    stack.advanceClock(0.001);
    expect(outcome(await refreshWith(first))).toBe('401 session_required');
    expect(outcome(await session.refresh())).toBe('401 session_required');
  });

  test('that was replaced twice ends it at once', async () => {
    const session = await signIn(stack, await shopper(stack, 'replaced-twice'), { stayLoggedIn: true });
    const first = session.cookie ?? '';
    for (let refresh = 0; refresh < 2; refresh++) await session.refresh();
    expect(outcome(await refreshWith(first))).toBe('401 session_required');
    expect(outcome(await session.refresh())).toBe('401 session_required');
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

  test('tells nobody of a session that was over before', async () => {
    const customer = await shopper(stack, 'replaced-over');
    const session = await signIn(stack, customer, { stayLoggedIn: true });
    const first = session.cookie ?? '';
    await session.refresh();
    await session.logOut({ everywhere: true });
    stack.advanceClock(31);
    const mails = stack.sentTo(customer.email);
    expect(outcome(await refreshWith(first))).toBe('401 session_required');
    expect(stack.sentTo(customer.email)).toBe(mails);
  });

  test('leaves the customer’s other browsers alone', async () => {
    const customer = await shopper(stack, 'replaced-others');
    const [copied, other] = [await signIn(stack, customer, { stayLoggedIn: true }), await signIn(stack, customer, { stayLoggedIn: true })];
    const stolen = copied.cookie ?? '';
    await copied.refresh();
    stack.advanceClock(31);
    await refreshWith(stolen);
    expect(outcome(await copied.refresh())).toBe('401 session_required');
    expect(outcome(await other.refresh())).toBe('200 authenticated');
    expect(outcome(await other.session())).toBe('200');
  });
});

describe('a stay-logged-in session', () => {
  test('ends 30 days after its login, however often it was refreshed', async () => {
    const session = await signIn(stack, await shopper(stack, 'thirty-days'), { stayLoggedIn: true });
    const end = stack.now() + 30 * day * 1000;
    stack.advanceClock(10 * day);
    expect(outcome(await session.refresh())).toBe('200 authenticated');
    stack.advanceClock(10 * day);
    expect(setCookies(await session.refresh())).toEqual([expect.stringContaining(`; Max-Age=${10 * day};`)]);
    stack.advanceClock((end - 1 - stack.now()) / 1000);
    expect(outcome(await session.refresh())).toBe('200 authenticated');
    const last = session.cookie ?? '';
    stack.advanceClock(0.001);
    expect(outcome(await refreshWith(last))).toBe('401 session_required');
  });

  test('ends after 14 days without use, and is then not listed any more', async () => {
    const customer = await shopper(stack, 'fourteen-days');
    const [used, unused] = [await signIn(stack, customer, { stayLoggedIn: true }), await signIn(stack, customer, { stayLoggedIn: true })];
    stack.advanceClock(14 * day - 0.001);
    expect(outcome(await used.refresh())).toBe('200 authenticated');
    stack.advanceClock(0.001);
    expect(outcome(await unused.refresh())).toBe('401 session_required');
    const bearer = accessTokenIn(await used.refresh());
    const listed = async () => ((await used.browser.get('/v1/security', { bearer })).body as { sessions: unknown[] }).sessions.length;
    await expect.poll(listed).toBe(1);
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

  test('ends the access tokens of its session at once, whichever refresh they came by', async () => {
    const session = await signIn(stack, await shopper(stack, 'logout-tokens'), { stayLoggedIn: true });
    const tokens = [session.accessToken, accessTokenIn(await session.refresh()), accessTokenIn(await session.refresh())];
    await session.browser.post('/v1/logout');
    for (const bearer of tokens)
      for (const path of ['/v1/session', '/v1/security']) {
        expect(outcome(await stack.browser().get(path, { bearer }))).toBe('401 session_required');
      }
    expect(outcome(await stack.browser().post('/v1/security/email', { password: 'x' }, { bearer: tokens[0] ?? '' }))).toBe(
      '401 session_required',
    );
  });

  test('by the access token alone ends the cookie’s session: to a shop on another site the cookie does not go', async () => {
    const session = await signIn(stack, await shopper(stack, 'logout-bearer'), { stayLoggedIn: true });
    expect((await stack.browser().post('/v1/logout', {}, { bearer: session.accessToken })).status).toBe(204);
    expect(outcome(await session.session())).toBe('401 session_required');
    expect(outcome(await session.refresh())).toBe('401 session_required');
  });

  test('with a cookie that another tab has just replaced ends the session too', async () => {
    const session = await signIn(stack, await shopper(stack, 'logout-replaced'), { stayLoggedIn: true });
    const replaced = session.cookie ?? '';
    await session.refresh();
    const leaving = await stack.browser().post('/v1/logout', {}, { headers: { Cookie: `${cookieName}=${replaced}` } });
    expect(leaving.status).toBe(204);
    expect(outcome(await session.refresh())).toBe('401 session_required');
  });

  test('of a session without a cookie ends its access token, and no other', async () => {
    const customer = await shopper(stack, 'logout-no-cookie');
    const [session, other] = [await signIn(stack, customer), await signIn(stack, customer)];
    expect((await session.logOut()).status).toBe(204);
    expect(outcome(await session.session())).toBe('401 session_required');
    expect(outcome(await other.session())).toBe('200');
  });

  test('of all others keeps this one: its access token, and its cookie', async () => {
    const customer = await shopper(stack, 'logout-others');
    const [here, there] = [await signIn(stack, customer, { stayLoggedIn: true }), await signIn(stack, customer, { stayLoggedIn: true })];
    expect((await here.post('/v1/logout', { others: true })).status).toBe(204);
    expect(outcome(await here.session())).toBe('200');
    expect(outcome(await there.session())).toBe('401 session_required');
    expect(outcome(await there.refresh())).toBe('401 session_required');
    expect(outcome(await here.refresh())).toBe('200 authenticated');
  });

  test('of all others does not bring back a cookie that a change of the factor has ended', async () => {
    const session = await signIn(stack, await shopper(stack, 'logout-others-dead'), { stayLoggedIn: true });
    const cookie = session.cookie ?? '';
    expect(outcome(await session.switchOn())).toBe('200');
    expect((await session.post('/v1/logout', { others: true })).status).toBe(204);
    expect(outcome(await refreshWith(cookie))).toBe('401 session_required');
    expect(outcome(await session.session())).toBe('200');
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

describe('a login that was proved', () => {
  test('is not lost when its stay-logged-in session cannot be kept: the code is used, the customer is in, without a cookie', async () => {
    const customer = await shopperWithFactor(stack, 'not-kept');
    stack.advanceClock(60);
    const visitor = new Visitor(stack, customer);
    const challenge = await visitor.challenge({ stayLoggedIn: true });
    stack.fault({ service: 'dynamodb', action: 'TransactWriteItems', kind: 'error', count: 100, function: 'login' });
    const answer = await visitor.verifyRight(challenge);
    stack.clearFaults();
    expect(outcome(answer)).toBe('200 authenticated');
    expect(setCookies(answer)).toEqual([]);
    expect(outcome(await stack.browser().get('/v1/session', { bearer: accessTokenIn(answer) }))).toBe('200');
  });
});
