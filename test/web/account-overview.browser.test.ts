/** What the account page tells of the account: who, where from, what happened, what is left. */
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { Overview } from '../account/signed-in.ts';
import { openShop } from './shop.ts';
import {
  enrolledWithApp,
  expectAccessible,
  giveCredentials,
  inAccount,
  openAccount,
  overviewOn,
  password,
  phone,
  visit,
} from './visitor.ts';

const { stack, browser } = await openShop();
const iPhone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Mobile/15E148 Safari/604.1';
const toLogIn = 'Please log in to see your account security.';

const sessions = (page: Page) => page.locator('#part-sessions li');

describe('the sessions', () => {
  test('tell which one is this device, and each other by device, place and last use', async () => {
    const { username } = await stack.putCustomer('two-devices', { password });
    const other = await visit(browser, { ...phone, userAgent: iPhone });
    await openAccount(other.page, stack, username, { stay: true });
    await overviewOn(other.page);
    const { page, faults } = await visit(browser);
    await openAccount(page, stack, username, { stay: true });
    await overviewOn(page);
    const [here, there] = await sessions(page).allInnerTexts();
    expect(here).toMatch(/^Chrome on Linux\s*This device\s+In use now · network 127\.0\.0\.\*/);
    expect(there).toMatch(/^Safari on iPhone\s+Last used .* · network 127\.0\.0\.\*\s+Logged in since .*, ends on .* unless used/);
    expect(await page.locator('#part-sessions li[aria-current]').count()).toBe(1);
    await expectAccessible(page);
    await expectAccessible(other.page);
    expect(faults).toEqual([]);
  });

  test.each([
    ['en', 'near Brno, Czechia', 'Germany'],
    ['de', 'bei Brno, Tschechien', 'Deutschland'],
    ['cs', 'přibližně Brno, Česko', 'Německo'],
  ])('and what happened tell the place, where a CDN does, in %s', async (locale, brno, country) => {
    const { username } = await stack.putCustomer(`placed-${locale}`, { password });
    const { page } = await visit(browser, { ...phone, locale });
    await page.route('**/v1/security', async (route) => {
      const answer = await route.fetch();
      const overview = (await answer.json()) as Overview;
      await route.fulfill({ json: { ...overview, sessions: [{ ...overview.sessions[0], near: { country: 'CZ', city: 'Brno' } }] } });
    });
    const entry = { event: 'logged_in', acr: 'password', at: new Date(stack.now()).toISOString(), by: 'customer', near: { country: 'DE' } };
    await page.route('**/v1/security/activity', (route) => route.fulfill({ json: { entries: [{ ...entry, network: '192.0.2.0/24' }] } }));
    await page.goto(`${stack.url}/security`);
    await giveCredentials(page, username);
    await page.locator('#part-activity').getByText(country).waitFor();
    expect((await sessions(page).allInnerTexts()).join()).toContain(brno);
    expect(await page.locator('main').innerText()).not.toMatch(/127\.0\.0|192\.0\.2/);
    await expectAccessible(page);
  });

  test('one is ended, by keyboard alone, and that browser is logged out as soon as it asks for anything', async () => {
    const { username } = await stack.putCustomer('ends-one', { password });
    const other = await visit(browser, { userAgent: iPhone });
    await openAccount(other.page, stack, username, { stay: true });
    await overviewOn(other.page);
    const { page } = await visit(browser);
    await openAccount(page, stack, username);
    await overviewOn(page);
    await page.getByRole('button', { name: 'Log out: Safari on iPhone' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('#part-sessions').getByText('That device is logged out.').waitFor();
    expect(await sessions(page).count()).toBe(1);
    // Whoever works by keyboard goes on where they were.
    expect(await page.evaluate('document.activeElement.id')).toBe('sessions');
    await expectAccessible(page);

    await other.page.getByRole('button', { name: 'Change password' }).click();
    await other.page.locator('#newPassword').fill('quite another one, as long');
    await other.page.locator('#password').fill(password);
    await other.page.keyboard.press('Enter');
    await other.page.getByText('Your session has ended. Please log in again.').waitFor();
    await other.page.reload();
    await other.page.getByText(toLogIn).waitFor();
    await page.reload();
  });

  test('a session that could not be ended stays where it is, and the page says so beside it', async () => {
    const { username } = await stack.putCustomer('ends-none', { password });
    const other = await visit(browser, { userAgent: iPhone });
    await openAccount(other.page, stack, username, { stay: true });
    await overviewOn(other.page);
    const { page, context } = await visit(browser, phone);
    await openAccount(page, stack, username);
    await overviewOn(page);
    await context.setOffline(true);
    await page.getByRole('button', { name: 'Log out: Safari on iPhone' }).click();
    await page.locator('#part-sessions').getByRole('alert').waitFor();
    expect(await sessions(page).count()).toBe(2);
    await expectAccessible(page);
    await context.setOffline(false);
    await page.getByRole('button', { name: 'Log out: Safari on iPhone' }).click();
    await page.locator('#part-sessions').getByText('That device is logged out.').waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  test('one that does not stay logged in is shown too, until when it lasts', async () => {
    const { username } = await stack.putCustomer('not-kept', { password });
    const { page } = await visit(browser);
    await openAccount(page, stack, username);
    await overviewOn(page);
    const [only, ...more] = await sessions(page).allInnerTexts();
    expect(more).toEqual([]);
    expect(only).toMatch(/This device\s+In use now.*\s+Ends at .*, or when you close this page/);
  });
});

describe('recovery codes', () => {
  test.each([
    [4, '4 recovery codes left', false],
    [3, 'Only 3 recovery codes left. Get new ones before you run out.', true],
    [1, 'Only 1 recovery code left. Get new ones before you run out.', true],
    [0, 'You have no recovery codes left.', true],
  ])('%i left: %s', async (left, sentence, warns) => {
    const holder = await enrolledWithApp(stack, `codes-${left}`);
    for (const recoveryCode of holder.recoveryCodes.slice(left)) {
      const { body } = await stack.browser().post('/v1/login', { username: holder.username, password });
      const { token } = (body as { challenge: { token: string } }).challenge;
      const answer = await stack.browser().post('/v1/login/recovery-code', { challenge: token, recoveryCode });
      expect(answer.status).toBe(200);
    }
    const { page } = await inAccount(browser, stack, holder, phone);
    await page.locator('#part-recovery-codes').getByText(sentence).waitFor();
    expect(await page.locator('#few-codes').count()).toBe(warns ? 1 : 0);
    await expectAccessible(page);
  });

  test('are not lost by going back: the page says that they have to be saved', async () => {
    const { username } = await stack.putCustomer('goes-back', { password });
    const { page } = await visit(browser, phone);
    await openAccount(page, stack, username);
    await page.getByRole('button', { name: 'Switch on' }).click();
    await page.locator('#password').fill(password);
    await page.keyboard.press('Enter');
    const codes = page.locator('ol.codes li');
    await codes.first().waitFor();
    const shown = await codes.allInnerTexts();
    for (let times = 0; times < 3; times++) {
      await page.goBack();
      await page.getByRole('alert').filter({ hasText: 'You won’t see these codes again.' }).waitFor();
      expect(await codes.allInnerTexts()).toEqual(shown);
    }
    await expectAccessible(page);
    await page.getByRole('button', { name: 'I’ve saved them' }).click();
    await overviewOn(page);
    expect(page.url()).toBe(`${stack.url}/security`);
    await page.locator('#part-recovery-codes').getByText('10 recovery codes left').waitFor();
  });

  test('ask before the page is loaded anew', async () => {
    const { username } = await stack.putCustomer('reloads', { password });
    const { page } = await visit(browser);
    await openAccount(page, stack, username);
    await page.getByRole('button', { name: 'Switch on' }).click();
    await page.locator('#password').fill(password);
    await page.keyboard.press('Enter');
    await page.locator('ol.codes').waitFor();
    const asked = page.waitForEvent('dialog');
    const reloaded = page.reload().catch(() => undefined);
    const dialog = await asked;
    expect(dialog.type()).toBe('beforeunload');
    await dialog.dismiss();
    await reloaded;
    expect(await page.locator('ol.codes li').count()).toBe(10);
  });
});

describe('the activity', () => {
  test('is told in sentences, newest first, with time, device and place, and more on demand', async () => {
    const holder = await enrolledWithApp(stack, 'active');
    for (let times = 0; times < 8; times++) {
      const { body } = await stack.browser().post('/v1/login', { username: holder.username, password });
      const { token } = (body as { challenge: { token: string } }).challenge;
      await stack.browser().post('/v1/login/verify', { challenge: token, code: holder.app.codeAt(stack.now()) });
      stack.advanceClock(30);
    }
    const { page, faults } = await inAccount(browser, stack, holder);
    const entries = page.locator('#part-activity li');
    await entries.first().waitFor();
    expect(await entries.count()).toBe(8);
    const time = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' }).format(stack.now());
    const first = await entries.first().innerText();
    expect(first).toContain('You logged in with your password and your authenticator app.');
    expect(first).toContain(`${time} · Chrome on Linux · network 127.0.0.*`);
    await page.getByRole('button', { name: 'Show more' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Two-factor login was switched on: authenticator app.').waitFor();
    await page.getByText('Your account was created.').waitFor();
    // The button is gone; whoever pressed it goes on at the first entry that is new.
    expect(await page.evaluate('document.activeElement === document.querySelector("#part-activity li:nth-child(9)")')).toBe(true);
    await expectAccessible(page);
    expect(faults).toEqual([]);
  });

  test('of a kind that the page does not know is told without its name', async () => {
    const { username } = await stack.putCustomer('from-the-future', { password });
    const { page } = await visit(browser);
    const entry = { event: 'teleported_home', at: new Date(stack.now()).toISOString(), by: 'customer', device: '', network: '2001:db8' };
    await page.route('**/v1/security/activity', (route) => route.fulfill({ json: { entries: [entry] } }));
    await openAccount(page, stack, username);
    await page.getByText('Something in your account security has changed.').waitFor();
    expect(await page.locator('main').innerText()).not.toContain('teleported');
  });

  test('that cannot be had takes nothing else away, and can be asked for again', async () => {
    const { username } = await stack.putCustomer('half-read', { password });
    const { page } = await visit(browser, phone);
    await page.route('**/v1/security/activity', (route) => route.abort());
    await openAccount(page, stack, username);
    await page.getByText('Your activity can’t be shown at the moment.').waitFor();
    await expectAccessible(page);
    await page.unroute('**/v1/security/activity');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Your account was created.').waitFor();
  });
});

describe('the page', () => {
  test('says who is logged in and how, and leads out', async () => {
    const holder = await enrolledWithApp(stack, 'who-am-i');
    const { page } = await inAccount(browser, stack, holder);
    await page.getByText(`Logged in as ${holder.username}`).waitFor();
    await page.getByText('With your password and your authenticator app, ').waitFor();
    await page.getByRole('button', { name: 'Log out', exact: true }).click();
    await page.getByText('You are logged out.').waitFor();
  });

  test('waits for words that come late, and says so where they do not come at all', async () => {
    const { username } = await stack.putCustomer('late-words', { password });
    const { page, faults } = await visit(browser, phone);
    const { promise: asLongAsItTakes, resolve: giveUp } = Promise.withResolvers<void>();
    await page.route('**/assets/security.*', async (route) => {
      await asLongAsItTakes;
      await route.abort();
    });
    await openAccount(page, stack, username);
    await page.locator('#security-loading').waitFor();
    await page.clock.fastForward(1000);
    giveUp();
    await page.locator('#security-unloaded').getByRole('link', { name: 'Try again' }).waitFor();
    await expectAccessible(page);
    await page.unroute('**/assets/security.*');
    await page.locator('#security-unloaded').getByRole('link', { name: 'Try again' }).click();
    await page.getByText('Please log in').waitFor();
    expect(faults).toEqual([]);
  });

  test('says how long nothing has to be confirmed, and no longer than that', async () => {
    const { username } = await stack.putCustomer('just-proved', { password });
    const { page } = await visit(browser);
    await openAccount(page, stack, username);
    await page.getByText('You’ve just confirmed it’s you. Until').waitFor();
    await page.getByRole('button', { name: 'Add: Phone' }).click();
    await page.getByText('We won’t ask again until').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    stack.advanceClock(600);
    await page.clock.fastForward(600_000);
    await page.getByText('You’ve just confirmed it’s you.').waitFor({ state: 'detached' });
  });

  test.each([
    [320, 640],
    [768, 1024],
    [1440, 900],
  ])('moves nothing while it loads, %i pixels wide', async (width, height) => {
    const { username } = await stack.putCustomer(`still-${width}`, { password });
    const { page, context } = await visit(browser, { viewport: { width, height } });
    await openAccount(page, stack, username, { stay: true });
    await overviewOn(page);
    const again = await context.newPage();
    await again.addInitScript(() => {
      const all = globalThis as unknown as { shifts: number };
      all.shifts = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) all.shifts += (entry as unknown as { value: number }).value;
      }).observe({ type: 'layout-shift', buffered: true });
    });
    // Slow enough for each step to be drawn.
    await again.route('**/v1/**', async (route) => {
      const answer = await route.fetch();
      await again.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))');
      await route.fulfill({ response: answer });
    });
    await again.goto(`${stack.url}/security`);
    await again.locator('#part-activity li').first().waitFor();
    await again.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))');
    expect(await again.evaluate('shifts')).toBeLessThan(0.02);
    await expectAccessible(again);
  });

  test.each(['en', 'de', 'cs'])('fits a small screen, and one at 400 per cent, in %s', async (locale) => {
    const holder = await enrolledWithApp(stack, `small-${locale}`, locale as 'en');
    const { page } = await visit(browser, { viewport: { width: 320, height: 256 }, locale, colorScheme: 'dark' });
    await page.goto(`${stack.url}/security`);
    await giveCredentials(page, holder.username);
    await page.locator('#code').fill(holder.app.codeAt(stack.now()));
    await page.locator('#part-activity li').first().waitFor();
    await expectAccessible(page);
  });
});
