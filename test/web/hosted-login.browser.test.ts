/** A shop on another site (127.0.0.1 beside localhost) with a cart: its customers log in on the pages, and come back to it. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as openid from 'openid-client';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Registered, registered } from '../clients/relying-party.ts';
import { beginAtShop, shopServer } from '../clients/shop-server.ts';
import { openShop } from './shop.ts';
import { enrolled, expectAccessible, giveCode, giveCredentials, heading, password, phone, visit, wrongCode } from './visitor.ts';

const { stack, browser } = await openShop();

let server: Server;
let at: string;
let client: Registered;
/** By the cookie of the shop's own session. */
const visits = new Map<string, { cart: string; verifier: string; state: string }>();

beforeAll(async () => {
  server = createServer((request, response) => {
    shop(new URL(request.url ?? '', at), /visit=(\w+)/.exec(request.headers.cookie ?? '')?.[1] ?? '').then(({ to, cookie, says = '' }) => {
      response.writeHead(to ? 302 : 200, {
        'content-type': 'text/html',
        ...(to && { location: to }),
        ...(cookie && { 'set-cookie': cookie }),
      });
      response.end(`<!doctype html><title>Shop</title><h1>${says}</h1><p>Cart: ${visits.get('a')?.cart ?? 'empty'}</p>`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  client = await registered(stack, 'cart-shop', { redirectUris: [`${at}/callback`] });
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** Anew at each visit, as the stack's clock is moved. */
const configuration = () =>
  openid.discovery(
    new URL(stack.url),
    client.clientId,
    { id_token_signed_response_alg: 'ES256', [openid.clockSkew]: Math.round((stack.now() - Date.now()) / 1000) },
    openid.ClientSecretBasic(client.secret ?? ''),
    { execute: [openid.allowInsecureRequests] },
  );

const askedOf = async ({ verifier, state }: { verifier: string; state: string }) => ({
  redirect_uri: `${at}/callback`,
  scope: 'openid email',
  code_challenge: await openid.calculatePKCECodeChallenge(verifier),
  code_challenge_method: 'S256',
  state,
});

/** The shop's own pages: `/cart` fills a cart, `/login?…` sends to the hosted login with what stands in its query, `/callback` takes back. */
async function shop(url: URL, visitId: string): Promise<{ to?: string; cookie?: string; says?: string }> {
  if (url.pathname === '/cart') {
    visits.set('a', { cart: 'three pears', verifier: openid.randomPKCECodeVerifier(), state: openid.randomState() });
    return { cookie: 'visit=a; HttpOnly; SameSite=Lax', says: 'Cart' };
  }
  const visit = visits.get(visitId);
  if (!visit) return { says: 'No cart' };
  const config = await configuration();
  if (url.pathname === '/own-login') {
    // The shop has looked at the password itself.
    const { body } = await beginAtShop(stack, await shopServer(stack), { customerId: url.searchParams.get('as') });
    const asked = new URLSearchParams(openid.buildAuthorizationUrl(config, await askedOf(visit)).search);
    asked.set('challenge', (body as { challenge: { token: string } }).challenge.token);
    const fields = [...asked].map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`).join('');
    return { says: `<form method="post" action="${stack.url}/authorize">${fields}<button>On to the code</button></form>` };
  }
  if (url.pathname === '/login') {
    const to = openid.buildAuthorizationUrl(config, { ...(await askedOf(visit)), ...Object.fromEntries(url.searchParams) });
    return { to: to.href };
  }
  try {
    const { verifier: pkceCodeVerifier, state: expectedState } = visit;
    const tokens = await openid.authorizationCodeGrant(config, url, { pkceCodeVerifier, expectedState, idTokenExpected: true });
    return { says: `Hello ${tokens.claims()?.sub}` };
  } catch (error) {
    return { says: (error as { error?: string }).error ?? 'broken' };
  }
}

const shopSays = async (page: Page, text: string) => {
  await heading(page, text).waitFor();
  await page.getByText('Cart: three pears').waitFor();
  expect(new URL(page.url()).origin).toBe(at);
};

test('with the box ticked, a code by e-mail and a phone: back at the cart, and next time without a page', async () => {
  const customer = await enrolled(stack, 'ticks');
  const { page, faults } = await visit(browser, phone);
  await page.goto(`${at}/cart`);
  await page.goto(`${at}/login?login_hint=${encodeURIComponent(customer.username)}`);
  await heading(page, 'Log in').waitFor();
  // What was asked for is out of the address bar at once, and outlasts a reload.
  expect(page.url()).toBe(`${stack.url}/login`);
  await expectAccessible(page);
  expect(await page.locator('#username').inputValue()).toBe(customer.username);
  await page.reload();
  await page.getByLabel('Stay logged in').check();
  await giveCredentials(page, customer.username);
  await giveCode(page, stack, customer.email);
  await shopSays(page, 'Hello ticks');

  await page.goto(`${at}/login?prompt=none`);
  await shopSays(page, 'Hello ticks');
  await page.goto(`${at}/login`);
  await shopSays(page, 'Hello ticks');
  expect(faults).toEqual([]);
});

test('without the box and without a factor, in another language that is changed on the way', async () => {
  const { username } = await stack.putCustomer('ticks-not', { password });
  const { page } = await visit(browser);
  await page.goto(`${at}/cart`);
  await page.goto(`${at}/login?ui_locales=de`);
  await heading(page, 'Anmelden').waitFor();
  await page.getByRole('button', { name: 'Čeština' }).click();
  await heading(page, 'Přihlášení').waitFor();
  await giveCredentials(page, username);
  await shopSays(page, 'Hello ticks-not');
  await page.goto(`${at}/login?prompt=none`);
  await shopSays(page, 'login_required');
});

test('who is logged in is asked once more where the shop wants that, and told so', async () => {
  const { username } = await stack.putCustomer('again', { password });
  const { page } = await visit(browser);
  await page.goto(`${at}/cart`);
  await page.goto(`${at}/login`);
  await page.getByLabel('Stay logged in').check();
  await giveCredentials(page, username);
  await shopSays(page, 'Hello again');
  stack.advanceClock(60);
  await page.goto(`${at}/login?prompt=login`);
  await page.getByText('The shop is asking you to log in again.').waitFor();
  await expectAccessible(page);
  await giveCredentials(page, username);
  await shopSays(page, 'Hello again');
});

test('whoever opens the login by themselves, elsewhere or later, is led nowhere', async () => {
  const { username } = await stack.putCustomer('alone', { password });
  const { page, context } = await visit(browser);
  await page.goto(`${at}/cart`);
  await page.goto(`${at}/login`);
  await heading(page, 'Log in').waitFor();
  const other = await context.newPage();
  await other.goto(`${stack.url}/login`);
  await giveCredentials(other, username);
  await heading(other, 'You are logged in').waitFor();
  await giveCredentials(page, username);
  await shopSays(page, 'Hello alone');
  await page.goto(`${stack.url}/login`);
  await giveCredentials(page, username);
  await heading(page, 'You are logged in').waitFor();
});

test.each([
  ['client_id', 'en', /client_id/, 'Log in'],
  ['redirect_uri', 'de', /redirect_uri/, 'Anmelden'],
])('what is not registered (%s) leads nowhere, and the page says why', async (name, locale, says, title) => {
  const { page } = await visit(browser, { ...phone, locale });
  const asked = new URLSearchParams({
    client_id: client.clientId,
    redirect_uri: `${at}/callback`,
    response_type: 'code',
    [name]: `${at}/x`,
  });
  await page.goto(`${stack.url}/authorize?${asked}`);
  await heading(page, title).waitFor();
  await page.getByText(says).waitFor();
  await expectAccessible(page);
  expect(page.url()).toBe(`${stack.url}/login`);
});

test('a way back that has taken too long says so, and one that fails can be tried again', async () => {
  const { username } = await stack.putCustomer('slow', { password });
  const { page } = await visit(browser, phone);
  await page.goto(`${at}/cart`);
  await page.goto(`${at}/login`);
  await heading(page, 'Log in').waitFor();
  await page.route('**/v1/authorization', (route) => route.abort(), { times: 1 });
  await giveCredentials(page, username);
  await page.getByText('We couldn’t take you back to the shop just now').waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Back to the shop' }).click();
  await shopSays(page, 'Hello slow');

  await page.goto(`${at}/login`);
  await heading(page, 'Log in').waitFor();
  stack.advanceClock(3600);
  await giveCredentials(page, username);
  await page.getByText('That took too long').waitFor();
  await expectAccessible(page);
});

test('who is sent to log out without a proof of it is asked, and logged out by a click', async () => {
  const { username } = await stack.putCustomer('leaves', { password });
  const { page } = await visit(browser, { ...phone, locale: 'de' });
  await page.goto(`${stack.url}/logout`);
  await page.getByText('Sie sind abgemeldet.').waitFor();
  await page.getByLabel('Angemeldet bleiben').check();
  await giveCredentials(page, username);
  await heading(page, 'Sie sind angemeldet').waitFor();
  // Neither what a shop has asked wrongly nor a form of a shop's own says whether the cookie is there.
  await page.goto(`${stack.url}/authorize?client_id=nobody`);
  await page.getByText(/client_id/).waitFor();
  await page.evaluate(() => localStorage.clear());
  await page.goto(`${stack.url}/logout?ui_locales=de`);
  await page.getByText('Möchten Sie sich abmelden?').waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Abmelden' }).click();
  await page.getByText('Sie sind abgemeldet.').waitFor();
});

test('a shop that has asked for the password itself sends its customer for the code alone, and gets them back', async () => {
  const { email } = await enrolled(stack, 'own-password');
  stack.advanceClock(60);
  const { page, faults } = await visit(browser, phone);
  await page.goto(`${at}/cart`);
  await page.goto(`${at}/own-login?as=own-password`);
  await page.getByRole('button', { name: 'On to the code' }).click();
  await heading(page, 'Enter your code').waitFor();
  expect(page.url()).toBe(`${stack.url}/login`);
  await expectAccessible(page);
  await page.reload();
  await giveCode(page, stack, email);
  await shopSays(page, 'Hello own-password');
  expect(faults).toEqual([]);
});

test('and who has typed five wrong codes, or comes too late, is led back to the shop and to no password', async () => {
  const { email } = await enrolled(stack, 'own-locked');
  stack.advanceClock(60);
  const { page } = await visit(browser, phone);
  await page.goto(`${at}/cart`);
  await page.goto(`${at}/own-login?as=own-locked`);
  await page.getByRole('button', { name: 'On to the code' }).click();
  for (let left = 4; left >= 0; left--) {
    await page.locator('#code').fill(wrongCode(stack.lastCode(email)));
    if (left > 0) await page.getByText(left === 1 ? 'This is your last attempt' : `${left} attempts left`).waitFor();
  }
  await page.getByRole('button', { name: 'Log in again' }).click();
  await page.getByText('The link works once, and only for a short time.').waitFor();
  expect(await page.locator('#password').count()).toBe(0);
  await page.reload();
  await page.getByText('The link works once, and only for a short time.').waitFor();
});

test('a reload, back and forward on the way lose neither the code nor the way back to the cart', async () => {
  const customer = await enrolled(stack, 'to-and-fro');
  stack.advanceClock(60);
  const { page } = await visit(browser, phone);
  await page.goto(`${at}/cart`);
  await page.goto(`${at}/login`);
  await giveCredentials(page, customer.username);
  await page.locator('#code').waitFor();
  await page.reload();
  await page.locator('#code').waitFor();
  await page.goBack();
  await page.locator('#step-password').waitFor();
  expect(await page.locator('#username').inputValue()).toBe(customer.username);
  await page.reload();
  await page.locator('#step-password').waitFor();
  await page.goForward();
  await giveCode(page, stack, customer.email);
  await shopSays(page, 'Hello to-and-fro');
});

test('whom a shop has asked for the password itself goes back from the code to the shop, and comes again', async () => {
  const { email } = await enrolled(stack, 'own-to-and-fro');
  stack.advanceClock(60);
  const { page } = await visit(browser, phone);
  await page.goto(`${at}/cart`);
  await page.goto(`${at}/own-login?as=own-to-and-fro`);
  await page.getByRole('button', { name: 'On to the code' }).click();
  await page.getByRole('button', { name: 'Use a recovery code' }).click();
  await page.reload();
  await page.locator('#recoveryCode').waitFor();
  await page.goBack();
  await page.locator('#code').waitFor();
  await page.goBack();
  await page.getByRole('button', { name: 'On to the code' }).waitFor();
  await page.goForward();
  await giveCode(page, stack, email);
  await shopSays(page, 'Hello own-to-and-fro');
});
