import type { BrowserContextOptions } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { AuthenticatorApp, scan } from '../support/authenticator.ts';
import { readQrPicture } from './qr-picture.ts';
import { openShop } from './shop.ts';
import {
  atCodeStep,
  confirmWith,
  expectAccessible,
  giveCredentials,
  heading,
  newPhone,
  nextCode,
  openAccount,
  password,
  phone,
  visit,
  wait,
} from './visitor.ts';

const { stack, browser } = await openShop();

/** On the account page of somebody whose phone and address are verified, without a factor. */
async function aboutToEnrol(name: string, options: BrowserContextOptions = {}) {
  const { username } = await stack.putCustomer(name, { password, phone: newPhone(), phoneVerified: true });
  const visited = await visit(browser, options);
  await openAccount(visited.page, stack, username);
  await visited.page.getByRole('button', { name: 'Set up app' }).click();
  await heading(visited.page, 'Set up authenticator app').waitFor();
  return { ...visited, username };
}

describe('enrolment', () => {
  test.each([
    ['on a wide screen', {}],
    ['on a phone in the dark', { ...phone, colorScheme: 'dark' } as const],
  ])('the key is read out of the QR picture %s, and its codes log in', async (where, options) => {
    const { page, username, context, faults } = await aboutToEnrol(`scanner-${where.length}`, options);
    await expectAccessible(page);
    const uri = await readQrPicture(page);
    const scanned = scan(uri);
    expect(scanned).toMatchObject({ account: username, parameters: { secret: expect.stringMatching(/^[A-Z2-7]{32}$/) } });
    // The text is for those who cannot scan: the same key, in groups to be read.
    expect(await page.locator('#shared-key').textContent()).toMatch(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/);
    expect((await page.locator('#shared-key').textContent())?.replaceAll(' ', '')).toBe(scanned.sharedKey);
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Copy setup key' }).click();
    await page.getByText('Copied.').waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(scanned.sharedKey);

    const app = new AuthenticatorApp(uri);
    const code = app.codeAt(stack.now());
    await confirmWith(page, `${code.slice(0, 3)} ${code.slice(3)}`);
    await heading(page, 'Save your recovery codes').waitFor();
    expect(new Set(await page.locator('ol li').allTextContents()).size).toBe(10);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'I’ve saved them' }).click();
    await page.getByText('we ask for the six digits that your app shows').waitFor();
    await page.getByText('10 recovery codes left').waitFor();
    expect(await page.content()).not.toContain(scanned.sharedKey);
    await expectAccessible(page);

    const next = await atCodeStep(browser, stack, username, options);
    await next.page.getByText('Open your authenticator app').waitFor();
    await expectAccessible(next.page);
    await next.page.locator('#code').fill(await nextCode(stack, next.page, app));
    await heading(next.page, 'You are logged in').waitFor();
    expect([...faults, ...next.faults]).toEqual([]);
  });

  test('a wrong code at the activation voids the key, and a new one is started', async () => {
    const { page, username } = await aboutToEnrol('hasty');
    const first = new AuthenticatorApp(await readQrPicture(page));
    await confirmWith(page, first.wrongCodeAt(stack.now()));
    await heading(page, 'The app was not activated').waitFor();
    await page.getByText('this setup key no longer works').waitFor();
    expect(await page.locator('#qr').count()).toBe(0);
    await expectAccessible(page);

    await page.getByRole('button', { name: 'Start again' }).click();
    await heading(page, 'Set up authenticator app').waitFor();
    const second = new AuthenticatorApp(await readQrPicture(page));
    expect(second.codeAt(0)).not.toBe(first.codeAt(0));
    expect(await page.locator('#password').inputValue()).toBe('');
    await confirmWith(page, second.codeAt(stack.now()));
    await heading(page, 'Save your recovery codes').waitFor();

    const next = await atCodeStep(browser, stack, username);
    await next.page.locator('#code').fill(await nextCode(stack, next.page, first));
    await next.page.getByText('4 attempts left').waitFor();
    await next.page.locator('#code').fill(second.codeAt(stack.now()));
    await heading(next.page, 'You are logged in').waitFor();
  });

  test('a code that is too short costs no key', async () => {
    const { page } = await aboutToEnrol('careless');
    const app = new AuthenticatorApp(await readQrPicture(page));
    await confirmWith(page, '123');
    await page.getByText('Please enter all six digits.').waitFor();
    await expectAccessible(page);
    await page.locator('#code').fill(app.codeAt(stack.now()));
    await page.keyboard.press('Enter');
    await heading(page, 'Save your recovery codes').waitFor();
  });

  test('a key that waited for a quarter of an hour is void', async () => {
    const { page } = await aboutToEnrol('distracted');
    await wait(stack, page, 901);
    await heading(page, 'The app was not activated').waitFor();
    await page.getByRole('alert').getByText('This setup key no longer works').waitFor();
  });

  test('when the answer to the activation is lost, the page finds out that the app is on', async () => {
    const { page } = await aboutToEnrol('unlucky-app');
    const app = new AuthenticatorApp(await readQrPicture(page));
    await page.route('**/v1/security/totp/activate', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await confirmWith(page, app.codeAt(stack.now()));
    await page.getByText('That didn’t work.').waitFor();
    await page.unroute('**/v1/security/totp/activate');
    await page.locator('button[type=submit]').click();
    await page.getByText('Your authenticator app is set up, but your recovery codes didn’t reach you').waitFor();
  });
});

