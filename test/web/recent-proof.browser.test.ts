import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openShop } from './shop.ts';
import {
  confirmWith,
  enrolled,
  enrolledWithApp,
  expectAccessible,
  giveCode,
  heading,
  inAccount,
  newPhone,
  nextCode,
  openAccount,
  overviewOn,
  password,
  phone,
  send,
  visit,
  wait,
} from './visitor.ts';

const { stack, browser } = await openShop();

const asked = (page: Page) => page.locator('#password, #code').count();
const confirmFirst = 'Before we go on, please confirm it’s you.';

test('a form that is open when the ten minutes are over asks for password and code then, and keeps what was typed', async () => {
  const holder = await enrolledWithApp(stack, 'long-typing');
  const { page, faults } = await inAccount(browser, stack, holder, phone);
  await page.getByRole('button', { name: 'Change: Phone' }).click();
  const number = newPhone();
  await page.locator('#phone:focus').fill(number);
  expect(await asked(page)).toBe(0);
  expect(await page.getByRole('button', { name: 'Use a recovery code' }).count()).toBe(0);
  await wait(stack, page, 601);
  await page.getByRole('alert').filter({ hasText: confirmFirst }).waitFor();
  expect(await page.locator('#phone:focus').inputValue()).toBe(number);
  await expectAccessible(page);
  await page.keyboard.press('Tab');
  await page.locator('#password:focus').fill(password);
  await page.keyboard.press('Tab');
  await page.locator('#code:focus').fill(holder.app.codeAt(stack.now()));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Verify your phone number' }).waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();

  // Both have just been given: the next change of the number asks for neither.
  await page.getByRole('button', { name: 'Change: Phone' }).click();
  await page.locator('#phone:focus').waitFor();
  expect(await asked(page)).toBe(0);
  expect(faults).toEqual([]);
});

test('what the page takes for proved, and the service does not, is asked for in the same form', async () => {
  const holder = await enrolledWithApp(stack, 'slow-clock');
  const { page } = await inAccount(browser, stack, holder, phone);
  await page.getByRole('button', { name: 'Change: Phone' }).click();
  await page.locator('#phone:focus').fill(newPhone());
  // The page's clock stands still.
  stack.advanceClock(601);
  await send(page);
  await page.getByRole('alert').filter({ hasText: confirmFirst }).waitFor();
  await expectAccessible(page);
  await confirmWith(page, holder.app.codeAt(stack.now()));
  await page.getByRole('heading', { name: 'Verify your phone number' }).waitFor();
});

test('after the key was shown, for which password and code are asked for always, a change asks for neither', async () => {
  const holder = await enrolledWithApp(stack, 'key-then-phone');
  const { page } = await inAccount(browser, stack, holder, phone);
  await wait(stack, page, 601);
  await page.getByRole('button', { name: 'Change: Phone' }).click();
  await page.locator('#phone:focus').waitFor();
  expect(await asked(page)).toBe(2);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Show setup key' }).click();
  await confirmWith(page, await nextCode(stack, page, holder.app));
  await heading(page, 'Your setup key').waitFor();
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('button', { name: 'Change: Phone' }).click();
  await page.locator('#phone:focus').fill(newPhone());
  await send(page);
  await page.getByRole('heading', { name: 'Verify your phone number' }).waitFor();
});

test.each(['Switch off', 'New recovery codes'])('%s asks for both, however fresh the login is', async (button) => {
  const holder = await enrolledWithApp(stack, `always-asked-${button.replaceAll(' ', '-')}`);
  const { page } = await inAccount(browser, stack, holder, phone);
  await page.getByRole('button', { name: button }).click();
  await page.locator('#password:focus').waitFor();
  expect(await asked(page)).toBe(2);
});

test('so does the address that codes go to; the phone beside it asks for neither', async () => {
  const { username, email } = await enrolled(stack, 'by-mail');
  const { page, faults } = await visit(browser, phone);
  stack.advanceClock(60);
  await openAccount(page, stack, username);
  await giveCode(page, stack, email);
  await overviewOn(page);
  await page.getByRole('button', { name: 'Add: Phone' }).click();
  await page.locator('#phone:focus').waitFor();
  expect(await asked(page)).toBe(0);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Change: E-mail' }).click();
  await page.locator('#email:focus').fill('moved-by-mail@example.com');
  expect(await asked(page)).toBe(2);
  await expectAccessible(page);
  await page.locator('#password').fill(password);
  // The code of the login was sent just before.
  await wait(stack, page, 60);
  await page.getByRole('button', { name: 'Send code by e-mail' }).click();
  await page.locator('#code:focus').waitFor();
  await page.locator('#code').fill(stack.lastCode(email));
  await page.locator('button[type=submit]').click();
  await page.getByRole('heading', { name: 'Verify your e-mail address' }).waitFor();
  expect(faults).toEqual([]);
});

