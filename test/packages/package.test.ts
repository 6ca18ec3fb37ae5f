import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { App, Stack } from 'aws-cdk-lib';
import { Keycard, readOptions } from 'keycard/cdk';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { bundlesOf } from '../../local/synthesize.ts';
import own from '../../package.json' with { type: 'json' };
import { type Shopper, shopperWithFactor } from '../login/visitor.ts';
import { atEndOfFile } from '../support/end-of-file.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { launchedBrowser } from '../web/shop.ts';
import { nodes, output, type ShopFolder, shopFolder } from './shop-folder.ts';

const root = join(import.meta.dirname, '..', '..');

let folder: ShopFolder;
let stack: TestStack;
beforeAll(async () => {
  folder = await shopFolder(bundlesOf(inject('assembly')));
  stack = await startReadyStack();
});

const fixture = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8');
const files = () =>
  (readdirSync(folder.keycard, { recursive: true }) as string[]).filter((name) => statSync(join(folder.keycard, name)).isFile());
const read = (name: string) => readFileSync(join(folder.keycard, name), 'utf8');

describe('what is packed', () => {
  test('is made of programs, types and functions, and of nothing else of ours', () => {
    const kinds = new Set(
      files().map((name) =>
        name
          .replaceAll('\\', '/')
          .replace(/^cdk\/functions\/[\w-]+\/[\w.-]+\.js(on)?$/, 'cdk/functions/*.js$1')
          .replace(/^(cdk\/functions\/pages\/assets\/).*(\.\w+)$/, '$1*$2'),
      ),
    );
    expect([...kinds].sort()).toMatchInlineSnapshot(`
      [
        "LICENSE",
        "NOTICES",
        "README.md",
        "cdk/functions.d.ts",
        "cdk/functions/*.js",
        "cdk/functions/*.json",
        "cdk/functions/discovery/docs/start.js",
        "cdk/functions/discovery/docs/viewer.css",
        "cdk/functions/discovery/docs/viewer.js",
        "cdk/functions/pages/assets/*.css",
        "cdk/functions/pages/assets/*.js",
        "cdk/functions/pages/assets/*.svg",
        "cdk/index.d.ts",
        "cdk/index.js",
        "cdk/keycard.d.ts",
        "cdk/options.d.ts",
        "cdk/read-options.d.ts",
        "cdk/tables.d.ts",
        "client/index.d.ts",
        "client/index.js",
        "client/index.js.map",
        "package.json",
        "server/access-tokens.d.ts",
        "server/admission.d.ts",
        "server/backend.d.ts",
        "server/express.d.ts",
        "server/hono.d.ts",
        "server/index.d.ts",
        "server/index.js",
        "server/keycard-error.d.ts",
        "server/service.d.ts",
        "server/web.d.ts",
      ]
    `);
    expect(readdirSync(join(folder.keycard, 'cdk', 'functions')).sort()).toEqual(readdirSync(bundlesOf(inject('assembly'))).sort());
  });

  test('depends on nothing, and says with which CDK the construct works', () => {
    const manifest = JSON.parse(read('package.json'));
    expect(manifest).toMatchObject({
      name: 'keycard',
      version: own.version,
      license: own.license,
      engines: own.engines,
      sideEffects: false,
    });
    expect(manifest).not.toHaveProperty('private');
    expect(manifest).not.toHaveProperty('dependencies');
    expect(manifest).not.toHaveProperty('scripts');
    expect(Object.keys(manifest.peerDependenciesMeta)).toEqual(Object.keys(manifest.peerDependencies));
    expect(read('client/index.js')).not.toMatch(/\bimport\b/);
    const imported = (entry: string) => [...read(`${entry}/index.js`).matchAll(/^import (?:.* from )?"(.*)";$/gm)].map(([, from]) => from);
    expect(imported('server')).toEqual([]);
    expect(imported('cdk')).toContain('constructs');
    for (const from of imported('cdk')) expect(from).toMatch(/^(?:node:|aws-cdk-lib(?:\/|$)|constructs$)/);
  });

  test('is small', () => {
    const gzipped = (name: string) => gzipSync(read(name)).length;
    expect(gzipped('client/index.js')).toBeLessThan(2000);
    expect(gzipped('server/index.js')).toBeLessThan(14_000);
    expect(statSync(folder.tarball).size).toBeLessThan(3_000_000);
    expect(files().reduce((sum, name) => sum + statSync(join(folder.keycard, name)).size, 0)).toBeLessThan(9_000_000);
  });

  test('names no folder of the machine that packed it, and the licences of what it carries', () => {
    for (const name of files())
      for (const path of [root, folder.path]) expect(read(name).includes(path), `${name} names ${path}`).toBe(false);
    expect(read('LICENSE')).toBe(readFileSync(join(root, 'LICENSE'), 'utf8'));
    const notices = read('NOTICES');
    for (const name of Object.keys(own.dependencies)) expect(notices).toMatch(new RegExp(`^${name} \\d[^ ]* \\(.+\\)$`, 'm'));
    expect(notices).toContain('Copyright (c) 2018 Filip Skokan');
    const [textless = ''] = /(?:^\S+ \S+ \(.*\)\n)+\nIt brings no text/m.exec(notices) ?? [];
    expect(textless.split('\n').filter((line) => /\)$/.test(line) && !line.endsWith('(Apache-2.0)'))).toEqual([]);
  });
});

