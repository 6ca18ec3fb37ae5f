/** Calls of an admin: requests to the API that carry an AWS signature. */
import { localSecret } from './api-gateway.ts';
import { region } from './intrinsics.ts';
import { type Credentials, sign } from './sigv4.ts';

export const localCredentials: Credentials = { accessKeyId: 'local', secretAccessKey: localSecret };

/** `path` begins with a slash and is percent-encoded; `body` goes as JSON. */
export function signedFetch(
  url: string,
  method: string,
  path: string,
  body?: unknown,
  credentials: Credentials = localCredentials,
  now = Date.now(),
): Promise<Response> {
  const text = body === undefined ? '' : JSON.stringify(body);
  const headers = { host: new URL(url).host, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
  const signed = sign({ method, target: path, headers, body: text }, credentials, { region, service: 'execute-api', now });
  return fetch(`${url}${path}`, { method, headers: signed, ...(body === undefined ? {} : { body: text }) });
}
