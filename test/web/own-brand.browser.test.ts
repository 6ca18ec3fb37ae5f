import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { beforeAll, expect, inject, test } from 'vitest';
import { keycardApp } from '../../cdk/keycard-app.ts';
import { optionsOf } from '../../cdk/read-options.ts';
import { bundlesOf } from '../../local/synthesize.ts';
import { atEndOfFile } from '../support/end-of-file.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';
import { launchedBrowser } from './shop.ts';
import { giveCredentials, password, visit, wrongCode } from './visitor.ts';

/** A flower shop with a logo, a colour and words of its own, as it is deployed. */
let stack: TestStack;
let browser: Browser;

beforeAll(async () => {
  browser = await launchedBrowser();
  const assembly = mkdtempSync(join(tmpdir(), 'keycard-branded-'));
  atEndOfFile(async () => rmSync(assembly, { recursive: true }));
  const shop = optionsOf('local', undefined, join(import.meta.dirname, '..', 'brands', 'light', 'options.json'));
  const app = await keycardApp(assembly, shop, { checks: false, bundles: bundlesOf(inject('assembly')) });
  app.synth();
  stack = await startTestStack({ assembly });
  await stack.setFlag(true);
});

test('a shop with a brand is met with its logo, in its colour', async () => {
  const { page, faults } = await visit(browser);
  await page.goto(`${stack.url}/login`);
  const logo = page.getByRole('img', { name: 'Květinářství U Zelené zahrady Brno-Sever' });
  await logo.waitFor();
  expect(await logo.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth > 0)).toBe(true);
  const button = page.locator('button[type=submit]');
  expect(await button.evaluate((it) => getComputedStyle(it).backgroundColor)).toBe('rgb(31, 107, 69)');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(() => logo.evaluate((img: HTMLImageElement) => img.currentSrc)).not.toBe(await logo.getAttribute('src'));
  await expect.poll(() => button.evaluate((it) => getComputedStyle(it).backgroundColor)).not.toBe('rgb(31, 107, 69)');
  expect(faults).toEqual([]);
});

test.each([
  ['en', 'New here? Grow an account', 'Ask the gardener'],
  ['de', 'Neu hier? Konto anlegen', 'Hilfe'],
  ['cs', 'Jste tu poprvé? Založte si účet', 'Pomoc'],
])('what it says in its own way is read there, and all else in ours (%s)', async (locale, own, support) => {
  const { page, faults } = await visit(browser, { locale });
  await page.goto(`${stack.url}/login`);
  await page.getByRole('link', { name: own }).waitFor();
  await page.getByRole('link', { name: support, exact: true }).waitFor();
  expect(faults).toEqual([]);
});

test('its words count as their language does, and go with whoever changes the language', async () => {
  const { page } = await visit(browser);
  await page.goto(`${stack.url}/login`);
  await page.getByRole('button', { name: 'Čeština' }).click();
  await page.getByRole('link', { name: 'Jste tu poprvé? Založte si účet' }).waitFor();
  expect(await page.title()).toBe('Dovnitř do zahrady – Květinářství U Zelené zahrady Brno-Sever');

  const jana = await stack.putCustomer('jana', { password, locale: 'cs' });
  const { body } = await stack.browser().post('/v1/login', { username: jana.username, password });
  const { accessToken } = body as { accessToken: string };
  await stack.browser().post('/v1/security/email', { password }, { bearer: accessToken });
  await giveCredentials(page, jana.username);
  await page.locator('#code').waitFor();
  await page.locator('#code').fill(wrongCode(stack.lastCode(jana.email)));
  await page.getByText('Zbývají Vám 4 pokusy').waitFor();
});

test('an e-mail says it in the way of the shop', () => {
  const mail = stack.outbox().findLast(({ to }) => to === 'jana@example.com');
  expect(mail).toMatchObject({ subject: `${stack.lastCode('jana@example.com')} otevírá zahradu` });
});
