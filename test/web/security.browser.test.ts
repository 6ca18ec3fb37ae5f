import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openShop } from './shop.ts';
import {
  enrolled,
  expectAccessible,
  giveCode,
  giveCredentials,
  openAccount,
  overviewOn,
  password,
  phone,
  visit,
  wait,
  wrongCode,
} from './visitor.ts';

const { stack, browser } = await openShop();

test('the e-mail method is switched on with the password, and the ten recovery codes can be kept', async () => {
  const { username, email } = await stack.putCustomer('careful', { password });
  const { page, context, faults } = await visit(browser, phone);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openAccount(page, stack, username);
  await overviewOn(page);
  expect(await page.locator('#contact-email').textContent()).toContain('c•••@example.com');
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Switch on' }).click();
  await page.locator('#password:focus').fill('wrong');
  await page.getByRole('button', { name: 'Switch on' }).click();
  await page.getByRole('alert').waitFor();
  await expectAccessible(page);
  await page.locator('#password').fill(password);
  await page.keyboard.press('Enter');
  await page.locator('h1:focus', { hasText: 'Save your recovery codes' }).waitFor();
  const codes = await page.locator('ol li').allTextContents();
  expect(new Set(codes).size).toBe(10);
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Copy' }).click();
  await page.getByText('Copied.').waitFor();
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(codes.join('\n'));
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download' }).click()]);
  const made = new Date(stack.now());
  expect(download.suggestedFilename()).toBe(`recovery-codes-keycard-${made.toISOString().slice(0, 10)}.txt`);
  // Found again in a year, it says what it is for; so does what is printed.
  const [shop, whose, , ...rest] = readFileSync(await download.path(), 'utf8').split('\n');
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' }).format(made);
  expect([shop, whose, rest.slice(0, 10)]).toEqual(['Keycard', `Recovery codes for ${username}, ${day}`, codes]);
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('main').innerText()).toContain(`Recovery codes for ${username}, ${day}`);
  expect(await page.getByRole('button').count()).toBe(0);
  await page.emulateMedia({ media: 'screen' });
  await page.evaluate('globalThis.print = () => { globalThis.printed = true; }');
  await page.getByRole('button', { name: 'Print' }).click();
  expect(await page.evaluate('globalThis.printed')).toBe(true);

  await page.getByRole('button', { name: 'I’ve saved them' }).click();
  await page.getByText('10 recovery codes left').waitFor();
  expect(await page.locator('main').textContent()).not.toContain(codes[0]);
  await expectAccessible(page);

  const next = await visit(browser);
  await next.page.goto(`${stack.url}/login`);
  await giveCredentials(next.page, username);
  await giveCode(next.page, stack, email);
  await next.page.getByRole('heading', { name: 'You are logged in' }).waitFor();
  expect(faults).toEqual([]);
});

test('switching off takes the password and a code that is sent on request', async () => {
  const { username, email } = await enrolled(stack, 'tired');
  const { page } = await visit(browser, phone);
  await openAccount(page, stack, username);
  await giveCode(page, stack, email);
  await page.getByRole('button', { name: 'Switch off' }).click();
  await page.getByRole('heading', { name: 'Switch off two-factor login' }).waitFor();
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Send code' }).click();
  await page.getByText('It’s too soon for another code.').waitFor();
  await wait(stack, page, 61);
  await page
    .getByRole('button', { name: 'Send a new code' })
    .or(page.getByRole('button', { name: 'Send code' }))
    .click();
  await page.getByText('We’ve sent a six-digit code to').waitFor();
  await page.locator('#code:focus').waitFor();
  const code = stack.lastCode(email);
  await page.locator('#code').fill(wrongCode(code));
  await page.locator('#password').fill(password);
  await page.getByRole('button', { name: 'Switch off' }).click();
  await page.getByText('This code is wrong. 4 attempts left.').waitFor();
  await expectAccessible(page);
  expect(await page.locator('#password').inputValue()).toBe(password);
  await page.locator('#code').fill(code);
  await page.getByRole('button', { name: 'Switch off' }).click();
  await page.getByText('Two-factor login is off.').waitFor();
  await page.getByRole('button', { name: 'Switch on' }).waitFor();
  await expectAccessible(page);
});

