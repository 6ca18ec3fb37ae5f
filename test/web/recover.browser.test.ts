import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { linkTo } from '../support/mailed-links.ts';
import { openShop } from './shop.ts';
import {
  type AppHolder,
  enrolledWithApp,
  expectAccessible,
  giveCredentials,
  heading,
  isNoFile,
  password,
  phone as phoneScreen,
  visit,
  wrongCode,
} from './visitor.ts';

const { stack, browser } = await openShop();

/** Password right, device gone: the link is in the e-mail. */
async function askForLink(customer: AppHolder): Promise<{ token: string; cancel: string }> {
  const { body } = await stack.browser().post('/v1/login', { username: customer.username, password });
  const { challenge } = body as { challenge: { token: string } };
  const started = await stack.browser().post('/v1/recovery', { challenge: challenge.token });
  expect(started.status, JSON.stringify(started.body)).toBe(202);
  return { token: linkTo(stack, customer.email, 'recovery'), cancel: linkTo(stack, customer.email, 'notMe') };
}

async function isStillAsked({ username }: AppHolder): Promise<boolean> {
  const { body } = await stack.browser().post('/v1/login', { username, password });
  return (body as { status: string }).status === 'second_factor_required';
}

/** As the team sees it: of a password that has ended, a login does not tell. */
async function keepsTheApp({ username }: AppHolder): Promise<boolean> {
  const { body } = await stack.admin('GET', `/v1/admin/customers/${username.replace('@example.com', '')}`);
  return (body as { twoFactor: { method?: string } }).twoFactor.method === 'totp';
}

/** The step after Send SMS, with the code that arrived. */
async function sendSms(page: Page, { phone }: AppHolder): Promise<string> {
  await page.getByRole('button', { name: 'Send SMS' }).click();
  await heading(page, 'Enter the code from the SMS').waitFor();
  return stack.lastCode(phone);
}

async function solveCaptcha(page: Page): Promise<void> {
  await page.getByRole('checkbox', { name: 'I am not a robot' }).click();
  await page.getByRole('checkbox', { checked: true }).waitFor();
}

test('my phone is gone: from the password to being logged in with the password alone', { timeout: 60_000 }, async () => {
  const customer = await enrolledWithApp(stack, 'traveller');
  const { page, context, faults } = await visit(browser);
  await page.goto(`${stack.url}/login`);
  await giveCredentials(page, customer.username);
  await page.getByRole('button', { name: 'I can’t use my authenticator app' }).click();
  await heading(page, 'Check your inbox').waitFor();
  expect(await page.getByText('t•••@example.com').count()).toBe(1);
  await expectAccessible(page);

  // The e-mail is read on another device.
  const token = linkTo(stack, customer.email, 'recovery');
  const { page: other, faults: otherFaults } = await visit(browser, phoneScreen);
  await other.goto(token);
  await heading(other, 'Confirm with your phone').waitFor();
  expect(other.url()).toBe(`${stack.url}/recover`);
  await expectAccessible(other);

  const code = await sendSms(other, customer);
  expect(await other.locator('#code').getAttribute('autocomplete')).toBe('one-time-code');
  expect(await other.locator('#code:focus').count()).toBe(1);
  await other.locator('#code').fill(code);
  await other.getByRole('button', { name: 'Send', exact: true }).click();
  expect(await other.getByRole('alert').textContent()).toContain('Please confirm that you’re not a robot.');
  expect(await isStillAsked(customer)).toBe(true);
  await expectAccessible(other);

  await solveCaptcha(other);
  await expectAccessible(other);
  await other.getByRole('button', { name: 'Send', exact: true }).click();
  await heading(other, 'Two-factor login is off').waitFor();
  await expectAccessible(other);

  await other.getByRole('link', { name: 'Log in' }).click();
  await giveCredentials(other, customer.username);
  await heading(other, 'You are logged in').waitFor();
  const told = stack.outbox().filter(({ to }) => to === customer.email || to === customer.phone);
  expect(
    told
      .slice(-2)
      .map(({ channel }) => channel)
      .sort(),
  ).toEqual(['email', 'sms']);
  expect([...faults, ...otherFaults]).toEqual([]);
  await context.close();
});

