/** examples/php-shop: a shop that keeps passwords itself has all that Keycard's own login promises, and Keycard has nothing of them. */
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { byAdmin } from '../account/by-admin.ts';
import { otherThan } from '../login/visitor.ts';
import { tokenTo } from '../support/mailed-links.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';
import { cancel } from '../support-requests/queue.ts';
import { launchedBrowser } from '../web/shop.ts';
import { enrolled, enrolledWithApp, password as forKeycard, giveCode, giveCredentials, heading, visit } from '../web/visitor.ts';
import { openPhpShop, type PhpShop, PhpVisitor, phpIsHere, standIn, usersOf } from './php-shop.ts';

const password = 'pears from the garden';
const newPassword = 'plums from the market';
const users = [
  'new',
  'ended',
  'five-minutes',
  'newest',
  'five-tries',
  'flag',
  'faulty',
  'mail',
  'app',
  'ticks',
  'ticks-not',
  'opts-in',
] as const;

const browser = phpIsHere ? await launchedBrowser() : undefined;
let stack: TestStack;
let shop: PhpShop;
let elsewhere: PhpShop;
let hash: string;
let data: string;

const name = phpIsHere ? 'a shop of PHP' : 'a shop of PHP was not tried: there is no PHP 8.2 with cURL here';
if (!phpIsHere) console.warn(`${name}.`);
describe.skipIf(!phpIsHere)(name, () => {
  beforeAll(async () => {
    stack = await startTestStack();
    // Before any function has asked: nobody has to wait, and no time of the shop's lies behind the stack's.
    await stack.setFlag(true, { wait: false });
    stack.freezeClock();
    ({ hash, data } = await usersOf(password, users));
    shop = await openPhpShop(stack.url, 'localhost', data);
    elsewhere = await openPhpShop(stack.url, '127.0.0.1', data);
  });

  const { patch, show } = byAdmin(() => stack);
  const now = () => new Date(stack.now()).toISOString();
  const mailOf = (id: string) => `${id}@example.com`;

  /** At the code step, by the password. */
  async function atCode(id: string): Promise<PhpVisitor> {
    const visitor = new PhpVisitor(shop);
    expect(await visitor.logIn(id, password)).toBe('Enter the code');
    return visitor;
  }

  test('lets in by its password alone who has not opted in, and puts in whom Keycard does not know', async () => {
    const visitor = new PhpVisitor(shop);
    await visitor.logIn('new', 'guessed');
    expect([visitor.status, visitor.customer]).toEqual([401, undefined]);
    await visitor.logIn('new', password);
    expect(visitor.customer).toBe(mailOf('new'));
    expect((await show('new')).body).toMatchObject({ email: mailOf('new'), emailVerified: true, hasPassword: false });
  });

  test('lets nobody in by a password that has ended, until its owner has set another', async () => {
    const [visitor, thief] = [new PhpVisitor(shop), new PhpVisitor(shop)];
    await thief.logIn('ended', password);
    await patch('ended', { phone: '+420601123456' });
    await cancel(stack, tokenTo(stack, mailOf('ended'), 'notMe'));

    expect(await visitor.logIn('ended', password)).toBe('Your password has ended');
    expect(visitor.customer).toBeUndefined();
    await visitor.open('/password/forgotten', { email: mailOf('ended') });
    const link = shop.lastLink();
    await visitor.open(link);
    // Keycard does not hear of it: the next login says it again.
    stack.fault({ service: 'dynamodb', action: '*', kind: 'error', count: 1000, function: 'admin' });
    const token = new URL(link).searchParams.get('token') ?? '';
    await visitor.open('/password/new', { token, password: newPassword });
    expect(visitor.says).toBe('Your new password is set.');
    expect(stack.plannedFaults()[0]?.left).toBeLessThan(1000);
    stack.clearFaults();
    await thief.open('/');
    expect(thief.customer).toBeUndefined();
    expect(await thief.open('/password/new', { token, password })).toBe('This link is over');

    await visitor.logIn('ended', password);
    expect(visitor.customer).toBeUndefined();
    await visitor.logIn('ended', newPassword);
    expect(visitor.customer).toBe(mailOf('ended'));
  });

  test('takes a code for 299.9 seconds and not for 300', async () => {
    await enrolled(stack, 'five-minutes');
    const visitor = await atCode('five-minutes');
    stack.advanceClock(300);
    await visitor.enter(stack.lastCode(mailOf('five-minutes')));
    expect(visitor.customer).toBeUndefined();
    await visitor.resend();
    stack.advanceClock(299.9);
    await visitor.enter(stack.lastCode(mailOf('five-minutes')));
    expect(visitor.customer).toBe(mailOf('five-minutes'));
  });

  test('takes the newest code only, which comes 60 seconds after the one before, and may serve two logins', async () => {
    const { email } = await enrolled(stack, 'newest');
    const visitor = await atCode('newest');
    const older = stack.lastCode(email);
    stack.advanceClock(59.9);
    await visitor.resend();
    expect(visitor.says).toMatch(/Try again in 1 seconds/);
    const second = await atCode('newest');
    expect(stack.sentTo(email)).toBe(2);
    stack.advanceClock(0.1);
    await visitor.resend();
    await visitor.enter(older);
    expect(visitor.says).toMatch(/Attempts left: 4/);
    await second.enter(stack.lastCode(email));
    expect(second.customer).toBe(email);
  });

  test('asks for the password again after the fifth wrong code, and says when the next code can come', async () => {
    const { email } = await enrolled(stack, 'five-tries');
    const visitor = await atCode('five-tries');
    const right = stack.lastCode(email);
    const pending = await atCode('five-tries');
    for (let nth = 1; nth <= 4; nth++) expect(await visitor.enter(otherThan(right, nth))).toBe('Enter the code');
    expect(await visitor.enter(otherThan(right, 5))).toBe('Log in');
    expect(await pending.enter(right)).toBe('Log in');
    expect(pending.customer).toBeUndefined();
    expect(await visitor.enter(right)).toBe('Log in');
    await visitor.logIn('five-tries', password);
    expect(visitor.html).toContain('No code counts just now');
    stack.advanceClock(60);
    await visitor.resend();
    expect(visitor.html).toContain('We have sent a code');
    await visitor.enter(stack.lastCode(email));
    expect(visitor.customer).toBe(email);
  });

  test('never takes a Keycard that does not answer for one that asks for nothing', async () => {
    await enrolled(stack, 'faulty');
    const visitor = new PhpVisitor(shop);
    stack.fault({ service: 'dynamodb', action: '*', kind: 'error', count: 1000 });
    await visitor.logIn('faulty', password);
    stack.clearFaults();
    expect([visitor.status, visitor.customer]).toEqual([503, undefined]);
    expect(await visitor.open('/login/code')).toBe('Log in');
  });

  test('asks nobody for a code while the switch is off, and gets another token when its own is over', async () => {
    await enrolled(stack, 'flag');
    stack.advanceClock(15 * 60);
    await stack.setFlag(false);
    const visitor = new PhpVisitor(shop);
    await visitor.logIn('flag', password);
    await stack.setFlag(true);
    expect(visitor.customer).toBe(mailOf('flag'));
  });

  const sessionOf = async (page: Page) => (await page.context().cookies()).find(({ name }) => name === 'php-shop')?.value;

  async function atLogin(at: PhpShop): Promise<Page> {
    const { page } = await visit(browser ?? (await launchedBrowser()));
    await page.goto(at.url);
    await page.getByRole('button', { name: 'Add Conference' }).click();
    await page.getByText('Cart: Conference').waitFor();
    await page.getByRole('link', { name: 'Log in' }).click();
    return page;
  }

  async function back(page: Page, at: PhpShop, email: string): Promise<void> {
    await page.getByText(`Hello ${email}`).waitFor();
    await page.getByText('Cart: Conference').waitFor();
    expect(new URL(page.url()).origin).toBe(at.url);
  }

  test('keeps the cart from the password to the code, under another session', async () => {
    const { email } = await enrolled(stack, 'mail');
    const page = await atLogin(elsewhere);
    const before = await sessionOf(page);
    await page.getByLabel('E-mail address').fill(email);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByText('We have sent a code to m•••@example.com.').waitFor();
    await page.reload();
    await page.getByLabel('Code', { exact: true }).fill(stack.lastCode(email));
    await page.getByRole('button', { name: 'Log in', exact: true }).click();
    await back(page, elsewhere, email);
    expect(await sessionOf(page)).not.toBe(before);
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.getByRole('link', { name: 'Log in' }).waitFor();
  });

  test('hands customers over to the account page, where they switch codes on, without a password at Keycard', async () => {
    const page = await atLogin(shop);
    const logIn = async () => {
      await page.getByLabel('E-mail address').fill(mailOf('opts-in'));
      await page.getByLabel('Password').fill(password);
      await page.getByRole('button', { name: 'Log in' }).click();
    };
    await logIn();
    await back(page, shop, mailOf('opts-in'));
    await page.getByRole('link', { name: 'Security' }).click();
    for (const typed of ['guessed', password]) {
      await page.getByLabel('Your password once more').fill(typed);
      await page.getByRole('button', { name: 'Go on to Keycard' }).click();
      if (typed !== password) await page.getByText('That is not your password.').waitFor();
    }
    await heading(page, 'Account security').waitFor();
    expect(new URL(page.url()).origin).toBe(stack.url);
    await page.locator('#choice-email').getByRole('button', { name: 'Switch on' }).click();
    await heading(page, 'Switch on codes by e-mail').waitFor();
    await page.locator('button[type=submit]').click();
    await heading(page, 'Save your recovery codes').waitFor();

    await page.goto(shop.url);
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.getByRole('link', { name: 'Log in' }).click();
    await logIn();
    await heading(page, 'Enter the code').waitFor();
    expect((await show('opts-in')).body).toMatchObject({ hasPassword: false, twoFactor: { enabled: true, method: 'email' } });
  });

  test('takes the codes of an app, and a recovery code once', async () => {
    const { email, app, recoveryCodes } = await enrolledWithApp(stack, 'app');
    const [recoveryCode = ''] = recoveryCodes;
    const visitor = await atCode('app');
    await visitor.enter(app.codeAt(stack.now()));
    expect(visitor.customer).toBe(email);
    for (const expected of [email, undefined]) {
      const other = await atCode('app');
      await other.open('/login/recovery-code', { recoveryCode });
      expect(other.customer).toBe(expected);
    }
    const lost = await atCode('app');
    await lost.open('/login/lost-device', {});
    expect(lost.says).toContain('an e-mail with a link');
  });

  test.each([
    { host: 'localhost', id: 'ticks-not', box: false },
    { host: '127.0.0.1', id: 'ticks', box: true },
  ])('lets customers log in on the pages of Keycard as well, from $host, box ticked: $box', async ({ host, id, box }) => {
    const at = host === 'localhost' ? shop : elsewhere;
    const { email } = await enrolled(stack, id);
    const page = await atLogin(at);
    await page.getByRole('link', { name: 'Log in with Keycard' }).click();
    await heading(page, 'Log in').waitFor();
    if (box) await page.getByLabel('Stay logged in').check();
    await giveCredentials(page, email, forKeycard);
    await giveCode(page, stack, email);
    await back(page, at, email);
    await page.goto(`${at.url}/login/hosted/callback?code=of-somebody-else&state=guessed`);
    await page.getByText('That did not work').waitFor();
    await page.goto(`${at.url}/login/hosted`);
    if (box) await page.getByText(`Hello ${email}`).waitFor();
    else await page.getByLabel('Stay logged in').waitFor();

    await page.goto(at.url);
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.getByText('Cart: empty').waitFor();
    expect(page.url()).toBe(`${at.url}/`);
    await page.goto(`${at.url}/login/hosted`);
    await page.getByLabel('Stay logged in').waitFor();
  });

  test('takes nobody back who has begun the login elsewhere', async () => {
    const visitor = new PhpVisitor(shop);
    await visitor.open('/login/hosted');
    await visitor.open('/login/hosted/callback?code=of-somebody-else&state=guessed');
    expect(visitor.says).toContain('That did not work');
    // Keycard was not even asked.
    expect(shop.log()).not.toContain('gave no tokens');
  });

  test('believes neither a code of another customer’s nor a token for another login, and says who is calling', async () => {
    const agents: unknown[] = [];
    const challenge = { token: 'of-new', method: 'email', sentTo: mailOf('new'), codeExpiresAt: now(), resendAt: now(), canRecover: false };
    const claims = { iss: '', aud: 'php-shop-at-localhost', sub: 'new', nonce: 'of-another', exp: 2e9 };
    const url = await standIn((path, agent) => {
      agents.push(agent);
      if (path === '/v1/challenges') return { status: 'second_factor_required', challenge };
      if (path === '/v1/login/verify') return { status: 'authenticated', customerId: 'somebody-else' };
      const idToken = `e30.${Buffer.from(JSON.stringify({ ...claims, iss: url })).toString('base64url')}.x`;
      return { access_token: 'of-the-shop', id_token: idToken, secret: { secret: 'of-the-shop' } };
    });
    const visitor = new PhpVisitor(await openPhpShop(url, 'localhost', (await usersOf(password, ['new'])).data));
    expect(await visitor.logIn('new', password)).toBe('Enter the code');
    expect(await visitor.enter('123456')).toBe('Log in');
    const asked = await visitor.leadsTo('/login/hosted');
    await visitor.open(`/login/hosted/callback?code=any&state=${asked.searchParams.get('state')}`);
    expect(visitor.says).toContain('That did not work');
    await visitor.open('/');
    expect(visitor.customer).toBeUndefined();
    expect(agents).toEqual(Array(5).fill('php-shop'));
  });

  test('has told Keycard nothing of its passwords', async () => {
    const known = JSON.stringify([await stack.scanTable(), stack.logs(), stack.outbox(), stack.calls()]);
    expect(known).toContain(mailOf('mail'));
    for (const secret of [password, newPassword, hash]) expect(known).not.toContain(secret);
  });

  test('has met nothing that PHP warns of', () => {
    for (const { log } of [shop, elsewhere]) expect(log()).not.toMatch(/PHP (?:Warning|Notice|Deprecated|Fatal|Parse)/);
  });
});
