/** How people and their tools go through the login and the account: a table of ways, each from its start to its end. */
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { linkTo } from '../support/mailed-links.ts';
import { openShop } from './shop.ts';
import {
  atCodeStep,
  enrolled,
  enrolledWithApp,
  expectAccessible,
  giveCode,
  giveCredentials,
  heading,
  inAccount,
  openAccount,
  overviewOn,
  password,
  phone,
  visit,
  wait,
  wrongCode,
} from './visitor.ts';

const { stack, browser } = await openShop();

/** What somebody presses in the account, by what it does. */
const choose = (page: Page, task: string) => page.locator(`[data-do=chooseTask][value=${task}], [data-do=${task}]`).first().click();

const loggedIn = (page: Page) => heading(page, 'You are logged in').waitFor();

describe('a password manager', () => {
  test('that types: name, tabulator, password, enter, and then the code', async () => {
    const { username, email } = await enrolled(stack, 'auto-typed');
    const { page } = await visit(browser);
    await page.goto(`${stack.url}/login`);
    await page.locator('#username:focus').waitFor();
    await page.keyboard.type(username);
    await page.keyboard.press('Tab');
    await page.keyboard.type(password);
    await page.keyboard.press('Enter');
    await page.locator('#code:focus').waitFor();
    await page.keyboard.type(stack.lastCode(email));
    await loggedIn(page);
  });

  test('that types a password into a form of the account, and a new one where it was forgotten', async () => {
    const { username, email } = await stack.putCustomer('auto-typed-more', { password });
    const { page } = await visit(browser);
    await openAccount(page, stack, username);
    await page.locator('#security-overview').waitFor();
    await choose(page, 'wantEmail');
    await page.locator('#password:focus').waitFor();
    await page.keyboard.type(password);
    await page.keyboard.press('Enter');
    await page.locator('#security-recovery-codes').waitFor();

    const other = await visit(browser);
    await other.page.goto(`${stack.url}/password`);
    await other.page.locator('#username:focus').waitFor();
    await other.page.keyboard.type(username);
    await other.page.keyboard.press('Enter');
    await other.page.locator('#password-asked').waitFor();
    await other.page.goto(linkTo(stack, email, 'newPassword'));
    await other.page.locator('#newPassword:focus').waitFor();
    await other.page.keyboard.type('the-moon-over-the-harbour');
    await other.page.keyboard.press('Enter');
    await other.page.locator('#password-done').waitFor();
  });

  // As soon as the fields are there, before anybody could have done anything; and without a word to the page about it.
  test.each(['with its events', 'in silence'])('that fills the fields in at once, %s', async (how) => {
    const { username } = await stack.putCustomer(`filled-${how.length}`, { password });
    const { page } = await visit(browser);
    await page.addInitScript(
      ({ values, events }) => {
        new MutationObserver(() => {
          for (const [id, value] of Object.entries(values)) {
            const field = document.getElementById(id) as HTMLInputElement | null;
            if (!field || field.value === value) continue;
            field.value = value;
            for (const type of events) field.dispatchEvent(new Event(type, { bubbles: true }));
          }
        }).observe(document, { childList: true, subtree: true });
      },
      { values: { username, password }, events: how === 'in silence' ? [] : ['input', 'change'] },
    );
    await page.goto(`${stack.url}/login`);
    await page.locator('#password').waitFor();
    await page.clock.runFor(2000);
    expect(await page.locator('#password').inputValue()).toBe(password);
    await page.locator('button[type=submit]').click();
    await loggedIn(page);
  });

  test('that sends the form past the page puts nothing into a URL', async () => {
    const { page } = await visit(browser);
    const urls: string[] = [];
    page.on('request', (request) => urls.push(request.url()));
    await page.goto(`${stack.url}/login`);
    await page.locator('#username').fill('somebody@example.com');
    await page.locator('#password').fill(password);
    await page.locator('form').evaluate((form: HTMLFormElement) => form.submit());
    await page.waitForLoadState();
    expect(urls.join(' ')).not.toMatch(/somebody|a-long-walk/);
  });

  test('finds each field by what it is for', async () => {
    const holder = await enrolledWithApp(stack, 'finds');
    const { page } = await visit(browser);
    const purposes = () =>
      page
        .locator('main input:not([type=checkbox])')
        .evaluateAll((fields) => fields.map((field) => [field.id, field.getAttribute('autocomplete')]));
    await page.goto(`${stack.url}/login`);
    await page.locator('#password').waitFor();
    expect(await purposes()).toEqual([
      ['username', 'username'],
      ['password', 'current-password'],
    ]);
    await giveCredentials(page, holder.username);
    await page.locator('#code').waitFor();
    expect(await purposes()).toEqual([['code', 'one-time-code']]);
    expect(await page.locator('#code').getAttribute('inputmode')).toBe('numeric');
    await page.getByRole('button', { name: 'Use a recovery code' }).click();
    await page.locator('#recoveryCode').waitFor();
    expect(await purposes()).toEqual([['recoveryCode', 'off']]);
  });
});

