/**
 * The package in projects of others, as npm installs them: `KEYCARD_TRY_PACKAGES=yes npm test -- test/packages/tried`. It fetches some
 * hundred packages, so nobody runs it unasked.
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { makePackage } from '../../tools/packages/make.ts';
import { type Shopper, shopperWithFactor, Visitor } from '../login/visitor.ts';
import { atEndOfFile } from '../support/end-of-file.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';
import { launchedBrowser } from '../web/shop.ts';

const root = join(import.meta.dirname, '..', '..');
const tried = process.env.KEYCARD_TRY_PACKAGES !== undefined;

describe.skipIf(!tried)('installed from npm', { timeout: 600_000 }, () => {
  let tarball: string;
  let stack: TestStack;
  let folders: string;
  beforeAll(async () => {
    folders = mkdtempSync(join(tmpdir(), 'keycard-tried-'));
    atEndOfFile(async () => rmSync(folders, { recursive: true, force: true }));
    tarball = await makePackage(folders);
    // By the clock of this machine, as the projects have it.
    stack = await startTestStack();
    await stack.setFlag(true, { wait: false });
  });

  const folder = (name: string, files: Record<string, string> = {}) => {
    const path = join(folders, name);
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(path, file)), { recursive: true });
      writeFileSync(join(path, file), text);
    }
    return path;
  };
  const shell = (cwd: string, command: string) => {
    try {
      return execFileSync('sh', ['-ec', command], { cwd, encoding: 'utf8', stdio: 'pipe' });
    } catch (error) {
      const { stdout, stderr } = error as { stdout: string; stderr: string };
      throw new Error(`${command}\n${stdout}${stderr}`);
    }
  };
  const install = (cwd: string, packages: string) => shell(cwd, `npm i --silent --no-audit --no-fund ${packages} ${tarball}`);

  async function freePort(): Promise<number> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
    const { port } = server.address() as { port: number };
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
  /** Runs until the file ends. @returns where it answers */
  async function started(cwd: string, command: (port: number) => string): Promise<string> {
    const port = await freePort();
    // A group of its own, so that what it starts ends with it.
    const child = spawn('sh', ['-c', `exec ${command(port)}`], { cwd, detached: true, stdio: 'ignore' });
    atEndOfFile(async () => {
      if (child.pid) process.kill(-child.pid);
    });
    const url = `http://localhost:${port}`;
    const answers = () => fetch(url).then(Boolean, () => false);
    await expect.poll(answers).toBe(true);
    return url;
  }
  const tokenOf = async (customer: Shopper) => {
    const visitor = new Visitor(stack, customer);
    return ((await visitor.verifyRight(await visitor.challenge())).body as { accessToken: string }).accessToken;
  };
  /** What a guarded address says without a token, with a bad one, and with this one. */
  async function asked(url: string, token: string) {
    const said = async (authorization?: string) => {
      const answer = await fetch(url, { headers: authorization ? { authorization } : {} });
      return answer.ok ? ((await answer.json()) as { hello: string }).hello : answer.status;
    };
    return [await said(), await said('Bearer x.y.z'), await said(`Bearer ${token}`)];
  }

  test('the ten lines of docs/packages.md lead from an empty folder to a login', async () => {
    const page = readFileSync(join(root, 'docs', 'packages.md'), 'utf8');
    const [, lines = ''] = /<!-- tried by .*-->\n```sh\n([\s\S]*?)```/.exec(page) ?? [];
    const commands = lines.trim().split('\n');
    expect(commands.length).toBeLessThanOrEqual(10);
    expect(commands.at(-1)).toBe('npx vite');
    const cwd = folder('shop', { '.npmrc': 'audit=false\n' });
    const own = lines.replaceAll(/\S+\/keycard-[\d.]+\.tgz/g, tarball).replaceAll('http://localhost:3000', stack.url);
    const began = performance.now();
    shell(cwd, own.replace('npx vite\n', ''));
    const dev = await started(cwd, (port) => `npx vite --strictPort --port ${port}`);
    console.log(`From an empty folder to the page: ${((performance.now() - began) / 1000).toFixed(1)} s`);
    shell(cwd, 'npx vite build');
    const built = await started(cwd, (port) => `npx vite preview --strictPort --port ${port}`);

    const browser = await launchedBrowser();
    for (const [name, url] of Object.entries({ dev, built })) {
      const { username, email, password } = await shopperWithFactor(stack, `vite-${name}`);
      const shop = await browser.newPage();
      shop.on('dialog', (dialog) => dialog.accept(stack.lastCode(email)));
      await shop.goto(url);
      await shop.fill('[name=username]', username);
      await shop.fill('[name=password]', password);
      await shop.click('button');
      await shop.locator('output', { hasText: `Hello vite-${name}` }).waitFor();
    }
  });

  test.each(['5.4', '5.9'])('TypeScript %s reads the types', (version) => {
    const consumer = readFileSync(join(import.meta.dirname, 'consumer.ts'), 'utf8');
    const stackOfTheirs = `import { App, Stack } from 'aws-cdk-lib';
import { type GivenOptions, Keycard, readOptions } from 'keycard/cdk';
const given: GivenOptions = { mailFrom: 'Shop <login@shop.example>', smsCountries: ['CZ'] };
export const url: string = new Keycard(new Stack(new App(), 'Shop'), 'Login', { options: readOptions('prod', given) }).url;
// @ts-expect-error a country that is none
readOptions('prod', { smsCountries: ['UK'] });`;
    const cwd = folder(`typescript-${version}`, {
      'consumer.ts': consumer,
      'stack.ts': stackOfTheirs,
      'package.json': '{ "type": "module" }',
    });
    install(cwd, `typescript@${version} aws-cdk-lib constructs @types/node@20`);
    const strict = '--strict --noEmit --target es2022 --exactOptionalPropertyTypes --noUncheckedIndexedAccess';
    for (const [resolution, module] of Object.entries({ bundler: 'esnext', node16: 'node16', nodenext: 'nodenext' })) {
      const found = `--module ${module} --moduleResolution ${resolution}`;
      shell(cwd, `npx tsc ${strict} ${found} --lib es2022,dom --skipLibCheck false consumer.ts`);
      shell(cwd, `npx tsc --strict --noEmit --target es2022 ${found} --skipLibCheck false stack.ts`);
    }
  });

  test('Express and Hono let customers in, and nobody else', async () => {
    const guards = `import { serve } from '@hono/node-server';
import express from 'express';
import { Hono } from 'hono';
import { accessTokens, type Customer, expressGuard, honoGuard } from 'keycard/server';
const tokens = accessTokens({ issuer: '${stack.url}', audience: 'keycard-local' });
const port = Number(process.argv[2]);
const app = express();
app.get('/orders', expressGuard(tokens), (request, response) => void response.json({ hello: request.customer?.customerId }));
app.post('/payout', expressGuard(tokens, { secondFactor: true }), (request, response) => void response.json(request.customer));
const hono = new Hono<{ Variables: { customer: Customer } }>();
hono.use('/orders/*', honoGuard(tokens, { secondFactor: true }));
hono.get('/orders/mine', (c) => c.json({ hello: c.get('customer').customerId }));
app.get('/hono', (_, response) => void serve({ fetch: hono.fetch, port: 0 }, ({ port }) => response.json(port)));
app.listen(port, 'localhost');`;
    const cwd = folder('guards', { 'guards.ts': guards, 'package.json': '{ "type": "module" }' });
    install(cwd, 'typescript@5.9 express @types/express hono @hono/node-server @types/node@24');
    for (const [resolution, module] of Object.entries({ bundler: 'esnext', nodenext: 'nodenext' })) {
      const found = `--module ${module} --moduleResolution ${resolution}`;
      shell(cwd, `npx tsc --strict --exactOptionalPropertyTypes --noEmit --target es2022 ${found} --skipLibCheck false guards.ts`);
    }
    const token = await tokenOf(await shopperWithFactor(stack, 'guarded'));
    const url = await started(cwd, (port) => `${process.execPath} guards.ts ${port}`);
    expect(await asked(`${url}/orders`, token)).toEqual([401, 401, 'guarded']);
    const hono = await (await fetch(`${url}/hono`)).json();
    expect(await asked(`http://localhost:${hono}/orders/mine`, token)).toEqual([401, 401, 'guarded']);
  });

  test('Next builds with it, and guards a route handler and what is behind its proxy', async () => {
    const cwd = folder('next', {
      'package.json': '{ "private": true }',
      'tsconfig.json': '{ "compilerOptions": { "strict": true } }',
      'tokens.ts': `import { accessTokens } from 'keycard/server';
export const tokens = accessTokens({ issuer: '${stack.url}', audience: 'keycard-local' });`,
      'app/orders/[id]/route.ts': `import { withCustomer } from 'keycard/server';
import type { NextRequest } from 'next/server';
import { tokens } from '../../../tokens';
export const GET = withCustomer(tokens, async (request: NextRequest, customer, { params }: { params: Promise<{ id: string }> }) =>
  Response.json({ hello: customer.customerId + ' ' + (await params).id + ' ' + request.nextUrl.pathname }));`,
      'app/inside/route.ts': "export const GET = () => Response.json({ hello: 'inside' });",
      'proxy.ts': `import { checkRequest } from 'keycard/server';
import { type NextRequest, NextResponse } from 'next/server';
import { tokens } from './tokens';
export async function proxy(request: NextRequest) {
  const checked = await checkRequest(tokens, request);
  return checked.ok ? NextResponse.next() : checked.response;
}
export const config = { matcher: '/inside' };`,
      'app/layout.tsx':
        'export default function Layout({ children }: { children: React.ReactNode }) { return <html><body>{children}</body></html>; }',
      'app/page.tsx': `'use client';
import { keycard } from 'keycard/client';
import { useEffect, useState } from 'react';
const client = keycard({ baseUrl: '${stack.url}' });
export default function Page() {
  const [said, say] = useState('');
  useEffect(() => { client.refresh().then((answer) => say(answer.ok ? answer.customerId : answer.problem.code)); }, []);
  return <output>{said}</output>;
}`,
    });
    install(cwd, 'next react react-dom typescript@5.9 @types/react @types/node@24');
    shell(cwd, 'NEXT_TELEMETRY_DISABLED=1 npx next build');
    const token = await tokenOf(await shopperWithFactor(stack, 'next'));
    const url = await started(cwd, (port) => `npx next start -p ${port} -H localhost`);
    expect(await asked(`${url}/orders/7`, token)).toEqual([401, 401, 'next 7 /orders/7']);
    expect(await asked(`${url}/inside`, token)).toEqual([401, 401, 'inside']);
    const page = await (await launchedBrowser()).newPage();
    await page.goto(url);
    await page.locator('output', { hasText: 'session_required' }).waitFor();
  });
});
