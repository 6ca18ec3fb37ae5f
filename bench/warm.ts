/** Warm latency of the main operations through the local stack, and the AWS calls that each makes. */
import type { LocalStack } from '../local/stack.ts';
import { Browser } from '../test/support/browser.ts';
import { benchStack, putCustomer } from './stack.ts';
import { ms, quantile } from './statistics.ts';

const RUNS = 60;
const password = 'the right password';

export async function measure(): Promise<boolean> {
  const stack = await benchStack();
  try {
    const browser = new Browser(stack.url);
    const times = new Map<string, number[]>();
    const calls = new Map<string, string>();
    const timed = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
      stack.clearCalls();
      const began = performance.now();
      const result = await work();
      times.set(name, [...(times.get(name) ?? []), performance.now() - began]);
      calls.set(name, callsOf(stack));
      return result;
    };

    for (let run = 0; run < RUNS; run++) {
      const [plain, mailed] = [`plain-${run}`, `mailed-${run}`];
      await putCustomer(stack, plain, password);
      await putCustomer(stack, mailed, password);
      // The first login from a network is remembered; the second is what a customer sees from then on.
      for (const username of [plain, mailed]) await browser.post('/v1/login', { username, password });
      await timed('wrong password', () => browser.post('/v1/login', { username: plain, password: 'wrong' }));
      await browser.post('/v1/login', { username: plain, password });
      const session = await timed('login without a factor', () => browser.post('/v1/login', { username: plain, password }));
      if (session.status !== 200) throw new Error(`the login answered ${session.status}`);

      const own = await browser.post('/v1/login', { username: mailed, password });
      const { accessToken: bearer = '' } = own.body as { accessToken?: string };
      await browser.post('/v1/security/email', { password }, { bearer });
      const login = await timed('login with a code by e-mail', () =>
        browser.post('/v1/login', { username: mailed, password, stayLoggedIn: true }),
      );
      const { challenge } = login.body as { challenge: { token: string } };
      const code = /\d{6}/.exec(stack.outbox().findLast(({ to }) => to === `${mailed}@example.com`)?.subject ?? '')?.[0] ?? '';
      const other = code === '000000' ? '111111' : '000000';
      await timed('wrong code', () => browser.post('/v1/login/verify', { challenge: challenge.token, code: other }));
      await timed('right code, staying logged in', () => browser.post('/v1/login/verify', { challenge: challenge.token, code }));
      await timed('refresh', () => browser.post('/v1/session/refresh', {}));
    }

    for (const [name, took] of times) {
      // The first run meets cold functions.
      const warm = took.slice(1);
      console.log(
        name.padEnd(32),
        `median ${ms(quantile(warm, 0.5))}`.padEnd(20),
        `p95 ${ms(quantile(warm, 0.95))}`.padEnd(18),
        calls.get(name),
      );
    }
    return true;
  } finally {
    await stack.stop();
  }
}

const callsOf = (stack: LocalStack): string =>
  stack
    .calls()
    .map(({ service, action }) => `${service}:${action}`)
    .join(' ') || 'none';