test('another address asks for both, however fresh the login is: the link to a new password would go there', async () => {
  const holder = await enrolledWithApp(stack, 'another-address');
  const { page, faults } = await inAccount(browser, stack, holder, phone);
  await page.getByRole('button', { name: 'Change: E-mail' }).click();
  await page.locator('#email:focus').fill('another-address@elsewhere.example');
  expect(await asked(page)).toBe(2);
  await page.locator('button[type=submit]').click();
  await page.getByText('Please fill in every field.').waitFor();
  expect(stack.sentTo('another-address@elsewhere.example')).toBe(0);
  await confirmWith(page, await nextCode(stack, page, holder.app));
  await page.getByRole('heading', { name: 'Verify your e-mail address' }).waitFor();
  expect(faults).toEqual([]);
});

test('the own address that is not verified yet is sent a code by one press; another in its place asks for the password', async () => {
  const { username, email } = await stack.putCustomer('own-address', { password, emailVerified: false });
  const { page, faults } = await visit(browser, phone);
  await openAccount(page, stack, username);
  await page.getByRole('button', { name: 'Verify: E-mail' }).click();
  await page.locator('#code:focus').waitFor();
  await page.getByText('o•••@example.com').waitFor();
  expect(stack.sentTo(email)).toBe(1);
  // What is not told to the page stands nowhere in it.
  expect(await page.content()).not.toContain(email);
  await page.getByRole('button', { name: 'Cancel' }).click();

  await page.getByRole('button', { name: 'Change: E-mail' }).click();
  await page.locator('#email:focus').fill('own-address@elsewhere.example');
  expect(await asked(page)).toBe(1);
  await wait(stack, page, 61);
  await confirmWith(page);
  await page.getByRole('heading', { name: 'Verify your e-mail address' }).waitFor();
  expect(stack.sentTo('own-address@elsewhere.example')).toBe(1);
  expect(faults).toEqual([]);
});

test('when it has to be confirmed again, “Verify” asks for that alone, and a new code goes the same way', async () => {
  const { username, email } = await stack.putCustomer('late-verifier', { password, emailVerified: false });
  const { page, faults } = await visit(browser, phone);
  await openAccount(page, stack, username);
  await overviewOn(page);
  await wait(stack, page, 601);
  await page.getByRole('button', { name: 'Verify: E-mail' }).click();
  await page.locator('#password:focus').fill(password);
  expect(await page.locator('#email').count()).toBe(0);
  await page.getByText('We’ll send a six-digit code to l•••@example.com.').waitFor();
  await expectAccessible(page);
  // Until when the proof is good the page asks beside that; a minute does not pass meanwhile.
  const read = page.waitForResponse((response) => response.url() === `${stack.url}/v1/security`);
  await page.getByRole('button', { name: 'Send code' }).click();
  await page.locator('#code:focus').waitFor();
  await (await read).finished();
  // The access token is good for 15 minutes in all.
  await wait(stack, page, 61);
  await page.getByRole('button', { name: 'Send a new code', exact: true }).click();
  await expect.poll(() => stack.sentTo(email)).toBe(2);
  await page.locator('#code:focus').waitFor();
  await page.locator('#code').fill(stack.lastCode(email));
  await page.getByText('Your e-mail address is verified.').waitFor();
  expect(faults).toEqual([]);
});

test('a code that cannot be sent at once is told where it can be asked for again', async () => {
  const number = '+420601700800';
  const { username } = await stack.putCustomer('mute', { password, phone: number });
  const { page } = await visit(browser, phone);
  await openAccount(page, stack, username);
  stack.fault({ service: 'sns', action: 'Publish', kind: 'throttle', count: 10 });
  await page.getByRole('button', { name: 'Verify: Phone' }).click();
  await page.getByText('We couldn’t send the SMS.').waitFor();
  await expectAccessible(page);
  stack.clearFaults();
  await page.getByRole('button', { name: 'Send code' }).click();
  await page.locator('#code:focus').waitFor();
  await page.locator('#code').fill(stack.lastCode(number));
  await page.getByText('Your phone number is verified.').waitFor();
});
