/** From the account of a shop that keeps passwords itself into the account page, by a link. */
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { auditLog } from '../account/audit-log.ts';
import { byAdmin, facts } from '../account/by-admin.ts';
import { accessTokenIn, type SignedIn, signIn } from '../account/signed-in.ts';
import { enrolledHolder } from '../authenticator/holder.ts';
import { codeSentTo, outcome, password, shopper, shopperWithFactor } from '../login/visitor.ts';
import { problemIn } from '../security/catalogue-answer.ts';
import type { Answer } from '../support/browser.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { clientsBy } from './registered.ts';
import { grant, RelyingParty, registered, requestIn } from './relying-party.ts';
import {
  askHandover,
  beginAtShop,
  handedOver,
  handoverToken,
  ofShop,
  redeem,
  type ShopServer,
  shopServer,
  VisitorOfShop,
} from './shop-server.ts';

const HOUR = 3600;
let stack: TestStack;
let server: ShopServer;

beforeAll(async () => {
  stack = await startReadyStack();
});
beforeEach(async () => {
  stack.clearFaults();
  server = await shopServer(stack);
});

const { patch, remove, endSessions } = byAdmin(() => stack);
const clients = clientsBy(() => stack);

/** Somebody without a password here, and the link that the shop has just been given for them. */
async function linked(customerId: string): Promise<string> {
  await stack.putCustomer(customerId, {});
  return handoverToken(stack, server, customerId);
}
const redeemed = async (token: string) => outcome(await redeem(stack.browser(), token));
const [good, over] = ['200 authenticated', '410 link_expired'];

/** `400 invalid_request password` */
function told(answer: Answer): string {
  const { errors = [] } = (answer.body ?? {}) as { errors?: { path: string }[] };
  return [outcome(answer), ...errors.map(({ path }) => path)].join(' ');
}

describe('a link into the account', () => {
  test('has its token where no server sees it, and says until when it is good', async () => {
    await stack.putCustomer('link', {});
    const { body } = await askHandover(stack, server, 'link');
    const { url, expiresAt } = body as { url: string; expiresAt: string };
    expect(url).toMatch(new RegExp(`^${stack.url}/security#handover=[\\w-]{43}$`));
    expect(Date.parse(expiresAt) - stack.now()).toBe(60_000);
  });

  test('is good for 59.9 seconds and not for 60', async () => {
    const [first, second] = [await linked('minute'), await linked('minute')];
    stack.advanceClock(59.9);
    expect(await redeemed(first)).toBe(good);
    stack.advanceClock(0.1);
    expect(await redeemed(second)).toBe(over);
  });

  test('is good once, however many bring it at once, and however often the page was looked at before', async () => {
    const token = await linked('once');
    for (let nth = 0; nth < 3; nth++) expect((await stack.browser().get('/security')).status).toBe(200);
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => redeemed(token)));
    expect(answers.sort()).toEqual([good, over, over, over, over]);
    expect(await redeemed(token)).toBe(over);
  });

  test('is of no use once the customer was deleted, put in anew, or logged out everywhere', async () => {
    const deleted = await linked('gone');
    await remove('gone');
    expect(await redeemed(deleted)).toBe(over);
    const before = await linked('anew');
    await remove('anew');
    stack.advanceClock(1);
    await stack.putCustomer('anew', {});
    expect(await redeemed(before)).toBe(over);
    const ended = await linked('ended');
    await endSessions('ended');
    expect(await redeemed(ended)).toBe(over);
  });

  test('is of no use once the client that asked for it is another: its secret ended, its right, or itself', async () => {
    const [ofSecret, ofRight, ofClient] = [await linked('of-secret'), await linked('of-right'), await linked('of-client')];
    await clients.endSecret(server.clientId, server.secretId);
    expect(await redeemed(ofSecret)).toBe(over);
    await clients.put(server.clientId, { name: 'Renamed', type: 'confidential', redirectUris: [], grants: ['client_credentials'] });
    expect(await redeemed(ofRight)).toBe(over);
    await clients.remove(server.clientId);
    expect(await redeemed(ofClient)).toBe(over);
  });

  test('that nobody was given leads nowhere', async () => {
    for (const token of ['a', 'A'.repeat(43), 'not.a.token', 'x'.repeat(2048)]) expect(await redeemed(token)).toBe(over);
    expect(outcome(await stack.browser().post('/v1/handovers/redeem', {}))).toBe('400 invalid_request');
  });

  test('is given to a client alone that may say that a password was right, for who is there', async () => {
    await stack.putCustomer('asked', {});
    const session = await signIn(stack, await shopper(stack, 'asking'));
    for (const bearer of ['not.a.token', session.accessToken])
      expect(problemIn(await askHandover(stack, { bearer }, 'asked')).code).toBe('client_token_required');
    expect(problemIn(await askHandover(stack, server, 'nobody')).code).toBe('not_found');
    const elsewhere = await stack.browser().post('/v1/handovers', { customerId: 'asked', page: 'login' }, { bearer: server.bearer });
    expect(told(elsewhere)).toBe('400 invalid_request page');
  });

  test('costs two reads and a write, and its redemption a read and a write', async () => {
    await linked('cheap');
    const costs = async (work: () => Promise<unknown>) => {
      stack.clearCalls();
      await work();
      return stack.calls().map(({ action }) => action);
    };
    let token = '';
    expect(await costs(async () => (token = await handoverToken(stack, server, 'cheap')))).toEqual(['GetItem', 'GetItem', 'PutItem']);
    expect(await costs(() => redeemed(token))).toEqual(['GetItem', 'TransactWriteItems']);
  });

  test('is used up by nothing that failed, and is in no log', async () => {
    const token = await linked('fault');
    stack.fault({ service: 'dynamodb', action: 'TransactWriteItems', kind: 'error', count: 20 });
    expect(await redeemed(token)).toBe('503 unavailable');
    stack.clearFaults();
    stack.fault({ service: 'dynamodb', action: 'TransactWriteItems', kind: 'lost-ack', count: 1 });
    expect(await redeemed(token)).toBe(good);
    expect(JSON.stringify(stack.logs())).not.toContain(token);
    expect(JSON.stringify(await stack.scanTable())).not.toContain(token);
  });
});

