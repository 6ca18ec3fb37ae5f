/**
 * The functions' bundles, made by esbuild in this process. CDK's NodejsFunction would start a process for each function, and
 * synth is something people, tests and the local stack wait for; all of them together take about a second.
 *
 * A bundle is an entry and the parts that it is split into: what only some calls of a journey need is a file that is loaded by the
 * first call that needs it, as is what the AWS SDK itself imports on demand.
 */
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, transform } from 'esbuild';
import { ANY, gatheredAt } from '../shared/http/gathered.ts';
import { buildPages } from '../web/build.ts';
import { callsOf, type FunctionName, functionNames, opensKeysEarly } from './functions.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

const target = { platform: 'node', target: 'node24', minify: true, legalComments: 'none', sourcemap: false } as const;

const esbuild = {
  ...target,
  absWorkingDir: root,
  bundle: true,
  // Only ES modules can be split, and only those of the SDK can be tree-shaken.
  format: 'esm',
  splitting: true,
  mainFields: ['module', 'main'],
  alias: {
    '@aws-sdk/credential-provider-node': join(root, 'shared/aws/credentials-from-env.ts'),
    '@aws-sdk/client-dynamodb': join(root, 'shared/aws/dynamodb-client.ts'),
  },
  outdir: root,
  write: false,
  logLevel: 'warning',
} as const satisfies BuildOptions;

/**
 * Each part as CommonJS without dynamic imports: an ESM `import 'node:http'`, or the SDK's `import('node:http')`, loads undici,
 * some 45 ms of every cold start. (No source maps either: they make a cold start a quarter slower.)
 */
const commonJs = { ...target, format: 'cjs', supported: { 'dynamic-import': false } } as const;

/** A file that is nowhere: it knows for each call of a journey what answers it in which file of `functions/`. */
function entryOf(name: FunctionName): string {
  const calls = callsOf(name);
  if (calls.length === 0) return `export { handler } from './functions/${name}.ts';`;
  const answers = calls.map(([, { method, path, handler }]) => answeredBy(`${method} ${path}`, handler));
  const places = new Set(calls.flatMap(([, route]) => gatheredAt(name, route) ?? []));
  for (const place of places) answers.push(answeredBy(`${ANY} ${place}`, 'nothing-here'));
  return [
    ...(opensKeysEarly.includes(name) ? ["import './shared/keyring/at-cold-start.ts';"] : []),
    "import { journey } from './shared/http/journey.ts';",
    'export const calls = {',
    ...answers,
    '};',
    'export const handler = journey(calls);',
  ].join('\n');
}

function answeredBy(call: string, handler: string): string {
  const [file, exported = 'handler'] = handler.split('.');
  return `  '${call}': async () => (await import('./functions/${file}.ts')).${exported},`;
}

/**
 * Writes `<into>/<name>/index.js` and its parts for each function, and the pages beside the function that answers them.
 * Equal sources give equal bytes, so an unchanged function keeps its asset hash and is not deployed again.
 */
export async function bundleFunctions(into: string): Promise<void> {
  // One after the other: each takes both cores. One build for all would split what they share into thrice as many parts.
  for (const name of functionNames) await bundle(name, join(into, name));
  await buildPages(join(into, 'pages'));
  await copyViewer(join(into, 'discovery', 'docs'));
}

/** What the page of the contract loads. */
async function copyViewer(into: string): Promise<void> {
  const viewer = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  await mkdir(into, { recursive: true });
  await copyFile(join(viewer, 'swagger-ui-bundle.js'), join(into, 'viewer.js'));
  await copyFile(join(viewer, 'swagger-ui.css'), join(into, 'viewer.css'));
  await copyFile(join(root, 'web/docs/start.js'), join(into, 'start.js'));
}

async function bundle(name: FunctionName, into: string): Promise<void> {
  const stdin = { contents: entryOf(name), resolveDir: root, sourcefile: 'index.ts', loader: 'ts' } as const;
  const { outputFiles } = await build({ ...esbuild, stdin, entryNames: 'index' });
  await mkdir(into, { recursive: true });
  await Promise.all(
    outputFiles.map(async ({ path, text }) => writeFile(join(into, basename(path)), (await transform(text, commonJs)).code)),
  );
  // Says what `index.js` is, so that neither Lambda nor the local stack has to guess from its surroundings.
  await writeFile(join(into, 'package.json'), '{"type":"commonjs"}');
}
