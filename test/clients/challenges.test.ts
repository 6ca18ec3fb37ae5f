/** A shop that keeps passwords itself: its word for a right one, and the second factor as at every other login. */
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { auditLog } from '../account/audit-log.ts';
import { enrolledHolder, subjectsTo } from '../authenticator/holder.ts';
import { rowsOf } from '../login/tries.ts';
import {
  codeSentTo,
  codesSentTo,
  otherThan,
  outcome,
  password,
  type Shopper,
  secondsBetween,
  shopper,
  shopperWithFactor,
  Visitor,
} from '../login/visitor.ts';
import { problemIn } from '../security/catalogue-answer.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { clientsBy } from './registered.ts';
import { beginAtShop, type ShopServer, shopServer, VisitorOfShop } from './shop-server.ts';

const HOUR = 3600;
let stack: TestStack;
let server: ShopServer;

beforeAll(async () => {
  stack = await startReadyStack();
});

/** A token lasts for a quarter of an hour, and these tests move the clock. */
beforeEach(async () => {
  stack.clearFaults();
  server = await shopServer(stack);
});

const begin = (body: Record<string, unknown>, from: Pick<ShopServer, 'bearer'> = server) => beginAtShop(stack, from, body);

const doors: [string, (customer: Shopper) => Visitor][] = [
  ['the login', (customer) => new Visitor(stack, customer)],
  ['a shop that keeps passwords', (customer) => new VisitorOfShop(stack, customer, server)],
];

describe.each(doors)('a code that is asked for at %s', (door, at) => {
  const idOf = (name: string) => `${name}-${door.replaceAll(' ', '-')}`;

  test('is good for 299.9 seconds and not for 300', async () => {
    const visitor = at(await shopperWithFactor(stack, idOf('five-minutes')));
    const challenge = await visitor.challenge();
    stack.advanceClock(300);
    expect(outcome(await visitor.verifyRight(challenge))).toBe('410 code_expired');
    await visitor.resend(challenge);
    stack.advanceClock(299.9);
    expect(outcome(await visitor.verifyRight(challenge))).toBe('200 authenticated');
  });

  test('is the newest one only, and comes 60 seconds after the one before', async () => {
    const customer = await shopperWithFactor(stack, idOf('newest'));
    const visitor = at(customer);
    const challenge = await visitor.challenge();
    const older = codeSentTo(stack, customer);
    expect(secondsBetween(stack.now(), challenge.resendAt)).toBe(60);
    stack.advanceClock(59.9);
    expect(await visitor.challenge()).toMatchObject({ sent: false, attemptsLeft: 5 });
    expect(outcome(await visitor.resend(challenge))).toBe('429 too_soon');
    stack.advanceClock(0.1);
    expect(outcome(await visitor.resend(challenge))).toBe('200 second_factor_required');
    expect(codesSentTo(stack, customer)).toHaveLength(2);
    expect(outcome(await visitor.verify(challenge, older))).toBe('401 invalid_code');
    expect(outcome(await visitor.verifyRight(challenge))).toBe('200 authenticated');
  });

  test('is sent once, however many ask at once', async () => {
    const customer = await shopperWithFactor(stack, idOf('at-once'));
    const visitor = at(customer);
    const challenges = await Promise.all([1, 2, 3, 4].map(() => visitor.challenge()));
    expect(challenges.filter(({ sent }) => sent)).toHaveLength(1);
    expect(codesSentTo(stack, customer)).toHaveLength(1);
  });

  test('is used once, and ends what else was pending', async () => {
    const visitor = at(await shopperWithFactor(stack, idOf('once')));
    const [first, second] = [await visitor.challenge(), await visitor.challenge()];
    expect(outcome(await visitor.verifyRight(first))).toBe('200 authenticated');
    for (const challenge of [first, second]) expect(outcome(await visitor.verifyRight(challenge))).toBe('401 invalid_challenge');
  });

  test('has five attempts: the fifth wrong one locks, for the right one too, until the password is given again', async () => {
    const visitor = at(await shopperWithFactor(stack, idOf('five')));
    const challenge = await visitor.challenge();
    await visitor.lock(challenge);
    expect(outcome(await visitor.verifyRight(challenge))).toBe('423 challenge_locked');
    expect(outcome(await visitor.resend(challenge))).toBe('423 challenge_locked');
    expect(await visitor.challenge()).toMatchObject({ sent: false });
    stack.advanceClock(60);
    const next = await visitor.challenge();
    expect(next).toMatchObject({ sent: true, attemptsLeft: 5 });
    expect(outcome(await visitor.verifyRight(next))).toBe('200 authenticated');
    expect(outcome(await visitor.verifyRight(challenge))).toBe('423 challenge_locked');
  });

  test('is for a login that takes fifteen minutes at most', async () => {
    const visitor = at(await shopperWithFactor(stack, idOf('fifteen-minutes')));
    const challenge = await visitor.challenge();
    stack.advanceClock(15 * 60);
    expect(outcome(await visitor.verifyRight(challenge))).toBe('410 challenge_expired');
  });

  test('of an app counts once, and a recovery code does in its place', async () => {
    const holder = await enrolledHolder(stack, idOf('app'));
    stack.advanceClock(30);
    const visitor = at({ ...holder.identity, password });
    const challenge = await visitor.challenge();
    expect(challenge).toMatchObject({ method: 'totp', sent: false, canRecover: true });
    const code = holder.app.codeAt(stack.now());
    expect(outcome(await visitor.verify(challenge, code))).toBe('200 authenticated');
    const again = await visitor.challenge();
    expect(outcome(await visitor.verify(again, code))).toBe('401 invalid_code');
    const [recoveryCode] = holder.recoveryCodes;
    const send = () => visitor.browser.post('/v1/login/recovery-code', { challenge: again.token, recoveryCode });
    expect(outcome(await send())).toBe('200 authenticated');
    expect(outcome(await send())).toBe('401 invalid_challenge');
  });

  test('that is wrong for the thirtieth time in a row ends the password', { timeout: 60_000 }, async () => {
    const customer = await shopperWithFactor(stack, idOf('thirty'));
    for (let round = 0; round < 6; round++) {
      stack.advanceClock(HOUR);
      server = await shopServer(stack);
      const visitor = at(customer);
      const challenge = await visitor.challenge();
      await visitor.guessWrong(challenge, 4);
      // SES takes none of what would tell the owner.
      if (round === 5) stack.fault({ service: 'ses', action: '*', kind: 'throttle', count: 1 });
      await visitor.verify(challenge, otherThan(codeSentTo(stack, customer), 5));
    }
    expect(subjectsTo(stack, customer.email).at(-1)).not.toBe('Your password no longer works');
    expect(outcome(await at(customer).logIn())).toBe('403 password_reset_required');
    const told = subjectsTo(stack, customer.email);
    expect(told.at(-1)).toBe('Your password no longer works');
    for (let nth = 0; nth < 3; nth++) expect(outcome(await at(customer).logIn())).toBe('403 password_reset_required');
    expect(subjectsTo(stack, customer.email)).toEqual(told);
  });
});

