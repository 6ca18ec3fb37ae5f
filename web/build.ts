/**
 * Makes the pages: for each page and language one complete document, with style and script inside and the policy that allows exactly
 * those two. One request per page, nothing to cache, nothing that could be loaded from elsewhere.
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { type Locale, locales } from '../shared/words/locale.ts';
import { type PageName, type Program, pageNames, pages } from './pages.ts';
import { shortNamed } from './short-names.ts';
import { titlesOf, words } from './words/words.ts';

export type { PageName } from './pages.ts';

/** What `functions/pages.ts` fills in, escaped; it stands in the documents between percent signs. */
export type Setting =
  | 'SHOP_NAME'
  | 'HOME_URL'
  | 'CHANGE_PASSWORD_URL'
  | 'FORGOT_PASSWORD_URL'
  | 'SIGN_UP_URL'
  | 'CAPTCHA_PROVIDER'
  | 'CAPTCHA_SITE_KEY'
  | 'CAPTCHA_SCRIPT'
  | 'PASSWORD_MINIMUM';

/** What `functions/pages.ts` reads, and `functions/problem.ts`: the style of pages without a program, and the policy for it. */
export type Pages = {
  policies: Record<PageName, string>;
  documents: Record<PageName, Record<Locale, string>>;
  plain: { style: string; policy: string; icon: string };
};

const root = join(import.meta.dirname, '..');
export const pagesFile = join(root, '.build', 'web', 'pages.json');

/** A key card, in the accent colour: without an icon of its own, a browser asks for `/favicon.ico`. */
const icon =
  "%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect x='3' y='7' width='26' height='18' rx='4' fill='%232f52c4'/%3E%3Ccircle cx='11' cy='16' r='3.5' fill='%23fff'/%3E%3Cpath d='M18 14h7M18 18h4' stroke='%23fff' stroke-width='2' stroke-linecap='round'/%3E%3C/svg%3E";

export async function buildPages(): Promise<void> {
  const programs = new Map(
    await Promise.all([...new Set(Object.values(pages))].map(async (name) => [name, await programOf(name)] as const)),
  );
  const made = pageNames.map((name) => {
    const { script, style } = programs.get(pages[name]) as Bundled;
    const documents = Object.fromEntries(locales.map((locale) => [locale, documentOf(name, locale, script, style)]));
    return { name, policy: policyOf(script, style), documents };
  });
  const style = await bundle('web/problem.css');
  const built: Pages = {
    policies: Object.fromEntries(made.map(({ name, policy }) => [name, policy])) as Pages['policies'],
    documents: Object.fromEntries(made.map(({ name, documents }) => [name, documents])) as Pages['documents'],
    plain: { style, policy: plainPolicyOf(style), icon: `data:image/svg+xml,${icon}` },
  };
  await mkdir(join(pagesFile, '..'), { recursive: true });
  // Put in place whole: tests synthesize side by side, and one must not read what another has half written.
  const draft = `${pagesFile}.${randomUUID()}`;
  await writeFile(draft, JSON.stringify(built));
  await rename(draft, pagesFile);
}

type Bundled = { script: string; style: string };

/** A program's script and style carry its name. */
async function programOf(name: Program): Promise<Bundled> {
  const [script, style] = await Promise.all([bundle(`web/${name}.ts`), bundle(`web/${name}.css`)]);
  return { script, style };
}

/** Numbers that the service counts by. esbuild takes `15 * MINUTE` for something that happens, and would keep each. */
const withoutBudgets: Plugin = {
  name: 'without-budgets',
  setup: ({ onResolve }) => {
    onResolve({ filter: /\/budgets\.ts$/ }, ({ path, resolveDir }) => ({ path: join(resolveDir, path), sideEffects: false }));
  },
};

async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    write: false,
    logLevel: 'warning',
    plugins: [withoutBudgets],
    mangleProps: shortNamed,
  });
  const text = outputFiles[0]?.text.trim() ?? '';
  if (/<\/(?:script|style)|<!--/i.test(text) || /%[A-Z_]{4,}%/.test(text))
    throw new Error(`${entry}: cannot stand inside a document as it is`);
  return text;
}

function documentOf(name: PageName, locale: Locale, script: string, style: string): string {
  const say = words[locale];
  return [
    `<!doctype html><html lang="${locale}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="robots" content="noindex">',
    '<meta name="keycard" data-shop-name="%SHOP_NAME%" data-home-url="%HOME_URL%" data-change-password-url="%CHANGE_PASSWORD_URL%" data-forgot-password-url="%FORGOT_PASSWORD_URL%" data-sign-up-url="%SIGN_UP_URL%" data-captcha="%CAPTCHA_PROVIDER%" data-captcha-site-key="%CAPTCHA_SITE_KEY%" data-captcha-script="%CAPTCHA_SCRIPT%" data-password-minimum="%PASSWORD_MINIMUM%">',
    `<title>${titlesOf(say)[name]} – %SHOP_NAME%</title>`,
    `<link rel="icon" href="data:image/svg+xml,${icon}">`,
    `<style>${style}</style></head><body>`,
    `<noscript>${say.needsScript}</noscript>`,
    `<script type="module">${script}</script>`,
    '</body></html>',
  ].join('');
}

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const plainPolicyOf = (style: string): string =>
  [
    "default-src 'none'",
    `style-src ${hash(style)}`,
    'img-src data:',
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** CSP Level 3: hashes of the two inline blocks and nothing else; `connect-src` is for the calls of the client. */
function policyOf(script: string, style: string): string {
  return [
    "default-src 'none'",
    `script-src ${hash(script)}`,
    `style-src ${hash(style)}`,
    "connect-src 'self'",
    "img-src 'self' data:",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

if (import.meta.main) await buildPages();
