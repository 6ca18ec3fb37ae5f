/** examples/php-shop as its README starts it, where there is a PHP, and somebody who walks through it without a screen. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atEndOfFile } from '../support/end-of-file.ts';
import { examples, freePort, output, started } from './running.ts';

const folder = join(examples, 'php-shop');
const probe = 'exit(PHP_VERSION_ID >= 80200 && defined("CURLOPT_AWS_SIGV4") ? 0 : 1);';

/** cURL signs calls for AWS from PHP 8.2 on. */
export const phpIsHere = spawnSync('php', ['-r', probe]).status === 0;

export type PhpShop = {
  url: string;
  /** The newest link that it would have mailed. */
  lastLink(): string;
  /** What it has written to its log. */
  log(): string;
};

/** The users of the shop, all with one password, in a file that shops share. @returns the folder of it, and the password's hash */
export async function usersOf(password: string, ids: readonly string[]): Promise<{ data: string; hash: string }> {
  const data = mkdtempSync(join(tmpdir(), 'keycard-php-shop-'));
  atEndOfFile(async () => rmSync(data, { recursive: true, force: true }));
  const code = 'echo password_hash($argv[1], PASSWORD_BCRYPT, ["cost" => 4]);';
  const hash = await output({ file: 'php', args: ['-r', code, '--', password], folder });
  const user = (id: string) => [id, { id, email: `${id}@example.com`, password: hash, passwordChangedAt: '2026-01-01T00:00:00.000Z' }];
  writeFileSync(join(data, 'users.json'), JSON.stringify(Object.fromEntries(ids.map(user))));
  return { data, hash };
}

/** @param keycard its address */
export async function openPhpShop(keycard: string, host: string, data: string): Promise<PhpShop> {
  const port = await freePort();
  const SHOP_URL = `http://${host}:${port}`;
  const env = { KEYCARD_URL: keycard, KEYCARD_CLIENT: `php-shop-at-${host}`, SHOP_URL, SHOP_DATA: data };
  const KEYCARD_SECRET = await output({ file: 'php', args: ['register.php'], folder, env });
  const args = ['-S', `${host}:${port}`, '-t', 'public', 'public/index.php'];
  const written = await started({ file: 'php', args, folder, env: { ...env, KEYCARD_SECRET }, ready: /Development Server .* started/ });
  return { url: SHOP_URL, log: written, lastLink: () => [...written().matchAll(/\S+\/password\/new\?token=\w+/g)].at(-1)?.[0] ?? '' };
}

/** In the place of Keycard, with answers that it would never give. @returns its address */
export async function standIn(answer: (path: string, userAgent: string | undefined) => unknown): Promise<string> {
  const server = createServer(({ url = '', headers }, response) => void response.end(JSON.stringify(answer(url, headers['user-agent']))));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atEndOfFile(async () => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Somebody at the shop. Each step ends where it leads, and answers what the page says. */
export class PhpVisitor {
  readonly #shop: string;
  #cookie = '';
  status = 0;
  html = '';

  constructor({ url }: PhpShop) {
    this.#shop = url;
  }

  async #fetch(path: string, form?: Record<string, string>): Promise<Response> {
    const body = form && { method: 'POST', body: new URLSearchParams(form) };
    const answer = await fetch(new URL(path, this.#shop), { ...body, headers: { cookie: this.#cookie }, redirect: 'manual' });
    const [given] = answer.headers.getSetCookie().slice(-1);
    if (given) this.#cookie = given.split(';')[0] ?? '';
    return answer;
  }

  async open(path: string, form?: Record<string, string>): Promise<string> {
    const answer = await this.#fetch(path, form);
    const location = answer.headers.get('location');
    if (location) return this.open(location);
    this.status = answer.status;
    this.html = await answer.text();
    return this.heading;
  }

  /** Where the shop would lead a browser to. */
  async leadsTo(path: string): Promise<URL> {
    return new URL((await this.#fetch(path)).headers.get('location') ?? '', this.#shop);
  }

  logIn(name: string, password: string): Promise<string> {
    return this.open('/login', { email: `${name}@example.com`, password });
  }

  enter(code: string): Promise<string> {
    return this.open('/login/code', { code });
  }

  resend(): Promise<string> {
    return this.open('/login/resend', {});
  }

  get heading(): string {
    return /<h1>(.*?)<\/h1>/.exec(this.html)?.[1] ?? '';
  }

  get says(): string {
    return /<p role="status">(.*?)<\/p>/.exec(this.html)?.[1] ?? '';
  }

  /** The address of whoever is logged in. */
  get customer(): string | undefined {
    return /Hello ([^<]+)/.exec(this.html)?.[1];
  }
}
