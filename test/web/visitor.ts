/** People in front of a real browser, for the tests of the pages. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { AuthenticatorApp } from '../support/authenticator.ts';
import type { TestStack } from '../support/stack.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const password = 'a-long-walk-by-the-sea';
export const phone = { viewport: { width: 360, height: 740 } } as const satisfies BrowserContextOptions;

/** A context and a page whose clock the test can move, and in which nothing may break the policy or throw. */
export async function visit(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; context: BrowserContext; faults: string[] }> {
  const context = await browser.newContext({ locale: 'en', ...options });
  context.setDefaultTimeout(10_000);
  // A page that is left open goes on counting its seconds.
  onTestFinished(() => context.close());
  const faults: string[] = [];
  const page = await context.newPage();
  await page.clock.install();
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) faults.push(message.text());
  });
  return { page, context, faults };
}

/** A customer whose logins ask for a code by e-mail; the flag has to be on. */
export async function enrolled(stack: TestStack, name: string): Promise<{ username: string; email: string; recoveryCodes: string[] }> {
  const customer = await stack.putCustomer(name, { password });
  const browser = stack.browser();
  const { body } = await browser.post('/v1/login', { username: customer.username, password });
  const answer = await browser.post('/v1/security/email', { password }, { bearer: (body as { accessToken: string }).accessToken });
  expect(answer.status).toBe(200);
  return { ...customer, recoveryCodes: (answer.body as { recoveryCodes: string[] }).recoveryCodes };
}

export type AppHolder = { username: string; email: string; phone: string; app: AuthenticatorApp; recoveryCodes: string[] };

let phones = 0;
/** Numbers of their own, so that each customer's SMS can be told apart. */
export const newPhone = () => `+420602${String(++phones).padStart(6, '0')}`;

/** A customer whose logins ask for a code of an authenticator app; the flag has to be on. The next code counts. */
export async function enrolledWithApp(stack: TestStack, name: string, locale: 'en' | 'de' | 'cs' = 'en'): Promise<AppHolder> {
  const phone = newPhone();
  const customer = await stack.putCustomer(name, { password, phone, phoneVerified: true, locale });
  const browser = stack.browser();
  const { body } = await browser.post('/v1/login', { username: customer.username, password });
  const bearer = (body as { accessToken: string }).accessToken;
  const started = await browser.post('/v1/security/totp', {}, { bearer });
  const app = new AuthenticatorApp((started.body as { sharedKey: string }).sharedKey);
  const activated = await browser.post('/v1/security/totp/activate', { password, code: app.codeAt(stack.now()) }, { bearer });
  expect(activated.status).toBe(200);
  stack.advanceClock(30);
  return { ...customer, phone, app, recoveryCodes: (activated.body as { recoveryCodes: string[] }).recoveryCodes };
}

export async function giveCredentials(page: Page, username: string, typed = password): Promise<void> {
  await page.locator('#username').fill(username);
  await page.locator('#password').fill(typed);
  await page.locator('button[type=submit]').click();
}

/** Types the newest code that was sent to the address, once the page asks for it. */
export async function giveCode(page: Page, stack: TestStack, email: string): Promise<void> {
  await page.locator('#code').waitFor();
  await page.locator('#code').fill(stack.lastCode(email));
}

/** Waits for the app's next code, as its holder does when the last one has been used. */
export async function nextCode(stack: TestStack, page: Page, app: AuthenticatorApp): Promise<string> {
  await wait(stack, page, 30);
  return app.codeAt(stack.now());
}

/** Opens the account page, which asks to log in first. */
export async function openAccount(page: Page, stack: TestStack, username: string, { stay = false } = {}): Promise<void> {
  await page.goto(`${stack.url}/security`);
  await page.locator('#step-password').waitFor();
  if (stay) await page.getByLabel('Stay logged in').check();
  await giveCredentials(page, username);
}

/** Nothing that a page is made of: a call, or the page. */
export const isNoFile = (path: string) => !path.startsWith('/assets/');

export const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name, level: 1 });

/** Once the account page has read what it shows. */
export const overviewOn = (page: Page) => page.locator('#security-overview').waitFor();

/** A visitor with an app, logged in on the account page. */
export async function inAccount(browser: Browser, stack: TestStack, holder: AppHolder, options: BrowserContextOptions = {}) {
  const visited = await visit(browser, options);
  await openAccount(visited.page, stack, holder.username);
  await visited.page.locator('#code').fill(holder.app.codeAt(stack.now()));
  await overviewOn(visited.page);
  return visited;
}

/** A visitor who has given the password, and is asked for the code. */
export async function atCodeStep(browser: Browser, stack: TestStack, username: string, options: BrowserContextOptions = {}) {
  const visited = await visit(browser, options);
  await visited.page.goto(`${stack.url}/login`);
  await giveCredentials(visited.page, username);
  await visited.page.locator('#step-code').waitFor();
  return visited;
}

/** Fills in what a form of the account asks for, and sends it. */
export async function confirmWith(page: Page, code?: string): Promise<void> {
  await page.locator('#password').fill(password);
  if (code !== undefined) await page.locator('#code').fill(code);
  await page.locator('button[type=submit]').click();
}

/** Sends a form that asks for neither password nor code, as both have just been given. */
export async function send(page: Page): Promise<void> {
  // After a step that took both, the page has to read so first.
  await page.locator('#password, #code, #recoveryCode').first().waitFor({ state: 'detached' });
  await page.locator('button[type=submit]').click();
}

/** A code that is certainly not the right one. */
export const wrongCode = (right: string) => (right === '000000' ? '000001' : '000000');

/** Time passes for the service and for the page. */
export async function wait(stack: TestStack, page: Page, seconds: number): Promise<void> {
  stack.advanceClock(seconds);
  await page.clock.fastForward(seconds * 1000);
}

/** What a person with a screen reader, a small screen or weak eyes would stumble over: nothing. */
export async function expectAccessible(page: Page): Promise<void> {
  // Colours on their way from one state of a button to another are read by nobody.
  await page.evaluate(
    'Promise.allSettled(document.getAnimations().filter((each) => each instanceof CSSTransition).map(({ finished }) => finished)).then(() => {})',
  );
  await page.evaluate(axe);
  const results = (await page.evaluate('axe.run({ resultTypes: ["violations"] })')) as AxeResults;
  expect(results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
  const { content, window } = (await page.evaluate('({ content: document.documentElement.scrollWidth, window: innerWidth })')) as {
    content: number;
    window: number;
  };
  expect(content).toBeLessThanOrEqual(window);
}
