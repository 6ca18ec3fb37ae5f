/** A browser in which somebody has logged in is known by a cookie, and nobody else can spend its budget of wrong passwords. */
import { beforeAll, describe, expect, test } from 'vitest';
import { type SignedIn, signIn } from '../account/signed-in.ts';
import { linkFor, newPassword, withPassword } from '../passwords/forgotten.ts';
import type { Answer } from '../support/browser.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { rowsOf, wrongBefore } from './tries.ts';
import { codeSentTo, otherThan, outcome, password, type Shopper, shopper, shopperWithFactor, Visitor } from './visitor.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await startReadyStack();
});

const wrong = '401 invalid_credentials';
const waiting = '429 too_many_attempts';
const asked = '403 captcha_required';
const right = '200 authenticated';

const cookieName = '__Host-keycard-device';
const cookiesOf = ({ headers }: Answer) => [headers['set-cookie'] ?? []].flat().filter((each) => each.startsWith(`${cookieName}=`));
const form = new RegExp(`^${cookieName}=[\\w-]{22}\\.[\\w-]+\\.[\\w.-]+; Max-Age=7776000; Path=/; Secure; HttpOnly; SameSite=Lax$`);

/** At home there is a neighbour, in the same /24. */
const [home, neighbour, abroad] = ['127.50.0.1', '127.50.0.99', '127.51.0.1'];

async function atHome(customerId: string): Promise<{ customer: Shopper; owner: Visitor }> {
  const customer = await shopper(stack, customerId);
  const owner = new Visitor(stack, customer, { from: home });
  expect(outcome(await owner.logIn())).toBe(right);
  return { customer, owner };
}

async function wrongPasswords(visitor: Visitor, times: number): Promise<string[]> {
  const outcomes: string[] = [];
  for (let nth = 0; nth < times; nth++) outcomes.push(outcome(await visitor.logIn({ password: `wrong ${nth}` })));
  return outcomes;
}

/** Another browser that sends this for its device's cookie. */
function visitorWith(customer: Shopper, cookie: string | undefined, from = home): Visitor {
  const visitor = new Visitor(stack, customer, { from });
  if (cookie !== undefined) visitor.browser.cookies.set(cookieName, { value: cookie, path: '/', attributes: '' });
  return visitor;
}

const cookieOf = (visitor: Visitor): string => visitor.browser.cookies.get(cookieName)?.value ?? '';

/** Neither the network nor the username lets anybody in who is not known. */
const shut = ({ username }: Shopper) => wrongBefore(stack, username, { inARow: 5000, networks: ['127.50.0.0/24', '127.51.0.0/24'] });

describe('every finished login sets the cookie', () => {
  test('by password alone, another one each time', async () => {
    const { owner } = await atHome('sets-cookie');
    const [one, other] = [await owner.logIn(), await owner.logIn()];
    for (const answer of [one, other]) expect(cookiesOf(answer)).toEqual([expect.stringMatching(form)]);
    expect(cookiesOf(one)).not.toEqual(cookiesOf(other));
  });

  test('by a code, beside that of a session that stays logged in; a right password alone, or a wrong code, sets none', async () => {
    const customer = await shopperWithFactor(stack, 'sets-cookie-code');
    const visitor = new Visitor(stack, customer);
    const begun = await visitor.logIn({ stayLoggedIn: true });
    expect(cookiesOf(begun)).toEqual([]);
    const { challenge } = begun.body as { challenge: { token: string } };
    expect(cookiesOf(await visitor.verify(challenge, otherThan(codeSentTo(stack, customer))))).toEqual([]);
    const verified = await visitor.verify(challenge, codeSentTo(stack, customer));
    expect(cookiesOf(verified)).toEqual([expect.stringMatching(form)]);
    expect(verified.headers['set-cookie']).toEqual([expect.stringMatching(/^__Host-keycard=/), expect.stringMatching(form)]);
  });

  test('where it cannot be sealed the login stands without it, and the log says so', async () => {
    // Of the keys that a login by password needs none but this is made by that call.
    const fresh = await startReadyStack();
    const visitor = new Visitor(fresh, await shopper(fresh, 'unsealed'));
    fresh.fault({ service: 'kms', action: 'GenerateDataKeyWithoutPlaintext', kind: 'error', count: 10, function: 'login' });
    const answer = await visitor.logIn();
    expect(outcome(answer)).toBe(right);
    expect(cookiesOf(answer)).toEqual([]);
    expect(fresh.logs().filter(({ line }) => line.includes('"device_not_known"'))).toHaveLength(1);
    fresh.clearFaults();
    expect(cookiesOf(await visitor.logIn())).toEqual([expect.stringMatching(form)]);
  });
});

