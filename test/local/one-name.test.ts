import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LocalStack, startLocalStack } from '../../local/stack.ts';
import type { Template } from '../../local/template.ts';
import { writeSampleAssembly } from './sample.ts';

const byName = (PUBLIC_URL: string) => (template: Template) => {
  const echo = Object.values(template.Resources).find(({ Type }) => Type === 'AWS::Lambda::Function');
  const properties = echo?.Properties as { Environment: { Variables: Record<string, string> } };
  properties.Environment.Variables.PUBLIC_URL = PUBLIC_URL;
};

let stack: LocalStack;
let behindProxy: LocalStack;
beforeAll(async () => {
  stack = await startLocalStack({ assembly: writeSampleAssembly() });
  behindProxy = await startLocalStack({ assembly: writeSampleAssembly(), editTemplate: byName('https://login.shop.example') });
});
afterAll(() => Promise.all([stack.stop(), behindProxy.stop()]));

const people = 'text/html,application/xhtml+xml,*/*;q=0.8';
const byNumber = ({ url }: LocalStack, path: string, { accept = people, method = 'GET' } = {}) =>
  fetch(url.replace('localhost', '127.0.0.1') + path, { method, redirect: 'manual', headers: { Accept: accept } });

it('whoever opens a page at 127.0.0.1 is led to localhost, where its files are, with all that stands in the address', async () => {
  for (const path of ['/', '/things/a%40b?x=1&x=2', '//elsewhere.example/']) {
    const { status, headers } = await byNumber(stack, path);
    expect([status, headers.get('location'), headers.get('cache-control')]).toEqual([307, stack.url + path, 'no-store']);
  }
  const there = await fetch(stack.url, { redirect: 'manual', headers: { Accept: people } });
  expect(there.status).toBe(200);
});

it('programs call by either, and so does whoever looks at /_local/', async () => {
  expect((await byNumber(stack, '/', { accept: 'application/json' })).status).toBe(200);
  expect((await byNumber(stack, '/', { accept: '*/*' })).status).toBe(200);
  expect((await byNumber(stack, '/things/a', { method: 'POST' })).status).not.toBe(307);
  expect((await byNumber(stack, '/_local/')).status).toBe(200);
});

it('where the shop has said what it is called by, a proxy of its own calls as it likes', async () => {
  expect((await byNumber(behindProxy, '/')).status).toBe(200);
});
