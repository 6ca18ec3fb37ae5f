/** Whom an admin command calls and as whom: out of its options and the environment. */
import type { Credentials } from './sigv4.ts';

export type AdminCaller = { url: string; credentials: Credentials; region: string; headers?: Readonly<Record<string, string>> };

/** Where `npm start` serves, and the keys that it takes. */
const local = { url: 'http://localhost:3000', credentials: { accessKeyId: 'local', secretAccessKey: 'local' }, region: 'eu-central-1' };

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * @param url what `--url` says, if anything
 * @throws Error in words for people, when a signature cannot be made
 */
export function adminCaller(url: string | undefined, env: Environment): AdminCaller {
  const called = (url || env.KEYCARD_URL || local.url).replace(/\/+$/, '');
  const parsed = URL.parse(called);
  if (!parsed || !/^https?:$/.test(parsed.protocol)) throw new Error(`${called} is not a URL`);
  const isLocal = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(parsed.hostname);
  // A signature in clear over a network could be repeated by whoever listens.
  if (parsed.protocol === 'http:' && !isLocal) throw new Error(`${called} is not https`);

  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken } = env;
  if (isLocal) {
    // The stack on one machine takes any access key, so that each of a team can have one; a real secret stays where it is.
    const own = accessKeyId && secretAccessKey === local.credentials.secretAccessKey ? { accessKeyId, secretAccessKey } : local.credentials;
    return { url: called, credentials: own, region: local.region };
  }
  if (!accessKeyId || !secretAccessKey) {
    throw new Error(
      'AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set. With a profile: eval "$(aws configure export-credentials --format env)"',
    );
  }
  const region = /\.execute-api\.([a-z0-9-]+)\.amazonaws\./.exec(parsed.hostname)?.[1] ?? (env.AWS_REGION || env.AWS_DEFAULT_REGION);
  if (!region) throw new Error(`AWS_REGION is not set, and ${parsed.hostname} does not tell it`);
  const credentials = { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
  // Behind a CDN the API answers nobody without its secret, admins neither. They call it at its origin: a signature is for the host that checks it.
  const secret = env.KEYCARD_CDN_SECRET;
  return { url: called, credentials, region, ...(secret && { headers: { 'x-api-key': secret } }) };
}
