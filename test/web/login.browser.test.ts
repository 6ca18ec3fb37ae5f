import { describe, expect, test } from 'vitest';
import { wrongBefore } from '../login/tries.ts';
import { openShop } from './shop.ts';
import { enrolled, expectAccessible, giveCode, giveCredentials, password, phone, visit, wait, wrongCode } from './visitor.ts';

const { stack, browser } = await openShop();

const atLogin = () => `${stack.url}/login`;

test('a customer logs in with the code that arrives by e-mail', async () => {
  const { username, email } = await enrolled(stack, 'walker');
  const { page, context, faults } = await visit(browser);
  await page.goto(atLogin());
  await giveCredentials(page, username);
  await page.getByRole('heading', { name: 'Enter your code' }).waitFor();
  expect(await page.locator('#code-hint').textContent()).toContain('w•••@example.com');

  const outbox = await context.newPage();
  await outbox.goto(`${stack.url}/_local/`);
  const mail = await outbox.locator('article', { hasText: email }).first().locator('h2').textContent();
  const code = /\d{6}/.exec(mail ?? '')?.[0] ?? '';
  await page.bringToFront();
  await page.locator('#code').fill(`${code.slice(0, 3)} ${code.slice(3)}`);
  await page.getByRole('heading', { name: 'You are logged in' }).waitFor();
  expect(faults).toEqual([]);
});

test('a customer without a second factor meets no extra step', async () => {
  const { username } = await stack.putCustomer('plain', { password });
  const { page } = await visit(browser);
  await page.goto(atLogin());
  await giveCredentials(page, username);
  await page.getByRole('heading', { name: 'You are logged in' }).waitFor();
});

test('a wrong password says so, keeps the name, empties the password and puts the cursor there', async () => {
  const { username } = await stack.putCustomer('forgetful', { password });
  const { page } = await visit(browser);
  await page.goto(atLogin());
  await giveCredentials(page, username, 'wrong');
  expect(await page.getByRole('alert').textContent()).toBe('The username or password is wrong.');
  expect(await page.locator('#username').inputValue()).toBe(username);
  expect(await page.locator('#password').inputValue()).toBe('');
  expect(await page.locator('#password').evaluate((field) => field === document.activeElement)).toBe(true);
  expect(await page.locator('#password').getAttribute('aria-describedby')).toBe('failure');
});

test('while many guess at the username the page does the work by itself, and says so', async () => {
  const { username } = await stack.putCustomer('guessed-at', { password });
  await wrongBefore(stack, username, { inARow: 100 });
  const { page, faults } = await visit(browser);
  const solutions: (() => unknown)[] = [];
  await page.route('**/v1/login', (route) =>
    route.request().postDataJSON().captcha ? void solutions.push(() => route.continue()) : route.continue(),
  );
  await page.goto(atLogin());
  for (const [typed, then] of [
    ['wrong', page.getByRole('alert').getByText('The username or password is wrong.')],
    [password, page.getByRole('heading', { name: 'You are logged in' })],
  ] as const) {
    await giveCredentials(page, username, typed);
    const told = page.locator('#step-password').getByText('your device does a small calculation first');
    await told.waitFor();
    await expectAccessible(page);
    await expect.poll(() => solutions.length, { timeout: 20_000 }).toBe(1);
    await solutions.pop()?.();
    await then.waitFor();
    expect(await told.count()).toBe(0);
  }
  expect(faults).toEqual([]);

  // From now on this browser is known.
  await page.getByRole('button', { name: 'Log out' }).click();
  await giveCredentials(page, username);
  await page.getByRole('heading', { name: 'You are logged in' }).waitFor();
  expect(solutions).toEqual([]);
});

test('after the fifth wrong code only logging in again is left, and the next code comes by itself', async () => {
  const { username, email } = await enrolled(stack, 'guesser');
  const { page } = await visit(browser);
  await page.goto(atLogin());
  await giveCredentials(page, username);
  const field = page.locator('#code');
  await field.waitFor();
  const wrong = wrongCode(stack.lastCode(email));
  for (const left of ['4 attempts left', '3 attempts left', '2 attempts left', 'This is your last attempt']) {
    await field.fill(wrong);
    await page.getByText(left).waitFor();
    expect(await field.inputValue()).toBe('');
  }
  await field.fill(wrong);
  await page.getByRole('heading', { name: 'This login is locked' }).waitFor();
  expect(await page.locator('input').count()).toBe(0);
  expect(await page.getByRole('main').getByRole('button').allTextContents()).toEqual(['Log in again']);
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Log in again' }).click();
  expect(await page.locator('#username').inputValue()).toBe(username);
  expect(await page.locator('#password').inputValue()).toBe('');
  await giveCredentials(page, username);
  await page.getByRole('heading', { name: 'Your code is coming soon' }).waitFor();
  expect(await page.locator('#code').count()).toBe(0);
  await expectAccessible(page);
  const before = stack.sentTo(email);
  await wait(stack, page, 61);
  await field.waitFor();
  expect(stack.sentTo(email)).toBe(before + 1);
  expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);
  await field.fill(stack.lastCode(email));
  await page.getByRole('heading', { name: 'You are logged in' }).waitFor();
});

