/** Wrong passwords from all over the world: a try takes a proof of work then, and is never refused. */
import { randomUUID } from 'node:crypto';
import type { Challenge } from 'altcha-lib';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { signIn } from '../account/signed-in.ts';
import { synthesized } from '../cdk/synthesized.ts';
import { encoded, quickCaptcha, solutionOf, solvedCaptcha } from '../recovery/solved-captcha.ts';
import type { Answer } from '../support/browser.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { rowsOf, wrongBefore } from './tries.ts';
import { outcome, type Shopper, shopper, Visitor } from './visitor.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await startReadyStack();
});

const wrong = '401 invalid_credentials';
const asked = '403 captcha_required';
const waiting = '429 too_many_attempts';
const right = '200 authenticated';

const challengeIn = ({ body }: Answer) => (body as { captcha: Challenge }).captcha;
const workIn = (answer: Answer) => (challengeIn(answer).parameters.data as { work: number }).work;
const solved = async (answer: Answer): Promise<string> => encoded(await solutionOf(challengeIn(answer)));

let networks = 0;
/** Another network each time. */
const elsewhere = () => `127.${100 + Math.floor(networks / 250)}.${networks++ % 250}.1`;

/** Somebody at a network, in a browser that has never logged in. */
const stranger = (customer: Shopper, from = elsewhere(), on = stack) => new Visitor(on, customer, { from });
const nobody = (): Shopper => ({ customerId: '', username: `${randomUUID()}@example.com`, email: '', password: 'whatever' });

/** A solution for this username without the work; for the most that is ever asked, unless told otherwise. */
const quick = ({ username }: Pick<Shopper, 'username'>, work = 16, more = {}) => quickCaptcha(stack, { for: username, work, ...more });

describe('after 124 wrong passwords from as many networks', () => {
  test.each([
    ['a customer', () => shopper(stack, 'guessed')],
    ['a username that nobody has', async () => nobody()],
  ])('a try for %s is answered with a challenge, and evaluated with its solution', async (_, who) => {
    const customer = await who();
    const outcomes: string[] = [];
    for (let nth = 0; nth < 124; nth++) outcomes.push(outcome(await stranger(customer).logIn({ password: 'wrong' })));
    expect(outcomes).toEqual([...Array(100).fill(wrong), ...Array(24).fill(asked)]);

    const visitor = stranger(customer);
    const refused = await visitor.logIn();
    expect(outcome(refused)).toBe(asked);
    expect(workIn(refused)).toBe(1);
    expect(JSON.stringify(refused.body)).not.toContain(customer.username);
    expect(outcome(await visitor.logIn({ captcha: await solved(refused) }))).toBe(customer.customerId ? right : wrong);
  });
});