describe('where somebody has logged in before', () => {
  test('no neighbour in the same network makes them wait, and what they mistype there is theirs alone', async () => {
    const { customer, owner } = await atHome('has-neighbour');
    expect(await wrongPasswords(visitorWith(customer, undefined, neighbour), 6)).toEqual([...Array(5).fill(wrong), waiting]);
    const before = await rowsOf(stack, customer.username);
    expect(await wrongPasswords(owner, 2)).toEqual([wrong, wrong]);
    expect(await rowsOf(stack, customer.username)).toEqual({ ...before, 'TRIES#DEVICE': 2 });
    expect(outcome(await owner.logIn())).toBe(right);
  });

  test('no stranger asks anything of them, in whatever network they are by now, for ninety days', async () => {
    const { customer, owner } = await atHome('has-strangers');
    const elsewhere = visitorWith(customer, cookieOf(owner), abroad);
    stack.advanceClock(90 * 24 * 60 * 60 - 1);
    await shut(customer);
    expect(outcome(await elsewhere.logIn())).toBe(right);
  });

  test('a login by a code leaves a device that is known, too', async () => {
    const customer = await shopperWithFactor(stack, 'known-by-code');
    const visitor = new Visitor(stack, customer);
    await visitor.verifyRight(await visitor.challenge());
    await shut(customer);
    expect(outcome(await visitorWith(customer, cookieOf(visitor)).logIn())).toBe('200 second_factor_required');
  });

  test('wrong ones are five and then those that everybody has', async () => {
    const { customer, owner } = await atHome('own-typos');
    expect(await wrongPasswords(owner, 11)).toEqual([...Array(10).fill(wrong), waiting]);
    expect(await rowsOf(stack, customer.username)).toEqual({ TRIES: 5, 'TRIES#127.50.0.0/24': 5, 'TRIES#DEVICE': 5 });
    stack.advanceClock(1);
    expect(outcome(await owner.logIn())).toBe(right);
  });
});

