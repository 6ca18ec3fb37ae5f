import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isWrong } from '../../tools/findings.ts';
import { smoke } from '../../tools/smoke-checks.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';

let stack: TestStack;
let somethingElse: Server;
beforeAll(async () => {
  stack = await startTestStack();
  // Says yes to everything.
  somethingElse = createServer((_, response) =>
    response.writeHead(200, { 'Access-Control-Allow-Origin': '*' }).end('{"keys":[{"kty":"EC","d":"x"}]}'),
  );
  await new Promise<void>((resolve) => somethingElse.listen(0, '127.0.0.1', resolve));
});
afterAll(() => somethingElse.close());

describe('after a deployment', () => {
  test('all is well with a stack that runs', async () => {
    const findings = await smoke({ url: stack.url, origin: 'http://localhost:5173' });
    expect(findings.filter(({ verdict }) => verdict !== 'ok')).toEqual([]);
    expect(findings).toHaveLength(8);
  });

  test('a frontend that was forgotten is noticed', async () => {
    const findings = await smoke({ url: stack.url, origin: 'https://www.shop.example' });
    expect(findings.filter(({ verdict }) => verdict === 'wrong').map(({ says }) => says)).toEqual([
      'not so: the frontends may call from a browser, and nobody else (a browser keeps https://www.shop.example from calling)',
    ]);
  });

  test('a function that fails is noticed by what it serves, and the rest is looked at all the same', async () => {
    stack.fault({ service: 'dynamodb', action: '*', kind: 'error', count: 1000 });
    const findings = await smoke({ url: stack.url, origin: undefined });
    stack.clearFaults();
    expect(findings.map(({ verdict }) => verdict)).toContain('ok');
    expect(findings.find(({ says }) => says.includes('a wrong password'))?.says).toContain('answers 503 unavailable');
  });

  test('an API that answers beside its CDN is noticed, and what is behind one is looked at only where there is one', async () => {
    const findings = await smoke({ url: stack.url, origin: undefined, behind: stack.url });
    expect(findings.filter(({ verdict }) => verdict === 'wrong').map(({ says }) => says)).toEqual([
      `not so: nobody gets past the CDN (${stack.url} answers a page with 200; ${stack.url} answers a login with 401)`,
    ]);
  });

  test('nothing is taken for the service that says yes to everything', async () => {
    const findings = await smoke({ url: `http://localhost:${(somethingElse.address() as AddressInfo).port}`, origin: undefined });
    expect(findings.filter(({ verdict }) => verdict === 'ok').map(({ says }) => says)).toEqual(['it is reached by https alone']);
  });

  test('an address where nobody answers is told as such', async () => {
    const findings = await smoke({ url: 'http://127.0.0.1:1', origin: undefined });
    expect(isWrong(findings)).toBe(true);
    expect(findings[0]?.says).toContain('not reached: ');
  });
});
