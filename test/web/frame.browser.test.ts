import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { openShop } from './shop.ts';
import { enrolledWithApp, heading, openAccount, visit } from './visitor.ts';

const { stack, browser } = await openShop();
const widths = [320, 360, 768, 1280, 1440] as const;
const holder = await enrolledWithApp(stack, 'steady');

/** Counts what moves, those by the customer's own doing as well. To be called before the page is opened. */
const watchShifts = (page: Page) =>
  page.addInitScript(() => {
    Object.assign(globalThis, { shifted: [] });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as unknown as { value: number; sources: { node?: Element }[] }[]) {
        const moved = entry.sources.map(({ node }) => node?.outerHTML?.slice(0, 80));
        (globalThis as unknown as { shifted: unknown[] }).shifted.push({ value: entry.value, moved });
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });

/** Once what is drawn has been drawn. */
async function expectSteady(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  const shifted = (await page.evaluate('globalThis.shifted')) as { value: number }[];
  const sum = shifted.reduce((all, { value }) => all + value, 0);
  expect(sum, JSON.stringify(shifted)).toBeLessThan(0.02);
}

describe.each(widths)('at %d pixels nothing moves', (width) => {
  const viewport = { width, height: width < 700 ? 740 : 800 };

  test.each(['/', '/login', '/security', '/password', '/recover', '/support', '/nowhere', '/problems/too_soon'])('on %s', async (path) => {
    const { page } = await visit(browser, { viewport });
    await watchShifts(page);
    await page.goto(stack.url + path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.getByRole('contentinfo').waitFor();
    await expectSteady(page);
    const { content, window } = (await page.evaluate('({ content: document.documentElement.scrollWidth, window: innerWidth })')) as {
      content: number;
      window: number;
    };
    expect(content).toBeLessThanOrEqual(window);
  });

  test('from the login to the account page', async () => {
    const { page } = await visit(browser, { viewport });
    await watchShifts(page);
    await openAccount(page, stack, holder.username);
    stack.advanceClock(30);
    await page.locator('#code').fill(holder.app.codeAt(stack.now()));
    await heading(page, 'Account security').waitFor();
    await expectSteady(page);
  });

  test('on the account page of who stays logged in', async () => {
    const { page } = await visit(browser, { viewport });
    await openAccount(page, stack, holder.username, { stay: true });
    stack.advanceClock(30);
    await page.locator('#code').fill(holder.app.codeAt(stack.now()));
    await heading(page, 'Account security').waitFor();
    await watchShifts(page);
    await page.reload();
    await heading(page, 'Account security').waitFor();
    await expectSteady(page);
  });
});

describe('without JavaScript', () => {
  test.each([
    ['en', 'This page needs JavaScript', 'Deutsch', 'Diese Seite braucht JavaScript'],
    ['cs', 'Tato stránka potřebuje JavaScript', 'English', 'This page needs JavaScript'],
  ])('a page in %s says in the shop’s frame what to do, and in another language by a link', async (locale, title, other, otherTitle) => {
    const { page } = await visit(browser, { locale, javaScriptEnabled: false, viewport: { width: 320, height: 740 } });
    await page.goto(`${stack.url}/login`);
    await heading(page, title).waitFor();
    expect(await page.getByRole('banner').textContent()).toBe('Keycard');
    expect(await page.getByRole('main').evaluate((main) => getComputedStyle(main).borderTopStyle)).toBe('solid');
    await page.getByRole('link', { name: other }).click();
    await heading(page, otherTitle).waitFor();
  });
});

test('a page whose program does not come says so after a while', async () => {
  const { page } = await visit(browser);
  await page.route('**/assets/account-*.js', (route) => route.abort());
  await page.goto(`${stack.url}/login`);
  const late = page.getByText('Loading is taking longer than usual.');
  expect(await late.isVisible()).toBe(false);
  await page.evaluate(() => {
    for (const animation of document.getAnimations()) animation.finish();
  });
  expect(await late.isVisible()).toBe(true);
  expect(await page.getByRole('link', { name: 'Reload the page' }).isVisible()).toBe(true);
});

test('what waits for an answer is pressed in vain, by a click and by Enter', async () => {
  const { page } = await visit(browser);
  const calls: string[] = [];
  page.on('request', (request) => calls.push(new URL(request.url()).pathname));
  await page.goto(`${stack.url}/login`);
  await page.locator('#username').fill('eva@example.com');
  await page.locator('#password').fill('wrong');
  const waits = (element: Element) => element.setAttribute('aria-disabled', 'true');
  const reveal = page.getByRole('button', { name: 'Show password' });
  await reveal.evaluate(waits);
  await reveal.click({ force: true });
  expect(await page.locator('#password').getAttribute('type')).toBe('password');
  await page.locator('button[type=submit]').evaluate(waits);
  await page.locator('button[type=submit]').click({ force: true });
  await page.locator('#password').press('Enter');
  expect(calls.filter((path) => path.startsWith('/v1/'))).toEqual([]);
});

describe('states of buttons', () => {
  const grounds = async (page: Page, selector: string) => {
    const of = () => page.locator(selector).evaluate((element) => getComputedStyle(element).backgroundColor);
    const before = await of();
    await page.locator(selector).hover({ force: true });
    return { before, after: await of() };
  };

  test('answer to the pointer, but not while they wait or are off', async () => {
    const { page } = await visit(browser, { reducedMotion: 'reduce' });
    await page.goto(`${stack.url}/login`);
    await page.locator('button[type=submit]').waitFor();
    const free = await grounds(page, 'button[type=submit]');
    expect(free.after).not.toBe(free.before);
    await page.mouse.move(0, 0);
    for (const attribute of ['disabled', 'aria-disabled']) {
      await page.locator('button[type=submit]').evaluate((element, name) => element.setAttribute(name, 'true'), attribute);
      const { before, after } = await grounds(page, 'button[type=submit]');
      expect([attribute, after]).toEqual([attribute, before]);
      await page.mouse.move(0, 0);
      await page.locator('button[type=submit]').evaluate((element, name) => element.removeAttribute(name), attribute);
    }
  });

  test('do not keep the look of being pointed at on a touch screen', async () => {
    const { page } = await visit(browser, { hasTouch: true, isMobile: true, viewport: { width: 360, height: 740 } });
    await page.goto(`${stack.url}/login`);
    await page.locator('button[type=submit]').waitFor();
    expect(await page.evaluate('matchMedia("(hover: hover)").matches')).toBe(false);
    const { before, after } = await grounds(page, 'button[type=submit]');
    expect(after).toBe(before);
  });
});

test('the paper has the text and none of the buttons, in black', async () => {
  const { page } = await visit(browser, { colorScheme: 'dark' });
  await page.goto(`${stack.url}/problems/too_soon`);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  expect(await page.locator('body').evaluate((body) => getComputedStyle(body).color)).toBe('rgb(0, 0, 0)');
  expect(await page.getByRole('contentinfo').isVisible()).toBe(false);
  expect(await heading(page, 'It is too soon: please wait a moment').isVisible()).toBe(true);
});