describe('a cookie that is no known device’s is as if there were none:', () => {
  const changed = (cookie: string, part: number, to: (was: string) => string) =>
    cookie
      .split('.')
      .map((each, nth) => (nth === part ? to(each) : each))
      .join('.');
  const flipped = (text: string) => `${text.startsWith('A') ? 'B' : 'A'}${text.slice(1)}`;
  const another = async () => (await atHome(`other-${Math.random().toString(36).slice(2)}`)).owner;

  test.each<[string, (cookie: string) => string | Promise<string>]>([
    ['another customer’s', async () => cookieOf(await another())],
    [
      'another customer’s that says it is this one’s',
      async (cookie) => {
        const [, who = ''] = cookie.split('.');
        return changed(cookieOf(await another()), 1, () => who);
      },
    ],
    [
      'another customer’s that says it is this device',
      async (cookie) => {
        const [id = '', who = ''] = cookie.split('.');
        return changed(
          changed(cookieOf(await another()), 1, () => who),
          0,
          () => id,
        );
      },
    ],
    ['with another id', (cookie) => changed(cookie, 0, flipped)],
    ['with another key’s name', (cookie) => changed(cookie, 2, flipped)],
    ['with no seal', (cookie) => changed(cookie, 2, (sealed) => sealed.slice(0, -22))],
    ['with another seal', (cookie) => changed(cookie, 2, (sealed) => `${sealed.slice(0, -8)}${flipped(sealed.slice(-8))}`)],
    ['with something else sealed', (cookie) => changed(cookie, 2, (sealed) => `${sealed.slice(0, 40)}${flipped(sealed.slice(40))}`)],
    ['cut off', (cookie) => cookie.slice(0, 60)],
    ['with a part too many', (cookie) => `${cookie}.AAAA`],
    ['of other letters', () => '%00%ff../../{}'],
    ['empty', () => ''],
    ['long', (cookie) => `${cookie}${'A'.repeat(4000)}`],
    [
      'a challenge of the login',
      async (cookie) => {
        const customer = await shopperWithFactor(stack, 'challenge-as-cookie');
        const { token } = await new Visitor(stack, customer).challenge();
        return [...cookie.split('.').slice(0, 2), token].join('.');
      },
    ],
  ])('%s', async (name, make) => {
    const { customer, owner } = await atHome(`garbled-${name.replaceAll(/\W+/g, '-')}`);
    const cookie = await make(cookieOf(owner));
    await shut(customer);
    // Nothing is told of a right one, and nothing of a wrong one either, or what is not told would be the right one.
    for (const password of [customer.password, 'wrong']) {
      expect(outcome(await visitorWith(customer, cookie).logIn({ password }))).toBe(waiting);
      expect(outcome(await visitorWith(customer, cookie, '127.52.0.1').logIn({ password }))).toBe(asked);
    }
    expect(outcome(await owner.logIn())).toBe(right);
  });

  test('one of ninety days ago', async () => {
    const { customer, owner } = await atHome('ninety-days');
    const cookie = cookieOf(owner);
    stack.advanceClock(90 * 24 * 60 * 60);
    await shut(customer);
    expect(outcome(await visitorWith(customer, cookie).logIn())).toBe(waiting);
  });

  test('one of before all sessions were ended, of a password before, of a customer before', async () => {
    const { customer, owner } = await atHome('older-epoch');
    const { customerId, username, email } = customer;
    const known = async (cookie: string) => outcome(await visitorWith(customer, cookie).logIn()) === right;
    const put = (more: object) =>
      stack.admin('PUT', `/v1/admin/customers/${customerId}`, { username, email, emailVerified: true, ...more });
    const session = await signIn(stack, customer, {}, { from: abroad });
    const ends: (() => Promise<unknown>)[] = [
      () => session.logOut({ everywhere: true }),
      () => put({ password: customer.password }),
      async () => {
        await stack.admin('DELETE', `/v1/admin/customers/${customerId}`);
        await put({ password: customer.password });
      },
    ];
    for (const end of ends) {
      expect(outcome(await owner.logIn())).toBe(right);
      const cookie = cookieOf(owner);
      await shut(customer);
      expect(await known(cookie)).toBe(true);
      await end();
      await shut(customer);
      expect(await known(cookie)).toBe(false);
      await wrongBefore(stack, username, { inARow: 0, networks: ['127.50.0.0/24', '127.51.0.0/24'], seconds: 0 });
    }
  });

  test('and takes the same calls, whoever’s it is', async () => {
    const { customer } = await atHome('same-calls');
    const other = cookieOf(await another());
    const callsOf = async (cookie: string | undefined, username: string) => {
      stack.clearCalls();
      await visitorWith(customer, cookie).logIn({ username, password: 'wrong' });
      return stack.calls().map(({ action }) => action);
    };
    const expected = ['BatchGetItem', 'TransactWriteItems'];
    for (const username of [customer.username, 'nobody-there@example.com']) {
      for (const cookie of [undefined, other, 'garbage']) expect(await callsOf(cookie, username)).toEqual(expected);
    }
  });
});

