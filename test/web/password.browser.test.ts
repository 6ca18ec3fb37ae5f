import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { shopperWithFactor, Visitor } from '../login/visitor.ts';
import { linkIn, linksTo, linkTo } from '../support/mailed-links.ts';
import { openShop } from './shop.ts';
import {
  enrolled,
  enrolledWithApp,
  expectAccessible,
  giveCode,
  giveCredentials,
  heading,
  inAccount,
  isNoFile,
  nextCode,
  openAccount,
  overviewOn,
  password,
  phone,
  visit,
  wait,
  wrongCode,
} from './visitor.ts';

const { stack, browser } = await openShop();

const newPassword = 'a kettle sings at five past nine';

/** The newest link of an address, and how many there are. */
const newLink = (email: string) => linkTo(stack, email, 'newPassword');
const newLinks = (email: string) => linksTo(stack, email, 'newPassword');

/** One that was asked for and mailed. */
async function linkFor({ username, email }: { username: string; email: string }): Promise<string> {
  const { status } = await stack.browser().post('/v1/password/forgot', { username });
  expect(status).toBe(202);
  return newLink(email);
}

async function choose(page: Page, chosen: string): Promise<void> {
  await page.locator('#newPassword').fill(chosen);
  await page.locator('button[type=submit]').click();
}

const statusOf = async (username: string, typed: string) => (await stack.browser().post('/v1/login', { username, password: typed })).status;

test('a forgotten password: from the login to a new one, the factor is still asked for, and old sessions are gone', {
  timeout: 60_000,
}, async () => {
  const customer = await enrolled(stack, 'forgetful');
  stack.advanceClock(60);
  const other = await visit(browser);
  await openAccount(other.page, stack, customer.username, { stay: true });
  await giveCode(other.page, stack, customer.email);
  await overviewOn(other.page);

  const { page, faults } = await visit(browser);
  await page.goto(`${stack.url}/login`);
  await page.getByRole('link', { name: 'Forgotten your password?' }).click();
  await heading(page, 'Forgotten your password?').waitFor();
  await page.waitForURL('**/password');
  await page.locator('#username:focus').fill(customer.username);
  await page.keyboard.press('Enter');
  await page.locator('h1:focus', { hasText: 'Check your inbox' }).waitFor();
  await expectAccessible(page);

  const { page: mailed, faults: otherFaults } = await visit(browser, phone);
  await mailed.goto(newLink(customer.email));
  expect(mailed.url()).toBe(`${stack.url}/password`);
  await heading(mailed, 'Set a new password').waitFor();
  await mailed.locator('#newPassword:focus').fill(newPassword);
  await mailed.keyboard.press('Enter');
  await mailed.locator('h1:focus', { hasText: 'Your new password is set' }).waitFor();
  await expectAccessible(mailed);
  expect(await mailed.content()).not.toContain(newPassword);

  await mailed.getByRole('link', { name: 'Log in' }).click();
  stack.advanceClock(60);
  await giveCredentials(mailed, customer.username, newPassword);
  await giveCode(mailed, stack, customer.email);
  await heading(mailed, 'You are logged in').waitFor();

  await other.page.reload();
  await other.page.getByText('Please log in to see your account security.').waitFor();
  await giveCredentials(other.page, customer.username);
  await other.page.getByText('The username or password is wrong.').waitFor();
  expect([...faults, ...otherFaults, ...other.faults]).toEqual([]);
});

