import { describe, expect, test } from 'vitest';
import { setUpDemo } from '../../local/demo.ts';
import { openShop } from '../web/shop.ts';
import { enrolled, expectAccessible, password, phone, visit } from '../web/visitor.ts';

const { stack, browser } = await openShop();
// Before any test moves the clock: an app shows its code by the time of this machine.
stack.customers.push(...(await setUpDemo(stack)));

const open = async (options: Parameters<typeof visit>[1] = {}) => {
  const visited = await visit(browser, { ...options, permissions: ['clipboard-read', 'clipboard-write'] });
  await visited.page.goto(`${stack.url}/_local/`);
  return visited;
};
/** The page asks again after 0.7 seconds, by its own clock, which stands still here. */
const asksAgain = async (page: Awaited<ReturnType<typeof open>>['page']) => page.clock.fastForward(1000);

describe('the page at /_local/', () => {
  test('shows a code large as it arrives, and copies it', async () => {
    const { page, faults } = await open();
    const { username, email } = await enrolled(stack, 'local-page');
    await stack.browser().post('/v1/login', { username, password });
    await asksAgain(page);
    const code = stack.lastCode(email);
    expect(await page.locator('article output').first().textContent()).toBe(code);
    await page.getByRole('button', { name: `Copy code ${code}` }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('status').filter({ hasText: 'copied' }).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(code);
    expect(faults).toEqual([]);
  });

  test('moves the clock, flips the switch, breaks calls and mends them', async () => {
    const { page, faults } = await open();
    const before = stack.now();
    await page.getByRole('button', { name: '+1 hour' }).click();
    await page.getByRole('status').filter({ hasText: '+1 hour' }).waitFor();
    expect(stack.now() - before).toBeGreaterThanOrEqual(3_600_000);

    await page.getByRole('button', { name: 'Switch it off' }).click();
    await page.getByRole('heading', { name: 'The switch is off' }).waitFor();
    expect(await stack.flag()).toBe('false');
    await page.getByRole('button', { name: 'Switch it on' }).click();
    await page.getByRole('heading', { name: 'The switch is on' }).waitFor();
    expect(await stack.flag()).toBe('true');

    await page.getByLabel('Service').selectOption('kms');
    await page.getByLabel('How often').fill('3');
    await page.getByRole('button', { name: 'Break', exact: true }).click();
    await page.getByText('kms *: error, 3 more').waitFor();
    expect(stack.plannedFaults()).toMatchObject([{ service: 'kms', action: '*', kind: 'error', left: 3 }]);
    await page.getByRole('button', { name: 'Mend all' }).click();
    await page.getByText('Nothing is broken.').waitFor();
    expect(stack.plannedFaults()).toEqual([]);
    expect(faults).toEqual([]);
  });

  test('lists the customers with what they log in by', async () => {
    const { page } = await open();
    await page.getByText('anna@example.com').waitFor();
    const tom = stack.customers.find(({ sharedKey }) => sharedKey);
    await page.getByRole('button', { name: `Copy app code of ${tom?.username}` }).click();
    await page.getByRole('status').filter({ hasText: 'copied' }).waitFor();
    const code = String(await page.evaluate('navigator.clipboard.readText()'));
    const challenge = await stack.browser().post('/v1/login', { username: tom?.username, password: tom?.password });
    const { token } = (challenge.body as { challenge: { token: string } }).challenge;
    expect((await stack.browser().post('/v1/login/verify', { challenge: token, code })).status).toBe(200);
  });

  test.each(['light', 'dark'] as const)('has in the %s nothing that anybody stumbles over, on a phone either', async (colorScheme) => {
    for (const options of [{ colorScheme }, { colorScheme, ...phone }]) {
      const { page, faults } = await open(options);
      await page.getByText('anna@example.com').waitFor();
      await expectAccessible(page);
      expect(faults).toEqual([]);
    }
  });
});
