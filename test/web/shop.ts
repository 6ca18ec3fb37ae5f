/** A shop with the switch on, and a real browser in front of it. */
import type { Browser } from 'playwright-core';
import { afterAll } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';

/** To be called while the test file loads, which both end with. */
export async function openShop(): Promise<{ stack: TestStack; browser: Browser }> {
  const browser = await launchedBrowser();
  const stack = await startTestStack();
  await stack.setFlag(true);
  return { stack, browser };
}

/** The browser alone, for those whose stacks are special. */
export async function launchedBrowser(): Promise<Browser> {
  const browser = await launchChromium();
  afterAll(() => browser.close());
  return browser;
}