describe('the form for a link', () => {
  test('says the same to whoever has an account, and to whoever has none', async () => {
    const { username, email } = await stack.putCustomer('has-one', { password });
    const said: (string | null)[] = [];
    for (const name of [username, 'nobody-at-all@example.com']) {
      const { page } = await visit(browser);
      await page.goto(`${stack.url}/password`);
      await page.locator('#username').fill(name);
      await page.keyboard.press('Enter');
      await heading(page, 'Check your inbox').waitFor();
      await page.getByRole('button', { name: /^Send again in (1:00|0:5\d)$/ }).waitFor();
      expect(await page.locator('main').textContent()).toContain(name);
      said.push(((await page.locator('main').textContent()) ?? '').replace(name, '').replace(/\d:\d\d/, ''));
    }
    expect(said[0]).toBe(said[1]);
    expect(newLinks(email)).toHaveLength(1);
  });

  test('sends another one after a minute, and says so to who cannot see it', async () => {
    const { username, email } = await stack.putCustomer('impatient', { password });
    const { page } = await visit(browser, phone);
    await page.goto(`${stack.url}/password`);
    await page.locator('#username').fill(username);
    await page.keyboard.press('Enter');
    const again = page.getByRole('button', { name: /^Send again/ });
    await again.waitFor();
    expect(await again.isDisabled()).toBe(true);
    await wait(stack, page, 61);
    await page.getByRole('button', { name: 'Send again', exact: true }).click();
    await page.locator('[role=status]').getByText('only the newest link works').waitFor({ state: 'attached' });
    expect(await again.isDisabled()).toBe(true);
    expect(newLinks(email)).toHaveLength(2);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Use another account' }).click();
    expect(await page.locator('#username:focus').inputValue()).toBe(username);
  });

  test('asks for a name, and keeps it when the e-mail cannot be sent', async () => {
    const { username } = await stack.putCustomer('unlucky', { password });
    const { page } = await visit(browser);
    await page.goto(`${stack.url}/password`);
    await page.getByRole('button', { name: 'Send link' }).click();
    await page.getByRole('alert').getByText('Please enter your e-mail address or username.').waitFor();
    await expectAccessible(page);
    stack.fault({ service: 'ses', action: 'SendEmail', kind: 'throttle', count: 1 });
    await page.locator('#username:focus').fill(username);
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('We couldn’t send the e-mail.').waitFor();
    expect(await page.locator('#username').inputValue()).toBe(username);
    stack.clearFaults();
    await page.getByRole('button', { name: 'Send link' }).click();
    await heading(page, 'Check your inbox').waitFor();
  });
});

describe('the link', () => {
  test('opened in a browser asks nothing of the service, and goes out of the address bar', async () => {
    const customer = await stack.putCustomer('opened', { password });
    const link = await linkFor(customer);
    const { page } = await visit(browser);
    const calls: string[] = [];
    page.on('request', (request) => calls.push(request.url()));
    await page.goto(link);
    await heading(page, 'Set a new password').waitFor();
    await page.clock.runFor(3000);
    expect(calls.map((url) => new URL(url).pathname).filter(isNoFile)).toEqual(['/password']);
    expect(page.url()).toBe(`${stack.url}/password`);
    expect(await page.evaluate('[{ ...localStorage }, { ...history.state, of: undefined }]')).toEqual([{}, { of: undefined }]);
    // It stays with this entry of the tab alone: for a page that is loaded anew, and for no other.
    await page.reload();
    await heading(page, 'Set a new password').waitFor();
    const other = await page.context().newPage();
    await other.goto(`${stack.url}/password`);
    await heading(other, 'Forgotten your password?').waitFor();
    expect(await statusOf(customer.username, password)).toBe(200);
  });

  test('says at the field why a password cannot be chosen, and is still good afterwards', async () => {
    const customer = await stack.putCustomer('chooser', { password });
    const { page } = await visit(browser, phone);
    await page.goto(await linkFor(customer));
    const field = page.locator('#newPassword');
    await field.waitFor();
    expect(await field.getAttribute('autocomplete')).toBe('new-password');
    expect(await field.getAttribute('passwordrules')).toBe('minlength: 8; maxlength: 256;');
    expect(await page.locator('#newPassword-hint').textContent()).toContain('At least 8 characters');
    for (const [chosen, reason] of [
      ['', 'This password is too short.'],
      ['short1', 'This password is too short.'],
      ['password123', 'This password is too common, so it’s among the first that others try.'],
      [customer.username, 'This is too close to your username or e-mail address.'],
      ['x1!'.repeat(90), 'This password is too long'],
      [password, 'This is your old password.'],
    ] as const) {
      await choose(page, chosen);
      await page.getByRole('alert').getByText(reason).waitFor();
      expect(await field.getAttribute('aria-describedby')).toBe('failure newPassword-hint');
      expect(await field.inputValue()).toBe(chosen);
    }
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Show password' }).click();
    expect(await field.getAttribute('type')).toBe('text');
    await choose(page, newPassword);
    await heading(page, 'Your new password is set').waitFor();
    expect(await statusOf(customer.username, newPassword)).toBe(200);
  });

  test('asks for as many characters as the shop does', async () => {
    const { page } = await visit(browser);
    await page.route('**/password', async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replace('"passwordMinimum":"8"', '"passwordMinimum":"15"');
      await route.fulfill({ response, body });
    });
    await page.goto(`${stack.url}/password#t=x`);
    await page.locator('#newPassword-hint').getByText('At least 15 characters').waitFor();
    expect(await page.locator('#newPassword').getAttribute('passwordrules')).toBe('minlength: 15; maxlength: 256;');
  });

  test('that was used, or is not whole, leads to a new one', async () => {
    const customer = await stack.putCustomer('again', { password });
    const link = await linkFor(customer);
    const { page } = await visit(browser);
    await page.goto(link);
    await choose(page, newPassword);
    await heading(page, 'Your new password is set').waitFor();
    // In the tab that shows the page already.
    await page.goto(link);
    await heading(page, 'Set a new password').waitFor();
    await choose(page, 'another long sentence of mine');
    await page.locator('h1:focus', { hasText: 'This link no longer works' }).waitFor();
    await expectAccessible(page);
    expect(await statusOf(customer.username, newPassword)).toBe(200);

    await page.goto(link.slice(0, -9));
    await choose(page, 'another long sentence of mine');
    await heading(page, 'This link is not complete').waitFor();
    await page.getByRole('button', { name: 'Get a new link' }).click();
    await page.locator('#username:focus').fill(customer.username);
    await wait(stack, page, 61);
    await page.keyboard.press('Enter');
    await heading(page, 'Check your inbox').waitFor();
    expect(newLinks(customer.email)).toHaveLength(2);
  });
});

