/** What the team has at the console beside the queue: a second approver, customers, clients and the switch. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { enrolledHolder } from '../authenticator/holder.ts';
import { outcome } from '../login/visitor.ts';
import { startReadyStack } from '../support/stack.ts';
import { withEnvironment } from '../support/with-environment.ts';
import { launchedBrowser } from '../web/shop.ts';
import { phone } from '../web/visitor.ts';
import { atConsole, checkAndApprove, consoleOf, expectFine, openInQueue, press } from './console.ts';
import { factorIsOn, openRequest, statusOf } from './queue.ts';

const browser = await launchedBrowser();
const stack = await startReadyStack(withEnvironment('admin', { SUPPORT_APPROVERS: '2' }));
const served = await consoleOf(stack);

const goTo = (page: Page, part: string) => page.getByRole('link', { name: part, exact: true }).click();

test('where two have to approve, the first approval waits for another person, and cannot be given twice', async () => {
  const asking = await enrolledHolder(stack, 'by-two');
  const request = await openRequest(stack, asking);
  const first = await atConsole(browser, await consoleOf(stack, 'petra'));
  await openInQueue(first.page, request);
  await checkAndApprove(first.page, 'Video call, passport seen');
  await first.page.getByText('Yours is approval 1 of 2').waitFor();
  await expectFine(first.page, first.faults);
  await press(first.page, 'Approve now');
  await first.page.locator('#standing').getByText('1 of 2 approvals').waitFor();
  await first.page.locator('#decide').getByText('You have approved it.').waitFor();
  expect(await first.page.getByRole('button', { name: 'Approve …' }).count()).toBe(0);
  await expectFine(first.page, first.faults);
  expect(await statusOf(stack, request.id)).toBe('open');

  const second = await atConsole(browser, await consoleOf(stack, 'vera'));
  await second.page.locator(`#row-${request.id}`).getByText('1 of 2 approvals').waitFor();
  await openInQueue(second.page, request);
  await second.page.locator('#standing').getByText('by petra: Video call, passport seen').waitFor();
  await checkAndApprove(second.page, 'Called back, knows the last order');
  await press(second.page, 'Approve now');
  await second.page.locator('#standing').getByText('Approved, and announced').waitFor();
  expect(await statusOf(stack, request.id)).toBe('approved');
  expect(await factorIsOn(stack, asking)).toBe(true);
});

test('a customer is found by username, address or id, looked at, and logged out everywhere', async () => {
  const holder = await enrolledHolder(stack, 'c-1001', { username: 'jana', email: 'jana@example.com' });
  await holder.signIn({ stayLoggedIn: true });
  await stack.advanceClock(30);
  await holder.guessWrong(await holder.challenge(), 3);
  const { page, faults } = await atConsole(browser, served);
  await goTo(page, 'Customers');
  for (const typed of ['JANA', 'jana@example.com', 'c-10']) {
    await page.locator('#customer-text').fill(typed);
    await press(page, 'Search');
    await page.locator('#found-count').getByText(typed).waitFor();
    await page.locator('#found-c-1001').waitFor();
  }
  await page.locator('#customer-text').fill('nobody-at-all');
  await press(page, 'Search');
  await page.locator('#found-count').getByText('Nobody found').waitFor();
  await expectFine(page, faults);
  await page.goto(`${new URL(served.url).origin}/#/customers/c-1001`);
  await page.locator('#title').getByText('jana').waitFor();
  await page.locator('#account').getByText('3 in a row').waitFor();
  await page.locator('#warnings').getByText('3 wrong codes in a row').waitFor();
  await page.locator('#history').getByText('Logged in by password and authenticator app, and stays logged in').waitFor();
  await page.locator('#session-list').getByText('Unknown device').waitFor();
  await expectFine(page, faults);
  expect(outcome(await holder.browser.get('/v1/session', { bearer: holder.bearer }))).toBe('200');
  await press(page, 'End all sessions …');
  await page.locator('#question-title:focus').waitFor();
  await expectFine(page, faults);
  await press(page, 'End all sessions now');
  await page.locator('#notice').getByText('Every session has ended.').waitFor();
  await page.locator('#history').getByText('All sessions were ended by the team').waitFor();
  await page.locator('#session-list').getByText('None that stays logged in').waitFor();
  expect(outcome(await holder.browser.get('/v1/session', { bearer: holder.bearer }))).toBe('401 session_required');
});

test('near where something happened is told with its network, where a CDN tells it', async () => {
  const holder = await enrolledHolder(stack, 'c-1002');
  await holder.signIn({ stayLoggedIn: true });
  const { page, faults } = await atConsole(browser, served);
  await page.route('**/calls/customerAudit', async (route) => {
    const reply = (await (await route.fetch()).json()) as { answer: { entries: object[]; sessions: object[] } };
    const [near, country] = [{ country: 'CZ', city: 'Brno' }, { country: 'DE' }];
    const { entries, sessions } = reply.answer;
    const answer = {
      ...reply.answer,
      entries: entries.map((each) => ({ ...each, near })),
      sessions: sessions.map((each) => ({ ...each, near: country })),
    };
    await route.fulfill({ json: { ...reply, answer } });
  });
  await page.goto(`${new URL(served.url).origin}/#/customers/c-1002`);
  await page.locator('#history').getByText('by the customer, near Brno, Czechia (127.0.0.0/24)').first().waitFor();
  await page.locator('#session-list').getByText('Germany (127.0.0.0/24), began').waitFor();
  await expectFine(page, faults);
});

test('a client is shown with where it sends people, and how old its secrets are; never what they are', async () => {
  const registration = {
    name: 'The shop',
    type: 'confidential',
    grants: ['authorization_code'],
    redirectUris: ['https://shop.example/login/callback'],
  };
  const { body } = await stack.admin('PUT', '/v1/admin/clients/shop', registration);
  await stack.advanceClock(3 * 86_400 + 60);
  const { page, faults } = await atConsole(browser, served, { ...phone, colorScheme: 'dark' });
  await goTo(page, 'Clients');
  await page.locator('#client-shop a').click();
  await page.getByText('https://shop.example/login/callback').waitFor();
  await page.locator('#secrets').getByText('Made 3 d 0 h ago').waitFor();
  expect(await page.content()).not.toContain((body as { secret: { secret: string } }).secret.secret);
  await expectFine(page, faults);
});

test('the switch is put off and on again, and a login sees it; who looked at an older state changes nothing', async () => {
  const holder = await enrolledHolder(stack, 'asked-for-a-code');
  const { page, faults } = await atConsole(browser, served);
  await goTo(page, 'Switch');
  await page.locator('#flag-state').getByText('On', { exact: true }).waitFor();
  await page.getByText('code by e-mail, authenticator app').waitFor();
  await expectFine(page, faults);
  await press(page, 'Switch off …');
  await page.getByText('a stolen password is enough for every account').waitFor();
  await expectFine(page, faults);
  await press(page, 'Switch off now');
  await page.locator('#flag-state').getByText('Off', { exact: true }).waitFor();
  await expectFine(page, faults);
  expect(await stack.flag()).toBe('false');
  await stack.advanceClock(30);
  expect(outcome(await holder.logIn())).toBe('200 authenticated');

  // A colleague was faster.
  await press(page, 'Switch on …');
  await stack.setFlag(true);
  await press(page, 'Switch on now');
  await page.getByRole('alert').getByText('Somebody else has put the switch another way').waitFor();
  await page.locator('#flag-state').getByText('On', { exact: true }).waitFor();
  expect(outcome(await holder.logIn())).toBe('200 second_factor_required');
});
