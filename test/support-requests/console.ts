/** The team's console in front of a stack, as `npm run admin -- local` serves it, and somebody of the team who sits there. */
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { installationOf } from '../../tools/console/installation.ts';
import { type Console, startConsole } from '../../tools/console/server.ts';
import { atEndOfFile } from '../support/end-of-file.ts';
import type { TestStack } from '../support/stack.ts';
import { expectAccessible, visit } from '../web/visitor.ts';
import type { SupportRequest } from './queue.ts';

/** `as`: the access key, by which the audit log names who it was. */
export async function consoleOf(stack: TestStack, as = 'local'): Promise<Console> {
  const keys = { AWS_ACCESS_KEY_ID: as, AWS_SECRET_ACCESS_KEY: 'local', AWS_ENDPOINT_URL: stack.awsUrl };
  const served = await startConsole(await installationOf('local', stack.url, keys));
  atEndOfFile(() => served.stop());
  return served;
}

/** A tab that was opened with the address that the command printed. */
export async function atConsole(
  browser: Browser,
  { url }: Console,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; context: BrowserContext; faults: string[] }> {
  const visited = await visit(browser, options);
  await visited.page.goto(url);
  await visited.page.locator('#console[data-kind]').waitFor();
  return visited;
}

/** Follows the request's row. */
export async function openInQueue(page: Page, { id }: Pick<SupportRequest, 'id'>): Promise<void> {
  await page.locator(`#row-${id} a`).click();
  await page.locator(`#request-${id}`).waitFor();
}

export const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();

/** Ticks every check, gives the reason, and comes to the question. */
export async function checkAndApprove(page: Page, reason: string): Promise<void> {
  await page.locator('#checks').waitFor();
  for (const box of await page.locator('#checks input').all()) await box.check();
  await page.getByLabel('Reason', { exact: true }).fill(reason);
  await press(page, 'Approve …');
  await page.locator('#question-title:focus').waitFor();
}

/** Nothing to stumble over, and no word to anybody but the console. */
export async function expectFine(page: Page, faults: readonly string[]): Promise<void> {
  await expectAccessible(page);
  expect(faults).toEqual([]);
}
