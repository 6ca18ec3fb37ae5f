import { expect, test } from 'vitest';
import { openShop } from './shop.ts';
import { expectAccessible, phone } from './visitor.ts';

const { stack, browser } = await openShop();

test.each(['light', 'dark'] as const)(
  'the page of a problem is read on a phone, in the %s, and in another language by a link',
  async (colorScheme) => {
    const context = await browser.newContext({ ...phone, colorScheme, locale: 'de-DE' });
    const page = await context.newPage();
    await page.goto(`${stack.url}/problems/password_unusable`);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Dieses Passwort ist nicht möglich');
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Čeština' }).click();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Toto heslo nelze zvolit');
    expect(await page.locator('html').getAttribute('lang')).toBe('cs');
    await context.close();
  },
);
