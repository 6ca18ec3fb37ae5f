import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { present, required, variables } from '../shared/config/environment.ts';
import { publicUrlOf } from '../shared/http/call.ts';
import { pageHeaders, securityHeaders } from '../shared/http/headers.ts';
import { problemType } from '../shared/http/problems.ts';
import { PUBLISHED_LIFETIME } from '../shared/http/published.ts';

const configuredUrl = present(variables.publicUrl);
const isShown = present(variables.apiDocs) === 'true';

/** Beside the function, as `cdk/bundles.ts` has put them there. */
const files = new Map([
  ['viewer.js', 'text/javascript'],
  ['viewer.css', 'text/css'],
  ['start.js', 'text/javascript'],
]);

/** The viewer is a library of somebody else: it gets its own origin, nothing that a page of ours may do, and no other host. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  // It sets styles of elements by their attribute.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const document = [
  '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
  '<title>Keycard: the API</title><link rel="stylesheet" href="docs/viewer.css"></head>',
  '<body><main id="viewer"><noscript>The contract is at <a href="v1/openapi.json">v1/openapi.json</a>.</noscript></main>',
  '<script src="docs/viewer.js"></script><script src="docs/start.js"></script></body></html>',
].join('');

/** The OpenAPI document for people to read, and to try. */
export async function handler(event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  const { file } = event.pathParameters ?? {};
  const type = file === undefined ? undefined : files.get(file);
  if (!isShown || (file !== undefined && !type)) {
    const Location = problemType(publicUrlOf(event, configuredUrl), 'not_found');
    return { statusCode: 303, headers: { ...securityHeaders, Location }, body: '' };
  }
  if (!type || !file) return { statusCode: 200, headers: { ...pageHeaders('en'), 'Content-Security-Policy': policy }, body: document };
  const body = readFileSync(join(required('LAMBDA_TASK_ROOT'), 'docs', file), 'utf8');
  const kept = { 'Cache-Control': `public, max-age=${PUBLISHED_LIFETIME / 1000}`, ETag: `"${hash('sha256', body, 'base64url')}"` };
  return { statusCode: 200, headers: { ...securityHeaders, ...kept, 'Content-Type': `${type}; charset=utf-8` }, body };
}