describe('two tabs', () => {
  test('with the same account: each comes in, the second with a code of its own', async () => {
    const { username, email } = await enrolled(stack, 'both-tabs');
    const { page, context } = await atCodeStep(browser, stack, username);
    const second = await context.newPage();
    await second.clock.install();
    await second.goto(`${stack.url}/login`);
    await giveCredentials(second, username);
    await second.getByText('still works').waitFor();
    await giveCode(page, stack, email);
    await loggedIn(page);
    // The code that both shared is used up, and nothing is lost but that.
    await second.reload();
    await heading(second, 'This login has ended').waitFor();
    await second.getByRole('button', { name: 'Log in again' }).click();
    expect(await second.locator('#username').inputValue()).toBe(username);
    await giveCredentials(second, username);
    await second.locator('#step-awaiting').waitFor();
    await wait(stack, second, 61);
    await giveCode(second, stack, email);
    await loggedIn(second);
  });

  test('with two accounts: what one tab has begun is not done for the other', async () => {
    const one = await stack.putCustomer('tab-one', { password });
    const other = await stack.putCustomer('tab-other', { password });
    const { page, context } = await visit(browser);
    await openAccount(page, stack, one.username, { stay: true });
    await page.locator('#security-overview').waitFor();
    await choose(page, 'email');
    await page.locator('#email').fill('one-anew@example.com');

    const second = await context.newPage();
    await second.goto(`${stack.url}/logout`);
    await second.getByRole('button', { name: 'Log out' }).click();
    await second.getByText('You are logged out.').waitFor();
    await openAccount(second, stack, other.username, { stay: true });
    await second.locator('#security-overview').waitFor();

    await page.locator('#password').fill(password);
    await page.keyboard.press('Enter');
    await page.getByText('Your session has ended. Please log in again.').waitFor();
    expect(stack.sentTo('one-anew@example.com')).toBe(0);
    await giveCredentials(page, one.username);
    // Back where they were, with what they had typed.
    await page.locator('#security-email').waitFor();
    expect(await page.locator('#email').inputValue()).toBe('one-anew@example.com');
    await page.locator('#password').fill(password);
    await page.keyboard.press('Enter');
    await page.locator('#security-contact-code').waitFor();
    expect(stack.sentTo('one-anew@example.com')).toBe(1);
  });

  test('and nobody else finds what the owner of an ended session was at', async () => {
    const one = await stack.putCustomer('ended-one', { password });
    const other = await stack.putCustomer('ended-other', { password });
    const { page } = await visit(browser);
    await openAccount(page, stack, one.username);
    await choose(page, 'email');
    await page.locator('#email').fill('one-secret@example.com');
    await wait(stack, page, 901);
    await page.locator('#password').fill(password);
    await page.keyboard.press('Enter');
    await page.getByText('Your session has ended').waitFor();
    await giveCredentials(page, other.username);
    await page.locator('#security-overview').waitFor();
    expect(await page.content()).not.toContain('one-secret');
  });

  test('and nobody else is told what was asked for the one before, however late the answer comes', async () => {
    const one = await stack.putCustomer('late-one', { password });
    const other = await stack.putCustomer('late-other', { password });
    const { page } = await visit(browser);
    const late: (() => unknown)[] = [];
    const answers = {
      entries: [{ at: new Date(stack.now()).toISOString(), event: 'two_factor_on', by: 'customer', network: '192.0.2.0/24' }],
    };
    await page.route('**/v1/security/activity', (route) => void late.push(() => route.fulfill({ json: answers })), { times: 1 });
    await openAccount(page, stack, one.username);
    await overviewOn(page);
    await page.getByRole('button', { name: 'Log out', exact: true }).click();
    await page.getByText('You are logged out.').waitFor();
    await giveCredentials(page, other.username);
    await overviewOn(page);
    await page.locator('#part-activity li').first().waitFor();
    const answered = page.waitForResponse('**/v1/security/activity');
    late[0]?.();
    await (await answered).finished();
    await page.clock.runFor(1000);
    expect(await page.locator('main').textContent()).not.toContain('192.0.2');
  });
});

