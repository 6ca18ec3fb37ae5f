/**
 * AWS's runtime client for Node.js: what stands between Lambda's Runtime API and a handler. Of its package the one file of JavaScript is
 * taken and nothing else. It is no dependency, because its install script compiles curl and an addon: `npm ci` would need cmake and a
 * C++ compiler. What the addon does (ask for an invocation, post its answer) is done by `rapid-client.ts` in its place.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** To renew it: another version here, and what `sha256sum` says of its `index.mjs`. */
const client = { version: '4.0.2', sha256: '180651f3b1745cb68797cdba9a26c01da6c72b81c908400ebc6c27a43986c2e0' } as const;

const build = join(import.meta.dirname, '..', '..', '.build');
const kept = join(build, `aws-lambda-ric-${client.version}`);

/** Where the client lies, fetched from the npm registry the first time. @throws Error when that gave another file, or nothing. */
export function runtimeClient(): string {
  const file = join(kept, 'index.mjs');
  if (existsSync(file)) return file;
  mkdirSync(build, { recursive: true });
  const folder = mkdtempSync(join(build, 'fetching-'));
  try {
    writeFileSync(join(folder, 'index.mjs'), fetched(folder));
    // Another test file may have been quicker.
    if (!existsSync(kept)) renameSync(folder, kept);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return file;
}

function fetched(folder: string): Buffer {
  const pack = ['pack', `aws-lambda-ric@${client.version}`, '--ignore-scripts', '--pack-destination', folder];
  const ofNpm = process.env.npm_execpath;
  const { status, stderr } = ofNpm
    ? spawnSync(process.execPath, [ofNpm, ...pack], { encoding: 'utf8' })
    : spawnSync('npm', pack, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`aws-lambda-ric ${client.version} could not be fetched: ${stderr}`);
  const [archive = ''] = readdirSync(folder);
  const file = inArchive(gunzipSync(readFileSync(join(folder, archive))), 'package/index.mjs');
  const sha256 = createHash('sha256').update(file).digest('hex');
  if (sha256 !== client.sha256) throw new Error(`aws-lambda-ric ${client.version} is another file: ${sha256}`);
  return file;
}

/** A file of a tar archive: blocks of 512 bytes, a header before each file (POSIX.1, "ustar Interchange Format"). */
function inArchive(archive: Buffer, wanted: string): Buffer {
  const text = (from: number, length: number) => archive.toString('latin1', from, from + length).replace(/\0.*$/s, '');
  for (let at = 0; at < archive.length && text(at, 100) !== ''; ) {
    const size = Number.parseInt(text(at + 124, 12), 8);
    if (text(at, 100) === wanted) return archive.subarray(at + 512, at + 512 + size);
    at += 512 + Math.ceil(size / 512) * 512;
  }
  throw new Error(`the archive has no ${wanted}`);
}
