/** The queue, worked by people in front of the console. */
import { expect, test } from 'vitest';
import { enrolledHolder } from '../authenticator/holder.ts';
import { linkTo } from '../support/mailed-links.ts';
import { startReadyStack } from '../support/stack.ts';
import { launchedBrowser } from '../web/shop.ts';
import { phone, visit } from '../web/visitor.ts';
import { atConsole, checkAndApprove, consoleOf, expectFine, openInQueue, press } from './console.ts';
import { factorIsOn, openRequest, passHours, shown, statusOf } from './queue.ts';

const browser = await launchedBrowser();
const stack = await startReadyStack({ schedules: true });
const served = await consoleOf(stack);

test('a request is found, checked and approved; its owner cancels by the link of the e-mail, and the console shows it', async () => {
  const asking = await enrolledHolder(stack, 'impersonated');
  const request = await openRequest(stack, asking);
  await passHours(stack, 3);
  const { page, faults } = await atConsole(browser, served);
  await page.locator('#count').getByText('1 request').waitFor();
  await expectFine(page, faults);
  await openInQueue(page, request);
  await page.locator('#account').getByText('On, authenticator app').waitFor();
  await page.locator('#history').getByText('Somebody filled in the support form').waitFor();
  await page.locator('#warnings').getByText('Nothing unusual').waitFor();
  await expectFine(page, faults);

  // Nobody approves by a slip: each check, the reason, and the question come first.
  await press(page, 'Approve …');
  await page.getByRole('alert').getByText('Go through every check first.').waitFor();
  expect(await page.locator('#checks input:focus').count()).toBe(1);
  for (const box of await page.locator('#checks input').all()) await box.check();
  await press(page, 'Approve …');
  await page.getByRole('alert').getByText('Say why').waitFor();
  await checkAndApprove(page, 'Video call; passport matches order 55012');
  await page.locator('#consequences').getByText('For 24 hours they can stop it').waitFor();
  await page.locator('#consequences').getByText(asking.identity.email).waitFor();
  await expectFine(page, faults);
  expect(await statusOf(stack, request.id)).toBe('open');
  await press(page, 'Approve now');
  await page.locator('#standing:focus').getByText('Approved, and announced to the owner').waitFor();
  await expectFine(page, faults);
  expect(await shown(stack, request.id)).toMatchObject({
    status: 'approved',
    reason: 'Video call; passport matches order 55012',
    decidedBy: 'arn:aws:iam::000000000000:user/local',
  });

  const owner = await visit(browser);
  await owner.page.goto(linkTo(stack, asking.identity.email, 'notMe'));
  await owner.page.getByRole('button', { name: 'This wasn’t me' }).click();
  await expect.poll(() => statusOf(stack, request.id)).toBe('cancelled');

  await press(page, 'Refresh');
  await page.locator('#standing').getByText('Cancelled by the owner').waitFor();
  await page.locator('#history').getByText('A support request was cancelled by the owner').waitFor();
  await page.locator('#history').getByText('A support request was approved').waitFor();
  await page.locator('#warnings').getByText('The password has ended').waitFor();
  await expectFine(page, faults);
  await passHours(stack, 25);
  expect(await factorIsOn(stack, asking)).toBe(true);
  await page.getByRole('link', { name: 'Requests', exact: true }).click();
  await press(page, 'Cancelled');
  await page.locator(`#row-${request.id}`).waitFor();
});

test('another is executed a day later, and the console tells when, and that it was', async () => {
  const asking = await enrolledHolder(stack, 'owner-indeed');
  const request = await openRequest(stack, asking);
  const { page } = await atConsole(browser, served);
  await openInQueue(page, request);
  await checkAndApprove(page, 'Knew two orders of last year');
  await press(page, 'Approve now');
  await page.locator('.headline').getByText('Switched off in 1 d 0 h').waitFor();
  await passHours(stack, 25);
  await press(page, 'Refresh');
  await page.locator('#standing').getByText('Executed').waitFor();
  expect(await factorIsOn(stack, asking)).toBe(false);
  await page.locator('#account').getByText('Off', { exact: true }).waitFor();
});

test('a request is noted and rejected by the keyboard alone', async () => {
  const asking = await enrolledHolder(stack, 'by-keyboard');
  const request = await openRequest(stack, asking);
  const { page, faults } = await atConsole(browser, served);
  await page.locator(`#row-${request.id} a`).focus();
  await page.keyboard.press('Enter');
  await page.locator('#title:focus').waitFor();
  await page.getByLabel('Add a note for the team').focus();
  await page.keyboard.type('Called the number of order 55012, nobody there');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.locator('#notes').getByText('nobody there').waitFor();
  expect(await page.getByLabel('Add a note for the team').inputValue()).toBe('');
  await page.getByLabel('Reason', { exact: true }).focus();
  await page.keyboard.type('Could name no order');
  await page.locator('#open-reject').focus();
  await page.keyboard.press('Enter');
  await page.locator('#question-title:focus').waitFor();
  await expectFine(page, faults);
  const sent = stack.sentTo(asking.identity.email);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.locator('#standing:focus').getByText('Rejected. Nothing was changed').waitFor();
  expect(await shown(stack, request.id)).toMatchObject({
    status: 'rejected',
    reason: 'Could name no order',
    notes: [{ note: 'Called the number of order 55012, nobody there' }],
  });
  expect(stack.sentTo(asking.identity.email)).toBe(sent + 1);
});

test('on a phone, in the dark', async () => {
  const asking = await enrolledHolder(stack, 'on-a-phone');
  const request = await openRequest(stack, asking);
  const { page, faults } = await atConsole(browser, served, { ...phone, colorScheme: 'dark' });
  await page.locator(`#row-${request.id}`).waitFor();
  await expectFine(page, faults);
  await openInQueue(page, request);
  await page.locator('#history').getByText('Somebody filled in the support form').waitFor();
  await checkAndApprove(page, 'Seen');
  await expectFine(page, faults);
});
