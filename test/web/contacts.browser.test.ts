import { expect, test } from 'vitest';
import { AuthenticatorApp } from '../support/authenticator.ts';
import { readQrPicture } from './qr-picture.ts';
import { openShop } from './shop.ts';
import {
  confirmWith,
  enrolledWithApp,
  expectAccessible,
  newPhone,
  nextCode,
  openAccount,
  overviewOn,
  password,
  phone,
  send,
  visit,
  wait,
  wrongCode,
} from './visitor.ts';

const { stack, browser } = await openShop();

test('enrolment leads through what is missing: address, then phone, then the key', async () => {
  const { username, email } = await stack.putCustomer('newcomer', { password, emailVerified: false });
  const { page, faults } = await visit(browser, phone);
  await openAccount(page, stack, username);
  await page.getByText('Not verified').waitFor();
  await page.getByRole('button', { name: 'Set up app' }).click();
  await page.getByText('we need a verified e-mail address and a verified phone number').waitFor();
  await expectAccessible(page);
  // The one that the account has; another may be the right one.
  await page.getByText('We’ll send a six-digit code to n•••@example.com.').waitFor();
  await page.getByRole('button', { name: 'Use another address' }).click();
  await page.getByText('we need a verified e-mail address and a verified phone number').waitFor();
  await page.locator('#email').waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Set up app' }).click();
  await page.getByRole('button', { name: 'Send code' }).click();
  expect(await page.locator('#code:focus').getAttribute('autocomplete')).toBe('one-time-code');
  await expectAccessible(page);
  await confirmCode(stack.lastCode(email));

  await page.getByRole('heading', { name: 'Your phone number' }).waitFor();
  const number = newPhone();
  await page.locator('#phone').fill('601 123 456');
  await send(page);
  await page.getByText('We can’t send to this number.').waitFor();
  expect(await page.locator('#phone').evaluate((field) => field === document.activeElement)).toBe(true);
  await expectAccessible(page);
  // As it is dialled: 00 for the +, in groups.
  await page.locator('#phone').fill(number.replace('+', '00').replace(/(\d{5})(\d{3})/, '$1 $2 '));
  await page.locator('button[type=submit]').click();
  // The code for the address was sent less than a minute ago.
  await page.getByText('It’s too soon for another code.').waitFor();
  await page.getByText('Please wait 0:').waitFor();
  await wait(stack, page, 61);
  await page.getByText('It’s too soon for another code.').waitFor({ state: 'detached' });
  await page.locator('button[type=submit]').click();
  await page.getByRole('heading', { name: 'Verify your phone number' }).waitFor();
  await expectAccessible(page);
  await confirmCode(wrongCode(stack.lastCode(number)));
  await page.getByText('This code is wrong. 4 attempts left.').waitFor();
  await expectAccessible(page);
  await confirmCode(stack.lastCode(number));

  await page.getByRole('heading', { name: 'Set up authenticator app' }).waitFor();
  const app = new AuthenticatorApp(await readQrPicture(page));
  await confirmWith(page, app.codeAt(stack.now()));
  await page.getByRole('button', { name: 'I’ve saved them' }).click();
  await page.getByText('we ask for the six digits that your app shows').waitFor();
  expect(faults).toEqual([]);

  async function confirmCode(code: string): Promise<void> {
    await page.locator('#code').fill(code);
  }
});

test('the address is changed by password and code of the app, and with the code that was sent there', async () => {
  const holder = await enrolledWithApp(stack, 'relocated');
  const { page } = await visit(browser);
  await openAccount(page, stack, holder.username);
  await page.locator('#code').fill(holder.app.codeAt(stack.now()));
  await page.getByRole('button', { name: 'Change: E-mail' }).click();
  await expectAccessible(page);
  await page.locator('#email:focus').fill('somewhere');
  await confirmWith(page, await nextCode(stack, page, holder.app));
  await page.getByText('We can’t send to this e-mail address.').waitFor();
  await page.locator('#email').fill('zoe@elsewhere.example');
  await confirmWith(page, holder.app.codeAt(stack.now()));
  await page.getByRole('heading', { name: 'Verify your e-mail address' }).waitFor();
  await page.locator('#code').fill(stack.lastCode('zoe@elsewhere.example'));
  await page.getByText('Your e-mail address is verified.').waitFor();
  expect(await page.locator('#contact-email').textContent()).toContain('z•••@elsewhere.example');
  await expectAccessible(page);
});

