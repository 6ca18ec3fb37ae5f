/** examples/express on two domains, of which one is another site than Keycard's. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { startTestStack, type TestStack } from '../support/stack.ts';
import { launchedBrowser } from '../web/shop.ts';
import { enrolled, giveCode, giveCredentials, heading, password, visit } from '../web/visitor.ts';
import { examples, freePort, output, started } from './running.ts';

const browser = await launchedBrowser();
let stack: TestStack;
const folder = join(examples, 'express');

/** Registers and starts the shop by the two commands of its README. @returns its address */
async function openExample(host: string): Promise<string> {
  const SHOP_URL = `http://${host}:${await freePort()}`;
  const env = { KEYCARD_URL: stack.url, KEYCARD_CLIENT: `shop-at-${host}`, SHOP_URL };
  const KEYCARD_SECRET = await output({ args: ['register.js'], folder, env });
  await started({ args: ['shop.js'], folder, env: { ...env, KEYCARD_SECRET }, ready: /The shop is open/ });
  return SHOP_URL;
}

const hosts = ['localhost', '127.0.0.1'] as const;
const at = {} as Record<(typeof hosts)[number], string>;
beforeAll(async () => {
  stack = await startTestStack({ streams: true });
  await stack.setFlag(true);
  for (const host of hosts) at[host] = await openExample(host);
});

const sessionOf = async (page: Page) => (await page.context().cookies()).find(({ name }) => name === 'shop')?.value;

async function fillCart(page: Page, shop: string): Promise<void> {
  await page.goto(shop);
  await page.getByRole('button', { name: 'Add' }).first().click();
  await page.getByText('Cart: Conference').waitFor();
}

/** Each two of the three together. */
const journeys = [
  { host: 'localhost', box: true, factor: true },
  { host: 'localhost', box: false, factor: false },
  { host: '127.0.0.1', box: true, factor: false },
  { host: '127.0.0.1', box: false, factor: true },
] as const;

test.each(journeys)('at $host, box ticked: $box, second factor: $factor: back with the cart, and out again', async (journey) => {
  const { host, box, factor } = journey;
  const shop = at[host];
  const name = `${host === 'localhost' ? 'same' : 'other'}-${box}-${factor}`;
  const customer = factor ? await enrolled(stack, name) : await stack.putCustomer(name, { password });
  const { page, faults } = await visit(browser);
  await fillCart(page, shop);
  const before = await sessionOf(page);

  await page.getByRole('link', { name: 'Your orders' }).click();
  await heading(page, 'Log in').waitFor();
  expect(new URL(page.url()).origin).toBe(stack.url);
  if (box) await page.getByLabel('Stay logged in').check();
  await giveCredentials(page, customer.username);
  if (factor) await giveCode(page, stack, customer.email);

  await heading(page, 'Your orders').waitFor();
  await page.getByText(`Hello ${customer.email}`).waitFor();
  await page.getByText('Cart: Conference').waitFor();
  expect(page.url()).toBe(`${shop}/orders`);
  expect(await sessionOf(page)).not.toBe(before);

  await page.getByRole('button', { name: 'Log out' }).click();
  await page.getByText('Cart: empty').waitFor();
  expect(page.url()).toBe(`${shop}/`);
  // Keycard's own session is over, too.
  await page.getByRole('link', { name: 'Log in' }).click();
  await heading(page, 'Log in').waitFor();
  expect(faults).toEqual([]);
});

