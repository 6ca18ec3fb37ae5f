/**
 * Every page by Lighthouse, as a phone sees it: performance, accessibility, best practices and what it calls SEO. It brings 114 packages
 * along, so it is installed when it is asked for (`bench/lighthouse/`).
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startLocalStack } from '../local/stack.ts';
import { synthesize } from '../local/synthesize.ts';
import { launchChromium } from '../test/support/chromium.ts';
import type { Row, Section } from './table.ts';

const home = join(import.meta.dirname, 'lighthouse');
const paths = ['/', '/login', '/security', '/password', '/recover', '/support', '/problems/too_soon'];
const categories = ['performance', 'accessibility', 'best-practices', 'seo'];
/**
 * That no search leads to a login is meant: `noindex` (`shared/http/page-document.ts`). And `robots.txt` is asked for from within the page,
 * where the policy of one that is only read lets nothing be asked.
 */
const skipped = ['is-crawlable', 'robots-txt'];
const LEAST = 95;

type Result = {
  categories: Record<string, { title: string; score: number | null; auditRefs: { id: string; weight: number }[] }>;
  audits: Record<string, { score: number | null }>;
};
type Lighthouse = (url: string, options: object) => Promise<{ lhr: Result } | undefined>;

export async function measure(): Promise<Section[]> {
  const lighthouse = await installed();
  const port = await freePort();
  const stack = await startLocalStack({ assembly: await synthesize(), schedules: false });
  const browser = await launchChromium(`--remote-debugging-port=${port}`);
  try {
    const rows: Row[] = [];
    for (const path of paths) {
      const found = await lighthouse(stack.url + path, { port, logLevel: 'error', onlyCategories: categories, skipAudits: skipped });
      if (!found) throw new Error(`Lighthouse has found nothing at ${path}`);
      rows.push(...rowsOf(path, found.lhr));
    }
    return [{ title: `Lighthouse, without ${skipped.join(', ')}`, rows }];
  } finally {
    await browser.close();
    await stack.stop();
  }
}

const rowsOf = (path: string, { categories, audits }: Result): Row[] =>
  Object.values(categories).map(({ title, score, auditRefs }) => {
    const missed = auditRefs.filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 0.9).map(({ id }) => id);
    return { what: `${path}: ${title}`, value: Math.round((score ?? 0) * 100), goal: { least: LEAST }, note: missed.join(', ') };
  });

async function installed(): Promise<Lighthouse> {
  const entry = join(home, 'node_modules', 'lighthouse', 'core', 'index.js');
  if (!existsSync(entry)) execFileSync('npm', ['ci', '--ignore-scripts'], { cwd: home, stdio: ['ignore', 'ignore', 'inherit'] });
  return ((await import(pathToFileURL(entry).href)) as { default: Lighthouse }).default;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