test('a new code can be asked for after a minute, and the old one is dead', async () => {
  const { username, email } = await enrolled(stack, 'impatient');
  const { page } = await visit(browser);
  await page.goto(atLogin());
  await giveCredentials(page, username);
  await page.locator('#code').waitFor();
  const old = stack.lastCode(email);
  const sent = stack.sentTo(email);
  const resend = page.getByRole('button', { name: /^Send a new code/ });
  expect(await resend.isDisabled()).toBe(true);
  expect(await resend.textContent()).toMatch(/in (1:00|0:5\d)$/);
  await wait(stack, page, 30);
  await page.getByText(/in 0:(3[01]|2\d)$/).waitFor();
  expect(await resend.isDisabled()).toBe(true);
  await wait(stack, page, 32);
  await page.getByRole('button', { name: 'Send a new code', exact: true }).click();
  await page.getByText('A new code is on its way').first().waitFor();
  expect(stack.sentTo(email)).toBe(sent + 1);
  const fresh = stack.lastCode(email);
  if (fresh !== old) {
    await page.locator('#code').fill(old);
    await page.getByText('4 attempts left').waitFor();
  }
  await page.locator('#code').fill(fresh);
  await page.getByRole('heading', { name: 'You are logged in' }).waitFor();
});

test('logging in again within the minute uses the code that was sent already', async () => {
  const { username, email } = await enrolled(stack, 'twice');
  const first = await visit(browser);
  await first.page.goto(atLogin());
  await giveCredentials(first.page, username);
  await first.page.locator('#code').waitFor();
  const { page } = await visit(browser);
  await page.goto(atLogin());
  await giveCredentials(page, username);
  await page.getByText('still works').waitFor();
  await giveCode(page, stack, email);
  await page.getByRole('heading', { name: 'You are logged in' }).waitFor();
});

test('a code that has run out is gone from the page, and nothing is sent unasked', async () => {
  const { username, email } = await enrolled(stack, 'late');
  const { page } = await visit(browser);
  await page.goto(atLogin());
  await giveCredentials(page, username);
  await page.locator('#code').waitFor();
  const sent = stack.sentTo(email);
  await wait(stack, page, 301);
  await page.getByRole('heading', { name: 'You need a new code' }).waitFor();
  expect(await page.locator('#code').count()).toBe(0);
  expect(stack.sentTo(email)).toBe(sent);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Send a new code' }).click();
  await giveCode(page, stack, email);
  await page.getByRole('heading', { name: 'You are logged in' }).waitFor();
});

test('after a quarter of an hour the login is over', async () => {
  const { username } = await enrolled(stack, 'slow');
  const { page } = await visit(browser);
  await page.goto(atLogin());
  await giveCredentials(page, username);
  await page.locator('#code').waitFor();
  await wait(stack, page, 901);
  await page.getByRole('heading', { name: 'That took too long' }).waitFor();
  await page.getByRole('button', { name: 'Log in again' }).click();
  expect(await page.locator('#username').inputValue()).toBe(username);
});

test('when the e-mail cannot be sent, what was typed stays and the next try works', async () => {
  const { username, email } = await enrolled(stack, 'unlucky');
  stack.advanceClock(60);
  stack.fault({ service: 'ses', action: 'SendEmail', kind: 'throttle', count: 1 });
  const { page } = await visit(browser);
  await page.goto(atLogin());
  await giveCredentials(page, username);
  await page.getByText('We couldn’t send the e-mail.').waitFor();
  expect(await page.locator('#password').inputValue()).toBe(password);
  stack.clearFaults();
  await wait(stack, page, 60);
  await page.locator('button[type=submit]').click();
  await giveCode(page, stack, email);
  await page.getByRole('heading', { name: 'You are logged in' }).waitFor();
});

