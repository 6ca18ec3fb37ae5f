/** With which call people begin a journey: what meets the function that is cold. */

import { type Challenge, solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import type { LocalStack } from '../local/stack.ts';
import { challengeIn, demand, enableApp, enableEmail, logIn, type Person, password, person, putIn, session } from './people.ts';
import type { Environments, Sent } from './stack.ts';

type Bench = { stack: LocalStack; functions: Environments };

export type FirstCall = {
  name: string;
  method: string;
  path: string;
  /** What it is answered with. */
  status: number;
  isLogin?: true;
  /** Everything before it, done by functions that are warm. */
  prepare: (bench: Bench) => Promise<Sent>;
};

let people = 0;

async function someone(functions: Environments): Promise<Person> {
  const made = person('first', ++people);
  await putIn(functions, made, people);
  return made;
}

const signedIn = async ({ functions }: Bench): Promise<Sent> => ({ bearer: await session(functions, await someone(functions)) });
const nothing = async (): Promise<Sent> => ({});

export const firstCalls: readonly FirstCall[] = [
  {
    name: 'login',
    method: 'POST',
    path: '/v1/login',
    status: 200,
    isLogin: true,
    prepare: async ({ functions }) => {
      const customer = await someone(functions);
      await enableEmail(functions, customer);
      return { body: { username: customer.address, password } };
    },
  },
  { name: 'security', method: 'GET', path: '/v1/security', status: 200, prepare: signedIn },
  { name: 'activity', method: 'GET', path: '/v1/security/activity', status: 200, prepare: signedIn },
  {
    name: 'recovery',
    method: 'POST',
    path: '/v1/recovery',
    status: 202,
    prepare: async ({ functions }) => {
      const customer = await someone(functions);
      await enableApp(functions, customer);
      return { body: { challenge: challengeIn(await logIn(functions, customer)) } };
    },
  },
  {
    name: 'support',
    method: 'POST',
    path: '/v1/support-requests',
    status: 202,
    prepare: async ({ functions }) => {
      const customer = await someone(functions);
      // From its fourth request on a network's CAPTCHA takes more work.
      const from = `10.${Math.floor(people / 250)}.${people % 250}.1`;
      const challenge = demand(200, await functions.send('GET', '/v1/captcha', { from })).body as unknown as Challenge;
      const solution = await solveChallenge({ challenge, deriveKey, timeout: 60_000 });
      const captcha = Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');
      return { body: { username: customer.address, message: 'My phone is gone.', reachMeAt: '+420 777 123 456', captcha }, from };
    },
  },
  {
    name: 'admin',
    method: 'GET',
    path: '/v1/admin/customers/first-00000001',
    status: 200,
    prepare: nothing,
  },
  { name: 'discovery', method: 'GET', path: '/.well-known/jwks.json', status: 200, prepare: nothing },
  { name: 'pages', method: 'GET', path: '/login', status: 200, prepare: nothing },
];