describe('a customer', () => {
  test('without a second factor, or of a shop that has switched it off, is the shop’s to log in', async () => {
    await stack.putCustomer('bare', {});
    expect((await begin({ customerId: 'bare' })).body).toEqual({ status: 'no_second_factor' });
    const customer = await shopperWithFactor(stack, 'switched-off');
    await stack.setFlag(false);
    expect((await begin({ customerId: customer.customerId })).body).toEqual({ status: 'no_second_factor' });
    await stack.setFlag(true);
    expect(outcome(await begin({ customerId: customer.customerId }))).toBe('200 second_factor_required');
  });

  test('who is not there, or is there no more, is not found; and whose login was pending, gets in no more', async () => {
    expect(problemIn(await begin({ customerId: 'nobody' })).code).toBe('not_found');
    const customer = await shopperWithFactor(stack, 'deleted');
    const visitor = new VisitorOfShop(stack, customer, server);
    const challenge = await visitor.challenge();
    expect((await stack.admin('DELETE', '/v1/admin/customers/deleted')).status).toBe(204);
    expect(outcome(await visitor.verifyRight(challenge))).toBe('401 invalid_challenge');
    expect(problemIn(await begin({ customerId: 'deleted' })).code).toBe('not_found');
  });

  test('gets the codes of a login in the language that the shop asks for, the next login’s as ever, and keeps their own', async () => {
    const customer = await shopperWithFactor(stack, 'languages', { locale: 'cs' });
    const subjects = () => subjectsTo(stack, customer.email).slice(-1);
    const visitor = new VisitorOfShop(stack, customer, server);
    const german = await visitor.challenge({ locale: 'de' });
    expect(subjects()).toEqual([expect.stringMatching(/^\d{6} ist Ihr/)]);
    stack.advanceClock(60);
    await visitor.resend(german);
    expect(subjects()).toEqual([expect.stringMatching(/^\d{6} ist Ihr/)]);
    stack.advanceClock(60);
    await visitor.challenge();
    expect(subjects()).not.toEqual([expect.stringMatching(/^\d{6} ist Ihr/)]);
    expect((await stack.admin('GET', '/v1/admin/customers/languages')).body).toMatchObject({ locale: 'cs' });
    expect(problemIn(await begin({ customerId: 'languages', locale: 'fr' })).code).toBe('invalid_request');
  });

  test('stays logged in where the shop asks for that', async () => {
    const visitor = new VisitorOfShop(stack, await shopperWithFactor(stack, 'staying'), server);
    await visitor.verifyRight(await visitor.challenge({ stayLoggedIn: true }));
    expect(outcome(await visitor.browser.post('/v1/session/refresh'))).toBe('200 authenticated');
  });
});

