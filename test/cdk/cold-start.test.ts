import { createRequire } from 'node:module';
import { afterEach, describe, expect, test } from 'vitest';
import { callsOf, functionNames } from '../../cdk/functions.ts';
import type { Calls } from '../../shared/http/journey.ts';
import { functionsOf, synthesized } from './synthesized.ts';

const { template, pathOf } = await synthesized();
const functions = functionsOf(template);
const require = createRequire(import.meta.url);
const before = process.env;

afterEach(() => {
  process.env = before;
});

/** What Lambda itself puts into every environment, and an address where nobody answers: a function begins to open its keys as it starts. */
const lambda = {
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'key',
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_SESSION_TOKEN: 'token',
  AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
};

describe('a cold start', () => {
  test.each(functionNames)('of %s finds every variable that it and the files of its calls ask for', async (name) => {
    const { Properties, Metadata } = functions[name] ?? {};
    const given = Object.entries(Properties.Environment.Variables as Record<string, unknown>);
    process.env = { ...lambda, ...Object.fromEntries(given.map(([key, value]) => [key, typeof value === 'string' ? value : 'arn:aws:x'])) };
    process.env.LAMBDA_TASK_ROOT = pathOf(`${Metadata?.['aws:asset:path']}`);
    const { handler, calls = {} } = require(pathOf(`${Metadata?.['aws:asset:path']}/index.js`)) as { handler: unknown; calls?: Calls };
    expect(handler).toBeTypeOf('function');
    const expected = callsOf(name).map(([, { method, path }]) => `${method} ${path}`);
    const gathered = ['admin', 'security'].includes(name) ? [`ANY /v1/${name}/{call+}`] : [];
    expect(Object.keys(calls)).toEqual([...expected, ...gathered]);
    for (const load of Object.values(calls)) expect(await load()).toBeTypeOf('function');
  });
});
