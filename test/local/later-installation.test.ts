/** What a removed stack leaves, in the hands of a later one: after a reinstallation, after a restore, in another region. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { keycardApp } from '../../cdk/keycard-app.ts';
import type { GivenOptions } from '../../cdk/options.ts';
import { readOptions } from '../../cdk/read-options.ts';
import { region } from '../../local/intrinsics.ts';
import type { Leftovers } from '../../local/stack.ts';
import { bundlesOf } from '../../local/synthesize.ts';
import { Holder, outcome, signedInHolder } from '../authenticator/holder.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

let first: TestStack;
let holder: Holder;
let otpauthUri: string;
let left: Leftovers;

beforeAll(async () => {
  first = await startTestStack();
  await first.setFlag(true);
  holder = await signedInHolder(first, 'jana');
  ({ otpauthUri } = await holder.startAndScan());
  holder.keep(await holder.activate(holder.code));
  await holder.signIn({ stayLoggedIn: true });
  left = await first.leftovers();
});

const options = ({ keys, tables }: Leftovers): GivenOptions => {
  const [data = '', keyring = '', audit = ''] = tables.map(({ table }) => table.arn);
  return { keyArn: keys[0]?.arn ?? '', tableArns: { data, keyring, audit } };
};

/** A stack that is made in the account where these things lie. */
async function laterStack(leftovers: Leftovers, given = options(leftovers)): Promise<TestStack> {
  const assembly = mkdtempSync(join(tmpdir(), 'keycard-later-'));
  folders.push(assembly);
  const app = await keycardApp(assembly, readOptions('local', given), { checks: false, bundles: bundlesOf(inject('assembly')) });
  app.synth();
  const later = await startTestStack({ assembly, leftovers });
  await later.advanceClock((first.now() - later.now()) / 1000);
  await later.setFlag(true);
  return later;
}

/** Jana, who knows nothing of all this. */
function janaAt(stack: TestStack): Holder {
  const jana = new Holder(stack, holder.identity);
  jana.scan({ otpauthUri });
  return jana;
}

const keysOf = async (stack: TestStack) => (await stack.browser().get('/.well-known/jwks.json')).body;

/** Logs in with password and app, and stays logged in where she was. */
async function expectJanaServed(stack: TestStack): Promise<void> {
  await janaAt(stack).signIn();
  const atHome = stack.browser();
  for (const [name, cookie] of holder.browser.cookies) atHome.cookies.set(name, cookie);
  expect(outcome(await atHome.post('/v1/session/refresh'))).toBe('200 authenticated');
  expect(await keysOf(stack)).toEqual(await keysOf(first));
}

test('a stack that is installed again with its key and tables serves its customers as before', async () => {
  const again = await laterStack(left);
  expect(again.model.tables).toEqual([]);
  expect(again.model.keys).toEqual([]);
  await expectJanaServed(again);
  const tables = await again.leftovers();
  expect(tables.tables.map(({ table }) => table.name)).toEqual(left.tables.map(({ table }) => table.name));
});

test('tables that were restored under other names serve as those that they were', async () => {
  const restored = left.tables.map(({ table, items }, index) => {
    const name = `restored-${index}`;
    const definition = { ...table.definition, TableName: name };
    return { table: { ...table, name, arn: table.arn.replace(/[^/]+$/, name), definition }, items };
  });
  await expectJanaServed(await laterStack({ keys: left.keys, tables: restored }));
});

test('nothing in the tables says in which region or table it lies, nor by which ARN its key goes: a replica opens it elsewhere', () => {
  const [key] = left.keys;
  expect(key?.id).toMatch(/^mrk-[0-9a-f]{32}$/);
  const everything = left.tables.flatMap(({ items }) => items).map((item) => JSON.stringify(item, (_, value) => asText(value)));
  expect(everything.length).toBeGreaterThan(8);
  for (const item of everything) {
    for (const place of [region, key?.arn ?? '', ...left.tables.map(({ table }) => table.name)]) expect(item).not.toContain(place);
  }
});

/** What is in a binary, if it is a text. */
const asText = (value: unknown) => (typeof value === 'object' && value !== null && 'B' in value ? atob(String(value.B)) : value);

test('without the key none of it is of any use', async () => {
  const lost = { ...left, keys: left.keys.map((key) => ({ ...key, material: randomBytes(32) })) };
  const stack = await laterStack(lost);
  expect(outcome(await janaAt(stack).logIn())).toBe('503 unavailable');
});

test('a stack with tables of its own beside those of a removed one begins with none of its customers', async () => {
  const fresh = await laterStack(left, {});
  expect(outcome(await janaAt(fresh).logIn())).toBe('401 invalid_credentials');
  expect(await keysOf(fresh)).not.toEqual(await keysOf(first));
});
