/** Makes what the gallery shows of some options, and serves it. */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { build } from 'esbuild';
import type { Options } from '../../cdk/options.ts';
import { shopVariables } from '../../cdk/shop-variables.ts';
import { variables } from '../../shared/config/environment.ts';
import { buildPages } from '../../web/build.ts';

const root = join(import.meta.dirname, '..', '..');

export type Gallery = {
  url: string;
  port: number;
  /** Says on its page what is wrong with the options as they are now; empty: nothing. One that has stopped says nothing. */
  tell(fault: string): void;
  stop(): Promise<void>;
};

/** @param port 0: any that is free */
export async function startGallery(options: Options, port = 0): Promise<Gallery> {
  mkdirSync(join(root, '.build'), { recursive: true });
  const folder = mkdtempSync(join(root, '.build', 'gallery-'));
  await buildPages(folder);
  await buildPrograms(folder);
  for (const [file, content] of Object.entries(options.brand)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), content, 'base64');
  }
  const server = fork(join(import.meta.dirname, 'serve.ts'), {
    env: { ...process.env, ...variablesOf(options, folder), PORT: String(port) },
  });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const stop = async () => {
    server.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  const chosen = await portOf(server, port).catch(async (error) => {
    await stop();
    throw error;
  });
  const tell = (fault: string) => {
    if (server.connected) server.send({ fault });
  };
  return { url: `http://127.0.0.1:${chosen}/`, port: chosen, tell, stop };
}

function portOf(server: ChildProcess, wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('message', ({ port, failed }: { port?: number; failed?: string }) => {
      if (port !== undefined) resolve(port);
      else reject(new Error(failed === 'EADDRINUSE' ? `Port ${wanted} is taken. Choose another: PORT=4000 npm run brand` : failed));
    });
    server.once('exit', () => reject(new Error('The gallery could not be started: what is above says why.')));
  });
}

/** Those of the functions whose pages and e-mails it shows; what they would send by goes nowhere. */
const variablesOf = (options: Options, folder: string): Record<string, string> => ({
  ...shopVariables(options),
  LAMBDA_TASK_ROOT: folder,
  AWS_REGION: 'eu-central-1',
  [variables.publicUrl]: options.publicUrl,
  [variables.mailFrom]: options.mailFrom,
  [variables.mailSet]: 'none',
  [variables.serviceDomain]: 'amazonaws.com',
  [variables.allowedOrigins]: '',
  [variables.customerAddressHeader]: '',
  [variables.customerPlaceHeaders]: '',
});

async function buildPrograms(folder: string): Promise<void> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: ['tools/brand/shown.ts', 'tools/brand/browse.ts', 'tools/brand/browse.css'],
    outdir: join(folder, 'gallery'),
    entryNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2024',
    charset: 'utf8',
    metafile: true,
    logLevel: 'warning',
  });
  const fileOf = (entry: string) => {
    const [path = ''] = Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint === `tools/brand/${entry}`) ?? [];
    return basename(path);
  };
  const programs = { shown: fileOf('shown.ts'), browse: fileOf('browse.ts'), style: fileOf('browse.css') };
  writeFileSync(join(folder, 'gallery.json'), JSON.stringify(programs));
}
