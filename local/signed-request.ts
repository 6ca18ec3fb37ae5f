/** Calls of an admin to the stack on one machine. */
import { signedFetch as signedFetchAnywhere } from '../tools/signed-fetch.ts';
import type { Credentials } from '../tools/sigv4.ts';
import { localSecret } from './api-gateway.ts';
import { region } from './intrinsics.ts';

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
  return signedFetchAnywhere({ url, method, path, body, credentials, region, now });
}