test('"this wasn’t me", out of the notice of five wrong codes, leads to a new password, and whoever knew the old one is out', {
  timeout: 60_000,
}, async () => {
  const customer = await shopperWithFactor(stack, 'guessed-at');
  const guesser = new Visitor(stack, customer);
  await guesser.lock(await guesser.challenge());

  const notice = stack.outbox().findLast(({ to }) => to === customer.email);
  expect(notice?.subject).toBe('Five wrong codes. Was it you?');
  const { page, faults } = await visit(browser, phone);
  await page.goto(linkIn(notice?.text, 'notMe'));
  await heading(page, 'Something you didn’t do?').waitFor();
  expect(await statusOf(customer.username, customer.password)).toBe(200);
  await page.getByRole('button', { name: 'This wasn’t me' }).click();
  await heading(page, 'Check your inbox to set a new password').waitFor();
  expect(await statusOf(customer.username, customer.password)).toBe(403);

  await page.goto(newLink(customer.email));
  await heading(page, 'Set a new password').waitFor();
  await choose(page, newPassword);
  await heading(page, 'Your new password is set').waitFor();
  expect([await statusOf(customer.username, customer.password), await statusOf(customer.username, newPassword)]).toEqual([401, 200]);
  expect(faults).toEqual([]);
});

test('after the thirtieth wrong code the right password leads to a new one, and says why', { timeout: 60_000 }, async () => {
  const customer = await shopperWithFactor(stack, 'guessed');
  const visitor = new Visitor(stack, customer);
  for (const wrong of [5, 5, 5, 5, 5, 4]) {
    stack.advanceClock(3600);
    await visitor.guessWrong(await visitor.challenge(), wrong);
  }
  const { page, faults } = await visit(browser, phone);
  await page.goto(`${stack.url}/login`);
  await giveCredentials(page, customer.username, customer.password);
  await page.locator('#code').fill(wrongCode(stack.lastCode(customer.email)));
  await heading(page, 'This login is locked').waitFor();
  await page.getByRole('button', { name: 'Log in again' }).click();
  await giveCredentials(page, customer.username, customer.password);
  await heading(page, 'Your password no longer works').waitFor();
  await expectAccessible(page);
  await page.locator('#username:focus').fill(customer.username);
  await page.keyboard.press('Enter');
  await heading(page, 'Check your inbox').waitFor();
  await page.goto(newLink(customer.email));
  await choose(page, newPassword);
  await heading(page, 'Your new password is set').waitFor();
  stack.advanceClock(60);
  await page.getByRole('link', { name: 'Log in' }).click();
  await giveCredentials(page, customer.username, newPassword);
  await giveCode(page, stack, customer.email);
  await heading(page, 'You are logged in').waitFor();
  expect(faults).toEqual([]);
});

