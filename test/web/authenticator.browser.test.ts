import { describe, expect, test } from 'vitest';
import { AuthenticatorApp } from '../support/authenticator.ts';
import { readQrPicture } from './qr-picture.ts';
import { openShop } from './shop.ts';
import {
  atCodeStep,
  confirmWith,
  enrolled,
  enrolledWithApp,
  expectAccessible,
  giveCode,
  giveCredentials,
  heading,
  inAccount,
  newPhone,
  nextCode,
  openAccount,
  overviewOn,
  password,
  phone,
  visit,
  wait,
  wrongCode,
} from './visitor.ts';

const { stack, browser } = await openShop();

describe('with an app', () => {
  test('the key is shown again for a second device, after password and code', async () => {
    const holder = await enrolledWithApp(stack, 'two-phones');
    // From before the login, so never newer than the one that it takes, whatever time it takes.
    const used = holder.app.codeAt(stack.now());
    const { page } = await inAccount(browser, stack, holder, phone);
    await page.getByRole('button', { name: 'Show setup key' }).click();
    await heading(page, 'Show the setup key').waitFor();
    await expectAccessible(page);
    await confirmWith(page, used);
    await page.getByText('This code is wrong or was already used.').waitFor();
    await expectAccessible(page);
    await page.locator('#code').fill(await nextCode(stack, page, holder.app));
    await page.keyboard.press('Enter');
    await heading(page, 'Your setup key').waitFor();
    await expectAccessible(page);
    const second = new AuthenticatorApp(await readQrPicture(page));
    const now = stack.now();
    expect(second.codeAt(now)).toBe(holder.app.codeAt(now));
    await page.getByRole('button', { name: 'Done' }).click();
    await overviewOn(page);
    expect(await page.locator('#qr').count()).toBe(0);
  });

  test('recovery codes are replaced by ten new ones', async () => {
    const holder = await enrolledWithApp(stack, 'tidy');
    const { page } = await inAccount(browser, stack, holder);
    await page.getByRole('button', { name: 'New recovery codes' }).click();
    await heading(page, 'New recovery codes').waitFor();
    await page.locator('#password:focus').waitFor();
    await expectAccessible(page);
    await confirmWith(page, await nextCode(stack, page, holder.app));
    await page.getByText('Your old recovery codes no longer work.').waitFor();
    const codes = await page.locator('ol li').allTextContents();
    expect(codes.filter((code) => holder.recoveryCodes.includes(code))).toEqual([]);
    await page.getByRole('button', { name: 'I’ve saved them' }).click();
    await page.getByText('10 recovery codes left').waitFor();
  });

  test('it is switched off with a code', async () => {
    const holder = await enrolledWithApp(stack, 'leaver');
    const { page } = await inAccount(browser, stack, holder);
    await page.getByRole('button', { name: 'Switch off' }).click();
    expect(await page.getByRole('button', { name: 'Send code' }).count()).toBe(0);
    await confirmWith(page, await nextCode(stack, page, holder.app));
    await page.getByText('Two-factor login is off.').waitFor();
    await page.getByRole('button', { name: 'Set up app' }).waitFor();
  });

  test('who has lost the device logs in with a recovery code and switches off with another', async () => {
    const holder = await enrolledWithApp(stack, 'deviceless');
    const { page } = await atCodeStep(browser, stack, holder.username, phone);
    await page.getByRole('button', { name: 'Use a recovery code' }).click();
    await heading(page, 'Enter a recovery code').waitFor();
    await page.locator('#recoveryCode:focus').waitFor();
    await expectAccessible(page);
    await page.locator('#recoveryCode').fill('4k7');
    await page.keyboard.press('Enter');
    await page.getByText('A recovery code has ten letters and digits').waitFor();
    await page.locator('#recoveryCode').fill('00000-00000');
    await page.keyboard.press('Enter');
    await page.getByText('This recovery code is wrong or was already used.').waitFor();
    await page.getByText('4 attempts left').waitFor();
    await expectAccessible(page);
    // As people copy from paper: in capitals, with a space for the hyphen.
    await page.locator('#recoveryCode').fill(holder.recoveryCodes[0]?.toUpperCase().replace('-', ' ') ?? '');
    await page.keyboard.press('Enter');
    await heading(page, 'You are logged in').waitFor();

    await page.getByRole('link', { name: 'Account security' }).click();
    await page.locator('#part-recovery-codes').getByText('9 recovery codes left').waitFor();
    await page.getByRole('button', { name: 'Switch off' }).click();
    await page.getByRole('button', { name: 'Use a recovery code' }).click();
    await expectAccessible(page);
    await page.locator('#password').fill(password);
    await page.locator('#recoveryCode').fill(holder.recoveryCodes[1] ?? '');
    await page.keyboard.press('Enter');
    await page.getByText('Two-factor login is off.').waitFor();
  });

  test('the way back from the recovery code leads to the six digits', async () => {
    const holder = await enrolledWithApp(stack, 'undecided');
    const { page } = await atCodeStep(browser, stack, holder.username);
    await page.getByRole('button', { name: 'Use a recovery code' }).click();
    await page.getByRole('button', { name: 'Use a six-digit code' }).click();
    await page.locator('#code:focus').fill(holder.app.codeAt(stack.now()));
    await heading(page, 'You are logged in').waitFor();
  });

  test('after five wrong codes the login is locked, and the field comes back by itself when the wait is over', async () => {
    const holder = await enrolledWithApp(stack, 'stranger');
    const { page } = await atCodeStep(browser, stack, holder.username);
    for (const left of ['4 attempts left', '3 attempts left', '2 attempts left', 'This is your last attempt']) {
      await page.locator('#code').fill(holder.app.wrongCodeAt(stack.now()));
      await page.getByText(left).waitFor();
    }
    await page.locator('#code').fill(holder.app.wrongCodeAt(stack.now()));
    await heading(page, 'This login is locked').waitFor();
    expect(await page.locator('input').count()).toBe(0);
    await page.getByRole('button', { name: 'Log in again' }).click();
    await giveCredentials(page, holder.username);
    await heading(page, 'A short wait').waitFor();
    expect(await page.locator('#code').count()).toBe(0);
    await expectAccessible(page);
    await wait(stack, page, 61);
    await page.locator('#code:focus').fill(holder.app.codeAt(stack.now()));
    await heading(page, 'You are logged in').waitFor();
  });
});

