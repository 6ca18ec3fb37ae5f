/** The programs of the package, by esbuild. */
import { join } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { said } from '../../cdk/brand/said.ts';

const root = join(import.meta.dirname, '..', '..');

const common = {
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  charset: 'utf8',
  legalComments: 'none',
  write: false,
  logLevel: 'warning',
} as const satisfies BuildOptions;

/** For a page without a bundler too: one file, and small. */
const client = {
  ...common,
  entryPoints: ['packages/client.ts'],
  // Whatever machine packs it, the map names the sources from the root of the repository.
  outfile: 'index.js',
  target: 'es2022',
  minify: true,
  sourcemap: 'linked',
} as const satisfies BuildOptions;

/** Without a word of Node, as it runs at the edge too. It carries what it needs of jose, so that nobody else has to. */
const server = {
  ...common,
  entryPoints: ['packages/server/index.ts'],
  outfile: 'index.js',
  target: 'es2022',
  platform: 'neutral',
  mainFields: ['module', 'main'],
} as const satisfies BuildOptions;

/** The names in texts are those that the sources have; a bundler gives them others, and would bring all words along. */
const saidAsTable: Plugin = {
  name: 'said-as-table',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]cdk[\\/]brand[\\/]said\.ts$/ }, () => ({ contents: `export const said = ${JSON.stringify(said)};` }));
  },
};

/** There must be one copy of the CDK in an app: that is the app's. */
const cdk = {
  ...common,
  entryPoints: ['packages/cdk.ts'],
  outfile: 'index.js',
  target: 'node20',
  platform: 'node',
  mainFields: ['module', 'main'],
  external: ['aws-cdk-lib', 'constructs'],
  plugins: [saidAsTable],
} as const satisfies BuildOptions;

/** @returns the files of an entry, by their names */
async function bundled(options: BuildOptions & { write: false }, banner: string): Promise<Record<string, string>> {
  const { outputFiles } = await build({ ...options, banner: { js: banner } });
  return Object.fromEntries(outputFiles.map(({ path, text }) => [path.slice(root.length + 1), text]));
}

export const clientProgram = (version: string) => bundled(client, `/*! keycard/client ${version}, Apache-2.0 */`);
export const serverProgram = (version: string) =>
  bundled(server, `/*! keycard/server ${version}, Apache-2.0; NOTICES has the licence of jose */`);
export const cdkProgram = (version: string) =>
  bundled(cdk, `/*! keycard/cdk ${version}, Apache-2.0; NOTICES has the licences of valibot and libphonenumber-js */`);