test('an address that e-mails do not reach says so, until a code that was sent there is right', async () => {
  const { username, email } = await stack.putCustomer('unreached', { password });
  const { page } = await visit(browser);
  await openAccount(page, stack, username);
  const mark = page.locator('#contact-email').getByText('E-mails to this address came back');
  expect(await mark.count()).toBe(0);
  await page.getByRole('button', { name: 'Change: E-mail' }).click();
  await page.locator('#email').fill(email);
  await confirmWith(page);
  await page.getByRole('heading', { name: 'Verify your e-mail address' }).waitFor();
  await stack.mailFeedback({ to: email, kind: 'bounce' });
  await openAccount(page, stack, username);
  await mark.waitFor();
  await expectAccessible(page);

  await wait(stack, page, 61);
  await page.getByRole('button', { name: 'Verify: E-mail' }).click();
  await page.locator('#code:focus').waitFor();
  await page.locator('#code').fill(stack.lastCode(email));
  await page.getByText('Your e-mail address is verified.').waitFor();
  expect(await mark.count()).toBe(0);
});

test('a code that has expired is replaced by another, and what was typed is still there', async () => {
  const { username } = await stack.putCustomer('slow-reader', { password });
  const { page } = await visit(browser);
  await openAccount(page, stack, username);
  await page.getByRole('button', { name: 'Add: Phone' }).click();
  const number = newPhone();
  await page.locator('#phone').fill(number);
  await send(page);
  await page.getByRole('button', { name: /^Send a new code in/ }).waitFor();
  await wait(stack, page, 301);
  await page.getByText('This code has expired.').waitFor();
  expect(await page.locator('#code').count()).toBe(0);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Send a new code' }).click();
  expect(await page.locator('#phone').inputValue()).toBe(number);
  await send(page);
  await page.getByRole('heading', { name: 'Verify your phone number' }).waitFor();
  await page.locator('#code').fill(stack.lastCode(number));
  await page.getByText('Your phone number is verified.').waitFor();
});

test('an SMS that cannot be sent is told as an SMS', async () => {
  const { username } = await stack.putCustomer('no-signal', { password });
  const { page } = await visit(browser);
  await openAccount(page, stack, username);
  await page.getByRole('button', { name: 'Add: Phone' }).click();
  await page.locator('#phone').fill(newPhone());
  stack.fault({ service: 'sns', action: 'Publish', kind: 'throttle', count: 10 });
  await send(page);
  await page.getByText('We couldn’t send the SMS.').waitFor();
  stack.clearFaults();
  await expectAccessible(page);
});

test('all other devices are logged out, and this one stays logged in', async () => {
  const { username } = await stack.putCustomer('cautious', { password });
  const other = await visit(browser);
  await openAccount(other.page, stack, username, { stay: true });
  await overviewOn(other.page);
  const { page } = await visit(browser);
  await openAccount(page, stack, username, { stay: true });
  const devices = page.locator('#part-sessions li');
  await overviewOn(page);
  expect(await devices.count()).toBe(2);
  await page.getByRole('button', { name: 'Log out all others' }).click();
  await page.getByText('All other devices are logged out.').waitFor();
  expect(await devices.count()).toBe(1);
  await expectAccessible(page);
  await other.page.reload();
  await other.page.getByText('Please log in to see your account security.').waitFor();
  await page.reload();
  await overviewOn(page);
});
