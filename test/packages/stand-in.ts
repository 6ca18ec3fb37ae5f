/** An installation that answers what a test says, on loopback, with keys and a clock of the test's own. */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { atEndOfFile } from '../support/end-of-file.ts';

export type Asked = { method: string; path: string; headers: IncomingHttpHeaders; body: string };
export type Reply = { status?: number; headers?: Record<string, string>; body?: unknown };
type Answering = (asked: Asked) => Reply | Promise<Reply>;

export type StandIn = {
  readonly url: string;
  /** What was asked since it was last looked at, oldest first. */
  asked(): Asked[];
  /** What a path answers from now on; without that, 404. */
  answer(path: string, answering: Answering | Reply): void;
  /** Milliseconds; stands still. */
  now(): number;
  advance(seconds: number): void;
  /** What it publishes from now on, and for how long it may be kept. */
  publish(kids: string[], maxAge?: number): Promise<void>;
  /** A token as the service signs it, but for what is given. */
  sign(given?: { kid?: string; header?: object; claims?: Record<string, unknown> }): Promise<string>;
};

export async function standIn(): Promise<StandIn> {
  let asked: Asked[] = [];
  let time = Date.parse('2026-11-21T12:00:00Z');
  const answers = new Map<string, Answering>();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = '', url: path = '', headers } = request;
    const call = { method, path, headers, body: Buffer.concat(chunks).toString() };
    asked.push(call);
    const { status = 200, headers: more = {}, body } = (await answers.get(path)?.(call)) ?? { status: 404 };
    response.writeHead(status, { 'content-type': 'application/json', ...more }).end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atEndOfFile(async () => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  type Pair = Awaited<ReturnType<typeof generateKeyPair>>;
  const pairs = new Map<string, Pair>();
  const pair = async (kid: string): Promise<Pair> => {
    const known = pairs.get(kid) ?? (await generateKeyPair('ES256', { extractable: true }));
    pairs.set(kid, known);
    return known;
  };
  const answer: StandIn['answer'] = (path, answering) => answers.set(path, typeof answering === 'function' ? answering : () => answering);

  return {
    url,
    answer,
    asked: () => {
      const before = asked;
      asked = [];
      return before;
    },
    now: () => time,
    advance: (seconds) => {
      time += seconds * 1000;
    },
    publish: async (kids, maxAge = 300) => {
      const keys = await Promise.all(
        kids.map(async (kid) => ({ ...(await exportJWK((await pair(kid)).publicKey)), kid, alg: 'ES256', use: 'sig' })),
      );
      answer('/.well-known/jwks.json', { headers: { 'cache-control': `public, max-age=${maxAge}` }, body: { keys } });
    },
    sign: async ({ kid = '1', header = {}, claims = {} } = {}) => {
      const seconds = Math.floor(time / 1000);
      const usual = {
        iss: url,
        aud: 'keycard-prod',
        sub: 'c1',
        iat: seconds,
        exp: seconds + 900,
        jti: 'j1',
        auth_time: seconds,
        acr: `${url}/acr/password`,
        amr: ['pwd'],
      };
      const entries = Object.entries({ ...usual, ...claims }).filter(([, value]) => value !== undefined);
      return new SignJWT(Object.fromEntries(entries))
        .setProtectedHeader({ alg: 'ES256', kid, typ: 'at+jwt', ...header })
        .sign((await pair(kid)).privateKey);
    },
  };
}
