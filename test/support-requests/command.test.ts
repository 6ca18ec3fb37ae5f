import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { auditLog } from '../account/audit-log.ts';
import { enrolledHolder } from '../authenticator/holder.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { pourIn } from './junk.ts';
import { factorIsOn, fillIn, listed, openRequest, passHours, statusOf } from './queue.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack({ schedules: true });
});

type Ended = { code: number; out: string; err: string };

/** `npm run support`, without npm. */
function support(args: string[], env: Record<string, string> = {}): Promise<Ended> {
  const program = join(import.meta.dirname, '..', '..', 'tools', 'support.ts');
  // What the machine has of credentials stays out of it.
  const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(AWS|KEYCARD|NODE|VITEST)_/.test(name)));
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], { env: { ...own, KEYCARD_URL: stack.url, ...env } }, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err });
    });
  });
}

test('the queue is worked from end to end: listed, shown, approved, and off a day later', async () => {
  const asking = await enrolledHolder(stack, 'worked');
  const { id } = await openRequest(stack, asking);
  await passHours(stack, 3.5);

  const list = await support(['list']);
  expect([list.code, list.err]).toEqual([0, '']);
  expect(list.out).toContain('1 open');
  const row = list.out.split('\n').find((line) => line.startsWith(id));
  expect(row).toContain(asking.identity.username);
  expect(row).toContain('3 h');

  const shown = await support(['show', id]);
  expect(shown.code).toBe(0);
  expect(shown.out).toContain('My phone is gone, and so is my mailbox.');
  expect(shown.out).toContain('+420 777 123 456');

  const approved = await support(['approve', id, '--reason', 'passport checked by video call'], {
    AWS_ACCESS_KEY_ID: 'vera',
    AWS_SECRET_ACCESS_KEY: 'local',
  });
  expect([approved.code, approved.err]).toEqual([0, '']);
  expect(approved.out).toContain('unless the customer cancels it');
  expect(approved.out).toContain('user/vera');
  expect((await listed(stack, 'approved'))[0]).toMatchObject({ id, reason: 'passport checked by video call' });

  const again = await support(['approve', id, '--reason', 'once more']);
  expect([again.code, again.out]).toEqual([1, '']);
  expect(again.err).toContain('(already_decided)');
  expect((await support(['list'])).out.trim()).toBe('No request is open.');

  await passHours(stack, 25);
  expect(await factorIsOn(stack, asking)).toBe(false);
  expect((await support(['list', '--status', 'executed'])).out).toContain(id);
  const log = await auditLog(stack, 'worked');
  expect(log.find(({ event }) => event === 'support_approved')?.by).toEqual({ admin: expect.stringContaining('user/vera') });
});

test('a request is rejected with its reason, and shown from then on as rejected', async () => {
  await fillIn(stack, { username: 'stranger@example.com', message: 'line one\n\u001b[2Jline two' });
  const request = (await listed(stack, 'open')).find(({ username }) => username === 'stranger@example.com');
  const rejected = await support(['reject', request?.id ?? '', '--reason', 'no such account', '--url', `${stack.url}/`], {
    KEYCARD_URL: 'http://localhost:1',
  });
  expect(rejected.code).toBe(0);
  expect(rejected.out).toContain('no such account');
  expect(await statusOf(stack, request?.id ?? '')).toBe('rejected');
  const shown = await support(['show', request?.id ?? '']);
  expect(shown.out).toContain('rejected');
  expect(shown.out).toContain('\\u001b[2Jline two');
  expect(shown.out).not.toContain('\u001b');
});

test('a request is found by name among others, attached, and noted; a long list says how it goes on', async () => {
  const asking = await enrolledHolder(stack, 'found');
  await fillIn(stack, { username: 'misspelt@example.com' });
  const missing = await support(['list', '--username', asking.identity.username]);
  expect([missing.code, missing.out.trim()]).toEqual([0, 'No request is about this account.']);
  const id = (await support(['list', '--username', 'misspelt@example.com'])).out.split('\n')[1]?.split(' ')[0] ?? '';
  expect((await support(['attach', id, '--customer', 'found'])).out).toMatch(/Customer +found/);
  expect((await support(['note', id, '--note', 'called the number of order 55012'])).out).toContain('called the number of order 55012');
  const found = await support(['list', '--username', asking.identity.email, '--status', 'open']);
  expect(found.out).toContain(id);
  expect(found.out).not.toContain('--cursor');

  await pourIn(stack, 75);
  const [, cursor = ''] = /--cursor (\S+)/.exec((await support(['list'])).out) ?? [];
  const next = await support(['list', '--cursor', cursor]);
  expect([next.code, next.out.includes('junk-'), next.out.includes('--cursor')]).toEqual([0, true, false]);
});

describe('the command ends with', () => {
  test.each<[string, string[]]>([
    ['no command', []],
    ['an unknown one', ['delete', 'x']],
    ['a status that is none', ['list', '--status', 'waiting']],
    ['an option that is none', ['list', '--force']],
    ['no id', ['show']],
    ['no reason', ['approve', '7c9e6679-7425-40de-944b-e07fc1f90ae7']],
    ['an empty reason', ['reject', '7c9e6679-7425-40de-944b-e07fc1f90ae7', '--reason', ' ']],
    ['no customer to attach it to', ['attach', '7c9e6679-7425-40de-944b-e07fc1f90ae7']],
    ['no text for a note', ['note', '7c9e6679-7425-40de-944b-e07fc1f90ae7']],
    ['too many words', ['show', 'one', 'two']],
    ['a URL that is none', ['list', '--url', 'login.shop.example']],
  ])('2 and its usage when it is called with %s', async (_, args) => {
    const { code, out, err } = await support(args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('Usage:');
  });

  test('1 and a sentence when there is no such request, or nobody answers', async () => {
    for (const args of [
      ['show', '7c9e6679-7425-40de-944b-e07fc1f90ae7'],
      ['approve', '7c9e6679-7425-40de-944b-e07fc1f90ae7', '--reason', 'x'],
      ['approve', 'no-id', '--reason', 'x'],
    ]) {
      const { code, out, err } = await support(args);
      expect([code, out], args.join(' ')).toEqual([1, '']);
      expect(err).not.toContain('    at ');
    }
    const { code, err } = await support(['list'], { KEYCARD_URL: 'http://localhost:9' });
    expect(code).toBe(1);
    expect(err).toContain('was not reached');
  });

  test('0 and its usage when that is asked for', async () => {
    const { code, out } = await support(['--help']);
    expect([code, out.includes('Usage:')]).toEqual([0, true]);
  });
});
