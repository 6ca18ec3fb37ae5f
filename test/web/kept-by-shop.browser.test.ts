/** A shop that keeps passwords itself, and creates accounts: the pages lead to its own. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { synthesized } from '../cdk/synthesized.ts';
import { shopperWithFactor, Visitor } from '../login/visitor.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';
import { launchedBrowser } from './shop.ts';
import { expectAccessible, giveCredentials, heading, openAccount, password, phone, visit } from './visitor.ts';

const browser = await launchedBrowser();

let stack: TestStack;
let shop: Server;
let pages: Record<'changePasswordUrl' | 'forgotPasswordUrl' | 'signUpUrl', string>;

beforeAll(async () => {
  shop = createServer((_, response) => void response.setHeader('content-type', 'text/html').end('<h1>The shop</h1>'));
  await new Promise<void>((resolve) => shop.listen(0, 'localhost', resolve));
  const at = `http://localhost:${(shop.address() as AddressInfo).port}`;
  pages = { changePasswordUrl: `${at}/account/password?from=login`, forgotPasswordUrl: `${at}/forgotten`, signUpUrl: `${at}/new` };
  const { pathOf } = await synthesized({ stage: 'local', ...pages });
  stack = await startTestStack({ assembly: pathOf('.') });
  await stack.setFlag(true);
});
afterAll(() => {
  shop.closeAllConnections();
  shop.close();
});

test.each([
  ['en-GB', 'Forgotten your password?', 'Create an account'],
  ['de-AT', 'Passwort vergessen?', 'Konto anlegen'],
  ['cs-CZ', 'Zapomenuté heslo?', 'Vytvořit účet'],
])(
  'the login in %s leads to the shop’s page for a forgotten password, and to the one for a new account',
  async (locale, forgotten, signUp) => {
    const { page, faults } = await visit(browser, { ...phone, locale });
    for (const [name, url] of [
      [forgotten, pages.forgotPasswordUrl],
      [signUp, pages.signUpUrl],
    ] as const) {
      await page.goto(`${stack.url}/login`);
      await page.getByRole('link', { name }).waitFor();
      await expectAccessible(page);
      await page.getByRole('link', { name }).click();
      await heading(page, 'The shop').waitFor();
      expect(page.url()).toBe(url);
    }
    expect(faults).toEqual([]);
  },
);

test('the link of an older e-mail leads to the shop without its token', async () => {
  const { page } = await visit(browser);
  await page.goto(`${stack.url}/password#token=of-an-older-e-mail`);
  await heading(page, 'The shop').waitFor();
  expect(page.url()).toBe(`${pages.forgotPasswordUrl}#`);
});

test('the account leads to the shop’s page for another password, by its button and by /security?task=password', async () => {
  const customer = await stack.putCustomer('changes-at-the-shop', { password });
  const { page, faults } = await visit(browser, phone);
  await openAccount(page, stack, customer.username);
  await heading(page, 'Account security').waitFor();
  await expectAccessible(page);
  expect(await page.getByRole('button', { name: 'Change password' }).count()).toBe(0);
  await page.getByRole('link', { name: 'Change password' }).click();
  await heading(page, 'The shop').waitFor();
  expect(page.url()).toBe(pages.changePasswordUrl);

  await page.goto(`${stack.url}/security?task=password`);
  await giveCredentials(page, customer.username);
  await heading(page, 'The shop').waitFor();
  expect(page.url()).toBe(pages.changePasswordUrl);
  expect(faults).toEqual([]);
});

test('whoever types an ended password rightly reads what has happened, and is led to the shop', { timeout: 60_000 }, async () => {
  const customer = await shopperWithFactor(stack, 'ended-at-the-shop');
  const guesser = new Visitor(stack, customer);
  for (let nth = 0; nth < 6; nth++) {
    stack.advanceClock(60 * 60);
    await guesser.guessWrong(await guesser.challenge(), 5);
  }
  const { page } = await visit(browser);
  await page.goto(`${stack.url}/login`);
  await giveCredentials(page, customer.username, customer.password);
  await page.locator('h1:focus', { hasText: 'Your password no longer works' }).waitFor();
  expect(page.url()).toBe(`${stack.url}/password?ended`);
  expect(await page.locator('main').textContent()).not.toContain('by e-mail');
  expect(await page.locator('input').count()).toBe(0);
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Set a new password' }).click();
  await heading(page, 'The shop').waitFor();
  expect(page.url()).toBe(pages.forgotPasswordUrl);
});

test('"this wasn’t me" leads to the shop, whatever becomes of the word', async () => {
  const customer = await shopperWithFactor(stack, 'not-me-at-the-shop');
  stack.advanceClock(60 * 60);
  const guesser = new Visitor(stack, customer);
  await guesser.lock(await guesser.challenge());
  const mailed = stack.outbox().findLast(({ to }) => to === customer.email)?.text ?? '';
  const [notMe = ''] = /\S+\/recover#cancel=\S+/.exec(mailed) ?? [];
  for (const [url, title, name] of [
    [notMe, 'Look into your inbox and set a new password', 'No e-mail? Ask for another'],
    [`${stack.url}/recover#cancel=not-a-token`, 'This link is not complete', 'Set a new password'],
  ] as const) {
    const { page } = await visit(browser);
    await page.goto(url);
    await page.getByRole('button', { name: 'This wasn’t me' }).click();
    await heading(page, title).waitFor();
    await page.getByRole('link', { name }).click();
    await heading(page, 'The shop').waitFor();
    expect(page.url()).toBe(pages.forgotPasswordUrl);
  }
});
