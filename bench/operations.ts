/** What customers do at the login, and what each of it asks of AWS, cold and warm: counted once a run, for whoever shows it. */
import type { LocalStack } from '../local/stack.ts';
import { challengeIn, codeFor, demand, enableApp, enableEmail, logIn, nextCode, otherThan, type Person, person, putIn } from './people.ts';
import { SlowRoad, type Travelled } from './slow-road.ts';
import { type Answer, benchStack, Environments } from './stack.ts';
import { longestRow, median } from './statistics.ts';

/** A call of which this much is counted. `row`: the services of the AWS calls that wait for each other, in their order. */
export type Counted = { calls: number; row: string[]; read: number; write: number; services: Record<string, number>; kms: number };
/** `ms`: within the function on this machine, AWS on loopback. `logged`: bytes. */
export type Operation = { name: string; cold: Counted; warm: Counted; ms: number; logged: number };

export const operationNames = [
  'wrong password',
  'login without a factor',
  'login, code by e-mail',
  'wrong code',
  'right code',
  'right code, staying logged in',
  'refresh',
  'login with an app',
  'wrong code of an app',
  'right code of an app',
  'recovery code',
  'session asked for',
] as const;
export type OperationName = (typeof operationNames)[number];

/** Longer than what a function does between two calls, and than its start: what does not overlap then waits. */
const SLOW = 300;
/** Runs on the quick road, for the time within the function. */
const TIMED = 5;

let counted: Promise<Record<OperationName, Operation>> | undefined;

export function operations(): Promise<Record<OperationName, Operation>> {
  counted ??= countAll();
  return counted;
}

async function countAll(): Promise<Record<OperationName, Operation>> {
  const stack = await benchStack();
  const road = await SlowRoad.open(stack.awsUrl);
  const functions = new Environments(stack, { variables: { AWS_ENDPOINT_URL: road.url } });
  try {
    // Every key of the installation is made.
    for (const name of operationNames) await (await prepared(name, { stack, road, functions }))();
    const made: [string, Operation][] = [];
    for (const name of operationNames) made.push([name, await count(name, { stack, road, functions })]);
    return Object.fromEntries(made) as Record<OperationName, Operation>;
  } finally {
    await functions.stop();
    road.close();
    await stack.stop();
  }
}

type Bench = { stack: LocalStack; road: SlowRoad; functions: Environments };

/** Once in a function that has just been started, once slowly in one that is warm, and then as quickly as it goes. */
async function count(name: OperationName, bench: Bench): Promise<Operation> {
  const { stack, road, functions } = bench;
  const run = async (delay: number, isCold: boolean) => {
    road.delay = 0;
    const operation = await prepared(name, bench);
    if (isCold) await functions.stop();
    stack.clearCalls();
    road.travelled = [];
    road.delay = delay;
    const answer = await operation();
    return { counted: countedIn(stack, road.travelled), answer };
  };
  const { counted: cold } = await run(SLOW, true);
  // What is loaded by the first call of its kind is loaded.
  await run(0, false);
  const { counted: warm } = await run(SLOW, false);
  const login = await functions.of(stack.model.functions.find(({ shortName }) => shortName === 'login') as never);
  const times: number[] = [];
  const sizes: number[] = [];
  for (let nth = 0; nth < TIMED; nth++) {
    road.delay = 0;
    const operation = await prepared(name, bench);
    const before = login.logged;
    times.push((await operation()).ms);
    sizes.push(login.logged - before);
  }
  return { name, cold, warm, ms: median(times), logged: median(sizes) };
}

function countedIn(stack: LocalStack, travelled: readonly Travelled[]): Counted {
  const calls = stack.calls();
  const services: Record<string, number> = {};
  let [read, write] = [0, 0];
  for (const { service, units } of calls) {
    services[service] = (services[service] ?? 0) + 1;
    if (units && 'read' in units) read += units.read;
    if (units && 'write' in units) write += units.write;
  }
  const row = longestRow(travelled).map(({ service }) => service);
  return { calls: calls.length, row, read, write, services, kms: services.kms ?? 0 };
}

let people = 0;

/** Everything before the call that is counted, for a customer who has logged in from here before. */
async function prepared(name: OperationName, { stack, functions }: Bench): Promise<() => Promise<Answer>> {
  const nth = ++people;
  const someone = person('counted', nth);
  const isOfApp = name.includes('app');
  await putIn(functions, someone, isOfApp ? nth : undefined);
  const post = async (path: string, body: object, status: number, cookie?: string) =>
    demand(status, await functions.send('POST', path, { body, ...(cookie && { cookie }) }));
  const verify = (challenge: string, code: string, status = 200) => post('/v1/login/verify', { challenge, code }, status);

  switch (name) {
    case 'wrong password':
      await logIn(functions, someone);
      return () => post('/v1/login', { username: someone.address, password: 'a wrong password' }, 401);
    case 'login without a factor':
      await logIn(functions, someone);
      return async () => demand(200, await logIn(functions, someone));
    case 'session asked for': {
      const bearer = String((await logIn(functions, someone)).body.accessToken);
      return async () => demand(200, await functions.send('GET', '/v1/session', { bearer }));
    }
    case 'refresh': {
      const { cookie } = await logIn(functions, someone, { stayLoggedIn: true });
      return () => post('/v1/session/refresh', {}, 200, cookie);
    }
    case 'login with an app':
    case 'wrong code of an app':
    case 'right code of an app': {
      const app = await enableApp(functions, someone);
      if (name === 'login with an app') return async () => demand(200, await logIn(functions, someone));
      const challenge = challengeIn(await logIn(functions, someone));
      if (name === 'wrong code of an app') return () => verify(challenge, app.wrongCodeAt(Date.now()), 401);
      return () => verify(challenge, nextCode(app));
    }
    default:
      return byEmail(name, someone, { stack, functions, verify });
  }
}

type ByEmail = Pick<Bench, 'stack' | 'functions'> & { verify: (challenge: string, code: string, status?: number) => Promise<Answer> };

async function byEmail(name: OperationName, someone: Person, { stack, functions, verify }: ByEmail): Promise<() => Promise<Answer>> {
  const [recoveryCode] = await enableEmail(functions, someone);
  if (name === 'login, code by e-mail') return async () => demand(200, await logIn(functions, someone));
  const challenge = challengeIn(await logIn(functions, someone, { stayLoggedIn: name.includes('staying') }));
  if (name === 'recovery code')
    return async () => demand(200, await functions.send('POST', '/v1/login/recovery-code', { body: { challenge, recoveryCode } }));
  const code = codeFor(stack, someone);
  return name === 'wrong code' ? () => verify(challenge, otherThan(code), 401) : () => verify(challenge, code);
}
