/**
 * Calls of AWS by whoever deploys or administers, as their own credentials allow: the few that the project has no client for. Each is one
 * signed request (SigV4); with `AWS_ENDPOINT_URL` it goes there, as the SDK's would.
 */
import { SSMClient } from '@aws-sdk/client-ssm';
import { type Credentials, sign } from './sigv4.ts';

export type AwsCaller = {
  readonly region: string;
  readonly credentials: Credentials;
  /** Where AWS is, if not where it always is: the stack on one machine has its own. */
  readonly endpoint?: string;
};

/** What AWS answered instead; `name` is the error's code, such as `AccessDenied`. */
export class AwsRefused extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

/**
 * Finds region and credentials as the AWS CLI does: environment, profile, SSO, the machine's own role.
 * @param region the one that the options name
 * @throws Error in the SDK's words when there are none
 */
export async function awsCaller(region: string | undefined): Promise<AwsCaller> {
  const { config } = new SSMClient(region ? { region } : {});
  const { accessKeyId, secretAccessKey, sessionToken } = await config.credentials();
  return { region: await config.region(), credentials: { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) } };
}

type Service = {
  /** As signatures spell it. */
  readonly name: string;
  /** As host names spell it. */
  readonly host?: string;
};

/** A service that speaks JSON over `X-Amz-Target`. */
export async function askJson(aws: AwsCaller, service: Service, target: string, input: object): Promise<unknown> {
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target };
  return JSON.parse(await ask(aws, service, { method: 'POST', path: '/', headers, body: JSON.stringify(input) }));
}

/** A service that speaks REST with JSON. `path` is percent-encoded. */
export async function askRest(aws: AwsCaller, service: Service, path: string): Promise<unknown> {
  return JSON.parse(await ask(aws, service, { method: 'GET', path, headers: { accept: 'application/json' }, body: '' }));
}

/** A service that speaks AWS Query. @returns its XML */
export function askQuery(
  aws: AwsCaller,
  service: Service,
  version: string,
  action: string,
  input: Record<string, string> = {},
): Promise<string> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const body = new URLSearchParams({ Action: action, Version: version, ...input }).toString();
  return ask(aws, service, { method: 'POST', path: '/', headers, body });
}

/** The texts of all elements of this name, none of which holds another. */
export function textsOf(xml: string, element: string): string[] {
  return [...xml.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, 'g'))].map(([, text = '']) => unescaped(text));
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
const unescaped = (text: string): string =>
  text.replace(/&(?:#(\d+)|#x([0-9a-fA-F]+)|(\w+));/g, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name) return named[name] ?? whole;
    return String.fromCodePoint(decimal ? Number(decimal) : Number.parseInt(hex ?? '', 16));
  });

/** As asked; `undefined` where AWS says that there is no such thing. */
export const ifThere = <T>(asked: Promise<T>): Promise<T | undefined> =>
  asked.catch((error: Error) => {
    if (/NotFound/.test(error.name)) return undefined;
    throw error;
  });

type Asked = { method: string; path: string; headers: Record<string, string>; body: string };

async function ask(
  { region, credentials, endpoint: given }: AwsCaller,
  { name, host = name }: Service,
  { method, path, headers, body }: Asked,
): Promise<string> {
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  const endpoint = new URL(given ?? (process.env.AWS_ENDPOINT_URL || `https://${host}.${region}.${suffix}`));
  const signed = await sign({ method, target: path, headers: { ...headers, host: endpoint.host }, body }, credentials, {
    region,
    service: name,
    now: Date.now(),
  });
  const response = await fetch(`${endpoint.origin}${path}`, { method, headers: signed, ...(method === 'POST' && { body }) });
  const text = await response.text();
  if (response.ok) return text;
  throw refusalIn(text, response);
}

function refusalIn(text: string, { status, headers }: Response): AwsRefused {
  const [code = ''] = textsOf(text, 'Code');
  if (code) return new AwsRefused(code, textsOf(text, 'Message')[0] ?? '');
  let answer: Record<string, unknown> = {};
  try {
    answer = JSON.parse(text) as Record<string, unknown>;
  } catch {
    // Something on the way answered in AWS's place.
  }
  const name = headers.get('x-amzn-errortype') ?? String(answer.__type ?? `status ${status}`);
  return new AwsRefused(name.replace(/^.*#/, '').replace(/:.*$/, ''), String(answer.message ?? answer.Message ?? ''));
}
