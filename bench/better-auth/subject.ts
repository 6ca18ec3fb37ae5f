/**
 * better-auth in a process of its own, set up as its documentation does it (Installation, 2FA, SQLite), with as many users as are given,
 * each with a code by e-mail as second factor. Arguments: `memory` or `sqlite`, `trivial` or `default`, the number of users.
 *
 * Everything in its favour: its limits are off, nothing is sent (the code is handed to whoever asks for it), SQLite lies in memory.
 */
import { DatabaseSync } from 'node:sqlite';
import { serve } from '../serve.ts';

/** It is installed only where it is measured, so it has no types here. */
// biome-ignore lint/suspicious/noExplicitAny: see above
const load = (name: string): Promise<any> => import(import.meta.resolve(name));

/** `otp`: of a call to have one sent. */
export type Call = { method?: string; path: string; body?: object; cookie?: string };
export type Answered = { status: number; body: Record<string, unknown>; cookie: string; otp?: string };

export const userOf = (nth: number) => ({ email: `user-${nth}@example.com`, password: 'correct horse battery staple' });

const origin = 'http://localhost:3000';

async function main([storage = '', hash = '', users = '']: string[]): Promise<void> {
  const { betterAuth } = await load('better-auth');
  const { twoFactor } = await load('better-auth/plugins');
  const sent = new Map<string, string>();
  const trivial = {
    hash: async (password: string) => password,
    verify: async ({ hash: kept, password }: { hash: string; password: string }) => kept === password,
  };
  const options = {
    baseURL: origin,
    secret: 'a secret of the bench that is long enough, and good for nothing else',
    database: await databaseFor(storage),
    emailAndPassword: { enabled: true, ...(hash === 'trivial' && { password: trivial }) },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { level: 'error' },
    plugins: [
      twoFactor({
        otpOptions: { sendOTP: ({ user, otp }: { user: { email: string }; otp: string }) => void sent.set(user.email, otp) },
      }),
    ],
  };
  if (storage === 'sqlite') await (await (await load('better-auth/db/migration')).getMigrations(options)).runMigrations();
  const auth = betterAuth(options);

  const call = async ({ method = 'POST', path, body, cookie }: Call): Promise<Answered> => {
    const headers = { origin, ...(body && { 'content-type': 'application/json' }), ...(cookie && { cookie }) };
    const request = new Request(`${origin}/api/auth${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    const response: Response = await auth.handler(request);
    const text = await response.text();
    // A browser lets go of those that are empty.
    const cookies = response.headers.getSetCookie().flatMap((each) => (/^[^=]+=[^;]/.test(each) ? [each.split(';')[0]] : []));
    return { status: response.status, body: text ? JSON.parse(text) : {}, cookie: cookies.join('; ') };
  };

  for (let nth = 0; nth < Number(users); nth++) {
    const { email, password } = userOf(nth);
    const { cookie } = await call({ path: '/sign-up/email', body: { email, password, name: `User ${nth}` } });
    const { status, body } = await call({ path: '/two-factor/enable', body: { password, method: 'otp' }, cookie });
    if (status !== 200) throw new Error(`the second factor was refused: ${status} ${JSON.stringify(body)}`);
  }
  serve(async (asked: Call & { email?: string }) => {
    const answered = await call(asked);
    const otp = asked.email === undefined ? undefined : sent.get(asked.email);
    return { ...answered, ...(otp !== undefined && { otp }) };
  });
}

async function databaseFor(storage: string): Promise<unknown> {
  if (storage === 'sqlite') return new DatabaseSync(':memory:');
  const { memoryAdapter } = await load('better-auth/adapters/memory');
  return memoryAdapter({ user: [], session: [], account: [], verification: [], twoFactor: [] });
}

if (import.meta.main) await main(process.argv.slice(2));
