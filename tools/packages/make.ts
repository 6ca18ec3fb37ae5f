/**
 * Makes the package `keycard` as people install it: programs, types, and the Lambda functions as they are deployed. It depends on nothing;
 * who uses the construct has the CDK already.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleFunctions } from '../../cdk/bundles.ts';
import { cdkProgram, clientProgram, serverProgram } from './bundled.ts';
import { functionTypes, optionTypes } from './cdk-types.ts';
import { clientTypes } from './client-types.ts';
import { declarations } from './declarations.ts';
import { notices } from './notices.ts';

const root = join(import.meta.dirname, '..', '..');

type Manifest = Record<'name' | 'version' | 'description' | 'license', string> & {
  type: string;
  engines: object;
  devDependencies: Record<string, string>;
};

/** The repository's, but for what is of the package alone. */
function manifest({ name, version, description, license, type, engines, devDependencies }: Manifest) {
  const entry = (folder: string) => ({ types: `./${folder}/index.d.ts`, default: `./${folder}/index.js` });
  const peers = ['aws-cdk-lib', 'constructs'];
  return {
    name,
    version,
    description,
    license,
    type,
    sideEffects: false,
    engines,
    exports: { './client': entry('client'), './server': entry('server'), './cdk': entry('cdk'), './package.json': './package.json' },
    peerDependencies: Object.fromEntries(peers.map((peer) => [peer, devDependencies[peer]])),
    peerDependenciesMeta: Object.fromEntries(peers.map((peer) => [peer, { optional: true }])),
  };
}

const serverParts = readdirSync(join(root, 'packages', 'server'))
  .filter((name) => name !== 'index.ts')
  .map((name) => `packages/server/${name}`);

/**
 * Writes `<into>/keycard/` and packs it into `<into>/keycard-<version>.tgz`. Equal sources give equal bytes.
 *
 * @param bundles the directory that `bundleFunctions` wrote, if it has been called already
 * @returns where the tarball is
 */
export async function makePackage(into: string, bundles?: string): Promise<string> {
  const folder = join(into, 'keycard');
  rmSync(folder, { recursive: true, force: true });
  const write = (name: string, files: Readonly<Record<string, string>>) => {
    mkdirSync(join(folder, name), { recursive: true });
    for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, name, file), text);
  };
  const own = manifest(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));

  const [serverTypes = {}, cdkTypes = {}] = declarations([
    { files: ['packages/server/index.ts', ...serverParts], packages: [] },
    {
      files: ['packages/cdk.ts', 'cdk/keycard.ts', 'cdk/tables.ts', 'cdk/read-options.ts'],
      packages: Object.keys(own.peerDependencies),
      written: { 'cdk/functions.ts': functionTypes(), 'cdk/options.ts': optionTypes() },
    },
  ]);
  const { version } = own;
  write('client', { ...(await clientProgram(version)), 'index.d.ts': clientTypes() });
  write('server', { ...(await serverProgram(version)), ...serverTypes });
  write('cdk', { ...(await cdkProgram(version)), ...cdkTypes });
  if (bundles) cpSync(bundles, join(folder, 'cdk', 'functions'), { recursive: true });
  else await bundleFunctions(join(folder, 'cdk', 'functions'));
  write('', {
    'package.json': `${JSON.stringify(own, null, 2)}\n`,
    'README.md': readFileSync(join(root, 'packages', 'README.md'), 'utf8'),
    LICENSE: readFileSync(join(root, 'LICENSE'), 'utf8'),
    NOTICES: notices(),
  });
  npm('pack', '--silent', '--pack-destination', into, folder);
  return join(into, `${own.name}-${version}.tgz`);
}

/** npm itself where it has started us: its name is another on Windows. */
function npm(...args: string[]): void {
  const { npm_execpath: program } = process.env;
  const [command, ...first] = program?.endsWith('npm-cli.js') ? [process.execPath, program] : ['npm'];
  execFileSync(command, [...first, ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
}
