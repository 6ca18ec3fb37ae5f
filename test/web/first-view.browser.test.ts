import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { locales } from '../../shared/words/locale.ts';
import { pageNames } from '../../web/pages.ts';
import { openShop } from './shop.ts';
import { atCodeStep, enrolled, giveCode, giveCredentials, heading, password, phone, visit } from './visitor.ts';

const { stack, browser } = await openShop();

/** A visitor whose program is on its way until `letGo`. */
async function early(path: string, options: Parameters<typeof visit>[1] = {}) {
  const visited = await visit(browser, options);
  const letGo = await held(visited.page);
  await visited.page.goto(stack.url + path, { waitUntil: 'commit' });
  await visited.page.locator('footer').waitFor({ state: 'attached' });
  return { ...visited, letGo };
}

async function held(page: Page): Promise<() => void> {
  let letGo = () => {};
  const until = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route(/\/assets\/(?:account|help)-\w+\.js/, async (route) => {
    await until;
    await route.continue();
  });
  return letGo;
}

/** Once the program has drawn: the languages are buttons then. */
const drawn = (page: Page) => page.locator('footer button').first().waitFor();
const isShown = (page: Page) => page.locator('[data-served]').isVisible();

describe('before the program is there', () => {
  test('the login can be filled in and sent, and is sent once', async () => {
    const { username, email } = await enrolled(stack, 'quick');
    const { page, letGo, faults } = await early('/login');
    const calls: string[] = [];
    page.on('request', (request) => calls.push(`${request.method()} ${new URL(request.url()).pathname}`));
    await page.locator('#username').fill(username);
    await page.locator('#password').fill(password);
    for (let times = 0; times < 3; times++) await page.locator('#password').press('Enter');
    expect(await page.locator('button[type=submit]').getAttribute('aria-disabled')).toBe('true');
    expect(await page.locator('button[type=submit]').innerText()).toBe('Logging in…');
    letGo();
    await giveCode(page, stack, email);
    await heading(page, 'You are logged in').waitFor();
    expect(calls.filter((call) => call === 'POST /v1/login')).toEqual(['POST /v1/login']);
    expect(calls.filter((call) => call.endsWith(' /login'))).toEqual([]);
    expect(page.url()).toBe(`${stack.url}/login`);
    expect(faults).toEqual([]);
  });

  test('what was sent is held by nothing any more, password and all', async () => {
    const { username } = await enrolled(stack, 'letgo');
    const { page, letGo } = await early('/login');
    await giveCredentials(page, username);
    letGo();
    await page.locator('#step-code').waitFor();
    expect(await page.evaluate('globalThis.pressedEarly')).toEqual([]);
  });

  test('a click into a field, or beside one, sends nothing', async () => {
    const { page, letGo } = await early('/login');
    for (const place of ['#username', '#password', 'h1']) await page.locator(place).click();
    letGo();
    await drawn(page);
    expect(await page.locator('[role=alert], [aria-invalid]').count()).toBe(0);
    expect(await page.locator('button[type=submit]').getAttribute('aria-disabled')).toBe(null);
  });

  test('whoever goes back finds a new page, with nothing that was typed', async () => {
    const { page } = await early('/login');
    await page.locator('#password').fill(password);
    const happens = (name: string) => page.evaluate((type) => void dispatchEvent(new PageTransitionEvent(type, { persisted: true })), name);
    await happens('pagehide');
    expect(await page.locator('html').isVisible()).toBe(false);
    const anew = page.waitForEvent('framenavigated');
    await happens('pageshow');
    await anew;
    await page.locator('#password').waitFor();
    expect(await page.locator('#password').inputValue()).toBe('');
  });

  test('a shop’s request leads to the same form, and is kept', async () => {
    const { page, letGo } = await early('/login#authorization=abc');
    expect(await isShown(page)).toBe(true);
    await page.locator('#username').fill('eva@example.com');
    letGo();
    await drawn(page);
    expect(await page.evaluate('history.state')).toMatchObject({ asked: { request: 'abc' } });
    // With the name that was typed into it.
    await page.reload();
    await drawn(page);
    expect(await page.evaluate('history.state')).toMatchObject({ asked: { request: 'abc' } });
    expect(await page.locator('#username').inputValue()).toBe('eva@example.com');
  });

  test('what is sent with something missing is answered by the program', async () => {
    const { page, letGo } = await early('/login');
    await page.locator('#username').fill('eva@example.com');
    await page.locator('button[type=submit]').click();
    letGo();
    await page.getByRole('alert').waitFor();
    expect(await page.locator('button[type=submit]').innerText()).toBe('Log in');
    expect(await page.locator('#password').getAttribute('aria-invalid')).toBe('true');
    expect(await page.locator('#username').inputValue()).toBe('eva@example.com');
  });

  test('the password can be made readable, and hidden again', async () => {
    for (const [presses, type] of [
      [1, 'text'],
      [2, 'password'],
    ] as const) {
      const { page, letGo } = await early('/login');
      await page.locator('#password').fill('abc');
      for (let times = 0; times < presses; times++) await page.getByRole('button', { name: 'Show password' }).click();
      letGo();
      await drawn(page);
      expect([presses, await page.locator('#password').getAttribute('type')]).toEqual([presses, type]);
      expect(await page.locator('#password').inputValue()).toBe('abc');
    }
  });

  test('focus is in the first field, and stays with who has gone on to another', async () => {
    const { page, letGo } = await early('/login');
    await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('username');
    await page.keyboard.type('eva@example.com');
    await page.keyboard.press('Tab');
    await page.keyboard.type('ab');
    letGo();
    await drawn(page);
    await page.keyboard.type('c');
    expect(await page.locator('#username').inputValue()).toBe('eva@example.com');
    expect(await page.locator('#password').inputValue()).toBe('abc');
  });

  test('who reads on, beside every field, is not taken back to the first one', async () => {
    const { page, letGo } = await early('/support', phone);
    await page.getByText('Our team checks every request').click();
    await page.evaluate('scrollTo(0, document.body.scrollHeight)');
    const where = () => page.locator('#captcha').evaluate((element) => element.getBoundingClientRect().top);
    const before = await where();
    letGo();
    await drawn(page);
    expect(await where()).toBe(before);
    expect(await page.evaluate('document.activeElement.localName')).toBe('body');
  });

  test('a name that was typed outlasts a reload like any other', async () => {
    const { page, letGo } = await early('/support');
    await page.locator('#username').fill('eva@example.com');
    letGo();
    await drawn(page);
    await page.reload();
    await drawn(page);
    expect(await page.locator('#username').inputValue()).toBe('eva@example.com');
  });

  test('where it does not come, that is said, and covers nothing: not where the keyboard goes, and not the end of the page', async () => {
    const { page } = await early('/support', phone);
    const late = page.getByRole('status').getByText('Loading is taking longer than usual.');
    expect(await late.isVisible()).toBe(false);
    await page.locator('main').evaluate(() => {
      for (const each of document.getAnimations()) each.finish();
    });
    await late.waitFor();
    const top = () => late.evaluate((element) => element.getBoundingClientRect().top);
    const bottom = (of: Locator) => of.evaluate((element) => element.getBoundingClientRect().bottom);
    expect(await bottom(late)).toBe(phone.viewport.height);
    for (const field of ['message', 'reachMeAt', 'captcha']) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.id')).toBe(field);
      expect(await bottom(page.locator(`#${field}`))).toBeLessThanOrEqual(await top());
    }
    await page.evaluate('scrollTo(0, document.body.scrollHeight)');
    expect(await bottom(page.locator('[data-served]'))).toBeLessThanOrEqual(await top());
  });

  test('a password that was typed is kept nowhere, before the program is there or after', async () => {
    const { page, letGo } = await early('/login');
    await page.locator('#username').fill('eva@example.com');
    await page.locator('#password').fill(password);
    letGo();
    await drawn(page);
    await page.locator('#password').press('a');
    const kept = await page.evaluate('JSON.stringify([{ ...sessionStorage }, { ...localStorage }, history.state])');
    expect(kept).toContain('eva@example.com');
    expect(kept).not.toContain(password);
  });

  test('a page into which nothing was typed is as new when it is loaded anew', async () => {
    const { page, letGo } = await early('/support');
    letGo();
    await drawn(page);
    expect(await page.evaluate('history.state')).toBe(null);
  });

  test('no language can be chosen yet: it would be a link, which loses what was typed', async () => {
    const { page, letGo } = await early('/login');
    await page.locator('#username').fill('eva@example.com');
    expect(await page.getByRole('contentinfo').isVisible()).toBe(false);
    letGo();
    await page.getByRole('button', { name: 'Deutsch' }).click();
    await heading(page, 'Anmelden').waitFor();
    expect(await page.locator('#username').inputValue()).toBe('eva@example.com');
  });

  test('a box is ticked as soon as the program can', async () => {
    const { page, letGo } = await early('/support');
    await page.getByRole('checkbox').click();
    letGo();
    await drawn(page);
    expect(await page.getByRole('checkbox').getAttribute('aria-busy')).toBe('true');
  });
});