describe('Keycard tells the shop of a logout', () => {
  async function inAt(name: string, host: keyof typeof at, { box = false } = {}): Promise<Page> {
    const { page } = await visit(browser);
    await fillCart(page, at[host]);
    await page.getByRole('link', { name: 'Log in' }).click();
    if (box) await page.getByLabel('Stay logged in').check();
    await giveCredentials(page, `${name}@example.com`);
    await page.getByText(`Hello ${name}@example.com`).waitFor();
    return page;
  }
  const isOut = async (page: Page) => {
    await page.reload();
    await page.getByRole('link', { name: 'Log in' }).waitFor();
    await page.getByText('Cart: Conference').waitFor();
  };

  test('everywhere, or for good: every browser is out, and keeps its cart; nobody else is', async () => {
    for (const name of ['everywhere', 'neighbour']) await stack.putCustomer(name, { password });
    const pages = [await inAt('everywhere', 'localhost'), await inAt('everywhere', '127.0.0.1')];
    const neighbour = await inAt('neighbour', 'localhost');
    await stack.admin('POST', '/v1/admin/customers/everywhere/end-sessions');
    await stack.events();
    for (const page of pages) await isOut(page);
    await neighbour.reload();
    await neighbour.getByText('Hello neighbour').waitFor();
    await stack.admin('DELETE', '/v1/admin/customers/neighbour');
    await stack.events();
    await isOut(neighbour);
  });

  test('in one browser: that is out, and others of the customer are not', async () => {
    await stack.putCustomer('two-browsers', { password });
    const [page, other] = [await inAt('two-browsers', 'localhost', { box: true }), await inAt('two-browsers', 'localhost')];
    await page.goto(`${stack.url}/security`);
    await page.getByRole('button', { name: 'Log out', exact: true }).click();
    await page.getByText('You are logged out.').waitFor();
    await stack.events();
    await page.goto(at.localhost);
    await isOut(page);
    await other.reload();
    await other.getByText('Hello two-browsers').waitFor();
  });

  test('and nobody else can', async () => {
    await stack.putCustomer('told-of', { password });
    const page = await inAt('told-of', 'localhost');
    for (const token of ['', 'e30.e30.e30', `${Buffer.from('{"alg":"none","typ":"logout+jwt"}').toString('base64url')}.e30.`]) {
      const body = new URLSearchParams({ logout_token: token });
      expect((await fetch(`${at.localhost}/logout/keycard`, { method: 'POST', body })).status).toBe(400);
    }
    await page.reload();
    await page.getByText('Hello told-of').waitFor();
  });
});

describe('a way back', () => {
  test('is one for each tab, good once, and leads nowhere but to pages of the shop', async () => {
    const { username, email } = await stack.putCustomer('tabs', { password });
    const { page, context } = await visit(browser);
    await fillCart(page, at.localhost);
    await page.getByRole('link', { name: 'Your orders' }).click();
    await heading(page, 'Log in').waitFor();
    const other = await context.newPage();
    await other.goto(`${at.localhost}/login?to=https://shop.example/`);
    await heading(other, 'Log in').waitFor();

    let back = '';
    page.on('request', (request) => {
      if (request.url().startsWith(`${at.localhost}/login/callback?`)) back = request.url();
    });
    await giveCredentials(page, username);
    await heading(page, 'Your orders').waitFor();
    await giveCredentials(other, username);
    await other.getByText(`Hello ${email}`).waitFor();
    expect(other.url()).toBe(`${at.localhost}/`);
    await other.getByText('Cart: Conference').waitFor();

    await page.goto(back);
    await heading(page, 'Please log in once more').waitFor();
    await page.getByText('Cart: Conference').waitFor();
  });

  /** What the shop answers at its redirect URI. @param cookie of the session that has begun the login */
  const callback = async (query: Record<string, string>, cookie = '') => {
    const answer = await fetch(`${at.localhost}/login/callback?${new URLSearchParams(query)}`, { headers: { cookie }, redirect: 'manual' });
    return { status: answer.status, cookie: answer.headers.get('set-cookie'), says: await answer.text() };
  };
  const begun = async () => {
    const { headers } = await fetch(`${at.localhost}/login`, { redirect: 'manual' });
    const [cookie = ''] = (headers.get('set-cookie') ?? '').split(';');
    return { cookie, state: new URL(headers.get('location') ?? '').searchParams.get('state') ?? '' };
  };

  test('that this browser has not begun logs nobody in', async () => {
    const { state } = await begun();
    for (const guessed of ['', 'guessed', state]) {
      const { status, says, cookie } = await callback({ code: 'of-somebody-else', state: guessed, iss: stack.url });
      expect({ status, cookie }).toEqual({ status: 400, cookie: null });
      expect(says).toContain('Please log in once more');
    }
  });

  test.each([{ error: 'temporarily_unavailable' }, { code: 'unknown' }])(
    'that brings a refusal lets the customer begin again: %o',
    async (brings) => {
      const { cookie, state } = await begun();
      const { status, says } = await callback({ ...brings, state, iss: stack.url }, cookie);
      expect(status).toBe(502);
      expect(says).toContain('Logging in did not work');
      expect(says).toContain('href="/login"');
      expect((await callback({ ...brings, state, iss: stack.url }, cookie)).status).toBe(400);
    },
  );
});
