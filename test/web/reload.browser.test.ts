/** The pages of those who cannot log in, loaded anew: nothing that was typed is lost, but for passwords, and no link. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { linkTo } from '../support/mailed-links.ts';
import { openShop } from './shop.ts';
import { enrolledWithApp, expectAccessible, heading, newPhone, password, phone, visit, wrongCode } from './visitor.ts';

const { stack, browser } = await openShop();

const newPassword = 'the-moon-over-the-harbour';

const addressBar = (page: Page) => page.evaluate('JSON.stringify([location.href, history.state, { ...localStorage }])') as Promise<string>;

async function reset(name: string): Promise<{ page: Page; username: string; link: string }> {
  const { username, email } = await stack.putCustomer(name, { password });
  const { page } = await visit(browser, phone);
  await page.goto(`${stack.url}/password`);
  await page.locator('#username').fill(username);
  await page.keyboard.press('Enter');
  await page.locator('#password-asked').waitFor();
  return { page, username, link: linkTo(stack, email, 'newPassword') };
}

test('the name in the form of a forgotten password, and that a link is under way', async () => {
  const { username } = await stack.putCustomer('forgetful', { password });
  const { page } = await visit(browser);
  await page.goto(`${stack.url}/password`);
  await page.locator('#username').fill(username);
  await page.reload();
  await page.locator('#username:focus').waitFor();
  expect(await page.locator('#username').inputValue()).toBe(username);
  await page.keyboard.press('Enter');
  await page.locator('#password-asked').waitFor();
  await page.reload();
  await page.locator('#password-asked').getByText(username).waitFor();
  await page.getByRole('button', { name: /^Send again in (1:00|0:5\d)$/ }).waitFor();
  await expectAccessible(page);
});

test('the link to a new password, until it was used', async () => {
  const { page, link } = await reset('chooses');
  await page.goto(link);
  await page.locator('#newPassword').fill('seen by nobody');
  await page.getByRole('button', { name: 'Show password' }).click();
  await page.reload();
  await page.locator('#newPassword[type=password]:focus').waitFor();
  expect(await page.locator('#newPassword').inputValue()).toBe('');
  expect(await page.evaluate('JSON.stringify({ ...sessionStorage })')).not.toContain('seen by nobody');
  expect(await addressBar(page)).not.toContain(link.split('=')[1]);
  await page.locator('#newPassword').fill(newPassword);
  await page.keyboard.press('Enter');
  await page.locator('#password-done').waitFor();
  expect(await page.evaluate('JSON.stringify({ ...sessionStorage })')).not.toContain(link.split('=')[1]);
  await page.reload();
  await page.locator('#password-done').waitFor();
});

test('the link is of no other tab, and of no page that is opened later in the same one', async () => {
  const { page, link } = await reset('bound');
  await page.goto(link);
  await page.locator('#newPassword').waitFor();
  const other = await page.context().newPage();
  await other.goto(`${stack.url}/password`);
  await other.locator('#password-forgot').waitFor();
  await page.goto(`${stack.url}/support`);
  await page.goto(`${stack.url}/password`);
  await page.locator('#password-forgot').waitFor();
});

test('the recovery, before and after the SMS', async () => {
  const holder = await enrolledWithApp(stack, 'recovers');
  const { body } = await stack.browser().post('/v1/login', { username: holder.username, password });
  await stack.browser().post('/v1/recovery', { challenge: (body as { challenge: { token: string } }).challenge.token });
  const { page, faults } = await visit(browser, phone);
  await page.goto(linkTo(stack, holder.email, 'recovery'));
  await page.locator('#recover-sms').waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'Send SMS' }).click();
  await page.locator('#code:focus').waitFor();
  await page.locator('#code').fill(wrongCode(stack.lastCode(holder.phone)));
  const sent = stack.sentTo(holder.phone);
  await page.getByRole('checkbox', { name: 'I am not a robot' }).click();
  await page.getByRole('checkbox', { checked: true }).waitFor();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('4 attempts left').waitFor();
  await page.reload();
  await page.locator('#code:focus').waitFor();
  await page.getByText('4 attempts left').waitFor();
  await page.getByRole('button', { name: /^New SMS in 0:\d\d$/ }).waitFor();
  await expectAccessible(page);
  expect(stack.sentTo(holder.phone)).toBe(sent);
  await page.locator('#code').fill(`Your code is ${stack.lastCode(holder.phone)}.`);
  await page.getByRole('checkbox', { name: 'I am not a robot' }).click();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.locator('#recover-done').waitFor();
  await page.reload();
  await page.locator('#recover-done').waitFor();
  expect(faults).toEqual([]);
});

test('what somebody has written to the team, also after a look at the login and back; once sent, it is gone', async () => {
  const { page } = await visit(browser, phone);
  await page.goto(`${stack.url}/support`);
  const written = { username: 'swimmer@example.com', message: 'My phone is in the river,\nand the mailbox too.', reachMeAt: newPhone() };
  for (const [name, value] of Object.entries(written)) await page.locator(`#${name}`).fill(value);
  const filledIn = async () => {
    for (const [name, value] of Object.entries(written)) expect(await page.locator(`#${name}`).inputValue()).toBe(value);
  };
  await page.reload();
  await page.locator('#support-form').waitFor();
  await filledIn();
  await page.locator('#support-form a').first().click();
  await page.locator('#step-password').waitFor();
  expect(await page.locator('#username').inputValue()).toBe('');
  await page.goBack();
  await page.locator('#support-form').waitFor();
  await filledIn();

  await page.getByRole('button', { name: 'Send request' }).click();
  await page.getByRole('alert').getByText('not a robot').waitFor();
  await page.getByRole('checkbox').click();
  // What was missing is no longer.
  await page.getByRole('alert').waitFor({ state: 'detached' });
  await page.getByRole('checkbox', { checked: true }).waitFor();
  await page.getByRole('button', { name: 'Send request' }).click();
  await heading(page, 'Thank you, we have your request').waitFor();
  expect(await page.evaluate('JSON.stringify({ ...sessionStorage })')).not.toContain('river');
});
