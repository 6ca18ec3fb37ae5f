/**
 * The functions' bundles, made by one run of esbuild for all of them. CDK's NodejsFunction would start a process for
 * each function and synth is something people, tests and the local stack wait for; one run takes well under a second.
 */
import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build } from 'esbuild';
import { buildPages, pagesFile } from '../web/build.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

const esbuild = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node24',
  // CommonJS without dynamic imports: an ESM `import 'node:http'`, or the SDK's `import('node:http')`, loads undici,
  // some 45 ms of every cold start.
  format: 'cjs',
  supported: { 'dynamic-import': false },
  // The ES modules of the SDK can be tree-shaken, its CommonJS files cannot.
  mainFields: ['module', 'main'],
  alias: { '@aws-sdk/credential-provider-node': join(root, 'shared/aws/credentials-from-env.ts') },
  minify: true,
  // Source maps make a cold start a quarter slower.
  sourcemap: false,
  legalComments: 'none',
  logLevel: 'warning',
} as const satisfies BuildOptions;

/**
 * Writes `<into>/<name>/index.js` for each `functions/<name>.ts`, and the pages beside the function that answers them.
 * Equal sources give equal bytes, so an unchanged function keeps its asset hash and is not deployed again.
 */
export async function bundleFunctions(names: readonly string[], into: string): Promise<void> {
  await Promise.all([
    buildPages(),
    build({
      ...esbuild,
      entryPoints: Object.fromEntries(names.map((name) => [`${name}/index`, join(root, 'functions', `${name}.ts`)])),
      outdir: into,
    }),
  ]);
  await copyFile(pagesFile, join(into, 'pages', 'pages.json'));
  // Says what `index.js` is, so that neither Lambda nor the local stack has to guess from its surroundings.
  await Promise.all(names.map((name) => writeFile(join(into, name, 'package.json'), '{"type":"commonjs"}')));
}