describe('a stolen cookie, replayed with wrong passwords,', () => {
  test('buys five tries and then waits; its owner gets in all the same, and is out of its reach from then on', async () => {
    const { customer, owner } = await atHome('stolen');
    const thief = () => visitorWith(customer, cookieOf(owner), abroad);
    const stolen = thief();
    expect(await wrongPasswords(stolen, 11)).toEqual([...Array(10).fill(wrong), waiting]);
    // By the budgets that everybody has, in another network than the thief's.
    expect(outcome(await owner.logIn())).toBe(right);
    // From now on the device is another one, whose budget the copy does not spend.
    await shut(customer);
    expect(await wrongPasswords(stolen, 3)).toEqual(Array(3).fill(waiting));
    expect(outcome(await owner.logIn())).toBe(right);
  });

  test('by twenty at the same moment is five tries, and the five of the network', async () => {
    const { customer, owner } = await atHome('stolen-parallel');
    const cookie = cookieOf(owner);
    const tries = Array.from({ length: 20 }, (_, nth) => visitorWith(customer, cookie, abroad).logIn({ password: `wrong ${nth}` }));
    expect((await Promise.all(tries)).map(outcome).sort()).toEqual([...Array(10).fill(wrong), ...Array(10).fill(waiting)]);
  });

  test('is no help against another account', async () => {
    const { owner } = await atHome('stolen-one');
    const { customer: other } = await atHome('stolen-other');
    await shut(other);
    expect(outcome(await visitorWith(other, cookieOf(owner)).logIn())).toBe(waiting);
  });
});

describe('a new password', () => {
  const changes = (session: SignedIn, given: object = {}) => session.post('/v1/security/password', { password, newPassword, ...given });
  const resets = (visitor: Visitor, token: string, chosen = newPassword) =>
    visitor.browser.post('/v1/password/reset', { token, newPassword: chosen });
  const anew = (customer: Shopper): Shopper => ({ ...customer, password: newPassword });
  const clearedSession = expect.stringMatching(/^__Host-keycard=; Max-Age=0/);

  test('changed in the account leaves that browser known, by another cookie than before, and no other', async () => {
    const { customer, owner: elsewhere } = await atHome('changed');
    const session = await signIn(stack, customer, {}, { from: home });
    const before = session.browser.cookies.get(cookieName)?.value;
    const answer = await changes(session);
    expect(outcome(answer)).toBe('204');
    expect(answer.headers['set-cookie']).toEqual([clearedSession, expect.stringMatching(form)]);
    await shut(customer);
    for (const older of [before, cookieOf(elsewhere)]) {
      expect(outcome(await visitorWith(anew(customer), older).logIn())).toBe(waiting);
    }
    const now = session.browser.cookies.get(cookieName)?.value;
    expect(outcome(await visitorWith(anew(customer), now, abroad).logIn())).toBe(right);
  });

  test('changed by password and code leaves it known, with the code to come at the next login; by anything less, not', async () => {
    const customer = await shopperWithFactor(stack, 'changed-by-code');
    stack.advanceClock(60);
    const session = await signIn(stack, customer, {}, { from: home });
    const refused = [
      [{ code: '000000', password: 'wrong' }, wrong],
      [{}, '400 invalid_request'],
      [{ code: otherThan(await session.freshCode()) }, '401 invalid_code'],
      [{ newPassword: 'short1' }, '409 password_unusable'],
    ] as const;
    for (const [given, expected] of refused) {
      const answer = await changes(session, given);
      expect([outcome(answer), cookiesOf(answer)]).toEqual([expected, []]);
    }
    expect(cookiesOf(await changes(session, { code: codeSentTo(stack, customer) }))).toEqual([expect.stringMatching(form)]);
    await shut(customer);
    const now = session.browser.cookies.get(cookieName)?.value;
    expect(outcome(await visitorWith(anew(customer), now).logIn())).toBe('200 second_factor_required');
  });

  test('by the link of an e-mail lets in at once who has mistyped the old one until they had to wait', async () => {
    const customer = await shopper(stack, 'forgotten');
    const owner = new Visitor(stack, customer, { from: home });
    expect(await wrongPasswords(owner, 6)).toEqual([...Array(5).fill(wrong), waiting]);
    const token = await linkFor(stack, customer);
    const [unusable, foreign] = [await resets(owner, token, 'short1'), await resets(owner, `${token}x`)];
    expect([outcome(unusable), outcome(foreign)]).toEqual(['409 password_unusable', '401 invalid_token']);
    for (const answer of [unusable, foreign]) expect(cookiesOf(answer)).toEqual([]);
    await shut(customer);
    const answer = await resets(owner, token);
    expect(outcome(answer)).toBe('204');
    expect(answer.headers['set-cookie']).toEqual([clearedSession, expect.stringMatching(form)]);
    expect(outcome(await withPassword(stack, customer, newPassword).logIn())).toBe(asked);
    expect(outcome(await visitorWith(anew(customer), cookieOf(owner)).logIn())).toBe(right);
    expect(cookiesOf(await resets(owner, token))).toEqual([]);
  });

  test('by the link proves no factor, and whoever set it has nothing more once its owner sets the next', async () => {
    const customer = await shopperWithFactor(stack, 'forgotten-mailbox');
    const thief = new Visitor(stack, customer, { from: abroad });
    expect(outcome(await resets(thief, await linkFor(stack, customer)))).toBe('204');
    await shut(customer);
    expect(outcome(await visitorWith(anew(customer), cookieOf(thief), abroad).logIn())).toBe('200 second_factor_required');

    stack.advanceClock(60);
    const owner = new Visitor(stack, customer, { from: home });
    expect(outcome(await resets(owner, await linkFor(stack, customer), 'another long sentence of mine'))).toBe('204');
    await shut(customer);
    expect(await wrongPasswords(visitorWith(customer, cookieOf(thief), abroad), 3)).toEqual(Array(3).fill(waiting));
    const next = { ...customer, password: 'another long sentence of mine' };
    expect(outcome(await visitorWith(next, cookieOf(owner)).logIn())).toBe('200 second_factor_required');
  });

  test('is set where no cookie can be sealed, too, and the log says so', async () => {
    const fresh = await startReadyStack();
    const customer = await shopper(fresh, 'unsealed');
    const token = await linkFor(fresh, customer);
    const unsealed = () => fresh.logs().filter(({ line }) => line.includes('"device_not_known"')).length;
    // Nobody has logged in yet: the key is made by that call.
    fresh.fault({ service: 'kms', action: 'GenerateDataKeyWithoutPlaintext', kind: 'error', count: 10, function: 'recovery' });
    const reset = await resets(new Visitor(fresh, customer), token);
    expect([outcome(reset), cookiesOf(reset), unsealed()]).toEqual(['204', [], 1]);
    fresh.clearFaults();

    const session = await signIn(fresh, anew(customer));
    // What checks its access token is opened by now.
    await session.overview();
    fresh.fault({ service: 'kms', action: 'Decrypt', kind: 'error', count: 10, function: 'security' });
    const changed = await changes(session, { password: newPassword, newPassword: 'another long sentence of mine' });
    expect([outcome(changed), cookiesOf(changed), unsealed()]).toEqual(['204', [], 2]);
    fresh.clearFaults();
    expect(outcome(await withPassword(fresh, customer, 'another long sentence of mine').logIn())).toBe(right);
  });
});