describe('in the account', () => {
  test('recovery codes are not lost by going back', async () => {
    const { username } = await stack.putCustomer('codes-back', { password });
    const { page } = await visit(browser);
    await openAccount(page, stack, username);
    await choose(page, 'wantEmail');
    await page.locator('#password').fill(password);
    await page.keyboard.press('Enter');
    await page.locator('#security-recovery-codes').waitFor();
    const codes = await page.locator('ol li').allTextContents();
    for (let times = 0; times < 3; times++) {
      await page.goBack();
      await page.locator('#security-recovery-codes').waitFor();
      expect(page.url()).toBe(`${stack.url}/security`);
    }
    expect(await page.locator('ol li').allTextContents()).toEqual(codes);
    await page.locator('#security-recovery-codes button.main').click();
    await page.locator('#security-overview').waitFor();
    await page.goBack();
    await page.locator('#security-overview').waitFor();
  });

  test('back leads from a form to the account, and the next form begins anew', async () => {
    const { username } = await stack.putCustomer('forms-back', { password });
    const { page } = await visit(browser);
    await openAccount(page, stack, username);
    await choose(page, 'email');
    await page.locator('#security-email').waitFor();
    await page.goBack();
    await page.locator('#security-overview').waitFor();
    await page.goForward();
    await page.locator('#security-overview').waitFor();
    await choose(page, 'phone');
    await page.locator('#security-phone').waitFor();
    await choose(page, 'cancel');
    await page.locator('#security-overview').waitFor();
    await choose(page, 'wantEmail');
    await page.locator('#security-switchOnEmail').waitFor();
    await page.goBack();
    await page.locator('#security-overview').waitFor();
  });

  test('the end of the flag loses nothing that was typed', async () => {
    const holder = await enrolledWithApp(stack, 'flag-ends');
    const { page } = await inAccount(browser, stack, holder);
    await choose(page, 'showKey');
    await page.locator('#password').fill(password);
    await page.locator('#code').fill('123456');
    await stack.setFlag(false);
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    await stack.setFlag(true);
    expect(await page.locator('#password').inputValue()).toBe(password);
    expect(await page.locator('#code').inputValue()).toBe('123456');
  });
});

describe('by keyboard alone', () => {
  test('from the first page to being logged in', async () => {
    const { username, email } = await enrolled(stack, 'keys-only');
    const { page } = await visit(browser);
    await page.goto(stack.url);
    await heading(page, 'Welcome').waitFor();
    const { keyboard } = page;
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    await page.locator('#username:focus').waitFor();
    await keyboard.type(username);
    await keyboard.press('Tab');
    await keyboard.type(password);
    await keyboard.press('Enter');
    await page.locator('#code:focus').waitFor();
    await keyboard.type(wrongCode(stack.lastCode(email)));
    await page.getByRole('alert').waitFor();
    await page.locator('#code:focus').waitFor();
    await keyboard.type(stack.lastCode(email));
    await page.locator('h1:focus', { hasText: 'You are logged in' }).waitFor();
  });
});

describe('what a screen reader hears', () => {
  test('errors at once, what happens politely, and no countdown', async () => {
    const { username, email } = await enrolled(stack, 'listens');
    const { page } = await atCodeStep(browser, stack, username);
    const live = page.locator('[role=alert], [role=status], [aria-live]');
    const heard = async () => (await live.allTextContents()).join(' ');
    expect(await heard()).not.toMatch(/\d:\d\d/);
    await page.locator('#code').fill(wrongCode(stack.lastCode(email)));
    await page.getByRole('alert').getByText('This code is wrong.').waitFor();
    expect(await page.locator('#code').getAttribute('aria-describedby')).toBe('failure code-hint code-attempts');
    await wait(stack, page, 61);
    await page.getByRole('button', { name: 'Send a new code', exact: true }).click();
    await page.getByRole('status').getByText('A new code is on its way').waitFor();
    expect(await heard()).not.toMatch(/\d:\d\d/);
  });
});

describe('on a screen', () => {
  test.each([320, 1440])('of %i pixels nothing has to be moved sideways, in the longest language too', async (width) => {
    const { username } = await enrolledWithApp(stack, `wide-${width}`, 'de');
    const { page } = await visit(browser, { viewport: { width, height: 720 }, locale: 'de' });
    for (const path of ['', 'password', 'recover', 'support', 'login']) {
      await page.goto(`${stack.url}/${path}`);
      await page.locator('main h1').waitFor();
      await expectAccessible(page);
    }
    await giveCredentials(page, username);
    await page.locator('#step-code').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Wiederherstellungscode verwenden' }).click();
    await page.locator('#step-recovery-code').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Ich habe keinen Zugriff auf meine Authenticator-App' }).click();
    await page.locator('#step-link-sent').waitFor();
    await expectAccessible(page);
  });
});

test('a code that is pasted is sent, however it was copied', async () => {
  const { username, email } = await enrolled(stack, 'pastes');
  const { page } = await atCodeStep(browser, stack, username, phone);
  const code = stack.lastCode(email);
  await page.locator('#code').fill('Your codes: 111111 or 222222');
  await page.keyboard.press('Enter');
  await page.getByText('Please enter all six digits.').waitFor();
  await page.locator('#code').fill(`Your code: ${code.slice(0, 3)}-${code.slice(3)}.`);
  await loggedIn(page);
});