describe('whoever was handed over', () => {
  test('is in the account for ten minutes, in the tab alone, and nobody takes that for a login', async () => {
    await stack.putCustomer('ten-minutes', {});
    const session = await handedOver(stack, server, 'ten-minutes');
    expect(session.browser.cookies.size).toBe(0);
    const claims = JSON.parse(Buffer.from(session.accessToken.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
    expect(claims).toMatchObject({ sub: 'ten-minutes', aud: `${stack.url}/security`, acr: `${stack.url}/acr/shop`, amr: [] });
    expect(outcome(await session.session())).toBe('401 session_required');
    expect(outcome(await session.refresh())).toBe('401 session_required');
    expect(await session.overview()).toMatchObject({ handedOver: true, provedUntil: expect.any(String) });
    stack.advanceClock(599);
    expect((await session.overview()).handedOver).toBe(true);
    stack.advanceClock(1);
    expect(outcome(await session.get('/v1/security'))).toBe('401 session_required');
  });

  test('gets no code for a client that sends them to log in: with the shop’s secret alone nobody would be anybody there', async () => {
    await stack.putCustomer('no-login', {});
    const party = new RelyingParty(stack, await registered(stack, 'party'));
    const asked = async (session: SignedIn) => outcome(await grant(session, requestIn(await party.send(session.browser))));
    expect(await asked(await handedOver(stack, server, 'no-login'))).toBe('401 session_required');
    expect(await asked(await signIn(stack, await shopper(stack, 'a-login')))).toBe('200');
    const mailed = await shopperWithFactor(stack, 'no-login-without-switch');
    const session = await handedOver(stack, server, mailed.customerId);
    await stack.setFlag(false);
    expect(await asked(session)).toBe('401 session_required');
    await stack.setFlag(true);
  });

  test('is logged out at once where they want that', async () => {
    await stack.putCustomer('out', {});
    const session = await handedOver(stack, server, 'out');
    expect(outcome(await session.logOut())).toBe('204');
    expect(outcome(await session.get('/v1/security'))).toBe('401 session_required');
  });

  test('stands in the audit log with the client, and reads so', async () => {
    await stack.putCustomer('log', {});
    stack.advanceClock(1);
    const session = await handedOver(stack, server, 'log');
    const expected = { event: 'logged_in', acr: 'shop', stayLoggedIn: false, client: 'shop-server', network: '127.0.0.0/24' };
    expect((await auditLog(stack, 'log')).at(-1)).toMatchObject({ ...expected, by: { customer: 'log' } });
    const { entries } = (await session.get('/v1/security/activity')).body as { entries: object[] };
    expect(entries[0]).toMatchObject({ ...expected, by: 'customer' });
  });

  test('sets no password, and changes none', async () => {
    await stack.putCustomer('no-password', {});
    const session = await handedOver(stack, server, 'no-password');
    const change = (body: object) => session.post('/v1/security/password', { newPassword: 'an entirely new one', ...body });
    expect(told(await change({}))).toBe('400 invalid_request password');
    expect(told(await change({ password: 'a guess' }))).toBe('401 invalid_credentials');
    const owner = await shopper(stack, 'with-password');
    const other = await handedOver(stack, server, owner.customerId);
    expect(told(await other.post('/v1/security/password', { newPassword: 'an entirely new one' }))).toBe('400 invalid_request password');
  });

  test('gets codes by e-mail switched on without a password, and by a code of theirs everything else', async () => {
    await stack.putCustomer('whole', {});
    const shopper = ofShop('whole');
    const session = await handedOver(stack, server, 'whole');
    const switched = await session.post('/v1/security/email');
    expect(outcome(switched)).toBe('200');
    expect((switched.body as { recoveryCodes: string[] }).recoveryCodes).toHaveLength(10);

    const visitor = new VisitorOfShop(stack, shopper, server);
    expect(outcome(await visitor.verifyRight(await visitor.challenge()))).toBe(good);

    for (const [path, body] of [
      ['disable', { code: '123456' }],
      ['recovery-codes', { code: '123456' }],
    ] as const)
      expect(outcome(await session.post(`/v1/security/${path}`, body)), path).toBe('410 code_expired');
    expect(told(await session.post('/v1/security/disable', {}))).toContain('400 invalid_request');
    expect(outcome(await session.post('/v1/security/recovery-codes', { code: await session.freshCode() }))).toBe('200');
    expect(outcome(await session.post('/v1/security/disable', { code: await session.freshCode() }))).toBe('204');
    expect((await beginAtShop(stack, server, { customerId: 'whole' })).body).toEqual({ status: 'no_second_factor' });
  });

  test('gets an app in, and in the place of another factor, by a code and no password', async () => {
    await stack.putCustomer('app', { phone: '+420601123456', phoneVerified: true });
    const session = await handedOver(stack, server, 'app');
    const start = async (body: object = {}) => session.post('/v1/security/totp', body);
    const { AuthenticatorApp } = await import('../support/authenticator.ts');
    const appOf = ({ body }: Answer) => new AuthenticatorApp((body as { otpauthUri: string }).otpauthUri);
    const app = appOf(await start());
    expect(outcome(await session.post('/v1/security/totp/activate', { code: app.codeAt(stack.now()) }))).toBe('200');
    expect(outcome(await start())).toBe('409 already_enabled');
    const nextCode = () => {
      stack.advanceClock(30);
      return app.codeAt(stack.now());
    };
    expect(outcome(await session.post('/v1/security/totp/reveal', { code: nextCode() }))).toBe('200');
    expect(outcome(await start({ code: nextCode() }))).toBe('200');
    expect(outcome(await session.post('/v1/security/email', { code: nextCode() }))).toBe('200');
  });

  test('changes contacts as who gives a password: by it alone without a factor, and by a code with one', async () => {
    await stack.putCustomer('contacts', {});
    const session = await handedOver(stack, server, 'contacts');
    const contact = (given: object) => session.post('/v1/security/contact', given);
    expect(outcome(await contact({ phone: '+420601123457' }))).toBe('200');
    stack.advanceClock(60);
    const { provedUntil } = await session.overview();
    expect(outcome(await contact({ email: 'next@example.com' }))).toBe('200');
    // The shop's word is no younger for it.
    expect((await session.overview()).provedUntil).toBe(provedUntil);
    const mailed = await shopperWithFactor(stack, 'contacts-factor');
    const other = await handedOver(stack, server, mailed.customerId);
    for (const given of [{ phone: '+420601123457' }, { email: 'thief@example.com' }])
      expect(told(await other.post('/v1/security/contact', given))).toBe('400 invalid_request code');
    expect(outcome(await other.post('/v1/security/contact', { phone: '+420601123457', code: await other.freshCode() }))).toBe('200');
  });

  test('is asked for a code by everything that asks for one, however fresh the link', async () => {
    const holder = await enrolledHolder(stack, 'holder');
    const session = await handedOver(stack, server, holder.identity.customerId);
    expect((await session.overview()).provedUntil).toBeUndefined();
    const wrong = holder.wrongCode;
    for (const [path, body] of [
      ['disable', {}],
      ['email', {}],
      ['totp', {}],
      ['totp/reveal', {}],
      ['recovery-codes', {}],
      ['contact', { phone: '+420601123458' }],
    ] as const) {
      const without = told(await session.post(`/v1/security/${path}`, body));
      expect(without, path).toMatch(/^(400 invalid_request( code)? ?|409 already_enabled)$/);
    }
    for (const path of ['disable', 'email', 'totp'])
      expect(outcome(await session.post(`/v1/security/${path}`, { code: wrong })), path).toBe('401 invalid_code');
    expect((await session.overview()).twoFactor).toMatchObject({ enabled: true, method: 'totp' });
  });

  test('may type a password all the same, where Keycard has one: a wrong one is wrong', async () => {
    const owner = await shopper(stack, 'typed');
    const session = await handedOver(stack, server, owner.customerId);
    expect(outcome(await session.switchOn('not the password'))).toBe('401 invalid_credentials');
    expect(outcome(await session.switchOn(password))).toBe('200');
  });
});

test('who has logged in by the shop’s word and a code, and was not handed over, is asked for a password', async () => {
  const customer = await shopperWithFactor(stack, 'not-handed-over');
  const visitor = new VisitorOfShop(stack, customer, server);
  const bearer = accessTokenIn(await visitor.verifyRight(await visitor.challenge()));
  const code = '123456';
  for (const path of ['disable', 'email', 'totp/activate', 'totp/reveal', 'recovery-codes'])
    expect(told(await visitor.browser.post(`/v1/security/${path}`, { code }, { bearer })), path).toBe('400 invalid_request password');
});

test('a customer of such a shop, from the first code to the thirtieth wrong one, and back', { timeout: 60_000 }, async () => {
  await stack.putCustomer('story', {});
  const customer = ofShop('story');
  const session: SignedIn = await handedOver(stack, server, 'story');
  expect(outcome(await session.post('/v1/security/email'))).toBe('200');
  for (let round = 0; round < 6; round++) {
    stack.advanceClock(HOUR);
    server = await shopServer(stack);
    const visitor = new VisitorOfShop(stack, customer, server);
    await visitor.guessWrong(await visitor.challenge(), 5);
  }
  expect(problemIn(await beginAtShop(stack, server, { customerId: 'story' })).code).toBe('password_reset_required');
  expect(problemIn(await askHandover(stack, server, 'story')).code).toBe('password_reset_required');
  stack.advanceClock(HOUR);
  server = await shopServer(stack);
  expect((await patch('story', { passwordChangedAt: new Date(stack.now()).toISOString() })).body).toMatchObject({ password: 'set' });
  const visitor = new VisitorOfShop(stack, customer, server);
  const challenge = await visitor.challenge();
  expect(challenge).toMatchObject({ sent: true, attemptsLeft: 5 });
  expect(outcome(await visitor.verify(challenge, codeSentTo(stack, customer)))).toBe(good);
  expect(outcome(await redeem(stack.browser(), await handoverToken(stack, server, 'story')))).toBe(good);
  // Nothing of a password is in Keycard.
  const { username } = facts('story');
  expect(username).toBe(customer.username);
  const logins = (await stack.scanTable()).filter((item) => JSON.stringify(item).includes('"customerId":{"S":"story"}'));
  expect(JSON.stringify(logins)).not.toContain('passwordHash');
});