test('while the shop has it switched off, the option is not shown', async () => {
  const { username } = await stack.putCustomer('early', { password });
  await stack.setFlag(false);
  try {
    const { page } = await visit(browser);
    await openAccount(page, stack, username);
    await overviewOn(page);
    expect(await page.getByText('Two-factor login').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Switch on' }).count()).toBe(0);
    await expectAccessible(page);
  } finally {
    await stack.setFlag(true);
  }
});

test('who stays logged in is let in without a form, in several tabs at once', async () => {
  const { username } = await stack.putCustomer('regular', { password });
  const { page, context } = await visit(browser);
  await openAccount(page, stack, username, { stay: true });
  await page.locator('#part-sessions').getByText('Chrome on Linux').waitFor();
  const tabs = await Promise.all([context.newPage(), context.newPage(), context.newPage()]);
  await Promise.all(tabs.map((tab) => tab.goto(`${stack.url}/security`)));
  for (const tab of tabs) await overviewOn(tab);
  await page.goto(`${stack.url}/login`);
  await page.getByRole('heading', { name: 'You are logged in' }).waitFor();
  await page.goto(`${stack.url}/`);
  await page.getByRole('heading', { name: 'You are logged in' }).waitFor();
});

test('logging out everywhere ends the other browsers too', async () => {
  const { username } = await stack.putCustomer('worried', { password });
  const other = await visit(browser);
  await openAccount(other.page, stack, username, { stay: true });
  await overviewOn(other.page);
  const { page } = await visit(browser);
  await openAccount(page, stack, username);
  await page.getByRole('button', { name: 'Log out everywhere' }).click();
  await page.getByText('You are logged out on every device.').waitFor();
  await other.page.reload();
  await other.page.getByText('Please log in to see your account security.').waitFor();
});

test('a session that has ended asks to log in, and comes back to what was being done', async () => {
  const { username } = await stack.putCustomer('sleepy', { password });
  const { page } = await visit(browser);
  await openAccount(page, stack, username);
  await page.getByRole('button', { name: 'Switch on' }).click();
  await wait(stack, page, 901);
  await page.locator('#password').fill(password);
  await page.keyboard.press('Enter');
  await page.getByText('Your session has ended. Please log in again.').waitFor();
  await giveCredentials(page, username);
  await page.getByRole('heading', { name: 'Switch on codes by e-mail' }).waitFor();
});

test('the first page leads to the login and, once in, out again', async () => {
  const { username } = await stack.putCustomer('guest', { password });
  const { page } = await visit(browser);
  await page.goto(stack.url);
  await page.getByRole('heading', { name: 'Welcome' }).waitFor();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Log in' }).click();
  await page.waitForURL('**/login');
  await giveCredentials(page, username);
  await page.getByRole('heading', { name: 'You are logged in' }).waitFor();
  await expectAccessible(page);
  await page.goBack();
  await page.getByRole('heading', { name: 'You are logged in' }).waitFor();
  await page.goForward();
  await page.getByRole('button', { name: 'Log out' }).click();
  await page.getByText('You are logged out.').waitFor();
  await expectAccessible(page);
});

test('nothing of a password or token stays in the browser', async () => {
  const { username } = await stack.putCustomer('private', { password });
  const { page, context } = await visit(browser);
  await openAccount(page, stack, username, { stay: true });
  await overviewOn(page);
  expect(await page.evaluate('({ ...localStorage })')).toEqual({});
  expect(await page.evaluate('({ ...sessionStorage })')).toEqual({});
  expect(await page.content()).not.toContain(password);
  const [cookie] = await context.cookies(stack.url);
  expect(cookie).toMatchObject({ name: '__Host-keycard', httpOnly: true, secure: true, sameSite: 'Lax', path: '/' });
});