test('when the service cannot be reached, the code stays in its field', async () => {
  const { username, email } = await enrolled(stack, 'offline');
  const { page, context } = await visit(browser);
  await page.goto(atLogin());
  await giveCredentials(page, username);
  await page.locator('#code').waitFor();
  const code = stack.lastCode(email);
  await context.setOffline(true);
  await page.locator('#code').fill(code);
  await page.getByText('That didn’t work.').waitFor();
  expect(await page.locator('#code').inputValue()).toBe(code);
  // Nothing was wrong yet, so nothing is counted.
  expect(await page.getByText(/attempt/).count()).toBe(0);
  await context.setOffline(false);
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByRole('heading', { name: 'You are logged in' }).waitFor();
});

test("a device whose clock is three hours wrong shows the service's times", async () => {
  const { username } = await enrolled(stack, 'timeless');
  const { page } = await visit(browser);
  await page.clock.setSystemTime(Date.now() - 3 * 3_600_000);
  await page.goto(atLogin());
  await giveCredentials(page, username);
  await page.getByText(/^Valid for (5:00|4:5\d)$/).waitFor();
  expect(await page.getByRole('button', { name: /^Send a new code in (1:00|0:5\d)$/ }).count()).toBe(1);
});

describe('languages', () => {
  test.each([
    ['en-GB', 'Log in', 'Enter your code'],
    ['de-AT', 'Anmelden', 'Code eingeben'],
    ['cs-CZ', 'Přihlášení', 'Zadejte kód'],
  ])('a browser in %s is spoken to in its language, on every step', async (locale, login, code) => {
    const { username } = await enrolled(stack, `speaks-${locale}`);
    const { page } = await visit(browser, { ...phone, locale, colorScheme: 'dark' });
    await page.goto(atLogin());
    await page.getByRole('heading', { name: login }).waitFor();
    await expectAccessible(page);
    await giveCredentials(page, username);
    await page.getByRole('heading', { name: code }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe(locale.slice(0, 2));
    await expectAccessible(page);
    await page.locator('#code').fill('12');
    await page.locator('button[type=submit]').click();
    await page.getByRole('alert').waitFor();
    await expectAccessible(page);
  });

  test('changing the language keeps the step and what was typed, and is remembered', async () => {
    const { username } = await enrolled(stack, 'polyglot');
    const { page } = await visit(browser);
    await page.goto(`${atLogin()}?lang=en`);
    await page.locator('#username').fill(username);
    await page.getByRole('button', { name: 'Čeština' }).click();
    await page.getByRole('heading', { name: 'Přihlášení' }).waitFor();
    expect(await page.locator('#username').inputValue()).toBe(username);
    await giveCredentials(page, username);
    await page.getByRole('heading', { name: 'Zadejte kód' }).waitFor();
    await page.locator('#code').fill('123');
    await page.getByRole('button', { name: 'Deutsch' }).click();
    await page.getByRole('heading', { name: 'Code eingeben' }).waitFor();
    expect(await page.locator('#code').inputValue()).toBe('123');
    await page.reload();
    await page.getByRole('heading', { name: 'Code eingeben' }).waitFor();
  });
});

test('the whole login works by keyboard alone', async () => {
  const { username, email } = await enrolled(stack, 'keys');
  const { page } = await visit(browser);
  await page.goto(atLogin());
  await page.locator('#username').waitFor();
  const { keyboard } = page;
  await keyboard.type(username);
  await keyboard.press('Tab');
  await keyboard.type(password);
  await keyboard.press('Tab');
  await keyboard.press('Space');
  expect(await page.locator('#password').getAttribute('type')).toBe('text');
  await keyboard.press('Tab');
  await keyboard.press('Space');
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await page.locator('#code:focus').waitFor();
  await keyboard.type(stack.lastCode(email));
  await page.locator('h1:focus', { hasText: 'You are logged in' }).waitFor();
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await page.locator('h1:focus', { hasText: 'Account security' }).waitFor();
  expect(await page.locator('#part-sessions li').count()).toBe(1);
});

describe('?next=', () => {
  test.each([
    ['leads on to a page of the same origin', '/_local/', (url: string) => url.endsWith('/_local/')],
    ['leads on to the account page without a second login', '/security', (url: string) => url.endsWith('/security')],
    ['does not lead away', '//example.com/', (url: string) => new URL(url).pathname === '/login'],
  ])('%s', async (promise, next, arrived) => {
    const { username } = await stack.putCustomer(`next-${promise.length}`, { password });
    const { page } = await visit(browser);
    await page.goto(`${atLogin()}?next=${encodeURIComponent(next)}`);
    await giveCredentials(page, username);
    await page.locator('#step-logged-in, #security-overview, #messages').first().waitFor({ state: 'attached' });
    expect(arrived(page.url())).toBe(true);
  });
});