test('the link loaded twenty times, and opened in a browser, changes nothing and asks nothing of the service', async () => {
  const customer = await enrolledWithApp(stack, 'scanned');
  const { token } = await askForLink(customer);
  const sent = stack.outbox().length;
  for (let turn = 0; turn < 20; turn += 1) {
    const { status } = await stack.browser().send(turn % 2 ? 'GET' : 'HEAD', '/recover', undefined);
    expect(status).toBeLessThan(405);
  }
  const { page } = await visit(browser);
  const calls: string[] = [];
  page.on('request', (request) => calls.push(new URL(request.url()).pathname));
  await page.goto(token);
  await heading(page, 'Confirm with your phone').waitFor();
  await page.clock.runFor(3000);
  expect(calls.filter(isNoFile)).toEqual(['/recover']);
  expect(stack.outbox().length).toBe(sent);
  expect(await isStillAsked(customer)).toBe(true);
  await sendSms(page, customer);
});

test('a wrong code takes another CAPTCHA, solved by itself; after the fifth only a new SMS is left', async () => {
  const customer = await enrolledWithApp(stack, 'hasty');
  const { token } = await askForLink(customer);
  const { page } = await visit(browser);
  await page.goto(token);
  const wrong = wrongCode(await sendSms(page, customer));
  await solveCaptcha(page);
  for (const left of ['4 attempts left', '3 attempts left', '2 attempts left', 'This is your last attempt']) {
    await page.locator('#code').fill(wrong);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText(left).waitFor();
    expect(await page.getByRole('alert').textContent()).toBe('This code is wrong.');
    expect(await page.locator('#code').inputValue()).toBe('');
  }
  await page.locator('#code').fill(wrong);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await heading(page, 'You need a new code').waitFor();
  expect(await page.locator('input').count()).toBe(0);
  expect(await page.getByRole('button', { name: /^New SMS in \d:\d\d$/ }).isDisabled()).toBe(true);
  await expectAccessible(page);
});

test('a solution that the service does not accept is asked for once more', async () => {
  const customer = await enrolledWithApp(stack, 'robot');
  const { token } = await askForLink(customer);
  const { page } = await visit(browser);
  await page.goto(token);
  const code = await sendSms(page, customer);
  await page.route('**/v1/recovery/confirm', (route) => {
    const body = route.request().postDataJSON();
    return route.continue({ postData: JSON.stringify({ ...body, captcha: btoa('{"challenge":{},"solution":{}}') }) });
  });
  await solveCaptcha(page);
  await page.locator('#code').fill(code);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByRole('alert').getByText('couldn’t confirm that you’re not a robot').waitFor();
  expect(await page.getByRole('checkbox', { checked: false }).count()).toBe(1);
  // Nothing was wrong yet, so nothing is counted.
  expect(await page.getByText(/attempt/).count()).toBe(0);
  await page.unroute('**/v1/recovery/confirm');
  await solveCaptcha(page);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await heading(page, 'Two-factor login is off').waitFor();
});

test('a link that was used, is too old or incomplete says so, and how to get another', async () => {
  const customer = await enrolledWithApp(stack, 'latecomer');
  const { token } = await askForLink(customer);
  const { page } = await visit(browser);
  await page.goto(token);
  await stack.advanceClock(300);
  await page.getByRole('button', { name: 'Send SMS' }).click();
  await heading(page, 'This link no longer works').waitFor();
  await expectAccessible(page);
  // Another link in the same tab loads nothing anew, and works all the same.
  await page.goto(`${stack.url}/recover#t=no-such-token`);
  await page.getByRole('button', { name: 'Send SMS' }).click();
  await heading(page, 'This link is not complete').waitFor();
  expect(page.url()).toBe(`${stack.url}/recover`);
  await page.reload();
  await heading(page, 'This link is not complete').waitFor();
  const { page: bare } = await visit(browser);
  await bare.goto(`${stack.url}/recover`);
  await heading(bare, 'Lost your device?').waitFor();
  await expectAccessible(bare);
});

