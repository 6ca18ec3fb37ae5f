/** `npm run packages`: packs `keycard`, with `keycard/client`, `keycard/server` and `keycard/cdk`, into `.build/packages/`. */
import { readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { makePackage } from './packages/make.ts';

const into = join(import.meta.dirname, '..', '.build', 'packages');
const tarball = await makePackage(into);

const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(1)} KB`;
const sizeOf = (file: string) => gzipSync(readFileSync(join(into, 'keycard', file))).length;
console.log(`${relative(process.cwd(), tarball)}: ${kilobytes(statSync(tarball).size)}`);
for (const entry of ['client', 'server', 'cdk']) console.log(`keycard/${entry}: ${kilobytes(sizeOf(`${entry}/index.js`))} gzipped`);
