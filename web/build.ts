/**
 * Makes the pages' files: each program, its style, and its words by language, minified, each with a hash of its content in its name, so
 * that browsers keep it for a year. `functions/pages.ts` writes the documents that name them.
 */
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';
import type { BuiltPage, BuiltPages } from '../shared/http/built-pages.ts';
import { filledUp } from '../shared/http/filled-up.ts';
import { type Locale, locales } from '../shared/words/locale.ts';
import { loadedAlong, type PageName, type Program, pageNames, pages } from './pages.ts';
import { titlesOf, words } from './words/words.ts';

const root = join(import.meta.dirname, '..');

/** A key card, in the accent colour: without an icon of its own, a browser asks for `/favicon.ico`. */
const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect x="3" y="7" width="26" height="18" rx="4" fill="#2f52c4"/><circle cx="11" cy="16" r="3.5" fill="#fff"/><path d="M18 14h7M18 18h4" stroke="#fff" stroke-width="2" stroke-linecap="round"/></svg>';

type Files = Map<string, string>;

/** Writes `<into>/pages.json`, and the files that it names into `<into>/assets/`. */
export async function buildPages(into: string): Promise<BuiltPages<PageName>> {
  const files: Files = new Map();
  const programs = new Map<Program, Metafile>();
  for (const program of new Set(Object.values(pages))) programs.set(program, await programOf(program, files));
  const made = pageNames.map((name) => [name, pageOf(name, programs.get(pages[name]) as Metafile)]);
  const built: BuiltPages<PageName> = {
    pages: Object.fromEntries(made) as Record<PageName, BuiltPage>,
    plain: await plainStyle(files),
    early: await earlyScript(),
    icon: hashed('icon', 'svg', icon, files),
  };
  await mkdir(join(into, 'assets'), { recursive: true });
  await Promise.all([...files].map(([name, text]) => writeFile(join(into, 'assets', name), filledUp(text))));
  await writeFile(join(into, 'pages.json'), JSON.stringify(built));
  return built;
}

const inEach = <Value>(value: (locale: Locale) => Value) =>
  Object.fromEntries(locales.map((locale) => [locale, value(locale)])) as Record<Locale, Value>;

/** Numbers that the service counts by. esbuild takes `15 * MINUTE` for something that happens, and would keep each. */
const withoutBudgets: Plugin = {
  name: 'without-budgets',
  setup: ({ onResolve }) => {
    onResolve({ filter: /\/budgets\.ts$/ }, ({ path, resolveDir }) => ({ path: join(resolveDir, path), sideEffects: false }));
  },
};

const options = {
  absWorkingDir: root,
  outdir: root,
  entryNames: '[name]-[hash]',
  chunkNames: '[name]-[hash]',
  bundle: true,
  splitting: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  charset: 'utf8',
  legalComments: 'none',
  write: false,
  metafile: true,
  logLevel: 'warning',
  plugins: [withoutBudgets],
} as const satisfies BuildOptions;

/** A program's script, style and words carry its name. */
async function programOf(name: Program, files: Files): Promise<Metafile> {
  const { outputFiles, metafile } = await build({ ...options, entryPoints: [`web/${name}.ts`, `web/${name}.css`] });
  for (const { path, text } of outputFiles) files.set(basename(path), text);
  return metafile;
}

function pageOf(name: PageName, metafile: Metafile): BuiltPage {
  const program = pages[name];
  const imported = (...entries: string[]) => [...new Set(entries.flatMap((entry) => importedBy(metafile, outputOf(metafile, entry))))];
  const first = (locale: Locale) => imported(`web/${program}.ts`, `web/words/${program}.${locale}.ts`);
  const along = (locale: Locale) => imported(...(loadedAlong[name] ?? []).map((entry) => entry.replace('%', locale)));
  const script = outputOf(metafile, `web/${program}.ts`);
  const names = (paths: string[], without: string[]) => paths.filter((path) => !without.includes(path)).map((path) => basename(path));
  return {
    style: basename(outputOf(metafile, `web/${program}.css`)),
    script: basename(script),
    preloaded: inEach((locale) => names(first(locale), [script])),
    ownWords: names(imported('shared/words/own-words.ts'), first('en')),
    loadedAlong: inEach((locale) => names(along(locale), first(locale))),
    titles: inEach((locale) => titlesOf(words[locale])[name]),
  };
}

async function plainStyle(files: Files): Promise<string> {
  const { outputFiles } = await build({ ...options, splitting: false, entryPoints: { plain: 'web/problem.css' } });
  for (const { path, text } of outputFiles) files.set(basename(path), text);
  return basename(outputFiles[0]?.path ?? '');
}

/** Stands in the documents themselves: it runs before there is a file. */
async function earlyScript(): Promise<BuiltPages['early']> {
  const { outputFiles } = await build({ ...options, splitting: false, format: 'iife', entryPoints: ['web/early.ts'] });
  const script = outputFiles[0]?.text.trim() ?? '';
  return { script, hash: createHash('sha256').update(script).digest('base64') };
}

function outputOf({ outputs }: Metafile, entry: string): string {
  const found = Object.keys(outputs).find((path) => outputs[path]?.entryPoint === entry);
  if (found === undefined) throw new Error(`${entry} has become no file`);
  return found;
}

/** The file, and all that it imports before it runs. */
function importedBy(metafile: Metafile, path: string): string[] {
  const imports = metafile.outputs[path]?.imports ?? [];
  return [path, ...imports.filter(({ kind }) => kind === 'import-statement').flatMap((each) => importedBy(metafile, each.path))];
}

function hashed(name: string, extension: string, text: string, files: Files): string {
  const file = `${name}-${createHash('sha256').update(text).digest('hex').slice(0, 8).toUpperCase()}.${extension}`;
  files.set(file, text);
  return file;
}
