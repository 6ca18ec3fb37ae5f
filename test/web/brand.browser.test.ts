import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Options } from '../../cdk/options.ts';
import { optionsOf, readOptions } from '../../cdk/read-options.ts';
import { locales } from '../../shared/words/locale.ts';
import { type Gallery, startGallery } from '../../tools/brand/gallery.ts';
import { launchedBrowser } from './shop.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const fileOf = (name: string) => join(import.meta.dirname, '..', 'brands', name, 'options.json');

/** One that has said nothing; a light one, whose name has 40 letters; one that is at home in the dark. */
const brands: Record<string, Options> = {
  plain: readOptions('local', {}),
  light: optionsOf('local', undefined, fileOf('light')),
  dark: optionsOf('local', undefined, fileOf('dark')),
};

const browser = await launchedBrowser();
const galleries: Record<string, Gallery> = {};
let names: Record<string, string[]>;
/** Names of states by the page that shows them: each page can walk through all of its own. */
let statesOfPages: [first: string, states: string[]][];

beforeAll(async () => {
  await Promise.all(
    Object.entries(brands).map(async ([name, options]) => Object.assign(galleries, { [name]: await startGallery(options) })),
  );
  names = await (await fetch(`${galleries.plain?.url}names.json`)).json();
  const pageOf = (state: string) => (/^(?:home|login|security)\./.test(state) ? 'account' : state.split('.')[0]);
  statesOfPages = [...Map.groupBy(names.page ?? [], pageOf).values()].map((states) => [states[0] ?? '', states]);
});
afterAll(() => Promise.all(Object.values(galleries).map((gallery) => gallery.stop())));

async function openState(brand: string, width: number, state: string, query: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 800 } });
  await page.goto(`${galleries[brand]?.url}show/page/${state}?${query}`);
  await page.waitForSelector('html[data-shown]');
  return page;
}

type Axe = { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };

/** They pass by themselves, and nobody is led to them by headings. */
const moments = ['home.opening.plain', 'home.loggedIn.going', 'security.loading.plain', 'security.starting.plain'];

/** What axe has to say of state after state. */
async function complaintsOf(page: Page, states: string[], rules?: readonly string[]): Promise<string[]> {
  await page.evaluate(axe);
  // A colour on its way to another is neither.
  await page.addStyleTag({ content: '* { transition: none !important; animation: none !important; }' });
  const asked = { resultTypes: ['violations'], ...(rules && { runOnly: rules }) };
  const walk = async ({ all, asked }: { all: string[]; asked: object }) => {
    const { axe } = window as unknown as { axe: Axe };
    const complaints: string[] = [];
    for (const state of all) {
      document.dispatchEvent(new CustomEvent('show', { detail: state }));
      const { violations } = await axe.run(asked);
      complaints.push(...violations.map(({ id, nodes }) => `${state}: ${id}, ${nodes[0]?.html}`));
    }
    return complaints;
  };
  const found = await page.evaluate(walk, { all: states, asked });
  return found.filter((complaint) => !moments.some((state) => complaint.startsWith(`${state}: page-has-heading-one`)));
}

test('axe finds nothing in any state', async () => {
  for (const [first, states] of statesOfPages) {
    const page = await openState('plain', 360, first, 'lang=de&scheme=light');
    expect(await complaintsOf(page, states)).toEqual([]);
    await page.close();
  }
});

/** A failure has words of its own and the looks of all others: such states are named after its code. */
const looksUnlikeOthers = (state: string) => !/_/.test(`${state.split('.').at(-1)}`);

test.each([
  ['plain', 'dark'],
  ['light', 'light'],
  ['light', 'dark'],
  ['dark', 'light'],
  ['dark', 'dark'],
])('everything can be read in the colours of the %s brand (%s)', async (brand, scheme) => {
  for (const [first, states] of statesOfPages) {
    const page = await openState(brand, 360, first, `lang=de&scheme=${scheme}`);
    expect(await complaintsOf(page, states.filter(looksUnlikeOthers), ['color-contrast'])).toEqual([]);
    await page.close();
  }
});

describe.each(Object.keys(brands))('the %s brand', (brand) => {
  test.each(locales)('scrolls sideways on no page 320 pixels wide, whatever is shown (%s)', async (lang) => {
    for (const [first, states] of statesOfPages) {
      const page = await openState(brand, 320, first, `lang=${lang}`);
      const wide = await page.evaluate((all) => {
        const isWide = (state: string) => {
          document.dispatchEvent(new CustomEvent('show', { detail: state }));
          return document.documentElement.scrollWidth > 320;
        };
        return all.filter(isWide);
      }, states);
      expect(wide).toEqual([]);
      await page.close();
    }
  });

  test('scrolls sideways in no e-mail', async () => {
    const page = await browser.newPage({ viewport: { width: 320, height: 800 } });
    for (const mail of names.mail ?? []) {
      await page.goto(`${galleries[brand]?.url}show/mail/${mail}?lang=de`);
      expect([mail, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([mail, 320]);
    }
    await page.close();
  });
});