describe('changing the method', () => {
  test('from e-mail to an app: e-mail codes stay on until the app is activated', async () => {
    const { username, email } = await stack.putCustomer('mover', { password, phone: newPhone(), phoneVerified: true });
    const setUp = stack.browser();
    const { body } = await setUp.post('/v1/login', { username, password });
    await setUp.post('/v1/security/email', { password }, { bearer: (body as { accessToken: string }).accessToken });

    const { page } = await visit(browser, phone);
    await openAccount(page, stack, username);
    await giveCode(page, stack, email);
    await page.getByRole('button', { name: 'Switch to app' }).click();
    await heading(page, 'Switch to authenticator app').waitFor();
    await expectAccessible(page);
    await wait(stack, page, 61);
    await page.getByRole('button', { name: 'Send code' }).click();
    await page.locator('#code:focus').waitFor();
    await confirmWith(page, wrongCode(stack.lastCode(email)));
    await page.getByText('4 attempts left').waitFor();
    await page.locator('#code').fill(stack.lastCode(email));
    await page.locator('button[type=submit]').click();
    await heading(page, 'Set up authenticator app').waitFor();
    const app = new AuthenticatorApp(await readQrPicture(page));

    await wait(stack, page, 61);
    const meanwhile = await atCodeStep(browser, stack, username);
    await meanwhile.page.getByText('We’ve sent a six-digit code to').waitFor();

    await confirmWith(page, app.codeAt(stack.now()));
    await page.getByRole('button', { name: 'I’ve saved them' }).click();
    await page.getByText('we ask for the six digits that your app shows').waitFor();
    // The flow that was begun with the old method is over.
    await giveCode(meanwhile.page, stack, email);
    await heading(meanwhile.page, 'This login has ended').waitFor();
  });

  test('from an app to e-mail, with a code of the app', async () => {
    const holder = await enrolledWithApp(stack, 'returner');
    const { page } = await inAccount(browser, stack, holder);
    await page.getByRole('button', { name: 'Switch to codes by e-mail' }).click();
    await confirmWith(page, await nextCode(stack, page, holder.app));
    await page.getByRole('button', { name: 'I’ve saved them' }).click();
    await page.locator('#part-two-factor').getByText('Code by e-mail', { exact: true }).waitFor();
    const next = await atCodeStep(browser, stack, holder.username);
    await giveCode(next.page, stack, holder.email);
    await heading(next.page, 'You are logged in').waitFor();
  });

  test('a new key takes the place of the old one when it is activated', async () => {
    const holder = await enrolledWithApp(stack, 'renewer');
    const { page } = await inAccount(browser, stack, holder);
    await page.getByRole('button', { name: 'New setup key' }).click();
    await confirmWith(page, await nextCode(stack, page, holder.app));
    await heading(page, 'Set up authenticator app').waitFor();
    const app = new AuthenticatorApp(await readQrPicture(page));
    await confirmWith(page, app.codeAt(stack.now()));
    await page.getByRole('button', { name: 'I’ve saved them' }).click();
    const next = await atCodeStep(browser, stack, holder.username);
    await next.page.locator('#code').fill(await nextCode(stack, next.page, holder.app));
    await next.page.getByText('4 attempts left').waitFor();
    await next.page.locator('#code').fill(app.codeAt(stack.now()));
    await heading(next.page, 'You are logged in').waitFor();
  });
});

describe('with codes by e-mail', () => {
  /** Logged in a moment ago, so that the next e-mail has to wait. */
  async function awaitingMail(name: string) {
    const customer = await enrolled(stack, name);
    const first = await atCodeStep(browser, stack, customer.username);
    await giveCode(first.page, stack, customer.email);
    await heading(first.page, 'You are logged in').waitFor();
    const { page } = await visit(browser);
    await page.goto(`${stack.url}/login`);
    await giveCredentials(page, customer.username);
    await heading(page, 'Your code is coming soon').waitFor();
    await page.getByRole('button', { name: 'Use a recovery code' }).click();
    return { ...customer, page };
  }

  test('a recovery code logs in before the next e-mail may be sent', async () => {
    const { page, recoveryCodes } = await awaitingMail('mailless');
    await page.locator('#recoveryCode').fill(recoveryCodes[0] ?? '');
    await page.keyboard.press('Enter');
    await heading(page, 'You are logged in').waitFor();
  });

  test('nothing is sent while a recovery code is typed, and then at once', async () => {
    const { page, email } = await awaitingMail('wavering');
    const sent = stack.sentTo(email);
    await wait(stack, page, 61);
    await heading(page, 'Enter a recovery code').waitFor();
    expect(stack.sentTo(email)).toBe(sent);
    await page.getByRole('button', { name: 'Use a six-digit code' }).click();
    await page.locator('#code').waitFor();
    expect(stack.sentTo(email)).toBe(sent + 1);
  });
});