describe('of the proof of work', () => {
  let customer: Shopper;
  let visitor: Visitor;

  beforeEach(async () => {
    customer = await shopper(stack, randomUUID());
    visitor = stranger(customer);
    await wrongBefore(stack, customer.username, { inARow: 450 });
  });

  const withCaptcha = (captcha: string, given = {}) => visitor.logIn({ captcha, ...given });

  test('so much is asked as the row is long', async () => {
    const works: number[] = [];
    for (const inARow of [100, 199, 200, 400, 800, 1599, 1600, 100_000]) {
      await wrongBefore(stack, customer.username, { inARow });
      works.push(workIn(await visitor.logIn()));
    }
    expect(works).toEqual([1, 1, 2, 4, 8, 8, 16, 16]);
  });

  const notGood: [string, () => Promise<string>][] = [
    ['too easy', () => quick(customer, 2)],
    ['of no work at all', () => quick(customer, 0)],
    ['for another username', () => quick({ username: 'another@example.com' })],
    ['for nobody’s', () => quickCaptcha(stack)],
    ['of a recovery or the support form', () => solvedCaptcha(stack)],
    ['expired', () => quick(customer, 16, { expiresAt: Math.floor(stack.now() / 1000) })],
    ['of a lower cost', () => quick(customer, 16, { cost: 1 })],
    ['whose challenge was changed afterwards', async () => raised(await quick(customer, 2))],
    ['garbage', async () => 'garbage'],
  ];

  test.each(notGood)('one that is %s tells nothing, counts nothing, and brings a fresh challenge', async (_, make) => {
    const before = await rowsOf(stack, customer.username);
    const captcha = await make();
    const [one, other] = [await withCaptcha(captcha), await withCaptcha(captcha, { password: 'wrong' })];
    expect([outcome(one), outcome(other)]).toEqual([asked, asked]);
    expect(workIn(one)).toBe(4);
    expect(challengeIn(one).signature).not.toBe(challengeIn(other).signature);
    expect(await rowsOf(stack, customer.username)).toEqual(before);
  });

  test('one is good for the username in whatever way it is written', async () => {
    const captcha = await quick(customer, 4);
    expect(outcome(await withCaptcha(captcha, { username: ` ${customer.username.toUpperCase()}` }))).toBe(right);
  });

  test('one that was too easy here is not used up: it is still good where that much is asked', async () => {
    const captcha = await quick(customer, 2);
    expect(outcome(await withCaptcha(captcha))).toBe(asked);
    await wrongBefore(stack, customer.username, { inARow: 250 });
    expect(outcome(await withCaptcha(captcha))).toBe(right);
  });

  test('one is good once, for a right password as for a wrong one', async () => {
    for (const [password, told] of [
      ['wrong', wrong],
      [customer.password, right],
    ]) {
      const captcha = await quick(customer);
      expect(outcome(await withCaptcha(captcha, { password }))).toBe(told);
      for (const again of [captcha, `${captcha} `]) {
        expect(outcome(await stranger(customer).logIn({ captcha: again }))).toBe(asked);
      }
    }
  });

  test('one that ten bring at the same moment serves one of them', async () => {
    const captcha = await quick(customer);
    const answers = await Promise.all(Array.from({ length: 10 }, () => stranger(customer).logIn({ captcha, password: 'wrong' })));
    expect(answers.map(outcome).sort()).toEqual([wrong, ...Array(9).fill(asked)]);
  });

  test('one whose answer to "is this its first use" was lost, or which was throttled, is not refused for it', async () => {
    for (const kind of ['lost-ack', 'throttle'] as const) {
      stack.fault({ service: 'dynamodb', action: 'PutItem', kind, function: 'login' });
      expect(outcome(await withCaptcha(await quick(customer)))).toBe(right);
    }
  });

  test('while nobody can say whether one was used, nothing is told', async () => {
    stack.fault({ service: 'dynamodb', action: 'PutItem', kind: 'error', count: 3, function: 'login' });
    expect(outcome(await withCaptcha(await quick(customer)))).toBe('503 unavailable');
    stack.clearFaults();
  });

  test('none is asked for, and none used up, where the network has to wait: it is asked for after that', async () => {
    const from = elsewhere();
    const network = `${from.slice(0, from.lastIndexOf('.'))}.0/24`;
    await wrongBefore(stack, customer.username, { inARow: 450, networks: [network], seconds: 10 });
    const captcha = await quick(customer);
    const here = stranger(customer, from);
    expect(outcome(await here.logIn({ captcha }))).toBe(waiting);
    stack.advanceClock(10);
    expect(outcome(await here.logIn({ captcha }))).toBe(right);
  });

  test('wrong ones with it wait from the fifth on, by their network, as all do', async () => {
    const outcomes: string[] = [];
    for (let nth = 0; nth < 6; nth++) outcomes.push(outcome(await withCaptcha(await quick(customer), { password: 'wrong' })));
    expect(outcomes).toEqual([...Array(5).fill(wrong), waiting]);
  });

  test('as many at the same moment as there are solutions are counted one by one', async () => {
    const captchas = await Promise.all(Array.from({ length: 8 }, () => quick(customer)));
    const answers = await Promise.all(captchas.map((captcha) => stranger(customer).logIn({ captcha, password: 'wrong' })));
    expect(answers.map(outcome)).toEqual(Array(8).fill(wrong));
    expect((await rowsOf(stack, customer.username)).TRIES).toBe(458);
  });

  test('a day without a wrong password ends it', async () => {
    stack.advanceClock(24 * 60 * 60);
    expect(outcome(await visitor.logIn())).toBe(right);
  });

  function raised(captcha: string): string {
    const payload = JSON.parse(Buffer.from(captcha, 'base64').toString());
    payload.challenge.parameters.data.work = 16;
    return encoded(payload);
  }
});

