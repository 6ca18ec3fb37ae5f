/** A function's bundle with the shop's brand beside it. */
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Stage } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { assets, type BrandFiles } from './brand-files.ts';

/** Pages show pictures and say what the file of words says; messages carry their logo with them. */
export type BrandedAs = 'pages' | 'messages';

const isOf: Record<BrandedAs, (file: string) => boolean> = {
  pages: (file) => !file.startsWith('mail-logo.'),
  messages: (file) => !file.startsWith(assets),
};

/** The bundle itself where the shop has said nothing, or the function has nothing to say: its bytes, and its deployment, stay as they are. */
export function brandedBundle(scope: Construct, bundle: string, files: BrandFiles, as: BrandedAs | undefined): string {
  const meant = Object.entries(files).filter(([file]) => as && isOf[as](file));
  if (meant.length === 0) return bundle;
  // Beside the copies that the CDK makes of bundles: some of its ways of deploying make none, and take the folder itself.
  const outdir = Stage.of(scope)?.outdir ?? dirname(bundle);
  const folder = join(outdir, `branded-${basename(bundle)}-${hashOf(bundle, meant)}`);
  if (existsSync(folder)) return folder;
  const making = mkdtempSync(join(outdir, 'branding-'));
  cpSync(bundle, making, { recursive: true });
  for (const [file, content] of meant) {
    mkdirSync(dirname(join(making, file)), { recursive: true });
    writeFileSync(join(making, file), content, 'base64');
  }
  // Put in place whole: whoever synthesizes beside may have made the same.
  if (existsSync(folder)) rmSync(making, { recursive: true });
  else renameSync(making, folder);
  return folder;
}

function hashOf(bundle: string, files: readonly (readonly [file: string, content: string])[]): string {
  const hash = createHash('sha256').update(JSON.stringify(files));
  for (const entry of readdirSync(bundle, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) hash.update(entry.name).update(readFileSync(join(entry.parentPath, entry.name)));
  }
  return hash.digest('hex').slice(0, 16);
}
