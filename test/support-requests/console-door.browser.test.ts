/** Who gets at the console with a real browser, and what becomes of a tab when it has ended. */
import { expect, test } from 'vitest';
import { enrolledHolder } from '../authenticator/holder.ts';
import { startReadyStack } from '../support/stack.ts';
import { launchedBrowser } from '../web/shop.ts';
import { visit } from '../web/visitor.ts';
import { atConsole, consoleOf, expectFine, openInQueue, press } from './console.ts';
import { openRequest } from './queue.ts';

const browser = await launchedBrowser();
const stack = await startReadyStack();
const served = await consoleOf(stack);

test('the token leaves the address bar, a reload goes on, and a tab without it is told where to look', async () => {
  const { page, context, faults } = await atConsole(browser, served);
  expect(page.url()).not.toContain('token');
  await page.getByRole('link', { name: 'Switch', exact: true }).click();
  await page.locator('#flag-state').waitFor();
  await page.reload();
  await page.locator('#flag-state').waitFor();
  expect(page.url()).toMatch(/#\/switch$/);
  const other = await context.newPage();
  await other.goto(new URL(served.url).origin);
  await other.getByRole('alert').getByText('This tab was not opened with the address that the console has printed.').waitFor();
  await expectFine(other, faults);
  expect(await context.cookies()).toEqual([]);
});

test('no page of another site frames the console, or calls it', async () => {
  const { page } = await visit(browser);
  const { origin } = new URL(served.url);
  await page.route('http://evil.example/', (route) => route.fulfill({ contentType: 'text/html', body: '<h1>Cheap watches</h1>' }));
  await page.goto('http://evil.example/');
  const status = await page.evaluate(
    (url) =>
      fetch(`${url}/calls/about`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }).then(
        ({ status: of }) => of,
        () => 'kept from it',
      ),
    origin,
  );
  expect(status).toBe('kept from it');
  await page.setContent(`<iframe src="${origin}/"></iframe>`);
  const [, framed] = page.frames();
  await expect.poll(() => framed?.url()).toMatch(/^chrome-error:/);
});

test('when the console has ended, the page says so and keeps what was typed', async () => {
  const asking = await enrolledHolder(stack, 'ended-meanwhile');
  const request = await openRequest(stack, asking);
  const ending = await consoleOf(stack);
  const { page, faults } = await atConsole(browser, ending);
  await openInQueue(page, request);
  await page.locator('#history').getByText('Somebody filled in the support form').waitFor();
  await page.getByLabel('Add a note for the team').fill('Called, nobody there');
  await ending.stop();
  await press(page, 'Add note');
  await page.locator('#failure').getByText('The console does not run any more.').waitFor();
  expect(await page.getByLabel('Add a note for the team').inputValue()).toBe('Called, nobody there');
  await expectFine(page, faults);
});
