/** Whether a service that is deployed answers as it should, by calls that change nothing and that anybody may make. */
import { randomBytes } from 'node:crypto';
import { routes } from '../shared/http/routes/map.ts';
import type { Route } from '../shared/http/routes/route.ts';
import { type Finding, ok, wrong } from './findings.ts';

export type Service = {
  /** Without a slash at its end. */
  readonly url: string;
  /** A frontend that may call, if there is one. */
  readonly origin: string | undefined;
  /** What a CDN in front forwards to, if there is one. */
  readonly behind?: string | undefined;
  /** In which that CDN names the customer's address. */
  readonly addressHeader?: string | undefined;
};

const foreign = 'https://keycard-smoke.invalid';
const logs = 'the logs of the functions and of API Gateway say more (docs/admin.md)';

/** The faults that it finds; `undefined`: there is nothing of the kind to look at. */
type Check = (service: Service) => Promise<string[] | undefined>;

const checks: Readonly<Record<string, Check>> = {
  'the pages answer, with a strict policy': async ({ url }) => {
    const faults: string[] = [];
    for (const { path } of (Object.values(routes) as Route[]).filter(
      ({ page, status, handler }) => page && status === 200 && !['docs', 'assets', 'nowhere'].includes(handler),
    )) {
      const { status, headers } = await get(`${url}${path.replace('{problem}', 'invalid_request')}`);
      if (status !== 200) faults.push(`${path} answers ${status}`);
      else if (!headers.get('content-security-policy')?.includes("default-src 'none'")) faults.push(`${path} has no strict policy`);
    }
    return faults;
  },
  'it is reached by https alone': async ({ url }) => {
    if (new URL(url).hostname === 'localhost') return [];
    const { headers } = await get(`${url}/.well-known/jwks.json`);
    return [
      ...(url.startsWith('https://') ? [] : [`${url} is not https`]),
      ...(headers.get('strict-transport-security') ? [] : ['answers have no Strict-Transport-Security']),
    ];
  },
  // Before the keys are asked for: the first login of an installation makes them.
  'a wrong password is refused': async ({ url }) => {
    const { status, body } = await logIn(url);
    const { code } = body as { code?: string };
    return status === 401 && code === 'invalid_credentials' ? [] : [`a login of nobody answers ${status} ${code ?? ''}`];
  },
  'the public keys of the access tokens are there, and only those': async ({ url }) => {
    const { status, body } = await get(`${url}/.well-known/jwks.json`);
    const { keys = [] } = body as { keys?: Record<string, unknown>[] };
    if (status !== 200 || keys.length === 0) return [`jwks.json answers ${status} with ${keys.length} keys`];
    return keys.some((key) => 'd' in key || key.kty !== 'EC') ? ['jwks.json holds what is no public key'] : [];
  },
  'the OpenAPI document names this address': async ({ url }) => {
    const { status, body } = await get(`${url}/v1/openapi.json`);
    const { openapi, servers } = body as { openapi?: string; servers?: { url: string }[] };
    if (status !== 200 || !openapi?.startsWith('3.')) return [`openapi.json answers ${status}`];
    return servers?.[0]?.url === url ? [] : [`it names ${servers?.[0]?.url}: publicUrl or the domain is not what clients call`];
  },
  'what is not JSON is refused before a function is paid for': async ({ url }) => {
    const { status, body } = await ask(`${url}/v1/login`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '[]' });
    return status === 400 && (body as { code?: string }).code === 'invalid_request' ? [] : [`a list as body answers ${status}`];
  },
  'the frontends may call from a browser, and nobody else': async ({ url, origin }) => {
    const allowed = async (from: string) => {
      const headers = { Origin: from, 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'content-type' };
      return (await ask(`${url}/v1/login`, { method: 'OPTIONS', headers })).headers.get('access-control-allow-origin');
    };
    const faults: string[] = [];
    if (origin && (await allowed(origin)) !== origin) faults.push(`a browser keeps ${origin} from calling`);
    if ((await allowed(foreign)) !== null) faults.push('a browser lets any page call');
    const { body } = await logIn(url, { Origin: foreign });
    if ((body as { code?: string }).code !== 'origin_refused') faults.push('a call of a foreign page is not refused');
    return faults;
  },
  'an admin call without a signature is refused': async ({ url }) => {
    const { status } = await get(`${url}/v1/admin/support-requests`);
    return [401, 403, 404].includes(status) ? [] : [`it answers ${status}`];
  },
  'nobody gets past the CDN': async ({ behind }) => {
    if (!behind) return undefined;
    const faults: string[] = [];
    for (const [what, { status, body }] of [
      ['a page', await get(`${behind}/login`)],
      ['a login', await logIn(behind, { 'X-Api-Key': randomBytes(32).toString('hex') })],
    ] as const) {
      if (status !== 404 || (body as { code?: string }).code !== 'not_found') faults.push(`${behind} answers ${what} with ${status}`);
    }
    return faults;
  },
  // Five wrong passwords are free for one username and network, then waits begin with a second: who is slow has three more tries.
  'the CDN names the address of a customer, whatever they claim': async ({ url, addressHeader }) => {
    if (!addressHeader) return undefined;
    const username = nobody();
    for (let nth = 1; nth <= 8; nth++) {
      // Of no network in use (RFC 2544), and each of another /24.
      const { status, body } = await logIn(url, { [addressHeader]: `198.18.${nth}.1` }, username);
      const { code } = body as { code?: string };
      if (code === 'too_many_attempts') return [];
      if (code !== 'invalid_credentials') return [`a login of nobody answers ${status} ${code ?? ''}`];
    }
    return [`${addressHeader} is believed as a client wrote it: the CDN does not write over it on the way to /v1/login`];
  },
};

/** Makes every check, each whatever became of the others. */
export async function smoke(service: Service): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [promise, check] of Object.entries(checks)) {
    const faults = await check(service).catch((error: Error) => [
      `not reached: ${(error.cause as Error | undefined)?.message || error.message}`,
    ]);
    if (faults) findings.push(faults.length === 0 ? ok(promise) : wrong(`not so: ${promise} (${faults.join('; ')})`, logs));
  }
  return findings;
}

/** An account that no shop has: its tries count against nobody. */
const nobody = () => `smoke-${randomBytes(6).toString('hex')}@keycard-smoke.invalid`;

function logIn(url: string, headers: Record<string, string> = {}, username = nobody()): Promise<Answer> {
  return ask(`${url}/v1/login`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify({ username, password: randomBytes(12).toString('hex') }),
  });
}

type Answer = { status: number; headers: Headers; body: unknown };

const get = (url: string): Promise<Answer> => ask(url, { method: 'GET' });

async function ask(url: string, call: RequestInit): Promise<Answer> {
  const response = await fetch(url, { ...call, redirect: 'manual', signal: AbortSignal.timeout(30_000) });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return {};
  }
}
