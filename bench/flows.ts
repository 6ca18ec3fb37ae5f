/**
 * Who is compared: a whole login of each, from the password to an answer about the session that it led to. Both are called as handlers in
 * a process of their own, by messages: Keycard's function with API Gateway's events, better-auth's handler with requests.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalStack } from '../local/stack.ts';
import { type Answered, type Call, userOf } from './better-auth/subject.ts';
import { Child } from './child.ts';
import { challengeIn, codeFor, demand, enableEmail, logIn, manyLike, person, putIn, tag } from './people.ts';
import { Environments, straightToEngine } from './stack.ts';

export type Hash = 'trivial' | 'default';

export type Subject = {
  name: string;
  /** One login. No two of a lane are under way at once. */
  flow(lane: number): Promise<void>;
  /** Milliseconds of CPU time that its process has had. */
  cpu(): Promise<number>;
  stop(): Promise<void>;
};

/** @param flows how many logins there will be: each is of another customer, as one gets a code a minute at most */
export async function keycard(stack: LocalStack, hash: Hash, flows: number): Promise<Subject> {
  const functions = new Environments(stack, { ...(hash === 'trivial' && { tag }), variables: straightToEngine(stack) });
  const model = person(hash, 0);
  await putIn(functions, model);
  await enableEmail(functions, model);
  await manyLike(stack, hash, flows);
  let next = 0;
  return {
    name: 'Keycard',
    flow: async () => {
      const someone = person(hash, ++next);
      const challenge = challengeIn(demand(200, await logIn(functions, someone)));
      const body = { challenge, code: codeFor(stack, someone) };
      const { accessToken } = demand(200, await functions.send('POST', '/v1/login/verify', { body })).body;
      demand(200, await functions.send('GET', '/v1/session', { bearer: String(accessToken) }));
    },
    cpu: async () => (await functions.of(stack.model.functions.find(({ shortName }) => shortName === 'login') as never)).cpu(),
    stop: () => functions.stop(),
  };
}

const home = join(import.meta.dirname, 'better-auth');

/** Installs it where it is not yet. @returns its version, `undefined` if it cannot be had */
export function betterAuthVersion(): string | undefined {
  const installed = join(home, 'node_modules', 'better-auth', 'package.json');
  if (!existsSync(installed)) {
    const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: home, stdio: ['ignore', 'ignore', 'inherit'] });
    if (status !== 0) return undefined;
  }
  return (JSON.parse(readFileSync(installed, 'utf8')) as { version: string }).version;
}

/** @param lanes each has a user of its own */
export async function betterAuth(storage: 'memory' | 'sqlite', hash: Hash, lanes: number): Promise<Subject> {
  const env = { NODE_ENV: 'production', NODE_NO_WARNINGS: '1' };
  const child = await Child.start(join(home, 'subject.ts'), [storage, hash, String(lanes)], env);
  const call = async (what: Call & { email?: string }): Promise<Answered> => {
    const { answer } = await child.call<Answered>(what);
    if (answer.status !== 200) throw new Error(`better-auth answered ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer;
  };
  return {
    name: storage === 'memory' ? 'in memory' : 'on SQLite',
    flow: async (lane) => {
      const { email, password } = userOf(lane);
      const { cookie } = await call({ path: '/sign-in/email', body: { email, password } });
      const { otp } = await call({ path: '/two-factor/send-otp', body: {}, cookie, email });
      const verified = await call({ path: '/two-factor/verify-otp', body: { code: otp }, cookie });
      const { body } = await call({ method: 'GET', path: '/get-session', cookie: verified.cookie });
      if ((body?.user as { email?: string } | undefined)?.email !== email) throw new Error('better-auth knows no session');
    },
    cpu: () => child.cpu(),
    stop: () => child.stop(),
  };
}