describe.each(locales)('in %s the document has the very view that the program begins with, in the same room', (locale) => {
  const opened = [...pageNames.map((name) => (name === 'home' ? '/' : `/${name}`)), '/password?ended'];

  test.each(opened)('at %s', async (path) => {
    const { page, letGo, faults } = await early(path, { locale });
    const view = page.locator('main > :is(form, section)');
    const html = () => view.evaluate((element) => element.outerHTML.replace(' data-served=""', ''));
    const room = () => page.locator('main').evaluate((main) => main.getBoundingClientRect().height);
    const inDocument = await html();
    const title = await page.title();
    const roomBefore = await room();
    expect(await isShown(page)).toBe(true);
    await view.evaluate((element) => Object.assign(globalThis, { asServed: element }));
    letGo();
    await drawn(page);
    expect(await html()).toBe(inDocument);
    expect(await page.title()).toBe(title);
    expect(await room()).toBe(roomBefore);
    // The very elements: what has been typed into them is still there.
    expect(await view.evaluate((element) => element === (globalThis as unknown as { asServed: Element }).asServed)).toBe(true);
    expect(await page.locator('[data-served], noscript, .late').count()).toBe(0);
    expect(faults).toEqual([]);
  });
});

describe('where the program begins with something else, nothing else is shown before', () => {
  const token = 'a'.repeat(86);

  test.each([
    '/login#refused=client_id',
    '/login#authorization=abc&login_hint=eva',
    `/security#handover=${token}`,
    '/security?handover',
    `/password#t=${token}`,
    `/recover#n=${token}`,
  ])('%s', async (path) => {
    const { page } = await early(path);
    expect(await page.locator('main').locator('form, section').filter({ visible: true }).count()).toBe(0);
  });

  test('a login that is under way', async () => {
    const { username } = await enrolled(stack, 'underway');
    const { page } = await atCodeStep(browser, stack, username);
    const letGo = await held(page);
    await page.reload({ waitUntil: 'commit' });
    await page.locator('footer').waitFor({ state: 'attached' });
    expect(await isShown(page)).toBe(false);
    letGo();
    await page.locator('#step-code').waitFor();
  });

  test('another language than the browser’s, which was chosen before', async () => {
    const { page, context } = await visit(browser);
    await page.goto(`${stack.url}/login`);
    await page.getByRole('button', { name: 'Deutsch' }).click();
    await heading(page, 'Anmelden').waitFor();
    const next = await context.newPage();
    const letGo = await held(next);
    await next.goto(`${stack.url}/login`, { waitUntil: 'commit' });
    await next.locator('footer').waitFor({ state: 'attached' });
    expect(await isShown(next)).toBe(false);
    letGo();
    await heading(next, 'Anmelden').waitFor();
  });

  test('whoever may be logged in', async () => {
    const { username, email } = await enrolled(stack, 'here');
    const { page, context } = await visit(browser);
    await page.goto(`${stack.url}/login`);
    await page.getByLabel('Stay logged in').check();
    await giveCredentials(page, username);
    await giveCode(page, stack, email);
    await heading(page, 'You are logged in').waitFor();
    const next = await context.newPage();
    await held(next);
    await next.goto(`${stack.url}/login`, { waitUntil: 'commit' });
    await next.locator('footer').waitFor({ state: 'attached' });
    expect(await next.locator('[data-served]').count()).toBe(0);
  });

  test('a browser without JavaScript, and without styles', async () => {
    const { page } = await visit(browser, { javaScriptEnabled: false });
    await page.route('**/assets/*.css', (route) => route.abort());
    await page.goto(`${stack.url}/login`);
    expect(await page.locator('[data-served]').count()).toBe(1);
    expect(await isShown(page)).toBe(false);
  });

  test('a browser without JavaScript', async () => {
    const { page } = await visit(browser, { javaScriptEnabled: false });
    await page.goto(`${stack.url}/login`);
    await heading(page, 'This page needs JavaScript').waitFor();
    expect(await isShown(page)).toBe(false);
  });
});