describe('"this wasn’t me"', () => {
  test('cancels with one press, and not before', async () => {
    const customer = await enrolledWithApp(stack, 'target');
    const { token, cancel } = await askForLink(customer);
    const { page } = await visit(browser, phoneScreen);
    await page.goto(cancel);
    await heading(page, 'Something you didn’t do?').waitFor();
    expect(page.url()).toBe(`${stack.url}/recover`);
    expect(await page.title()).toMatch(/^This wasn’t me/);
    await expectAccessible(page);

    const { page: attacker } = await visit(browser);
    await attacker.goto(token);
    expect(await attacker.title()).toMatch(/^Lost device/);
    await sendSms(attacker, customer);

    await page.getByRole('button', { name: 'This wasn’t me' }).click();
    await heading(page, 'Check your inbox to set a new password').waitFor();
    expect(await page.title()).toMatch(/^This wasn’t me/);
    await expectAccessible(page);
    await attacker.locator('#code').fill(stack.lastCode(customer.phone));
    await solveCaptcha(attacker);
    await attacker.getByRole('button', { name: 'Send', exact: true }).click();
    await heading(attacker, 'This link no longer works').waitFor();
    expect(await keepsTheApp(customer)).toBe(true);
  });

  test('pressed on two devices says the same, and leads to another e-mail', async () => {
    const customer = await enrolledWithApp(stack, 'pressed-twice');
    const { cancel } = await askForLink(customer);
    for (const look of [{}, phoneScreen]) {
      const { page } = await visit(browser, look);
      await page.goto(cancel);
      await page.getByRole('button', { name: 'This wasn’t me' }).click();
      await page.locator('h1:focus', { hasText: 'Check your inbox to set a new password' }).waitFor();
      await expectAccessible(page);
      await page.getByRole('link', { name: 'No e-mail? Get another one' }).click();
      await heading(page, 'Forgotten your password?').waitFor();
    }
  });

  test('that is not whole leads to a new password all the same', async () => {
    const { page } = await visit(browser, phoneScreen);
    await page.goto(`${stack.url}/recover#n=no-such-token`);
    await page.getByRole('button', { name: 'This wasn’t me' }).click();
    await page.locator('h1:focus', { hasText: 'This link is not complete' }).waitFor();
    expect(await page.title()).toMatch(/^This wasn’t me/);
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Set a new password' }).click();
    await heading(page, 'Forgotten your password?').waitFor();
  });
});

test('a second e-mail within a minute is not sent, and the login goes on', async () => {
  const customer = await enrolledWithApp(stack, 'impatient');
  const { page } = await visit(browser);
  await page.goto(`${stack.url}/login`);
  await giveCredentials(page, customer.username);
  const lost = page.getByRole('button', { name: 'I can’t use my authenticator app' });
  await lost.click();
  await page.getByRole('button', { name: 'Back to the code' }).click();
  await lost.click();
  await page.getByRole('alert').getByText('already e-mailed you').waitFor();
  await stack.advanceClock(60);
  await page.locator('#code').fill(customer.app.codeAt(stack.now()));
  await heading(page, 'You are logged in').waitFor();
});

