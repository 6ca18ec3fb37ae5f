/** The folder of a shop that has installed the package: what is packed, unpacked where Node looks for it, and nothing beside. */
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { makePackage } from '../../tools/packages/make.ts';
import { atEndOfFile } from '../support/end-of-file.ts';

const root = join(import.meta.dirname, '..', '..');

export type ShopFolder = {
  readonly path: string;
  /** Where the package is. */
  readonly keycard: string;
  /** The size of what was packed, in bytes. */
  readonly tarball: string;
  write(name: string, text: string): string;
  /** Lends it a package of ours. */
  lend(name: string): void;
};

/** @param bundles the functions, if they have been bundled already */
export async function shopFolder(bundles?: string): Promise<ShopFolder> {
  const path = mkdtempSync(join(tmpdir(), 'keycard-shop-'));
  atEndOfFile(async () => rmSync(path, { recursive: true, force: true }));
  const packed = join(path, 'packed');
  mkdirSync(packed);
  const tarball = await makePackage(packed, bundles);
  const modules = join(path, 'node_modules');
  mkdirSync(modules);
  execFileSync('tar', ['-xzf', tarball], { cwd: modules });
  renameSync(join(modules, 'package'), join(modules, 'keycard'));
  return {
    path,
    keycard: join(modules, 'keycard'),
    tarball,
    write: (name, text) => {
      writeFileSync(join(path, name), text);
      return join(path, name);
    },
    lend: (name) => {
      const there = join(modules, name);
      mkdirSync(join(there, '..'), { recursive: true });
      symlinkSync(join(root, 'node_modules', name), there, 'junction');
    },
  };
}

/** The Node that runs this, and another one where the machine has one, the oldest last: `[version, path]`. */
export function nodes(): [string, string][] {
  const own = realpathSync(process.execPath);
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'));
  const others = folders.map((folder) => join(folder, 'node')).filter((file) => existsSync(file) && realpathSync(file) !== own);
  const found = [own, ...others.slice(0, 1)].map((file): [string, string] => [
    execFileSync(file, ['--version'], { encoding: 'utf8' }).trim(),
    file,
  ]);
  return found.sort(([one], [other]) => other.localeCompare(one, 'en', { numeric: true }));
}

const run = promisify(execFile);

/** Ends with what a program writes. @throws Error with all of it when it fails */
export async function output(file: string, args: string[], cwd: string): Promise<string> {
  try {
    return (await run(file, args, { cwd, env: { PATH: process.env.PATH } })).stdout;
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${args.join(' ')}\n${stdout}${stderr}`);
  }
}
