/** The contract, read and tried by people: a viewer that others wrote, in a page of ours. */
import { expect, test } from 'vitest';
import { startTestStack } from '../support/stack.ts';
import { withEnvironment } from '../support/with-environment.ts';
import { openShop } from './shop.ts';
import { phone, visit } from './visitor.ts';

const { stack, browser } = await openShop();

test('shows every tag and call, and lets one be tried, without a word to any other host', async () => {
  const { page, faults } = await visit(browser);
  const hosts = new Set<string>();
  page.on('request', (request) => hosts.add(new URL(request.url()).host));
  await page.goto(`${stack.url}/docs`);
  await page.getByText('Two-factor login as a serverless service').waitFor();
  const { paths } = (await stack.browser().get('/v1/openapi.json')).body as { paths: Record<string, object> };
  const calls = Object.values(paths).flatMap((each) => Object.keys(each));
  await page
    .locator('.opblock')
    .nth(calls.length - 1)
    .waitFor();
  expect(await page.locator('.opblock').count()).toBe(calls.length);

  await page.locator('#operations-Discovery-jwks .opblock-summary-control').click();
  await page.getByRole('button', { name: 'Try it out' }).click();
  await page.getByRole('button', { name: 'Execute', exact: true }).click();
  await page.locator('.live-responses-table').getByText('200').first().waitFor();
  expect([...hosts]).toEqual([new URL(stack.url).host]);
  expect(faults).toEqual([]);
});

test('fits a phone', async () => {
  const { page } = await visit(browser, phone);
  await page.goto(`${stack.url}/docs`);
  await page.locator('.opblock').first().waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});

test('is kept by browsers for a while, and nothing else is read there', async () => {
  const { status, headers } = await stack.browser().get('/docs/viewer.js');
  expect([status, headers['cache-control'], headers['content-type']]).toEqual([
    200,
    'public, max-age=300',
    'text/javascript; charset=utf-8',
  ]);
  for (const file of ['nothing.js', '..%2findex.js', '..%2f..%2fpackage.json', 'constructor', '__proto__'])
    expect((await stack.browser().get(`/docs/${file}`)).headers.location).toBe(`${stack.url}/problems/not_found`);
});

test('is there where the stack shows it, and nowhere else', async () => {
  const without = await startTestStack(withEnvironment('discovery', { API_DOCS: 'false' }));
  for (const path of ['/docs', '/docs/viewer.js'])
    expect((await without.browser().get(path)).headers.location).toBe(`${without.url}/problems/not_found`);
  expect((await without.browser().get('/v1/openapi.json')).status).toBe(200);
});
