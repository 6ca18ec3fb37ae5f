/** A shop that keeps passwords itself, and creates accounts: the pages lead to its own. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { synthesized } from '../cdk/synthesized.ts';
import { askHandover, shopServer } from '../clients/shop-server.ts';
import { shopperWithFactor, Visitor } from '../login/visitor.ts';
import { AuthenticatorApp } from '../support/authenticator.ts';
import { linkTo } from '../support/mailed-links.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';
import { launchedBrowser } from './shop.ts';
import {
  confirmWith,
  expectAccessible,
  giveCredentials,
  heading,
  newPhone,
  openAccount,
  overviewOn,
  password,
  phone,
  visit,
  wait,
} from './visitor.ts';

const browser = await launchedBrowser();

let stack: TestStack;
let shop: Server;
let pages: Record<'homeUrl' | 'changePasswordUrl' | 'forgotPasswordUrl' | 'signUpUrl', string>;

beforeAll(async () => {
  shop = createServer((_, response) => void response.setHeader('content-type', 'text/html').end('<h1>The shop</h1>'));
  await new Promise<void>((resolve) => shop.listen(0, 'localhost', resolve));
  const at = `http://localhost:${(shop.address() as AddressInfo).port}`;
  pages = {
    homeUrl: `${at}/home`,
    changePasswordUrl: `${at}/account/password?from=login`,
    forgotPasswordUrl: `${at}/forgotten`,
    signUpUrl: `${at}/new`,
  };
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
  ['cs-CZ', 'Zapomněli jste heslo?', 'Vytvořit účet'],
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
  await page.goto(`${stack.url}/password#t=of-an-older-e-mail`);
  await heading(page, 'The shop').waitFor();
  expect(page.url()).toBe(`${pages.forgotPasswordUrl}#`);
});

test('the account leads to the shop’s page for another password, by its button and by /security?task=password', async () => {
  const customer = await stack.putCustomer('changes-at-the-shop', { password });
  const { page, faults } = await visit(browser, phone);
  await openAccount(page, stack, customer.username);
  await overviewOn(page);
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
  const notMe = linkTo(stack, customer.email, 'notMe');
  for (const [url, title, name] of [
    [notMe, 'Check your inbox to set a new password', 'No e-mail? Get another one'],
    [`${stack.url}/recover#n=not-a-token`, 'This link is not complete', 'Set a new password'],
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

describe('a link from the shop’s account', () => {
  /** What the shop sends the browser to, for somebody without a password here. */
  async function link(customerId: string): Promise<string> {
    const { body } = await askHandover(stack, await shopServer(stack), customerId);
    return (body as { url: string }).url;
  }
  const over = {
    en: 'The link works once, and only for a short time.',
    de: 'Der Link gilt nur einmal und nur kurz. Bitte öffnen Sie diese Seite noch einmal vom Shop aus.',
    cs: 'Odkaz platí jen jednou a jen krátce.',
  };

  test('opens it without a password, which nothing asks for, and leaves the address bar at once', async () => {
    await stack.putCustomer('handed-over', {});
    const { page, faults } = await visit(browser, phone);
    await page.goto(await link('handed-over'));
    await overviewOn(page);
    expect(page.url()).toBe(`${stack.url}/security?handover=`);
    await expectAccessible(page);
    await page.locator('#choice-email').getByRole('button', { name: 'Switch on' }).click();
    await heading(page, 'Switch on codes by e-mail').waitFor();
    expect(await page.locator('input').count()).toBe(0);
    await page.locator('button[type=submit]').click();
    await heading(page, 'Save your recovery codes').waitFor();
    await page.getByRole('button', { name: 'I’ve saved them' }).click();
    await page.locator('#part-two-factor').getByText('Code by e-mail', { exact: true }).waitFor();

    // From now on a code confirms each change.
    await page.getByRole('button', { name: 'Switch off' }).click();
    expect(await page.locator('#password').count()).toBe(0);
    await page.getByRole('button', { name: 'Send code by e-mail' }).click();
    await page.getByText('We’ve sent a six-digit code').waitFor();
    await page.locator('#code').fill(stack.lastCode('handed-over@example.com'));
    await page.getByText('Two-factor login is off.').waitFor();
    await page.getByRole('button', { name: 'Log out', exact: true }).click();
    await page.getByText('You are logged out.').waitFor();
    expect(faults).toEqual([]);
  });

  test.each([
    ['en-GB', 'Back to Keycard', 'You came here from your account at Keycard and are still logged in there.', 'Log out'],
    ['de-AT', 'Zurück zu Keycard', 'Sie sind aus Ihrem Konto bei Keycard hierhergekommen und bleiben dort angemeldet.', 'Abmelden'],
    ['cs-CZ', 'Zpět do obchodu Keycard', 'Přišli jste sem ze svého účtu v obchodě Keycard a tam jste stále přihlášeni.', 'Odhlásit se'],
  ])('leads back from the top of the page, and says what goes on at the shop, in %s', async (locale, name, text, logOut) => {
    await stack.putCustomer(`comes-back-${locale}`, {});
    const { page, faults } = await visit(browser, { ...phone, locale, colorScheme: 'dark' });
    await page.goto(await link(`comes-back-${locale}`));
    await overviewOn(page);
    const top = page.locator('#security-overview .top');
    await top.getByText(text).waitFor();
    await top.getByRole('button', { name: logOut, exact: true }).waitFor();
    expect(await page.locator('#part-password').innerText()).toContain('Keycard');
    expect(await page.locator('#part-password button, #part-password input').count()).toBe(0);
    await expectAccessible(page);
    await top.getByRole('link', { name }).click();
    await heading(page, 'The shop').waitFor();
    expect(page.url()).toBe(pages.homeUrl);
    expect(faults).toEqual([]);
  });

  test('sets an app up without a password', async () => {
    await stack.putCustomer('handed-app', { phone: newPhone(), phoneVerified: true });
    const { page } = await visit(browser);
    await page.goto(await link('handed-app'));
    await page.getByRole('button', { name: 'Set up app' }).click();
    const app = new AuthenticatorApp((await page.locator('#shared-key').innerText()).replaceAll(' ', ''));
    expect(await page.locator('#password').count()).toBe(0);
    await page.locator('#code').fill(app.codeAt(stack.now()));
    await heading(page, 'Save your recovery codes').waitFor();
  });

  test.each([
    ['en-GB', over.en, 'Back to the shop'],
    ['de-AT', over.de, 'Zurück zum Shop'],
    ['cs-CZ', over.cs, 'Zpět do obchodu'],
  ])('that was used says so in %s, also when it is loaded again, and leads back', async (locale, text, name) => {
    await stack.putCustomer(`used-${locale}`, {});
    const url = await link(`used-${locale}`);
    const { page, faults } = await visit(browser, { ...phone, locale });
    await page.goto(url);
    await page.locator('#security-overview').waitFor();
    await page.goto('about:blank');
    await page.goto(url);
    await page.getByText(text).waitFor();
    await page.reload();
    await page.getByText(text).waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name }).click();
    await heading(page, 'The shop').waitFor();
    expect(page.url()).toBe(pages.homeUrl);
    expect(faults).toEqual([]);
  });

  test('is for ten minutes, and for its own customer: a cookie that another has left is not used', async () => {
    const other = await stack.putCustomer('left-a-cookie', { password });
    await stack.putCustomer('ten-minutes', { phone: newPhone() });
    const { page } = await visit(browser);
    await openAccount(page, stack, other.username, { stay: true });
    await overviewOn(page);
    await page.goto('about:blank');
    await page.goto(await link('ten-minutes'));
    await page.locator('#contact-email').getByText('t•••').waitFor();
    await wait(stack, page, 601);
    await page.getByRole('button', { name: 'Log out all others' }).click();
    await page.getByText('Your session has ended.').waitFor();
    await page.goto(`${stack.url}/security`);
    await page.locator('#contact-email').getByText('l•••').waitFor();
  });

  test.each(['had logged in', 'was handed over'])(
    'shows nothing of what another was at who %s, and whose session ended in the same tab',
    async (how) => {
      const id = how.replaceAll(' ', '-');
      const other = await stack.putCustomer(id, { password, phone: newPhone(), phoneVerified: true });
      await stack.putCustomer(`next-${id}`, {});
      const { page } = await visit(browser);
      if (how === 'was handed over') await page.goto(await link(id));
      else await openAccount(page, stack, other.username);
      await page.getByRole('button', { name: 'Set up app' }).click();
      const key = await page.locator('#shared-key').innerText();
      expect((await stack.admin('POST', `/v1/admin/customers/${id}/end-sessions`)).status).toBe(204);
      await page.locator('#code').fill('123456');
      // The code alone sends the form of who has no password here.
      if (how === 'had logged in') await confirmWith(page);
      await page.getByText('Your session has ended.').waitFor();
      const { hash } = new URL(await link(`next-${id}`));
      await page.evaluate((fragment) => location.assign(fragment), hash);
      await page.locator('#contact-email').getByText('n•••').waitFor();
      expect(await page.content()).not.toContain(key);
      expect(await page.locator('#shared-key').count()).toBe(0);
    },
  );

  test('that could not be tried can be tried again', async () => {
    await stack.putCustomer('tried-again', {});
    const url = await link('tried-again');
    const { page } = await visit(browser);
    stack.fault({ service: 'dynamodb', action: 'GetItem', kind: 'error', count: 20, function: 'login' });
    await page.goto(url);
    await page.getByText('That didn’t work.').waitFor();
    await expectAccessible(page);
    stack.clearFaults();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('#security-overview').waitFor();
  });
});
