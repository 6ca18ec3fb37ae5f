/** A login step by step: what outlasts a reload and a tab that was discarded, and where back and forward lead. */
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { openShop } from './shop.ts';
import {
  atCodeStep,
  enrolled,
  enrolledWithApp,
  expectAccessible,
  giveCode,
  giveCredentials,
  heading,
  nextCode,
  overviewOn,
  password,
  phone,
  visit,
  wait,
  wrongCode,
} from './visitor.ts';

const { stack, browser } = await openShop();

const stored = (page: Page) => page.evaluate('JSON.stringify([{ ...sessionStorage }, { ...localStorage }, history.state, location.href])');

describe('loaded anew', () => {
  test('the code step comes back as it was, sends nothing, and takes the code', async () => {
    const { username, email } = await enrolled(stack, 'reloads');
    const { page, faults } = await atCodeStep(browser, stack, username, phone);
    const sent = stack.sentTo(email);
    const code = stack.lastCode(email);
    await page.locator('#code').fill(wrongCode(code));
    await page.getByText('4 attempts left').waitFor();
    await page.reload();
    await heading(page, 'Enter your code').waitFor();
    await page.getByText('4 attempts left').waitFor();
    await page.getByText(/^We’ve sent a six-digit code to r/).waitFor();
    await page.locator('#code:focus').waitFor();
    await expectAccessible(page);
    expect(await stored(page)).not.toContain(password);
    expect(page.url()).toBe(`${stack.url}/login`);
    expect(stack.sentTo(email)).toBe(sent);
    await page.locator('#code').fill(code);
    await heading(page, 'You are logged in').waitFor();
    // What was used is forgotten.
    expect(await page.evaluate('({ ...sessionStorage })')).toEqual({});
    expect(faults).toEqual([]);
  });

  test('the step of the recovery code comes back', async () => {
    const { username, recoveryCodes } = await enrolledWithApp(stack, 'reloads-printed');
    const { page } = await atCodeStep(browser, stack, username);
    await page.getByRole('button', { name: 'Use a recovery code' }).click();
    await page.reload();
    await page.locator('#recoveryCode:focus').fill(`My code: ${recoveryCodes[0]?.toUpperCase().replace('-', ' – ')}`);
    await page.keyboard.press('Enter');
    await heading(page, 'You are logged in').waitFor();
  });

  test('the step of the link that was sent comes back, and leads back to the code', async () => {
    const { username, app } = await enrolledWithApp(stack, 'reloads-link');
    const { page } = await atCodeStep(browser, stack, username);
    await page.getByRole('button', { name: 'I can’t use my authenticator app' }).click();
    await page.locator('#step-link-sent').waitFor();
    await page.reload();
    await page.locator('#step-link-sent').waitFor();
    await page.goBack();
    await page.locator('#code').waitFor();
    await page.goForward();
    await page.locator('#step-link-sent').waitFor();
    await page.getByRole('button', { name: 'Back to the code' }).click();
    await page.locator('#code').fill(await nextCode(stack, page, app));
    await heading(page, 'You are logged in').waitFor();
  });

  test('who waits for a code goes on waiting, and it comes by itself', async () => {
    const { username, email } = await enrolled(stack, 'reloads-waiting');
    const { page } = await atCodeStep(browser, stack, username);
    for (let left = 4; left >= 0; left--) {
      await page.locator('#code').fill(wrongCode(stack.lastCode(email)));
      await page
        .getByText(left === 1 ? 'This is your last attempt' : left === 0 ? 'locked' : `${left} attempts left`)
        .first()
        .waitFor();
    }
    await page.getByRole('button', { name: 'Log in again' }).click();
    await giveCredentials(page, username);
    await page.locator('#step-awaiting').waitFor();
    await page.reload();
    await page.locator('#step-awaiting').waitFor();
    const sent = stack.sentTo(email);
    await wait(stack, page, 61);
    await giveCode(page, stack, email);
    expect(stack.sentTo(email)).toBe(sent + 1);
    await heading(page, 'You are logged in').waitFor();
  });

  test('where the code has run out nothing is sent unasked', async () => {
    const { username, email } = await enrolled(stack, 'reloads-late');
    const { page } = await atCodeStep(browser, stack, username);
    await wait(stack, page, 301);
    await page.locator('#step-code-gone').waitFor();
    const sent = stack.sentTo(email);
    await page.reload();
    await page.locator('#step-code-gone').waitFor();
    await wait(stack, page, 10);
    expect(stack.sentTo(email)).toBe(sent);
    await page.getByRole('button', { name: 'Send a new code' }).click();
    await giveCode(page, stack, email);
    await heading(page, 'You are logged in').waitFor();
  });

  test('what is over says so, and keeps the name; its token is forgotten', async () => {
    const { username } = await enrolled(stack, 'reloads-over');
    const { page } = await atCodeStep(browser, stack, username);
    stack.advanceClock(901);
    await page.reload();
    await heading(page, 'That took too long').waitFor();
    await page.reload();
    await heading(page, 'That took too long').waitFor();
    expect(await stored(page)).not.toContain('token');
    await page.getByRole('button', { name: 'Log in again' }).click();
    expect(await page.locator('#username').inputValue()).toBe(username);
  });

  test('without the service the code can still be typed, and with it again it counts', async () => {
    const { username, email } = await enrolled(stack, 'reloads-offline');
    const { page } = await atCodeStep(browser, stack, username);
    await page.route('**/v1/login/challenge', (route) => route.abort(), { times: 1 });
    await page.reload();
    await page.getByText('That didn’t work.').waitFor();
    await giveCode(page, stack, email);
    await heading(page, 'You are logged in').waitFor();
  });

  test('on the account’s own address too', async () => {
    const { username, email } = await enrolled(stack, 'reloads-security');
    const { page } = await visit(browser);
    await page.goto(`${stack.url}/security`);
    await giveCredentials(page, username);
    await page.locator('#code').waitFor();
    await page.reload();
    await giveCode(page, stack, email);
    await overviewOn(page);
  });

  test('a document that the browser has let go comes back where it was, as a discarded tab does', async () => {
    const { username, email } = await enrolled(stack, 'discarded');
    const { page } = await atCodeStep(browser, stack, username, phone);
    await page.goto(`${stack.url}/_local/`);
    await page.goBack();
    await giveCode(page, stack, email);
    await heading(page, 'You are logged in').waitFor();
  });
});

