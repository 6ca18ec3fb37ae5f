/** `npm run customers`, as it is called, against the stack. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { adminCaller } from '../../../tools/admin-caller.ts';
import { inFull, type Listed, type Shown, table } from '../../../tools/customers/customers-table.ts';
import { erase } from '../../../tools/customers/erase.ts';
import { exportOf, type OneExported } from '../../../tools/customers/export-one.ts';
import { one } from '../../../tools/customers/look-up.ts';
import { byAdmin, facts } from '../../account/by-admin.ts';
import { enrolledHolder } from '../../authenticator/holder.ts';
import { atEndOfFile } from '../../support/end-of-file.ts';
import { startReadyStack, type TestStack } from '../../support/stack.ts';
import { approvedRequest, fillIn } from '../../support-requests/queue.ts';
import { customersCsv, files, idsUpTo } from './files.ts';

const { file, read } = files();

let stack: TestStack;
beforeAll(async () => {
  stack = await startReadyStack();
});
const { put, show } = byAdmin(() => stack);

const program = join(import.meta.dirname, '..', '..', '..', 'tools', 'customers.ts');
/** What the machine has of credentials stays out of it. */
const environment = (env: Record<string, string> = {}) => {
  const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(AWS|KEYCARD|NODE|VITEST)_/.test(name)));
  return { ...own, KEYCARD_URL: stack.url, ...env };
};

type Ended = { code: number; out: string; err: string };

/** `npm run customers`, without npm. */
function customers(args: string[], env: Record<string, string> = {}): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [program, ...args], { env: environment(env) }, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err });
    });
    child.stdin?.end();
    atEndOfFile(async () => void child.kill('SIGKILL'));
  });
}

/** All ids there are, as the list tells them page by page. */
async function listedIds(idPrefix: string): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const { body } = await stack.admin(
      'GET',
      `/v1/admin/customers?limit=100${idPrefix && `&idPrefix=${idPrefix}`}${cursor ? `&cursor=${cursor}` : ''}`,
    );
    const page = body as { customers: Listed[]; cursor?: string };
    found.push(...page.customers.map(({ customerId }) => customerId));
    cursor = page.cursor;
  } while (cursor !== undefined);
  return found;
}

/** How often each event stands in the audit log about customers whose ids begin so. */
async function eventsOf(idPrefix: string): Promise<Record<string, number>> {
  const items = (await stack.scanTable()) as { pk: { S: string }; event?: { S: string } }[];
  const events = items.filter(({ pk }) => pk.S.startsWith(`CUSTOMER#${idPrefix}`)).flatMap(({ event }) => event?.S ?? []);
  return Object.fromEntries([...new Set(events)].map((name) => [name, events.filter((event) => event === name).length]));
}