describe.each(nodes())('in Node %s', (version, node) => {
  const customerId = `shopper-${version.replaceAll('.', '-')}`;
  let customer: Shopper;
  beforeAll(async () => {
    customer = await shopperWithFactor(stack, customerId);
  });

  test('a customer logs in by the client, and the server says who it is', async () => {
    const journey = folder.write('journey.mjs', fixture('journey.mjs'));
    expect(JSON.parse(await output(node, [journey, stack.url, customer.username, customer.password], folder.path))).toMatchObject({
      status: 'second_factor_required',
      title: 'Der Code ist falsch',
      checked: { ok: true, customer: { customerId, proof: 'email', secondFactor: true } },
      twoFactor: { enabled: true, method: 'email' },
      refused: 'invalid_client',
    });
  });

  test('a program of CommonJS has it too', async () => {
    const program = folder.write(
      'program.cjs',
      "console.log(typeof require('keycard/client').keycard, typeof require('keycard/server').expressGuard);",
    );
    expect(await output(node, ['--no-warnings', program], folder.path)).toBe('function function\n');
  });
});

describe('in a page without a bundler', () => {
  /** A shop on a port of its own, which is an origin of its own. */
  async function shopSite(): Promise<string> {
    const server = createServer(({ url }, response) => {
      if (url?.startsWith('/?')) response.setHeader('content-type', 'text/html').end(fixture('page.html'));
      else if (url === '/keycard.js') response.setHeader('content-type', 'text/javascript').end(read('client/index.js'));
      else response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
    atEndOfFile(async () => {
      server.closeAllConnections();
      server.close();
    });
    return `http://localhost:${(server.address() as AddressInfo).port}/?keycard=${encodeURIComponent(stack.url)}`;
  }

  test('a customer logs in from the own form of the shop, and is known when the page is opened again', async () => {
    const { username, email, password } = await shopperWithFactor(stack, 'page');
    const page = await (await launchedBrowser()).newPage();
    const site = await shopSite();
    const says = (text: string) => page.locator('output', { hasText: text }).waitFor();
    await page.goto(site);
    await says('session_required');
    await page.fill('[name=username]', username);
    await page.fill('[name=password]', password);
    await page.click('button');
    await says('sent to p');
    await page.fill('[name=code]', stack.lastCode(email));
    await page.click('button');
    await says('hello page');
    await page.reload();
    await says('again page');
  });
});

describe('the construct', () => {
  test('makes of the functions that it brings what a checkout makes of its own, in the oldest Node at hand', async () => {
    for (const name of ['aws-cdk-lib', 'constructs']) folder.lend(name);
    const [, node = ''] = nodes().at(-1) ?? [];
    const program = folder.write('stack.cjs', fixture('stack.cjs'));
    const assembly = (name: string) => join(folder.path, name);
    const refusal = await output(node, ['--no-warnings', program, assembly('by-package')], folder.path);
    expect(refusal).toBe(
      'options of prod that make no sense:\n- smsCountries.0 must be the code of a country (ISO 3166-1), such as CZ, but is "UK"; did you mean GB?\n',
    );

    const app = new App({ analyticsReporting: false, outdir: assembly('by-checkout'), builtinCloudFormationValidation: false });
    const words = { en: { 'pages.login.codeSentTo': 'Look there: {address}', 'mails.code.login.subject': 'Code {code}' } };
    const options = readOptions('prod', { mailFrom: 'Shop <login@shop.example>', smsCountries: ['CZ'], brand: { words } });
    new Keycard(new Stack(app, 'Shop'), 'Login', { options, bundles: bundlesOf(inject('assembly')) });
    app.synth();
    const template = (name: string) => JSON.parse(readFileSync(join(assembly(name), 'Shop.template.json'), 'utf8'));
    expect(template('by-package')).toEqual(template('by-checkout'));
    expect(Object.keys(template('by-package').Resources).length).toBeGreaterThan(100);
  });

  test('asks in a checkout where the functions are', () => {
    expect(() => new Keycard(new Stack(), 'Login', { options: readOptions('prod', {}) })).toThrow('bundles is missing');
  });
});

describe('the types', () => {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const strict = { strict: true, noEmit: true, target: 'es2022', skipLibCheck: false, exactOptionalPropertyTypes: true, types: [] };
  const compile = (name: string, compilerOptions: object, files: string[]) => {
    const project = folder.write(`${name}.json`, JSON.stringify({ compilerOptions: { ...strict, ...compilerOptions }, files }));
    return output(process.execPath, [tsc, '-p', project], folder.path);
  };
  beforeAll(() => {
    folder.write('package.json', '{ "type": "module" }');
    folder.write('consumer.ts', fixture('consumer.ts'));
  });

  test.each(['bundler', 'nodenext'])('are all there, as %s finds them, without a check left out', async (moduleResolution) => {
    const module = moduleResolution === 'bundler' ? 'esnext' : 'nodenext';
    expect(await compile(moduleResolution, { module, moduleResolution, lib: ['es2022', 'dom'] }, ['consumer.ts'])).toBe('');
  });

  test('say what the sources say', async () => {
    folder.write('agreement.ts', fixture('agreement.ts.txt').replaceAll('ROOT', pathToFileURL(root).pathname));
    // What the CDK says is not looked at: it is larger than all else together.
    folder.write('no-cdk.d.ts', 'export type RetentionDays = any;');
    const options = {
      paths: { 'aws-cdk-lib/*': [join(folder.path, 'no-cdk.d.ts')] },
      module: 'nodenext',
      lib: ['es2025', 'dom', 'dom.iterable'],
      target: 'es2024',
      skipLibCheck: true,
      types: ['node'],
      typeRoots: [join(root, 'node_modules', '@types')],
      allowImportingTsExtensions: true,
      noUncheckedIndexedAccess: true,
      resolveJsonModule: true,
    };
    expect(await compile('agreement', options, ['agreement.ts'])).toBe('');
  });

  test('of each entry lead to files that are packed, and those of the construct to the CDK', () => {
    for (const name of files().filter((file) => file.endsWith('.d.ts'))) {
      for (const [, to = ''] of read(name).matchAll(/(?:from |import\()'([^']+)'/g)) {
        if (!to.startsWith('.')) expect(`${dirname(name)} ${to}`).toMatch(/^cdk (?:aws-cdk-lib\/[\w-]+|constructs)$/);
        else expect(files()).toContain(relative(folder.keycard, join(folder.keycard, name, '..', to.replace(/\.js$/, '.d.ts'))));
      }
    }
  });
});
