/** examples/php-shop as its README starts it, where there is a PHP, and somebody who walks through it without a screen. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atEndOfFile } from '../support/end-of-file.ts';
import type { TestStack } from '../support/stack.ts';
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

export async function openPhpShop(stack: TestStack, host: string, data: string): Promise<PhpShop> {
  const port = await freePort();
  const SHOP_URL = `http://${host}:${port}`;
  const env = { KEYCARD_URL: stack.url, KEYCARD_CLIENT: `php-shop-at-${host}`, SHOP_URL, SHOP_DATA: data };
  const KEYCARD_SECRET = await output({ file: 'php', args: ['register.php'], folder, env });
  const args = ['-S', `${host}:${port}`, '-t', 'public', 'public/index.php'];
  const written = await started({ file: 'php', args, folder, env: { ...env, KEYCARD_SECRET }, ready: /Development Server .* started/ });
  return { url: SHOP_URL, log: written, lastLink: () => [...written().matchAll(/\S+\/password\/new\?token=\w+/g)].at(-1)?.[0] ?? '' };
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

  async open(path: string, form?: Record<string, string>): Promise<string> {
    const url = new URL(path, this.#shop);
    const body = form && { method: 'POST', body: new URLSearchParams(form) };
    const answer = await fetch(url, { ...body, headers: { cookie: this.#cookie }, redirect: 'manual' });
    const [given] = answer.headers.getSetCookie().slice(-1);
    if (given) this.#cookie = given.split(';')[0] ?? '';
    const location = answer.headers.get('location');
    if (location) return this.open(location);
    this.status = answer.status;
    this.html = await answer.text();
    return this.heading;
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
