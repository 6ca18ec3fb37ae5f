/** The console before what strangers do, and when the service or a colleague comes in between. */
import { expect, test } from 'vitest';
import { enrolledHolder } from '../authenticator/holder.ts';
import { linkIn } from '../support/mailed-links.ts';
import { startReadyStack } from '../support/stack.ts';
import { launchedBrowser } from '../web/shop.ts';
import { atConsole, checkAndApprove, consoleOf, expectFine, openInQueue, press } from './console.ts';
import { pourIn } from './junk.ts';
import { fillIn, listed, openRequest, reject, statusOf } from './queue.ts';

const browser = await launchedBrowser();
const stack = await startReadyStack();
const served = await consoleOf(stack);

test('ten thousand others hide nobody, and whoever misspelt their name is found among them and attached', async () => {
  const misspelt = await enrolledHolder(stack, 'misspelt');
  await pourIn(stack, 10_000);
  await fillIn(stack, { username: 'mispelt@example.com' });
  const found = await enrolledHolder(stack, 'found-at-once');
  const request = await openRequest(stack, found);
  const { page, faults } = await atConsole(browser, served);
  await page.locator(`#row-${request.id}`).waitFor();
  await page
    .locator('#count')
    .getByText(/^\d requests?$/)
    .waitFor();

  await press(page, 'No account found');
  await page.locator('#count').getByText('50 requests; there are more').waitFor();
  await press(page, 'Show more');
  await page.locator('#count').getByText('100 requests; there are more').waitFor();
  await page.getByLabel('All requests about one account').fill('mispelt@example.com');
  await press(page, 'Find');
  await page.locator('#queue a').click();
  await page.locator('#standing').getByText('about nobody yet').waitFor();
  await page.locator('#attach').getByRole('textbox').fill(misspelt.identity.username);
  await press(page, 'Search');
  await press(page, 'Attach …');
  await expectFine(page, faults);
  await press(page, 'Attach');
  await page.locator('#account').getByText('On, authenticator app').waitFor();
  const mails = stack.outbox().filter(({ to }) => to === misspelt.identity.email);
  expect(linkIn(mails.at(-1)?.text, 'notMe')).not.toBe('');
  await expectFine(page, faults);
});

test('a request full of markup, links and marks of direction is text, letter by letter', async () => {
  const asking = await enrolledHolder(stack, 'mischief');
  const message =
    '<img src=x onerror="document.title=1"><script>document.title=2</script> javascript:alert(1) https://evil.example/ \u202etxt.exe';
  await fillIn(stack, { username: asking.identity.username, message, reachMeAt: '<a href="https://evil.example">here</a>' });
  const request = (await listed(stack, 'open')).find(({ username }) => username === asking.identity.username);
  const { page, faults } = await atConsole(browser, served);
  await openInQueue(page, request ?? { id: '' });
  expect(await page.locator('#message').textContent()).toBe(message.replace('\u202e', '\\u202e'));
  expect(await page.locator('#typed').locator('a, img, script, iframe').count()).toBe(0);
  await page.getByLabel('Add a note for the team').fill('<b>bold</b>');
  await press(page, 'Add note');
  await page.locator('#notes').getByText('<b>bold</b>').waitFor();
  expect(await page.locator('#notes b').count()).toBe(0);
  expect(await page.title()).toContain('local console');
  await expectFine(page, faults);
});

test('what is typed stays when the service is in trouble, somebody was faster, or one looks elsewhere meanwhile', async () => {
  const asking = await enrolledHolder(stack, 'in-trouble');
  const request = await openRequest(stack, asking);
  const { page, faults } = await atConsole(browser, served);
  await openInQueue(page, request);
  await page.getByLabel('Add a note for the team').fill('half a sentence');
  await checkAndApprove(page, 'Passport seen');
  stack.fault({ service: 'dynamodb', action: '*', kind: 'error', count: 50, function: 'admin' });
  await press(page, 'Approve now');
  await page.getByRole('alert').getByText('The service is in trouble at the moment.').waitFor();
  await expectFine(page, faults);
  stack.clearFaults();

  await page.getByRole('link', { name: 'Switch', exact: true }).click();
  await page.locator('#flag-state').waitFor();
  await page.goBack();
  await page.locator('#checks').waitFor();
  expect(await page.getByLabel('Add a note for the team').inputValue()).toBe('half a sentence');
  expect(await page.getByLabel('Reason', { exact: true }).inputValue()).toBe('Passport seen');
  expect(await page.locator('#checks input:checked').count()).toBe(5);

  expect((await reject(stack, request.id)).status).toBe(200);
  await press(page, 'Approve …');
  await press(page, 'Approve now');
  await page.locator('#standing').getByText('Rejected. Nothing was changed').waitFor();
  await page.getByRole('alert').getByText('Somebody was faster').waitFor();
  await expectFine(page, faults);
  expect(await page.getByLabel('Add a note for the team').inputValue()).toBe('half a sentence');
  expect(await statusOf(stack, request.id)).toBe('rejected');
});