describe('the password that the account asks for again', () => {
  test('is held up by no guess at the login, and holds up no login', async () => {
    const { customer } = await atHome('session-own');
    const session = await signIn(stack, customer, {}, { from: home });
    await shut(customer);
    expect(outcome(await session.switchOn('wrong'))).toBe(wrong);
    expect((await rowsOf(stack, customer.username))['TRIES#SESSION']).toBe(1);
    expect(outcome(await session.switchOn())).toBe('200');
  });

  test('has five tries a session, which no refresh renews; another session of the customer is not held up', async () => {
    const { customer } = await atHome('session-guesses');
    const thief = await signIn(stack, customer, { stayLoggedIn: true }, { from: home });
    const outcomes: string[] = [];
    for (let nth = 0; nth < 6; nth++) outcomes.push(outcome(await thief.switchOn(`wrong ${nth}`)));
    expect(outcomes).toEqual([...Array(5).fill(wrong), waiting]);
    const { accessToken: bearer } = (await thief.refresh()).body as { accessToken: string };
    expect(outcome(await thief.browser.post('/v1/security/email', { password: customer.password }, { bearer }))).toBe(waiting);

    const owner = await signIn(stack, customer, {}, { from: home });
    expect(outcome(await owner.switchOn())).toBe('200');
  });
});