test('the hundredth wrong password for a username is written down, once in 24 hours', async () => {
  const customer = await shopper(stack, 'hundredth');
  const session = await signIn(stack, customer, {}, { from: '127.41.0.1' });
  await wrongBefore(stack, customer.username, { inARow: 98 });
  for (let nth = 0; nth < 2; nth++) await stranger(customer).logIn({ password: 'wrong' });
  const { entries } = (await session.get('/v1/security/activity')).body as { entries: { event: string; limits?: string[] }[] };
  expect(entries.filter(({ event }) => event === 'limit_reached')).toMatchObject([{ limits: ['wrong_passwords_everywhere'], row: 100 }]);
});

test('where the shop has a provider’s CAPTCHA, which is down, the login takes our own proof of work all the same', async () => {
  const captcha = { provider: 'turnstile', siteKey: '0x4AAA', secretParameter: '/keycard/local/captcha-secret' } as const;
  const { pathOf } = await synthesized({ stage: 'local', captcha });
  const shop = await startReadyStack({ assembly: pathOf('.') });
  // Nobody can be asked: there is no secret key.
  const form = { username: 'eva@example.com', message: 'Help', reachMeAt: 'here', captcha: 'token-of-a-widget' };
  expect(outcome(await shop.browser().post('/v1/support-requests', form))).toBe('503 unavailable');

  const customer = await shopper(shop, 'turnstile');
  await wrongBefore(shop, customer.username, { inARow: 100 });
  const visitor = new Visitor(shop, customer);
  const refused = await visitor.logIn();
  expect(outcome(refused)).toBe(asked);
  expect(outcome(await visitor.logIn({ captcha: 'token-of-a-widget' }))).toBe(asked);
  expect(outcome(await visitor.logIn({ captcha: await solved(refused) }))).toBe(right);
});

test('against an outsider with 10,000 networks, for a month, the owner logs in at the first try where they have logged in before, and elsewhere after one proof of work', {
  timeout: 120_000,
}, async () => {
  const customer = await shopper(stack, 'besieged-month');
  const home = new Visitor(stack, customer, { from: '127.40.0.1' });
  expect(outcome(await home.logIn())).toBe(right);
  const outside = Array.from({ length: 10_000 }, (_, nth) => `10.${Math.floor(nth / 250)}.${nth % 250}.0/24`);

  for (let day = 1; day <= 30; day++) {
    stack.advanceClock(24 * 60 * 60);
    // Each network has had its five, and then one every 15 minutes; the owner's own is among them.
    const among = day === 1 ? outside : outside.slice(0, 100);
    await wrongBefore(stack, customer.username, { inARow: day * 960_000, networks: [...among, '127.40.0.0/24'] });
    expect(outcome(await stranger(customer).logIn({ password: 'wrong' }))).toBe(asked);
    expect(outcome(await stranger(customer, '127.40.0.9').logIn({ password: 'wrong' }))).toBe(waiting);

    expect(outcome(await home.logIn())).toBe(right);
    const abroad = stranger(customer);
    const refused = await abroad.logIn();
    expect([outcome(refused), workIn(refused)]).toEqual([asked, 16]);
    expect(outcome(await abroad.logIn({ captcha: await quick(customer, workIn(refused)) }))).toBe(right);
  }
});