describe('in the account', { timeout: 60_000 }, () => {
  test('a password is changed with the old one and the code of the app; the session goes on, the others are over', async () => {
    const holder = await enrolledWithApp(stack, 'changer');
    const other = await visit(browser);
    await openAccount(other.page, stack, holder.username, { stay: true });
    await other.page.locator('#code').fill(holder.app.codeAt(stack.now()));
    await overviewOn(other.page);
    stack.advanceClock(30);
    const { page, faults } = await inAccount(browser, stack, holder, phone);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Change password' }).click();
    await page.locator('#password:focus').fill(password);
    await expectAccessible(page);
    expect(await page.locator('#password').getAttribute('autocomplete')).toBe('current-password');
    expect(await page.locator('#newPassword').getAttribute('autocomplete')).toBe('new-password');
    await page.keyboard.press('Tab');
    await page.locator('#newPassword:focus').fill('password123');
    const code = await nextCode(stack, page, holder.app);
    await page.locator('#code').fill(code);
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('among the first that others try').waitFor();
    await page.locator('#newPassword:focus').waitFor();
    expect(await page.locator('#newPassword').getAttribute('aria-describedby')).toBe('failure newPassword-hint');
    expect(await page.locator('#code').inputValue()).toBe(code);
    await expectAccessible(page);
    await page.locator('#newPassword').fill(newPassword);
    await page.locator('#password').fill('not it');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('The password is wrong.').waitFor();
    await page.locator('#password:focus').fill(password);
    // What cannot be chosen, and a wrong password, have cost no code.
    await page.keyboard.press('Enter');
    await page.getByText('Your password has been changed, and all other devices are logged out.').waitFor();
    await expectAccessible(page);
    expect(await page.content()).not.toContain(newPassword);
    await page.getByRole('button', { name: 'Change: Phone' }).click();
    await page.locator('#phone:focus').waitFor();

    await other.page.reload();
    await other.page.getByText('Please log in to see your account security.').waitFor();
    expect([await statusOf(holder.username, password), await statusOf(holder.username, newPassword)]).toEqual([401, 200]);
    expect([...faults, ...other.faults]).toEqual([]);
  });

  test('a recovery code does in the place of the code', async () => {
    const holder = await enrolledWithApp(stack, 'changer-by-code');
    const { page } = await inAccount(browser, stack, holder);
    await page.getByRole('button', { name: 'Change password' }).click();
    await page.getByRole('button', { name: 'Use a recovery code' }).click();
    await page.locator('#password').fill(password);
    await page.locator('#recoveryCode').fill(holder.recoveryCodes[0] ?? '');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('Please fill in every field.').waitFor();
    await page.locator('#newPassword:focus').fill(newPassword);
    await page.keyboard.press('Enter');
    await page.getByText('Your password was changed.').waitFor();
  });

  test('/security?task=password opens the form once whoever comes has logged in, and only once', async () => {
    const { username } = await stack.putCustomer('well-known', { password });
    const { page } = await visit(browser, phone);
    await page.goto(`${stack.url}/security?task=password`);
    await page.getByText('Please log in to see your account security.').waitFor();
    await giveCredentials(page, username);
    await heading(page, 'Change password').waitFor();
    expect(page.url()).toBe(`${stack.url}/security`);
    expect(await page.locator('#code').count()).toBe(0);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await overviewOn(page);
  });
});

test.each([
  ['en-GB', 'Forgotten your password?', 'Check your inbox', 'Set a new password', 'Your new password is set'],
  ['de-AT', 'Passwort vergessen?', 'Prüfen Sie Ihr Postfach', 'Neues Passwort festlegen', 'Ihr neues Passwort ist gespeichert'],
  ['cs-CZ', 'Zapomněli jste heslo?', 'Podívejte se do e-mailu', 'Nastavte si nové heslo', 'Nové heslo je nastavené'],
])('a browser in %s is spoken to in its language, in the dark and on a small screen', async (locale, forgotten, asked, chosen, done) => {
  const { username, email } = await enrolledWithApp(stack, `speaks-${locale.toLowerCase()}`, locale.slice(0, 2) as 'en');
  const { page, faults } = await visit(browser, { ...phone, locale, colorScheme: 'dark' });
  await page.goto(`${stack.url}/password`);
  await heading(page, forgotten).waitFor();
  await expectAccessible(page);
  await page.locator('#username').fill(username);
  await page.keyboard.press('Enter');
  await heading(page, asked).waitFor();
  await expectAccessible(page);
  await page.goto(newLink(email));
  await heading(page, chosen).waitFor();
  await choose(page, 'short1');
  await page.getByRole('alert').waitFor();
  await expectAccessible(page);
  await choose(page, newPassword);
  await heading(page, done).waitFor();
  await expectAccessible(page);
  expect(faults).toEqual([]);
});