describe('what is known of where the customer is', () => {
  test('is neither a network nor a device: the shop’s server has no budget of passwords, and gets no cookie of a device', async () => {
    const customer = await shopperWithFactor(stack, 'no-device');
    const visitor = new VisitorOfShop(stack, customer, server);
    const challenge = await visitor.challenge();
    for (let nth = 0; nth < 20; nth++) await visitor.logIn();
    await visitor.verifyRight(challenge);
    expect([...visitor.browser.cookies.keys()]).toEqual([]);
    expect(await rowsOf(stack, customer.username)).toEqual({});
    expect(outcome(await new Visitor(stack, customer).logIn())).toMatch('200 second_factor_required');
  });

  test('is not told to the owner of wrong codes: it may be the shop’s server that sent them', async () => {
    const customer = await shopperWithFactor(stack, 'no-place');
    const visitor = new VisitorOfShop(stack, customer, server);
    await visitor.lock(await visitor.challenge());
    const mail = stack
      .outbox()
      .filter(({ to }) => to === customer.email)
      .at(-1);
    expect(mail?.subject).toBe('Five wrong codes. Was it you?');
    expect(mail?.text).not.toMatch(/Network|127\.0\.0/);
  });
});

describe('a client', () => {
  test('without a token that lets it do so is refused, whoever is meant, and nothing is sent', async () => {
    const customer = await shopperWithFactor(stack, 'no-token');
    const { accessToken } = (await new Visitor(stack, await shopper(stack, 'somebody')).logIn()).body as { accessToken: string };
    for (const bearer of [undefined, 'not.a.token', `${server.bearer}x`, accessToken]) {
      for (const customerId of [customer.customerId, 'nobody']) {
        const answer = await stack.browser().post('/v1/challenges', { customerId }, bearer === undefined ? {} : { bearer });
        expect(problemIn(answer).code).toBe('client_token_required');
        expect(answer.headers['x-amzn-remapped-www-authenticate']).toBe('Bearer');
      }
    }
    expect(codesSentTo(stack, customer)).toEqual([]);
  });

  test('that lost its right, its secret, or itself begins nothing more; what it began goes on', async () => {
    const customer = await shopperWithFactor(stack, 'lost-right');
    const visitor = new VisitorOfShop(stack, customer, server);
    const challenge = await visitor.challenge();
    await clientsBy(() => stack).endSecret(server.clientId, server.secretId);
    expect(problemIn(await visitor.logIn()).code).toBe('client_token_required');
    const next = await shopServer(stack);
    expect(outcome(await begin({ customerId: customer.customerId }, next))).toBe('200 second_factor_required');
    await clientsBy(() => stack).remove(server.clientId);
    expect(problemIn(await begin({ customerId: customer.customerId }, next)).code).toBe('client_token_required');
    expect(outcome(await visitor.verifyRight(challenge))).toBe('200 authenticated');
  });

  test('is named where it began something, once in 24 hours, and where that became a login; where it stands is the shop’s', async () => {
    const customer = await shopperWithFactor(stack, 'written-down');
    const visitor = new VisitorOfShop(stack, customer, server);
    const challenge = await visitor.challenge();
    await Promise.all([visitor.logIn(), visitor.logIn()]);
    const { accessToken: bearer } = (await visitor.verifyRight(challenge)).body as { accessToken: string };
    const entries = (await auditLog(stack, customer.customerId)).slice(-2);
    expect(entries).toMatchObject([
      { event: 'challenge_begun', by: { client: 'shop-server' }, network: '127.0.0.0/24' },
      { event: 'logged_in', by: { customer: customer.customerId }, acr: 'email', client: 'shop-server' },
    ]);
    const { entries: shown } = (await visitor.browser.get('/v1/security/activity', { bearer })).body as { entries: object[] };
    expect(shown[0]).toMatchObject({ event: 'logged_in', client: 'shop-server' });
    expect(shown[1]).toEqual({ event: 'challenge_begun', at: expect.any(String), by: 'client' });

    stack.advanceClock(24 * HOUR);
    await begin({ customerId: customer.customerId }, await shopServer(stack));
    const begun = (await auditLog(stack, customer.customerId)).filter(({ event }) => event === 'challenge_begun');
    expect(begun).toHaveLength(2);
  });

  test('costs two reads and the code’s one write; and a login by e-mail that SES refuses is not begun', async () => {
    const customer = await shopperWithFactor(stack, 'cheap');
    const visitor = new VisitorOfShop(stack, customer, server);
    await visitor.challenge();
    stack.advanceClock(60);
    stack.clearCalls();
    const challenge = await visitor.challenge();
    const calls = stack.calls().filter(({ service }) => service !== 'ssm');
    expect(calls.map(({ service, action }) => `${service} ${action}`).sort()).toEqual([
      'dynamodb GetItem',
      'dynamodb GetItem',
      'dynamodb TransactWriteItems',
      'dynamodb UpdateItem',
      'ses SendEmail',
    ]);
    expect(outcome(await visitor.verify(challenge, otherThan(codeSentTo(stack, customer))))).toBe('401 invalid_code');
    stack.advanceClock(60);
    stack.fault({ service: 'ses', action: '*', kind: 'throttle', count: 1 });
    expect(problemIn(await visitor.logIn()).code).toBe('delivery_failed');
    expect(await visitor.challenge()).toMatchObject({ sent: true });
  });
});
