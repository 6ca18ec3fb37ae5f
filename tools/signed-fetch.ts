/** Calls of an admin: requests to the API that carry an AWS signature (SigV4, service `execute-api`). */
import { type Credentials, sign } from './sigv4.ts';

type SignedCall = {
  /** Without a slash at its end. */
  url: string;
  method: string;
  /** Begins with a slash, percent-encoded, with its query. */
  path: string;
  /** Goes as JSON, under another type if `headers` says one. */
  body?: unknown;
  /** Lower-case names, signed too. */
  headers?: Readonly<Record<string, string>>;
  credentials: Credentials;
  region: string;
  /** Milliseconds; AWS takes a signature for five minutes. */
  now: number;
  signal?: AbortSignal;
};

export async function signedFetch({
  url,
  method,
  path,
  body,
  headers: more = {},
  credentials,
  region,
  now,
  signal,
}: SignedCall): Promise<Response> {
  const text = body === undefined ? '' : JSON.stringify(body);
  const { origin, host, pathname } = new URL(url);
  const target = `${pathname.replace(/\/$/, '')}${path}`;
  const headers = { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...more, host };
  const signed = await sign({ method, target, headers, body: text }, credentials, { region, service: 'execute-api', now });
  return fetch(`${origin}${target}`, { method, headers: signed, ...(body === undefined ? {} : { body: text }), ...(signal && { signal }) });
}
