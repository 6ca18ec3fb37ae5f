/** The console's page as one document, with the policy that allows exactly what stands inside. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..', '..');

/** Two cards of a queue. */
const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect x='4' y='5' width='24' height='9' rx='3' fill='%232f52c4'/%3E%3Crect x='4' y='18' width='24' height='9' rx='3' fill='none' stroke='%232f52c4' stroke-width='2'/%3E%3C/svg%3E";

export type Document = { readonly html: string; readonly policy: string };

export async function buildDocument(): Promise<Document> {
  const [script, style] = await Promise.all([bundle('tools/console/page/main.ts'), bundle('tools/console/page/style/style.css')]);
  const html = [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="robots" content="noindex">',
    `<title>Keycard console</title><link rel="icon" href="${icon}">`,
    `<style>${style}</style></head><body>`,
    '<noscript>The console needs JavaScript.</noscript>',
    `<script type="module">${script}</script></body></html>`,
  ].join('');
  return { html, policy: policyOf(script, style) };
}

async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    write: false,
    logLevel: 'warning',
  });
  const text = outputFiles[0]?.text.trim() ?? '';
  if (/<\/(?:script|style)|<!--/i.test(text)) throw new Error(`${entry}: cannot stand inside a document as it is`);
  return text;
}

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** No text becomes markup or script, whatever a request has in it: the page makes elements, and never takes HTML (Trusted Types). */
const policyOf = (script: string, style: string): string =>
  [
    "default-src 'none'",
    `script-src ${hash(script)}`,
    `style-src ${hash(style)}`,
    "connect-src 'self'",
    'img-src data:',
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
