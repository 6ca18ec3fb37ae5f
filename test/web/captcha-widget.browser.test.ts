/** With a provider's CAPTCHA: the pages show its widget, under a policy that allows that provider and nobody else. */
import { beforeAll, describe, expect, test } from 'vitest';
import { wrongBefore } from '../login/tries.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';
import { launchedBrowser } from './shop.ts';
import { expectAccessible, giveCredentials, password, visit } from './visitor.ts';

/** As little of a provider as the pages use: a button that solves. Asked anew, it begins anew, and solves by itself two seconds later. */
const fakeWidget = (name: string) => `globalThis.${name} = {
  render(container, options) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = 'Widget for ' + options.sitekey;
    let turn = 0;
    button.onclick = () => options.callback('token-' + (turn += 1));
    container.append(button);
    this.button = button;
    return 'w1';
  },
  reset() {
    clearTimeout(this.solving);
    this.solving = setTimeout(() => this.button.click(), 2000);
  },
};`;

const browser = await launchedBrowser();

describe.each([
  ['turnstile', 'https://challenges.cloudflare.com', 'https://challenges.cloudflare.com/turnstile/v0/api.js?render=explicit'],
  ['hcaptcha', 'https://*.hcaptcha.com', 'https://js.hcaptcha.com/1/api.js?render=explicit'],
])('%s', (provider, host, script) => {
  let stack: TestStack;
  beforeAll(async () => {
    stack = await startTestStack({
      editTemplate: ({ Resources }) => {
        for (const { Properties } of Object.values(Resources)) {
          const variables = (Properties?.Environment as { Variables?: Record<string, unknown> } | undefined)?.Variables;
          if (variables?.CAPTCHA_PROVIDER) Object.assign(variables, { CAPTCHA_PROVIDER: provider, CAPTCHA_SITE_KEY: 'site-key-1' });
        }
      },
    });
  });

  test('its solution goes along with the form, and the next try takes the next one', async () => {
    const { page, faults } = await visit(browser);
    await page.route(script, (route) => route.fulfill({ contentType: 'text/javascript', body: fakeWidget(provider) }));
    const sent: string[] = [];
    await page.route('**/v1/support-requests', (route) => {
      sent.push(route.request().postDataJSON().captcha);
      const refused = {
        status: 429,
        contentType: 'application/problem+json',
        body: '{"code":"too_many_attempts","status":429,"title":""}',
      };
      return route.fulfill(sent.length === 1 ? refused : { status: 202, contentType: 'application/json', body: '{}' });
    });
    await page.goto(`${stack.url}/support`);
    const widget = page.getByRole('button', { name: 'Widget for site-key-1' });
    await widget.waitFor();
    await expectAccessible(page);
    await page.locator('#username').fill('eva@example.com');
    await page.locator('#message').fill('Help');
    await page.locator('#reachMeAt').fill('here');
    await page.getByRole('button', { name: 'Send request' }).click();
    await page.getByRole('alert').getByText('Please confirm that you’re not a robot.').waitFor();
    await widget.click();
    await page.getByRole('button', { name: 'Send request' }).click();
    await page.getByRole('alert').getByText('Too many attempts.').waitFor();
    await page.clock.runFor(3000);
    await page.getByRole('button', { name: 'Send request' }).click();
    await page.getByRole('heading', { name: 'Thank you, we have your request' }).waitFor();
    expect(sent).toEqual(['token-1', 'token-2']);
    expect(faults).toEqual([]);
  });

  test('is no part of the login: while many guess at the username, the page does a proof of work of our own', async () => {
    const { username } = await stack.putCustomer('guessed-at', { password });
    await wrongBefore(stack, username, { inARow: 100 });
    const { page, faults } = await visit(browser);
    const foreign: string[] = [];
    page.on('request', (request) => void (request.url().startsWith(stack.url) || foreign.push(request.url())));
    await page.goto(`${stack.url}/login`);
    await giveCredentials(page, username);
    await page.getByRole('heading', { name: 'You are logged in' }).waitFor({ timeout: 20_000 });
    expect(foreign).toEqual([]);
    expect(faults.filter((fault) => !fault.includes('403'))).toEqual([]);
  });

  test('is allowed on the pages that show it, and on no other', async () => {
    const policyOf = async (path: string) => String((await stack.browser().get(path)).headers['content-security-policy']);
    for (const path of ['/support', '/recover']) {
      const directives = (await policyOf(path)).split('; ').filter((directive) => directive.includes(host));
      expect(directives.map((directive) => directive.split(' ')[0])).toEqual(['script-src', 'style-src', 'connect-src', 'frame-src']);
      expect(await policyOf(path)).not.toContain('unsafe');
    }
    for (const path of ['/login', '/security', '/', '/password']) {
      const policy = await policyOf(path);
      expect(policy).not.toContain('https:');
      expect(policy).not.toContain('frame-src');
    }
  });
});