test('the announcement of an approved support request is cancelled on the same page', async () => {
  const customer = await enrolledWithApp(stack, 'impersonated');
  const { page } = await visit(browser);
  await page.goto(`${stack.url}/support`);
  await page.locator('#username').fill(customer.username);
  await page.locator('#message').fill('I lost everything');
  await page.locator('#reachMeAt').fill('me@example.org');
  await solveCaptcha(page);
  await page.getByRole('button', { name: 'Send request' }).click();
  await heading(page, 'Thank you, we have your request').waitFor();
  const { body } = await stack.admin('GET', '/v1/admin/support-requests?status=open');
  const { requests } = body as { requests: { id: string; username: string }[] };
  const { id } = requests.find(({ username }) => username === customer.username) ?? { id: '' };
  const approved = await stack.admin('POST', `/v1/admin/support-requests/${id}/approve`, { reason: 'Passport seen' });
  expect(approved.status).toBe(200);

  await page.goto(linkTo(stack, customer.email, 'notMe'));
  await page.getByRole('button', { name: 'This wasn’t me' }).click();
  await heading(page, 'Check your inbox to set a new password').waitFor();
  await stack.advanceClock(25 * 3600);
  expect(await keepsTheApp(customer)).toBe(true);
});

test('a phone that reads the code out of the SMS fills it in, also where the page was loaded anew', async () => {
  const customer = await enrolledWithApp(stack, 'reader');
  const { token } = await askForLink(customer);
  const { page } = await visit(browser);
  await page.addInitScript(() => {
    Object.assign(globalThis, { OTPCredential: class {} });
    navigator.credentials.get = async () => ({ id: '', type: 'otp', code: '246810' }) as Credential;
  });
  await page.goto(token);
  await sendSms(page, customer);
  await page.locator('[role=status]').getByText('The code from the SMS has been filled in.').waitFor({ state: 'attached' });
  expect(await page.locator('#code').inputValue()).toBe('246810');
  await page.reload();
  await page.locator('[role=status]').getByText('The code from the SMS has been filled in.').waitFor({ state: 'attached' });
  expect(await page.locator('#code').inputValue()).toBe('246810');
});

describe('languages', () => {
  test.each([
    ['en-GB', 'Confirm with your phone', 'Send SMS', 'Enter the code from the SMS'],
    ['de-AT', 'Mit dem Telefon bestätigen', 'SMS senden', 'Code aus der SMS eingeben'],
    ['cs-CZ', 'Potvrďte to přes telefon', 'Poslat SMS', 'Zadejte kód z SMS'],
  ])('a browser in %s is spoken to in its language, in the dark and on a small screen', async (locale, first, send, second) => {
    const customer = await enrolledWithApp(stack, `lost-${locale.toLowerCase()}`, locale.slice(0, 2) as 'en');
    const { token } = await askForLink(customer);
    const { page } = await visit(browser, { ...phoneScreen, locale, colorScheme: 'dark' });
    await page.goto(token);
    await heading(page, first).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: send }).click();
    await heading(page, second).waitFor();
    await expectAccessible(page);
    await page.locator('button[type=submit]').click();
    await page.getByRole('alert').waitFor();
    await expectAccessible(page);
    await page.goto(linkTo(stack, customer.email, 'notMe'));
    await page.locator('#recover-cancel').waitFor();
    await expectAccessible(page);
    await page.locator('button.main').click();
    await page.locator('#recover-cancelled').waitFor();
    await expectAccessible(page);
  });
});

test('the whole recovery works by keyboard alone', async () => {
  const customer = await enrolledWithApp(stack, 'key-presser');
  const { token } = await askForLink(customer);
  const { page } = await visit(browser);
  await page.goto(token);
  const { keyboard } = page;
  await page.locator('h1:focus').waitFor();
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await page.locator('#code:focus').waitFor();
  await keyboard.type(stack.lastCode(customer.phone));
  await keyboard.press('Tab');
  await keyboard.press('Space');
  await page.getByRole('checkbox', { checked: true }).waitFor();
  expect(await page.locator('#captcha:focus').count()).toBe(1);
  await page.locator('[role=status]').getByText('Confirmed.').waitFor({ state: 'attached' });
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await page.locator('h1:focus', { hasText: 'Two-factor login is off' }).waitFor();
});
