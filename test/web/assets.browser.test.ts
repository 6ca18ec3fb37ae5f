import type { Page, Response } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { openShop } from './shop.ts';
import { enrolled, giveCode, giveCredentials, heading, isNoFile, openAccount, overviewOn, password, visit } from './visitor.ts';

const { stack, browser } = await openShop();

/** The files that a page loads, by name without hash. */
const watched = async (page: Page) => {
  const files: string[] = [];
  const calls: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (isNoFile(pathname)) calls.push(pathname);
    else files.push(pathname.replace(/^\/assets\/(.+)-\w+\.(\w+)$/, '$1.$2'));
  });
  return { files, calls };
};

test('a page loads its own language only, and another one when it is asked for, with all that was typed', async () => {
  const { page, faults } = await visit(browser);
  const { files, calls } = await watched(page);
  await page.goto(`${stack.url}/login`);
  await page.locator('#username').fill('eva@example.com');
  expect(files.filter((file) => /\.\w\w\.js$/.test(file))).toEqual(['account.en.js']);
  await page.getByRole('button', { name: 'Deutsch' }).click();
  await heading(page, 'Anmelden').waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('de');
  expect(await page.locator('#username').inputValue()).toBe('eva@example.com');
  expect(files.filter((file) => /\.\w\w\.js$/.test(file))).toEqual(['account.en.js', 'account.de.js']);
  expect(calls).toEqual(['/login']);
  expect(faults).toEqual([]);
});

test('a shop’s own words take the place of ours, in each language, and ours are there where those cannot be had', async () => {
  const { page, faults } = await visit(browser);
  const own = {
    en: { 'pages.login.logIn': 'To the flowers', 'pages.frame.languages': 'Speech' },
    de: { 'pages.login.logIn': 'Zu den Blumen' },
  };
  await page.route('**/login', async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace('"passwordMinimum"', '"ownWords":"/assets/words-01234567.json","passwordMinimum"');
    await route.fulfill({ response, body });
  });
  await page.route('**/assets/words-01234567.json', (route) => route.fulfill({ json: own }));
  await page.goto(`${stack.url}/login`);
  await page.getByRole('button', { name: 'To the flowers' }).waitFor();
  expect(await page.getByRole('navigation', { name: 'Speech' }).count()).toBe(1);
  await page.getByRole('button', { name: 'Deutsch' }).click();
  await page.getByRole('button', { name: 'Zu den Blumen' }).waitFor();
  await page.route('**/assets/words-01234567.json', (route) => route.abort());
  await page.goto(`${stack.url}/login`);
  await page.locator('button[type=submit]').getByText('Anmelden').waitFor();
  expect(faults).toEqual([]);
});

test('of two languages that are pressed one after the other the last one is shown, whichever comes first', async () => {
  const { page } = await visit(browser);
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route('**/account.de-*', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`${stack.url}/login`);
  await page.getByRole('button', { name: 'Deutsch' }).click();
  await page.getByRole('button', { name: 'Čeština' }).click();
  await heading(page, 'Přihlášení').waitFor();
  const late = page.waitForResponse(/account\.de-/);
  letGo();
  await (await late).finished();
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  expect(await page.locator('html').getAttribute('lang')).toBe('cs');
});

test.each(['/', '/login', '/security'])('%s asks the service nothing where nobody can be logged in', async (path) => {
  const { page } = await visit(browser);
  const { calls } = await watched(page);
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  await page.goto(stack.url + path);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.clock.runFor(3000);
  expect(calls).toEqual([path]);
  expect(said).toEqual([]);
});

describe('what only the account page needs', () => {
  test('comes when it is opened', async () => {
    const { username, email } = await enrolled(stack, 'later');
    const { page, faults } = await visit(browser);
    const { files } = await watched(page);
    await page.goto(`${stack.url}/login`);
    await giveCredentials(page, username);
    await giveCode(page, stack, email);
    const toAccount = page.getByRole('link', { name: 'Account security' });
    await toAccount.waitFor();
    expect(files).not.toContain('part.js');
    await toAccount.click();
    await overviewOn(page);
    expect(files.filter((file) => file === 'part.js' || file === 'security.en.js')).toEqual(['part.js', 'security.en.js']);
    expect(faults).toEqual([]);
  });

  test('is missed aloud where nothing can be had any more', async () => {
    const { username, email } = await enrolled(stack, 'offline');
    const { page, context, faults } = await visit(browser);
    await page.goto(`${stack.url}/login`);
    await giveCredentials(page, username);
    await giveCode(page, stack, email);
    const toAccount = page.getByRole('link', { name: 'Account security' });
    await toAccount.waitFor();
    await context.setOffline(true);
    await toAccount.click();
    await page.getByRole('alert').waitFor();
    expect(faults).toEqual([]);
  });

  test('is asked for anew by a link where it cannot be had', async () => {
    const { username, email } = await enrolled(stack, 'never');
    const { page, context } = await visit(browser);
    const answerAt = async (page: Page) => (await page.goto(`${stack.url}/security`))?.headers()['x-amzn-requestid'];
    // No `route`, which would switch the cache off.
    const network = await context.newCDPSession(page);
    await network.send('Network.enable');
    await network.send('Network.setBlockedURLs', { urls: ['*/assets/part-*'] });
    await page.goto(`${stack.url}/login`);
    await giveCredentials(page, username);
    await giveCode(page, stack, email);
    const toAccount = page.getByRole('link', { name: 'Account security' });
    await toAccount.waitFor();
    const before = await answerAt(await context.newPage());
    expect(await answerAt(await context.newPage())).toBe(before);
    await toAccount.click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('link', { name: 'Try again' }).getAttribute('href')).toBe(`${stack.url}/security`);
    // The document that leads to it is not the one that was kept.
    expect(await answerAt(await context.newPage())).not.toBe(before);
  });
});

