/**
 * What a cold start costs: in a fresh process, the bundle of a journey is evaluated and its first call answered, beside a bundle of
 * client-dynamodb alone that makes one UpdateItem. Every journey takes its turn in every round, with that one right before it.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { region } from '../local/intrinsics.ts';
import { localCredentials } from '../local/signed-request.ts';
import type { LocalStack } from '../local/stack.ts';
import { quickly } from './arguments.ts';
import { type FirstCall, firstCalls } from './first-calls.ts';
import type { FreshCall } from './fresh-call.ts';
import { tag } from './people.ts';
import { answerFrom, benchStack, Environments, eventFor, straightToEngine } from './stack.ts';
import { median, ratios, spread } from './statistics.ts';
import type { Goal, Row, Section } from './table.ts';

const ROUNDS = quickly ? 2 : 15;
/** The journey that a customer waits for most often, and all others. */
const goals: { login: Goal; other: Goal } = { login: { most: 0.85 }, other: { most: 1 } };

type Measured = { ours: FreshCall[]; beside: FreshCall[] };

export async function measure(): Promise<Section[]> {
  const root = join(import.meta.dirname, '..');
  mkdirSync(join(root, '.build'), { recursive: true });
  const folder = mkdtempSync(join(root, '.build', 'cold-start-'));
  const stack = await benchStack();
  const functions = new Environments(stack, { tag, variables: straightToEngine(stack) });
  try {
    const bundles = await bundlesIn(folder);
    const measured = new Map<string, Measured>(firstCalls.map(({ name }) => [name, { ours: [], beside: [] }]));
    await alone(bundles, stack);
    for (let round = 0; round < ROUNDS; round++) {
      for (const call of firstCalls) {
        const request = await call.prepare({ stack, functions });
        measured.get(call.name)?.beside.push(await alone(bundles, stack));
        measured.get(call.name)?.ours.push(await first(call, request, bundles, stack));
      }
    }
    return [
      { title: 'cold start ÷ client-dynamodb alone, wall-clock', rows: firstCalls.map((call) => row(call, measured.get(call.name))) },
      { title: 'cold start ÷ client-dynamodb alone, CPU time', rows: firstCalls.map((call) => row(call, measured.get(call.name), 'cpu')) },
    ];
  } finally {
    await functions.stop();
    await stack.stop();
    rmSync(folder, { recursive: true });
  }
}

function row({ name, path, isLogin }: FirstCall, { ours, beside }: Measured = { ours: [], beside: [] }, of: 'wall' | 'cpu' = 'wall'): Row {
  const [mine, other] = [ours, beside].map((calls) => calls.map((call) => call[of])) as [number[], number[]];
  const note = `${median(mine).toFixed(0)} ms ÷ ${median(other).toFixed(0)} ms, ${Math.round((ours[0]?.bytes ?? 0) / 1024)} KB`;
  const goal = isLogin ? goals.login : goals.other;
  return { what: `${name}: ${path}`, value: spread(ratios(mine, other)), ...(of === 'wall' && { goal }), note };
}

type Bundles = { folder: string; freshCall: string; clientAlone: string };

/** The client as whoever bundles it for Lambda would: ES modules, minified. */
async function bundlesIn(folder: string): Promise<Bundles> {
  const [freshCall, clientAlone] = [join(folder, 'fresh-call.cjs'), join(folder, 'client-dynamodb.mjs')];
  const common = { bundle: true, platform: 'node', target: 'node24', logLevel: 'warning' } as const;
  await build({ ...common, entryPoints: [join(import.meta.dirname, 'fresh-call.ts')], outfile: freshCall, format: 'cjs' });
  const contents = `
    import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
    const client = new DynamoDBClient({});
    export const handler = (input) => client.send(new UpdateItemCommand(input));`;
  const stdin = { contents, resolveDir: join(import.meta.dirname, '..'), loader: 'js' } as const;
  // What is CommonJS in it asks for Node's own modules by require.
  const banner = { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" };
  await build({ ...common, stdin, outfile: clientAlone, format: 'esm', minify: true, mainFields: ['module', 'main'], banner });
  return { folder, freshCall, clientAlone };
}

async function alone({ folder, freshCall, clientAlone }: Bundles, stack: LocalStack): Promise<FreshCall> {
  const [table] = stack.model.tables;
  const input = {
    TableName: table?.name,
    Key: { pk: { S: 'BENCH' }, sk: { S: 'BENCH' } },
    UpdateExpression: 'SET guesses = list_append(if_not_exists(guesses, :none), :one)',
    ExpressionAttributeValues: { ':none': { L: [] }, ':one': { L: [{ S: 'digest' }] } },
    ReturnValues: 'UPDATED_NEW',
  };
  const { accessKeyId, secretAccessKey } = localCredentials;
  const env = { AWS_REGION: region, AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, ...straightToEngine(stack) };
  return await inFreshProcess([freshCall, clientAlone, eventFile(folder, input)], env);
}

async function first(
  call: FirstCall,
  sent: Awaited<ReturnType<FirstCall['prepare']>>,
  bundles: Bundles,
  stack: LocalStack,
): Promise<FreshCall> {
  const [target, event] = eventFor(stack, call.method, call.path, sent);
  const env = { ...stack.variablesOf(target), ...straightToEngine(stack) };
  const args = [bundles.freshCall, join(target.assetDirectory, 'index.js'), eventFile(bundles.folder, event), tag];
  const called = await inFreshProcess(args, env);
  const { status, body } = answerFrom(called.answer, 0);
  if (status !== call.status) throw new Error(`${call.method} ${call.path} answered ${status} ${JSON.stringify(body)}`);
  return called;
}

function eventFile(folder: string, event: unknown): string {
  const file = join(folder, 'event.json');
  writeFileSync(file, JSON.stringify(event));
  return file;
}

async function inFreshProcess(args: readonly string[], env: NodeJS.ProcessEnv): Promise<FreshCall> {
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'inherit', 'pipe'] });
  let written = '';
  child.stdio[3]?.on('data', (chunk: Buffer) => {
    written += chunk;
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`a fresh process ended with ${code}`);
  return JSON.parse(written) as FreshCall;
}