describe('an import', () => {
  const linesOf = (path: string) => (read(`${path}.journal`)?.split('\n').length ?? 1) - 1;
  /** How many lines there are by now. Half a minute passes: what was under way before it was killed is over. */
  const goesOn = (path: string) => async () => {
    await stack.advanceClock(30);
    return linesOf(path);
  };
  const begin = (path: string): ChildProcess => {
    const child = spawn(process.execPath, [program, 'import', path, '--rate', '200'], { env: environment(), stdio: 'ignore' });
    atEndOfFile(async () => void child.kill('SIGKILL'));
    return child;
  };

  test('that is killed twice, and stopped once, is gone on with by the same command: nothing is lost, and nothing twice', async () => {
    const count = 200;
    const hash = '$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBA';
    // A hash without its time: put in again, it would be told to its owner as a new password.
    const path = file('killed.csv', customersCsv(count, { head: 'customerId,username,email,passwordHash', tail: `,"${hash}"` }));
    for (const [signal, lines] of [
      ['SIGKILL', 20],
      ['SIGKILL', 60],
      ['SIGINT', 110],
    ] as const) {
      const child = begin(path);
      const ended = once(child, 'exit');
      await expect.poll(goesOn(path), { interval: 5 }).toBeGreaterThan(lines);
      child.kill(signal);
      expect(await ended).toEqual(signal === 'SIGINT' ? [130, null] : [null, signal]);
      // Its last calls are over, done or not.
      if (signal === 'SIGKILL') await stack.coldStart();
      expect(linesOf(path)).toBeLessThan(count);
    }
    // Stopped by a word it leaves nothing under way that is not written down.
    expect(await listedIds('c-')).toHaveLength(linesOf(path) - 1);

    const last = customers(['import', path, '--rate', '1000']);
    await expect.poll(goesOn(path)).toBeGreaterThan(count);
    const { code, out, err } = await last;
    expect([code, out.trim(), err]).toEqual([0, `${count} customers: ${count} created.`, '']);
    expect(await listedIds('c-')).toEqual(idsUpTo(count).sort());
    expect(await eventsOf('c-')).toEqual({ customer_created: count });
    expect(stack.outbox().filter(({ to }) => to.startsWith('c-'))).toEqual([]);
  });

  test('refuses what the service refuses, before it is asked and after, and ends with 1', async () => {
    await put('taken', facts('taken'));
    const rows = ['customerId,username,email,passwordHash,passwordChangedAt', 'r-1,taken@example.com,r-1@example.com,,', 'r-2,r-2,none,,'];
    const future = 'r-3,r-3,r-3@example.com,$2b$10$abcdefghijklmnopqrstuuWJHlQ8h2vF0nQ5yJ7d3l5wq9o1r2s3t,2199-01-01T00:00:00Z';
    const path = file('refused.csv', `${[...rows, future].join('\n')}\nr-4,r-4,r-4@example.com,,\n`);
    const dry = await customers(['import', path, '--dry-run']);
    expect([dry.code, dry.out]).toEqual([1, expect.stringContaining('3 customers could be put in, 1 are faulty')]);
    expect(dry.err).toBe('line 3: email must be an e-mail address\n');
    expect(read(`${path}.journal`)).toBe(undefined);
    expect((await show('r-4')).status).toBe(404);

    const { code, out } = await customers(['import', path]);
    expect([code, out]).toEqual([1, expect.stringContaining('4 customers: 1 created, 3 faulty.')]);
    const faulty = read(`${path}.faulty`) ?? '';
    for (const why of [/^line 2: .+\(username_taken\),r-1/m, /^line 3: email/m, /^"?line 4: passwordChangedAt is in the future/m]) {
      expect(faulty).toMatch(why);
    }
    expect(statSync(`${path}.faulty`).mode & 0o077).toBe(0);
  });

  test('run again keeps what was set since', async () => {
    const passwordChangedAt = new Date(stack.now() - 60_000).toISOString();
    const passwordHash = '$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBA';
    const line = JSON.stringify({ customerId: 'again', ...facts('again'), passwordHash, passwordChangedAt });
    expect((await customers(['import', file('first.jsonl', line)])).out).toContain('1 created');
    stack.advanceClock(1);
    await put('again', { ...facts('again'), password: 'chosen by themselves since' });
    const again = await customers(['import', file('second.jsonl', line)]);
    expect(again.out).toContain('1 changed, or as they were, 1 with a newer password, which stays');
    expect((await customers(['import', file('third.jsonl', line), '--only-new'])).out).toContain('1 left as they were');
  });
});

test('customers are listed, found and shown', async () => {
  const holder = await enrolledHolder(stack, 'shown');
  const [page, found, shown, json] = await Promise.all([
    customers(['list']),
    customers(['list', '--search', holder.identity.email, '--json']),
    customers(['show', 'shown']),
    customers(['show', 'shown', '--json']),
  ]);
  const { body } = await stack.admin('GET', '/v1/admin/customers');
  const { customers: listed, cursor } = body as { customers: Listed[]; cursor: string };
  expect(page.out).toContain(`add --cursor ${cursor}`);
  expect(page.out).toContain(table(listed));
  const { customers: next } = JSON.parse((await customers(['list', '--cursor', cursor, '--json'])).out) as { customers: Listed[] };
  expect(next.map(({ customerId }) => customerId)).not.toContain(listed.at(-1)?.customerId);
  const { hasPassword: _, ...inList } = (await show('shown')).body as Shown;
  expect(JSON.parse(found.out)).toEqual({ customers: [inList], more: false });
  expect(shown.out).toMatch(/Second factor +totp, since .+; recovery codes left: 10/);
  expect(JSON.parse(json.out)).toEqual((await show('shown')).body);
});

test('whatever stands in a name, a terminal shows it and obeys it not', () => {
  const odd: Listed = {
    ...{ customerId: 'odd', username: 'a\nb\u001b[2J\u202e', email: 'odd@example.com', emailVerified: false, phoneVerified: false },
    ...{ twoFactor: { enabled: false, recoveryCodesLeft: 0 }, createdAt: '2026-11-24T09:00:00.000Z' },
  };
  for (const shown of [table([odd]), inFull({ ...odd, hasPassword: false, emailUndeliverable: true })]) {
    expect(shown.replaceAll('\n', '')).not.toMatch(/\p{C}/u);
    expect(shown).toMatch(/a b\\u001b\[2J/);
  }
});

describe('an export', () => {
  test('has every customer, and no secrets', async () => {
    await enrolledHolder(stack, 'exported');
    await Promise.all(Array.from({ length: 100 }, (_, nth) => put(`page-${nth}`, facts(`page-${nth}`))));
    const to = file('all.csv', 'what stood here before');
    // Trouble in the middle is waited for.
    stack.fault({ service: 'dynamodb', action: 'Query', kind: 'error', function: 'admin', after: 2, count: 8 });
    const [csv, lines] = await Promise.all([customers(['export', '--to', to]), customers(['export', '--format', 'jsonl'])]);
    expect([csv.code, csv.out, lines.code]).toEqual([0, '', 0]);
    expect(stack.plannedFaults()).toEqual([]);
    const everybody = await listedIds('');
    expect(everybody.length).toBeGreaterThan(100);
    const listed = lines.out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Listed);
    expect(listed.map(({ customerId }) => customerId)).toEqual(everybody);
    const rows = read(to)?.trimEnd().split('\r\n') ?? [];
    expect(rows.map((row) => row.split(',')[0])).toEqual(['customerId', ...everybody]);
    expect(rows.find((row) => row.startsWith('exported,'))).toMatch(/^exported,.+,true,\+420\d+,true,.*,totp,20.+Z,10,20.+Z$/);
    expect(`${read(to)}${lines.out}`).not.toContain('argon2');
    expect([read(`${to}.part`), statSync(to).mode & 0o077]).toEqual([undefined, 0]);
  });

  test('of one customer has what was asked in their name, and nothing of the team', async () => {
    const holder = await enrolledHolder(stack, 'asked');
    const { request } = await approvedRequest(stack, holder);
    await fillIn(stack, { username: 'somebody-else', message: 'not about them' });
    const { code, out } = await customers(['export', 'asked']);
    expect(code).toBe(0);
    const { customer, supportRequests } = JSON.parse(out);
    expect(customer).toEqual((await show('asked')).body);
    expect(supportRequests).toEqual([expect.objectContaining({ id: request.id, status: 'approved', message: expect.any(String) })]);
    for (const ofTeam of ['arn:', 'decidedBy', 'reason', 'notes', 'approvals']) expect(out).not.toContain(ofTeam);
  });

  test('of one customer has all that happened to the account, from its beginning, and where they stay logged in', async () => {
    const holder = await enrolledHolder(stack, 'lived');
    const { username, email, phone } = holder.identity;
    // More than a page.
    for (let nth = 0; nth < 101; nth++) {
      stack.advanceClock(1);
      await put('lived', { username, email, phone, locale: nth % 2 ? 'de' : 'cs' });
    }
    for (let nth = 0; nth < 5; nth++) await holder.logIn({ password: 'wrong' });
    stack.advanceClock(60);
    await holder.signIn({ stayLoggedIn: true });
    const { code, out } = await customers(['export', 'lived']);
    expect(code).toBe(0);
    const { activity, sessions, customer, ...more } = JSON.parse(out) as OneExported;
    const events = activity.map(({ event }) => event);
    expect([activity[0]?.at, events.at(-1)]).toEqual([customer.createdAt, 'logged_in']);
    expect(events.filter((event) => event === 'customer_changed')).toHaveLength(101);
    expect(events).toEqual(expect.arrayContaining(['customer_created', 'two_factor_on', 'limit_reached']));
    expect(activity.map(({ at }) => at)).toEqual(activity.map(({ at }) => at).sort());
    expect(sessions).toEqual([expect.objectContaining({ startedAt: new Date(stack.now()).toISOString(), acr: 'totp' })]);
    expect(Object.keys(more)).toEqual(['exportedAt', 'supportRequests']);
  });

  test('of one customer is refused where they become somebody else meanwhile', async () => {
    await put('becomes', facts('becomes'));
    const signed = adminCaller(stack.url, {});
    const fetching = globalThis.fetch;
    let calls = 0;
    // Before the support requests are asked for.
    const meanwhile = vi.spyOn(globalThis, 'fetch').mockImplementation(async (...given) => {
      if (++calls === 3) {
        await stack.admin('DELETE', '/v1/admin/customers/becomes');
        stack.advanceClock(1);
        await put('becomes', facts('becomes'));
      }
      return fetching(...given);
    });
    await expect(exportOf(signed, 'becomes')).rejects.toThrow('Export again');
    meanwhile.mockRestore();
  });
});

test('one customer is erased, once somebody has said so, and nothing names them', async () => {
  const holder = await enrolledHolder(stack, 'erased');
  await fillIn(stack, { username: holder.identity.username });
  const unasked = await customers(['erase', 'erased']);
  expect([unasked.code, unasked.err]).toEqual([2, expect.stringContaining('add --yes')]);
  expect((await show('erased')).status).toBe(200);

  const { customer, tag } = await one(adminCaller(stack.url, {}), 'erased');
  stack.advanceClock(60);
  await stack.admin('PATCH', '/v1/admin/customers/erased', { locale: 'de' });
  await expect(erase(adminCaller(stack.url, {}), 'erased', { customer, tag })).rejects.toThrow('precondition_failed');
  expect((await show('erased')).status).toBe(200);

  // It breaks off once, and is repeated.
  stack.fault({ service: 'dynamodb', action: 'DeleteItem', kind: 'error', function: 'admin', count: 3 });
  const { code, out, err } = await customers(['erase', 'erased', '--yes']);
  stack.clearFaults();
  expect([code, err]).toEqual([0, '']);
  expect(out).toContain('the customer, the list, their username, their address, support requests; none names the customer');
  expect((await show('erased')).status).toBe(404);
  const again = await customers(['erase', 'erased', '--yes']);
  expect([again.code, again.err.trim()]).toEqual([1, 'There is no customer erased, and nothing of one waits to be erased.']);
});

describe('the command ends with', () => {
  test('2 and its usage when it is called wrongly', async () => {
    const path = file('wrongly.csv', customersCsv(1));
    const wrong = [['delete'], ['show'], ['show', 'x', '--rate', '5'], ['import', path, '--rate', '0']];
    for (const { code, out, err } of await Promise.all(wrong.map((args) => customers(args)))) {
      expect([code, out, err], err).toEqual([2, '', expect.stringContaining('Usage:')]);
    }
  });

  test('1 or 2 and a sentence when nobody answers, nobody may call, or there is nothing; and leaves nothing beside the file', async () => {
    const path = file('sentence.csv', customersCsv(1));
    const shop = { KEYCARD_URL: 'https://login.shop.example', AWS_REGION: 'eu-central-1' };
    const ends: [string[], Record<string, string>, number, RegExp][] = [
      [['import', path], { KEYCARD_URL: 'http://localhost:9' }, 1, /was not reached/],
      [['import', path], shop, 2, /AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set/],
      [['import', `${path}.none`], {}, 1, /no such file/],
      [['show', 'nobody'], {}, 1, /\(not_found\)/],
    ];
    const ended = await Promise.all(ends.map(async ([args, env, ...end]) => ({ args, end, ...(await customers(args, env)) })));
    for (const { args, end, code, out, err } of ended) {
      expect([code, out], args.join(' ')).toEqual([end[0], '']);
      expect(err).toMatch(end[1]);
      expect(err).not.toContain('    at ');
    }
    for (const beside of ['journal', 'faulty', 'lock']) expect(read(`${path}.${beside}`)).toBe(undefined);
  });
});
