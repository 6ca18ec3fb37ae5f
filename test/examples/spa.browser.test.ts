/** examples/spa, served by Vite on an origin of its own: beside Keycard on `localhost`, and from 127.0.0.1, which is another site. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { openShop } from '../web/shop.ts';
import { enrolled, enrolledWithApp, expectAccessible, password, visit, wait, wrongCode } from '../web/visitor.ts';
import { installed } from './installed.ts';
import { freePort, started } from './running.ts';

const { stack, browser } = await openShop();
const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin', 'vite.js');

const at = { localhost: '', '127.0.0.1': '' };
beforeAll(async () => {
  const folder = await installed('spa', 'client');
  const port = await freePort();
  const args = [vite, '--host', '127.0.0.1', '--port', String(port), '--strictPort'];
  await started({ args, folder, env: { VITE_KEYCARD_URL: stack.url, NO_COLOR: '1' }, ready: /Local:/ });
  for (const host of ['localhost', '127.0.0.1'] as const) at[host] = `http://${host}:${port}/`;
});

async function open(host: keyof typeof at) {
  const visited = await visit(browser);
  const { page } = visited;
  await page.goto(at[host]);
  await page.getByLabel('E-mail address').waitFor();
  await page.getByRole('button', { name: 'Add a pear' }).click();
  return visited;
}

async function logIn(page: Page, username: string, { box = false } = {}): Promise<void> {
  await page.getByLabel('E-mail address').fill(username);
  await page.getByLabel('Password').fill(password);
  if (box) await page.getByLabel('Stay logged in').check();
  await page.getByRole('button', { name: 'Log in', exact: true }).click();
}

async function enter(page: Page, code: string): Promise<void> {
  await page.getByLabel('Code').fill(code);
  await page.getByRole('button', { name: 'Log in', exact: true }).click();
}

const says = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text }).waitFor();

async function isIn(page: Page, name: string): Promise<void> {
  await page.getByText(`Hello ${name}`).waitFor();
  expect(await page.locator('#cart').textContent()).toBe('one pear');
}

/** Each two of the three together. Only on Keycard's own site does a cookie come along. */
const journeys = [
  { host: 'localhost', box: true, factor: true, stays: true },
  { host: 'localhost', box: false, factor: false, stays: false },
  { host: '127.0.0.1', box: true, factor: false, stays: false },
  { host: '127.0.0.1', box: false, factor: true, stays: false },
] as const;

test.each(journeys)('at $host, box ticked: $box, second factor: $factor: in with the cart, and out', async (journey) => {
  const { host, box, factor, stays } = journey;
  const name = `${host === 'localhost' ? 'same' : 'other'}-${box}-${factor}`;
  const { username, email } = factor ? await enrolled(stack, name) : await stack.putCustomer(name, { password });
  const { page, faults } = await open(host);
  await logIn(page, username, { box });
  if (factor) await page.getByText(`We have sent a code to ${email[0]}•••@example.com.`).waitFor();
  if (factor) await enter(page, stack.lastCode(email));
  await isIn(page, name);

  await page.reload();
  if (stays) {
    await isIn(page, name);
    await page.getByRole('button', { name: 'Log out', exact: true }).click();
    await says(page, 'You are logged out.');
    await page.reload();
  }
  await page.getByLabel('Password').waitFor();
  expect(faults).toEqual([]);
});

test('a wrong code is asked for again, another one is sent when its time has come, and the fifth wrong one ends the login', async () => {
  const { username, email } = await enrolled(stack, 'resends');
  const { page } = await open('localhost');
  await logIn(page, username);
  await expectAccessible(page);
  await page.getByRole('button', { name: /Send again in \d+ s/, disabled: true }).waitFor();
  const right = stack.lastCode(email);
  await enter(page, wrongCode(right));
  await says(page, 'Attempts left: 4.');
  await wait(stack, page, 61);
  const resends: string[] = [];
  page.on('request', (request) => void (request.url().endsWith('/resend') && request.method() === 'POST' && resends.push(request.url())));
  await page.getByRole('button', { name: 'Send again', exact: true }).dblclick();
  await says(page, 'A new code is on its way.');
  expect(resends).toHaveLength(1);
  expect(stack.sentTo(email)).toBe(3);
  await enter(page, stack.lastCode(email));
  await isIn(page, 'resends');

  await page.getByRole('button', { name: 'Log out', exact: true }).click();
  await says(page, 'You are logged out.');
  await wait(stack, page, 61);
  await logIn(page, username);
  await page.getByLabel('Code').waitFor();
  for (const left of [4, 3, 2, 1]) {
    await enter(page, wrongCode(stack.lastCode(email)));
    await says(page, `Attempts left: ${left}.`);
  }
  await enter(page, wrongCode(stack.lastCode(email)));
  await says(page, 'Please log in again.');

  await logIn(page, username);
  await page.getByText('No code counts just now.').waitFor();
  await wait(stack, page, 61);
  await says(page, 'A new code is on its way.');
  await enter(page, stack.lastCode(email));
  await isIn(page, 'resends');
});

test('a code of an app, a recovery code, and a lost device', async () => {
  const { username, app, recoveryCodes, email } = await enrolledWithApp(stack, 'holds-an-app');
  const { page } = await open('localhost');
  await logIn(page, username);
  await page.getByText('Your authenticator app shows it.').waitFor();
  await enter(page, app.codeAt(stack.now()));
  await isIn(page, 'holds-an-app');
  await page.getByRole('button', { name: 'Log out everywhere' }).click();
  await says(page, 'You are logged out.');

  await logIn(page, username);
  await page.getByRole('button', { name: 'I can’t use my authenticator app' }).click();
  await says(page, 'We have sent you an e-mail with a link.');
  expect(stack.outbox().at(-1)).toMatchObject({ to: email });
  await enter(page, recoveryCodes[0] ?? '');
  await isIn(page, 'holds-an-app');
});
