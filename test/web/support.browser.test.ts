import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openShop } from './shop.ts';
import { expectAccessible, phone, visit } from './visitor.ts';

const { stack, browser } = await openShop();

type Queued = { username: string; message: string; reachMeAt: string; customerId?: string };

async function queue(): Promise<Queued[]> {
  const { body } = await stack.admin('GET', '/v1/admin/support-requests?status=open');
  return (body as { requests: Queued[] }).requests;
}

async function fillIn(page: Page, username: string): Promise<void> {
  await page.locator('#username').fill(username);
  await page.locator('#message').fill('My phone is in the river,\nand my mailbox went with my old employer.');
  await page.locator('#reachMeAt').fill('+420 602 123 456');
  await page.locator('#captcha').click();
  await page.getByRole('checkbox', { checked: true }).waitFor();
}

test('who has neither e-mail nor phone gets from the login to the queue', async () => {
  const { username, customerId } = await stack.putCustomer('swimmer', { password: 'a-long-walk-by-the-sea' });
  const { page, faults } = await visit(browser);
  await page.goto(`${stack.url}/login`);
  await page.getByRole('link', { name: 'No access to your e-mail or phone?' }).click();
  await page.getByRole('heading', { name: 'No access to your e-mail or phone?' }).waitFor();
  await expectAccessible(page);
  await fillIn(page, username);
  await page.getByRole('button', { name: 'Send request' }).click();
  await page.getByRole('heading', { name: 'Thank you, we have your request' }).waitFor();
  await expectAccessible(page);
  expect(await queue()).toMatchObject([
    {
      username,
      customerId,
      message: 'My phone is in the river,\nand my mailbox went with my old employer.',
      reachMeAt: '+420 602 123 456',
    },
  ]);
  expect(faults).toEqual([]);
});

test('an account that does not exist is answered the same', async () => {
  const { page } = await visit(browser);
  await page.goto(`${stack.url}/support`);
  await fillIn(page, 'nobody@example.com');
  await page.getByRole('button', { name: 'Send request' }).click();
  await page.getByRole('heading', { name: 'Thank you, we have your request' }).waitFor();
  const stranger = (await queue()).find(({ username }) => username === 'nobody@example.com');
  expect(stranger?.customerId).toBeUndefined();
});

test('what is missing is named, and nothing that was typed is lost', async () => {
  const { page } = await visit(browser);
  await page.goto(`${stack.url}/support`);
  await page.locator('#username').fill('somebody@example.com');
  await page.getByRole('button', { name: 'Send request' }).click();
  await page.getByRole('alert').getByText('Please fill in every field.').waitFor();
  expect(await page.locator('#message:focus').count()).toBe(1);
  expect(await page.locator('[aria-invalid]').count()).toBe(2);
  await expectAccessible(page);
  await page.locator('#message').fill('Help');
  await page.locator('#reachMeAt').fill('here');
  await page.getByRole('button', { name: 'Send request' }).click();
  await page.getByRole('alert').getByText('Please confirm that you’re not a robot.').waitFor();
  expect(await page.locator('#captcha:focus').count()).toBe(1);
  await page.getByRole('button', { name: 'Deutsch' }).click();
  await page.getByRole('heading', { name: 'Kein Zugriff mehr auf E-\u2060Mail oder Telefon?' }).waitFor();
  expect(await page.locator('#message').inputValue()).toBe('Help');
  await expectAccessible(page);
});

test('while the service cannot be reached the CAPTCHA says so, and can be tried again', async () => {
  const { page, context } = await visit(browser);
  await page.goto(`${stack.url}/support`);
  await page.locator('#captcha').waitFor();
  await context.setOffline(true);
  await page.locator('#captcha').click();
  await page.locator('#captcha-note').getByText('That didn’t work.').waitFor();
  await context.setOffline(false);
  await page.locator('#captcha').click();
  await page.getByRole('checkbox', { checked: true }).waitFor();
});

test.each([
  ['de-DE', 'Kein Zugriff mehr auf E-\u2060Mail oder Telefon?'],
  ['cs-CZ', 'Nemáte přístup k e-\u2060mailu či telefonu?'],
])('in %s, in the dark and on a small screen', async (locale, title) => {
  const { page } = await visit(browser, { ...phone, locale, colorScheme: 'dark' });
  await page.goto(`${stack.url}/support`);
  await page.getByRole('heading', { name: title }).waitFor();
  await expectAccessible(page);
  await fillIn(page, `${locale}@example.com`);
  await expectAccessible(page);
  await page.locator('button[type=submit]').click();
  await page.locator('#support-sent').waitFor();
  await expectAccessible(page);
});