describe('the document', () => {
  /** Which answer of the service is shown: each has a name of its own. */
  const answerAt = async (page: Page) => (await page.goto(`${stack.url}/login`))?.headers()['x-amzn-requestid'];
  const stay = (page: Page) => page.getByLabel('Stay logged in').check();

  test('is not asked for again by who was there just now', async () => {
    const { page, context } = await visit(browser);
    const first = await answerAt(page);
    expect(first).toMatch(/^[\w-]{36}$/);
    const next = await context.newPage();
    expect(await answerAt(next)).toBe(first);
    await heading(next, 'Log in').waitFor();
    const { page: somebodyElse } = await visit(browser);
    expect(await answerAt(somebodyElse)).not.toBe(first);
  });

  test('is asked for anew by the link to reload it, where the program that it names is gone', async () => {
    const { page, context } = await visit(browser);
    const before = await answerAt(page);
    const next = await context.newPage();
    // No `route`, which would switch the cache off.
    const network = await context.newCDPSession(next);
    await network.send('Network.enable');
    await network.send('Network.setBlockedURLs', { urls: ['*/assets/account-*.js'] });
    expect(await answerAt(next)).toBe(before);
    await next.evaluate(() => {
      for (const animation of document.getAnimations()) animation.finish();
    });
    const anew = next.waitForResponse((response) => new URL(response.url()).pathname === '/login');
    await next.getByRole('link', { name: 'Reload the page' }).click();
    expect((await anew).headers()['x-amzn-requestid']).not.toBe(before);
  });

  test('is another one as soon as somebody is logged in, and when they are not any more', async () => {
    const { username, email } = await enrolled(stack, 'kept');
    const { page, context } = await visit(browser);
    const next = await context.newPage();
    for (const each of [page, next]) await each.goto(`${stack.url}/login`);
    await stay(page);
    await giveCredentials(page, username);
    await giveCode(page, stack, email);
    await heading(page, 'You are logged in').waitFor();

    await next.goto(`${stack.url}/docs`);
    await next.goto(`${stack.url}/login`);
    await heading(next, 'You are logged in').waitFor();
    await next.goto(`${stack.url}/docs`);
    await next.goBack();
    await heading(next, 'You are logged in').waitFor();
    await next.getByRole('button', { name: 'Log out' }).click();
    await heading(next, 'Log in').waitFor();

    const last = await context.newPage();
    await last.goto(`${stack.url}/login`);
    await heading(last, 'Log in').waitFor();
  });

  // The other one has no first view.
  test.each(['/login', '/security?handover'])('at %s is a new one for who reloads it as its program does not come', async (path) => {
    const { page, context } = await visit(browser);
    const network = await context.newCDPSession(page);
    await network.send('Network.enable');
    await network.send('Network.setBlockedURLs', { urls: ['*/assets/account-*.js'] });
    const nameOf = (answer: Response | null) => answer?.headers()['x-amzn-requestid'];
    const first = nameOf(await page.goto(stack.url + path));
    const reloaded = page.waitForResponse((response) => response.request().isNavigationRequest());
    await page.getByRole('link', { name: 'Reload the page' }).click();
    expect(nameOf(await reloaded)).not.toBe(first);
  });

  test('comes back as a new one from where a browser keeps pages as they were, with nothing that was typed', async () => {
    const { page } = await visit(browser);
    await page.goto(`${stack.url}/login`);
    await page.locator('#password').fill(password);
    const happens = (name: string, persisted: boolean) =>
      page.evaluate(([type, persisted]) => void dispatchEvent(new PageTransitionEvent(type, { persisted })), [name, persisted] as const);
    await happens('pagehide', false);
    await happens('pageshow', false);
    expect(await page.locator('#password').inputValue()).toBe(password);
    expect(await page.locator('html').isVisible()).toBe(true);
    await happens('pagehide', true);
    expect(await page.locator('html').isVisible()).toBe(false);
    const loaded = page.waitForEvent('load');
    await happens('pageshow', true);
    await loaded;
    await heading(page, 'Log in').waitFor();
    expect(await page.locator('#password').inputValue()).toBe('');
  });

  test('comes back so without a question, even where one stands before leaving', async () => {
    const { username } = await stack.putCustomer('codes-left', { password });
    const { page } = await visit(browser);
    await openAccount(page, stack, username, { stay: true });
    const switchOn = page.getByRole('button', { name: 'Switch on' });
    await switchOn.waitFor();
    // Whose document has no script of its own: the program sees to it.
    await page.reload();
    await switchOn.click();
    await page.locator('#password').fill(password);
    await page.keyboard.press('Enter');
    await page.locator('ol.codes').waitFor();
    const questions: string[] = [];
    page.on('dialog', async (dialog) => {
      questions.push(dialog.type());
      await dialog.dismiss();
    });
    await page.evaluate(() => {
      for (const name of ['pagehide', 'pageshow']) dispatchEvent(new PageTransitionEvent(name, { persisted: true }));
    });
    await page.locator('ol.codes').waitFor({ state: 'detached' });
    expect(await page.locator('html').isVisible()).toBe(true);
    expect(questions).toEqual([]);
  });
});