describe('back and forward', () => {
  test('lead from the code to the password with the name kept, and to the code again', async () => {
    const { username, email } = await enrolled(stack, 'to-and-fro');
    const { page, faults } = await atCodeStep(browser, stack, username);
    await page.goBack();
    await page.locator('#step-password').waitFor();
    expect(await page.locator('#username').inputValue()).toBe(username);
    await page.locator('#password:focus').waitFor();
    await page.goForward();
    await page.locator('#code:focus').waitFor();
    await page.goBack();
    await page.locator('#step-password').waitFor();
    await page.reload();
    await page.locator('#step-password').waitFor();
    expect(await page.locator('#username').inputValue()).toBe(username);
    await page.goForward();
    await giveCode(page, stack, email);
    await heading(page, 'You are logged in').waitFor();
    await page.goBack();
    await heading(page, 'You are logged in').waitFor();
    expect(faults).toEqual([]);
  });

  test('lead through the recovery code step', async () => {
    const { username, app } = await enrolledWithApp(stack, 'to-and-fro-printed');
    const { page } = await atCodeStep(browser, stack, username);
    await page.getByRole('button', { name: 'Use a recovery code' }).click();
    await page.goBack();
    await page.locator('#code:focus').waitFor();
    await page.goForward();
    await page.locator('#recoveryCode:focus').waitFor();
    await page.getByRole('button', { name: 'Use a six-digit code' }).click();
    await page.locator('#code:focus').fill(app.codeAt(stack.now()));
    await heading(page, 'You are logged in').waitFor();
  });

  test('do not lead to a login that was left by a button, or that is over', async () => {
    const { username } = await enrolled(stack, 'left-by-button');
    const { page } = await atCodeStep(browser, stack, username);
    await page.getByRole('button', { name: 'Use another account' }).click();
    expect(await page.locator('#username').inputValue()).toBe('');
    expect(await stored(page)).not.toContain('token');
    await page.goBack();
    await page.locator('#step-password').waitFor();
    await page.goForward();
    await page.locator('#step-password').waitFor();

    await giveCredentials(page, username);
    await page.locator('#code').waitFor();
    await page.goBack();
    await page.locator('#step-password').waitFor();
    stack.advanceClock(901);
    await page.goForward();
    await heading(page, 'That took too long').waitFor();
  });

  test('that come faster than the service answers lead to where they point', async () => {
    const { username, email } = await enrolled(stack, 'hasty-steps');
    const { page } = await atCodeStep(browser, stack, username);
    await page.goBack();
    await page.locator('#step-password').waitFor();
    const asked: (() => unknown)[] = [];
    await page.route('**/v1/login/challenge', (route) => void asked.push(() => route.continue()));
    await page.goForward();
    await expect.poll(() => asked.length).toBe(1);
    await page.goBack();
    asked[0]?.();
    await page.locator('#step-password').waitFor();
    expect(await page.locator('#username').inputValue()).toBe(username);
    await page.unroute('**/v1/login/challenge');
    await page.goForward();
    await giveCode(page, stack, email);
    await heading(page, 'You are logged in').waitFor();
  });

  test('another account after going back takes the place of the first one', async () => {
    const [one, other] = [await enrolled(stack, 'first-one'), await enrolled(stack, 'other-one')];
    const { page } = await atCodeStep(browser, stack, one.username);
    await page.goBack();
    await page.locator('#step-password').waitFor();
    await giveCredentials(page, other.username);
    await page.getByText('o•••@example.com').waitFor();
    await page.reload();
    await page.getByText('o•••@example.com').waitFor();
    await page.goBack();
    await page.locator('#step-password').waitFor();
    expect(await page.locator('#username').inputValue()).toBe(other.username);
    await page.goForward();
    await giveCode(page, stack, other.email);
    await heading(page, 'You are logged in').waitFor();
  });
});
