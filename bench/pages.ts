/**
 * How long until a page can be used, in Chromium on a slow network and a slow phone: 400 ms there and back, 400 kbit/s, a processor four
 * times as slow as this one. The first visit has nothing in its cache, the second what the first has left there; of a later one the
 * document has to be asked for again, as it is kept for five minutes.
 */
import type { Browser, Page } from 'playwright-core';
import { startLocalStack } from '../local/stack.ts';
import { synthesize } from '../local/synthesize.ts';
import { launchChromium } from '../test/support/chromium.ts';
import { quickly } from './arguments.ts';
import { spread } from './statistics.ts';
import type { Row, Section } from './table.ts';

const ROUNDS = quickly ? 1 : 15;
const network = { offline: false, latency: 400, downloadThroughput: 400_000 / 8, uploadThroughput: 400_000 / 8 };
const SLOWER = 4;

/** What can be filled in or pressed there first. */
const pages = {
  '/login': '#username',
  '/password': '#username',
  '/support': '#username',
  '/recover': 'main h1',
  '/': 'main .main',
} as const;
const goals = { first: 1500, second: 500, later: undefined } as const;
type Visit = keyof typeof goals;
const inTurn = Object.keys(goals) as Visit[];

export async function measure(): Promise<Section[]> {
  const stack = await startLocalStack({ assembly: await synthesize(), schedules: false });
  const browser = await launchChromium();
  try {
    const rows: Row[] = [];
    for (const [path, selector] of Object.entries(pages)) rows.push(...(await visits(browser, stack.url + path, path, selector)));
    return [{ title: `until a page can be used: ${network.latency} ms, 400 kbit/s, a processor ${SLOWER} times as slow`, rows }];
  } finally {
    await browser.close();
    await stack.stop();
  }
}

async function visits(browser: Browser, url: string, path: string, selector: string): Promise<Row[]> {
  const times: Record<Visit, number[]> = { first: [], second: [], later: [] };
  // Once more than is counted: then the function is warm.
  for (let round = 0; round <= ROUNDS; round++) {
    const context = await browser.newContext();
    for (const visit of inTurn) {
      const page = await context.newPage();
      // The same document, by a name that nobody has kept.
      const ms = await usableAfter(page, visit === 'later' ? `${url}?later` : url, selector);
      if (round > 0) times[visit].push(ms);
      await page.close();
    }
    await context.close();
  }
  return inTurn.map((visit) => {
    const most = goals[visit];
    return { what: `${path}, ${visit} visit`, value: spread(times[visit]), unit: 'ms', ...(most !== undefined && { goal: { most } }) };
  });
}

/** By the page's own clock, which begins with the navigation: until it is seen. What is pressed from then on is not lost. */
async function usableAfter(page: Page, url: string, selector: string): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', network);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  await page.addInitScript((wanted) => {
    new MutationObserver((_, observer) => {
      if (!document.querySelector(wanted)) return;
      observer.disconnect();
      requestAnimationFrame(function look() {
        if (!document.querySelector(wanted)?.checkVisibility()) return requestAnimationFrame(look);
        setTimeout(() => Object.assign(globalThis, { usable: performance.now() }));
      });
    }).observe(document, { childList: true, subtree: true });
  }, selector);
  await page.goto(url);
  return (await (await page.waitForFunction('globalThis.usable')).jsonValue()) as number;
}