test('enrolment works by keyboard alone', async () => {
  const { username } = await stack.putCustomer('keys-app', { password, phone: newPhone(), phoneVerified: true });
  const { page } = await visit(browser);
  await openAccount(page, stack, username);
  await page.locator('h1:focus', { hasText: 'Account security' }).waitFor();
  const { keyboard } = page;
  // Past the way out.
  await keyboard.press('Tab');
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await page.locator('h1:focus', { hasText: 'Set up authenticator app' }).waitFor();
  const app = new AuthenticatorApp((await page.locator('#shared-key').textContent()) ?? '');
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await keyboard.press('Tab');
  await page.locator('#password:focus').waitFor();
  await keyboard.type(password);
  await keyboard.press('Tab');
  await keyboard.type(app.codeAt(stack.now()));
  await keyboard.press('Enter');
  await page.locator('h1:focus', { hasText: 'Save your recovery codes' }).waitFor();
});

describe('languages', () => {
  test.each([
    ['de-AT', 'Authenticator-App einrichten', 'Die App wurde nicht aktiviert', 'Wiederherstellungscode verwenden'],
    ['cs-CZ', 'Nastavit ověřovací aplikaci', 'Aplikace nebyla aktivována', 'Použít záložní kód'],
  ])('enrolment and login speak the language of a browser in %s', async (locale, title, failed, recovery) => {
    const { username } = await stack.putCustomer(`app-${locale}`, { password, phone: newPhone(), phoneVerified: true });
    const { page } = await visit(browser, { ...phone, locale });
    await page.goto(`${stack.url}/security`);
    await giveCredentials(page, username);
    await page.locator('#choice-totp button').click();
    await heading(page, title).waitFor();
    await expectAccessible(page);
    const first = new AuthenticatorApp(await readQrPicture(page));
    await confirmWith(page, first.wrongCodeAt(stack.now()));
    await heading(page, failed).waitFor();
    await expectAccessible(page);
    await page.locator('button.main').click();
    await heading(page, title).waitFor();
    const app = new AuthenticatorApp(await readQrPicture(page));
    await confirmWith(page, app.codeAt(stack.now()));
    await page.locator('#security-recovery-codes button.main').click();
    await page.locator('#security-overview').waitFor();
    await expectAccessible(page);
    await page.locator('button[value=switchOff]').click();
    await page.locator('#security-switchOff').waitFor();
    await expectAccessible(page);

    const next = await atCodeStep(browser, stack, username, { ...phone, locale });
    await next.page.getByRole('button', { name: recovery }).click();
    await next.page.locator('#step-recovery-code').waitFor();
    await expectAccessible(next.page);
  });
});
