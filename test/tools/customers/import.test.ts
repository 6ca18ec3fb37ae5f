/** An import against a service that has moods: everybody is put in, once, whatever goes wrong on the way. */
import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { adminCaller } from '../../../tools/admin-caller.ts';
import { importFile } from '../../../tools/customers/import/import.ts';
import { Pace } from '../../../tools/customers/import/pace.ts';
import { lineOf, progressOn, report } from '../../../tools/customers/import/progress.ts';
import { putRecord } from '../../../tools/customers/import/put-record.ts';
import { MOST_TRIES, waitAfter } from '../../../tools/customers/patience.ts';
import { type CustomerService, customerService } from './customer-service.ts';
import { customersCsv, files, idsUpTo } from './files.ts';
import { importedInto, none, putMoreThanOnce } from './imported.ts';

const { file, read } = files();

let service: CustomerService;
beforeEach(async () => {
  service = await customerService();
});

const imported: ReturnType<typeof importedInto> = (...given) => importedInto(service)(...given);
const ids = () => [...service.customers.keys()].sort();

test('every customer of a file is put in, with all that it says of them', async () => {
  const path = file(
    'all.csv',
    'customerId,username,email,emailVerified,phone\nc/1,x,x@example.com,true,\nc-1,jana,jana@example.com,true,+420 601 123 456\n',
  );
  expect(await imported(path)).toEqual({ counts: { ...none, created: 1, faulty: 1 }, wasOver: false });
  expect(service.customers.get('c-1')?.puts).toEqual([
    { username: 'jana', email: 'jana@example.com', emailVerified: true, phone: '+420 601 123 456' },
  ]);
  expect(read(`${path}.lock`)).toBe(undefined);
});

describe('records that are not taken stand in a file of their own, which is mended and imported:', () => {
  test('comma-separated values, each as it was', async () => {
    const rows = [
      'customerId;username;email',
      'c-1;jana;jana@example.com',
      'c-2;"e ""v"" a";none',
      'c 3;x;x@example.com',
      'c-4;"x;x4@example.com',
    ];
    const path = file('faulty.csv', `\ufeff${rows.join('\r\n')}\r\nc-5;last;last@example.com\r\n`);
    expect((await imported(path)).counts).toEqual({ ...none, created: 2, faulty: 3 });
    const faulty = read(`${path}.faulty`) ?? '';
    expect(faulty).toBe(
      [
        'fault;customerId;username;email',
        'line 3: email must be an e-mail address;c-2;"e ""v"" a";none',
        'line 4: customerId must be 1 to 128 of A-Z a-z 0-9 . _ ~ @ : + -;c 3;x;x@example.com',
        'line 5: opens quotes that are never closed;"c-4;""x;x4@example.com"',
        '',
      ].join('\n'),
    );
    // As it is, it is as faulty as it was; mended, it is taken.
    expect((await imported(`${path}.faulty`)).counts).toEqual({ ...none, faulty: 3 });
    expect(read(`${path}.faulty.faulty`)?.split('\n')[1]).toBe('line 2: email must be an e-mail address;c-2;"e ""v"" a";none');
    const mended = faulty
      .replace('none', 'eva@example.com')
      .replace('c 3', 'c-3')
      .replace('"c-4;""x;x4@example.com"', 'c-4;x;x4@example.com');
    expect((await imported(file('mended.csv', mended))).counts).toEqual({ ...none, created: 3 });
    expect(service.customers.get('c-2')?.puts).toEqual([{ username: 'e "v" a', email: 'eva@example.com' }]);
    expect(ids()).toEqual(idsUpTo(5));
  });

  test('bytes of another encoding stay what they are', async () => {
    const path = file('latin.csv', Buffer.from('customerId,username,email\nc-1,Zo\u00eb,zoe@example.com\n', 'latin1'));
    expect((await imported(path)).counts.faulty).toBe(1);
    const mended = file('utf8.csv', readFileSync(`${path}.faulty`, 'latin1').replace('\u00eb', 'e'));
    expect((await imported(mended)).counts).toEqual({ ...none, created: 1 });
    expect(service.customers.get('c-1')?.puts).toEqual([{ username: 'Zoe', email: 'zoe@example.com' }]);
  });

  test('JSON lines', async () => {
    const lines = [
      '{"customerId":"c-1","username":"x","email":"none"}',
      '{}',
      'c 3',
      '{"fault":"old","customerId":"c-1","username":"x","email":"x@y.cz"}',
    ];
    const path = file('faulty.jsonl', lines.join('\n'));
    expect((await imported(path)).counts.faulty).toBe(4);
    const faulty = read(`${path}.faulty`) ?? '';
    expect(faulty.trimEnd().split('\n')).toEqual([
      '{"fault":"line 1: email must be an e-mail address","customerId":"c-1","username":"x","email":"none"}',
      '{"fault":"line 2: customerId is required"}',
      '{"fault":"line 3: is not JSON","line":"c 3"}',
      '{"fault":"line 4: customerId was given in line 1 already","customerId":"c-1","username":"x","email":"x@y.cz"}',
    ]);
    expect((await imported(file('mended.jsonl', faulty.split('\n')[0]?.replace('"none"', '"x@example.com"') ?? ''))).counts).toEqual({
      ...none,
      created: 1,
    });
  });

  test('what only the service can refuse stands there too, and nobody else waits for it', async () => {
    const errors = [{ path: 'passwordHash', message: 'takes too long' }];
    service.reply = (method, id) => {
      if (method === 'PUT' && id === 'c-2') return { status: 409, body: { title: 'The username is taken.', code: 'username_taken' } };
      if (method === 'PUT' && id === 'c-3') return { status: 400, body: { title: 'No.', code: 'invalid_request', errors } };
      return 'as the service';
    };
    const path = file('refused.csv', customersCsv(4));
    expect((await imported(path)).counts).toEqual({ ...none, created: 2, faulty: 2 });
    expect(read(`${path}.faulty`)).toContain('line 3: The username is taken. (username_taken),c-2,user-2,');
    expect(read(`${path}.faulty`)).toContain('line 4: passwordHash takes too long,c-3,');
  });
});

describe('whatever the service answers,', () => {
  test('everybody is put in once: too fast, in trouble, and with answers that are lost', async () => {
    const moods: CustomerService['reply'][] = [
      () => 'as the service',
      () => 'lost',
      () => ({ status: 429, headers: { 'retry-after': '0' } }),
      () => ({ status: 503, headers: { 'retry-after': '0' } }),
      () => ({ status: 500 }),
    ];
    // Each customer meets one of them, at the first try.
    const met = new Set<string>();
    service.reply = (method, id) => {
      if (method === 'GET' || met.has(id)) return 'as the service';
      return moods[met.add(id).size % moods.length]?.(method, id) ?? 'lost';
    };
    const path = file('moods.csv', customersCsv(60));
    expect((await imported(path)).counts).toEqual({ ...none, created: 60 });
    expect(ids()).toEqual(idsUpTo(60).sort());
    expect(putMoreThanOnce(service)).toEqual([]);
    expect(service.calls.length).toBeGreaterThan(100);
  });

  test('no more calls are under way than twenty', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    service.reply = async (method) => {
      if (method === 'PUT') await held;
      return 'as the service' as const;
    };
    const slow = importFile(file('slow.csv', customersCsv(25)), adminCaller(service.url, {}), {
      rate: 40,
      onlyNew: false,
      signal: new AbortController().signal,
      onProgress: () => {},
    });
    await expect.poll(() => service.calls.length).toBe(21);
    release();
    await slow;
    expect([service.most, service.customers.size]).toEqual([20, 25]);
  });

  test('who was there before is replaced, or left as they are, as was asked for', async () => {
    service.customers.set('c-2', { createdAt: Date.now() - 60_000, puts: ['before'] });
    const path = file('before.csv', customersCsv(3));
    expect((await imported(path, { onlyNew: true })).counts).toEqual({ ...none, created: 2, left: 1 });
    expect(service.customers.get('c-2')?.puts).toEqual(['before']);
    expect((await imported(file('replaced.csv', customersCsv(3)))).counts).toEqual({ ...none, changed: 3 });
    expect(service.customers.get('c-2')?.puts).toHaveLength(2);
  });

  test('of only who is new nobody is asked about before, and whoever is put in meanwhile is left as they are', async () => {
    service.customers.set('c-2', { createdAt: Date.now() - 60_000, puts: ['before'] });
    service.reply = (method, id) => {
      // In the very moment before the call.
      if (method === 'PUT' && id === 'c-3') service.customers.set('c-3', { createdAt: service.now, puts: ['meanwhile'] });
      return 'as the service';
    };
    expect((await imported(file('new.csv', customersCsv(4)), { onlyNew: true })).counts).toEqual({ ...none, created: 2, left: 2 });
    expect([service.customers.get('c-2')?.puts, service.customers.get('c-3')?.puts]).toEqual([['before'], ['meanwhile']]);
    // One asks for the time, before all.
    expect(service.calls.map(({ method }) => method).sort()).toEqual(['GET', ...Array(4).fill('PUT')]);
  });

  test('of only who is new those whose answer was lost count as created, and those who were there before as left', async () => {
    for (const id of ['c-2', 'c-4']) service.customers.set(id, { createdAt: Date.now() - 60_000, puts: ['before'] });
    const lost = new Set<string>();
    service.reply = (method, id) => {
      if (method === 'GET' || lost.has(id)) return 'as the service';
      return lost.add(id).size % 3 ? 'lost' : { status: 503, headers: { 'retry-after': '0' } };
    };
    expect((await imported(file('lost-new.csv', customersCsv(9)), { onlyNew: true })).counts).toEqual({ ...none, created: 7, left: 2 });
    expect([putMoreThanOnce(service), service.customers.get('c-4')?.puts]).toEqual([[], ['before']]);
  });

  test.each([
    [401, 'the credentials are over'],
    [404, 'there is no such call'],
  ])('it stops at a %i, as then nobody would be taken: %s', async (status) => {
    const path = file(`stopped-${status}.csv`, customersCsv(100));
    let puts = 0;
    service.reply = (method) =>
      method === 'PUT' && ++puts > 30 ? { status, body: { title: 'You cannot.', code: 'session_required' } } : 'as the service';
    const stopped = await imported(path);
    expect(stopped).toMatchObject({ counts: { created: 30, faulty: 0 }, stopped: expect.stringContaining('You cannot.') });
    expect(report(path, stopped)).toContain('the same command goes on where it stopped');
    service.reply = () => 'as the service';
    expect((await imported(path)).counts).toEqual({ ...none, created: 100 });
    expect(putMoreThanOnce(service)).toEqual([]);
  });

  test('it comes back for minutes, longer each time, and then stops', async () => {
    const waits: number[] = [];
    const wait = async (milliseconds: number) => void waits.push(milliseconds);
    const call = vi.fn().mockRejectedValue(new Error('gone'));
    const put = await putRecord(given, { onlyNew: false, startedAt: 0, inDoubtSince: undefined }, { ...calling, call, wait });
    expect(put).toEqual({ is: 'stopped', why: 'http://localhost was not reached.', isInDoubt: true });
    expect(call).toHaveBeenCalledTimes(MOST_TRIES);
    expect(waits.reduce((sum, each) => sum + each, 0)).toBeGreaterThan(60_000);
  });
});

const given = { customerId: 'c-1', body: {} };
const calling = {
  url: 'http://localhost',
  time: () => 0,
  pace: new Pace(
    1000,
    () => 0,
    async () => {},
  ),
  wait: async () => {},
  isStopping: () => false,
};

describe('somebody whose call may still be under way, though its caller is gone,', () => {
  /** At so many seconds after the doubt began. */
  const nobody = (seconds: number) => ({
    status: 404,
    text: '{}',
    headers: new Headers({ date: new Date((1000 + seconds) * 1000).toUTCString() }),
  });
  const somebody = { status: 200, text: JSON.stringify({ createdAt: new Date(5000).toISOString() }), headers: new Headers() };
  const taken = { status: 200, text: JSON.stringify({ customerId: 'c-1', created: true }), headers: new Headers() };
  const asked = async (answers: object[]) => {
    const call = vi.fn();
    for (const answer of answers) call.mockResolvedValueOnce(answer);
    const put = await putRecord(given, { onlyNew: false, startedAt: 0, inDoubtSince: 1_000_000 }, { ...calling, call });
    return [put, call.mock.calls.map(([method]) => method).join(' ')];
  };

  test('is put in again only once no call of before can be under way', async () => {
    const done = { is: 'done', became: 'created' };
    expect(await asked([nobody(0), nobody(10), nobody(20), nobody(21), taken])).toEqual([done, 'GET GET GET GET PUT']);
  });

  test('is not put in again when that call is done after all', async () => {
    expect(await asked([nobody(0), nobody(10), somebody])).toEqual([{ is: 'done', became: 'created' }, 'GET GET GET']);
  });
});

test('a 429 holds everybody up, for as long as it says', async () => {
  const pace = new Pace(
    1000,
    () => 0,
    async () => {},
  );
  const hold = vi.spyOn(pace, 'hold');
  const slowDown = { status: 429, text: '', headers: new Headers({ 'retry-after': '7' }) };
  const call = vi
    .fn()
    .mockResolvedValueOnce(slowDown)
    .mockResolvedValueOnce({ ...slowDown, status: 400, text: '{"title":"No.","code":"invalid_request"}' });
  const put = await putRecord(given, { onlyNew: false, startedAt: 0, inDoubtSince: undefined }, { ...calling, call, pace });
  expect([put, hold.mock.calls]).toEqual([{ is: 'faulty', why: 'No. (invalid_request)' }, [[7000]]]);
});

test('how long is waited is what the service says, within bounds, and else more and more', () => {
  const answer = (status: number, retryAfter?: string) => ({
    status,
    text: '',
    headers: new Headers(retryAfter ? { 'retry-after': retryAfter } : {}),
  });
  expect(waitAfter(answer(429, '7'), 0)).toBe(7000);
  expect(waitAfter(answer(429), 0)).toBe(1000);
  expect(waitAfter(answer(429, 'soon'), 0)).toBe(1000);
  expect(waitAfter(answer(429, '86400'), 0)).toBe(300_000);
  expect(waitAfter(answer(503, '5'), 1, 0)).toBe(5000);
  expect([1, 2, 3, 12].map((tries) => waitAfter(undefined, tries, 1))).toEqual([100, 200, 400, 30_000]);
  expect(waitAfter(answer(503, '0'), MOST_TRIES)).toBe(undefined);
});

test('turns come evenly, and none while the service has asked to wait', async () => {
  let now = 1000;
  const pace = new Pace(
    50,
    () => now,
    async (milliseconds) => {
      now += milliseconds;
    },
  );
  const turns: number[] = [];
  for (let turn = 0; turn < 4; turn++) {
    await pace.turn();
    turns.push(now);
  }
  // Who comes late catches up on a twentieth of a second, not on more.
  expect(turns).toEqual([1000, 1000, 1000, 1010]);
  pace.hold(5000);
  await pace.turn();
  expect(now).toBe(6010);
});

test('who looks on sees a bar, and a log has a line every ten seconds', () => {
  const progress = { counts: { ...none, created: 450, faulty: 3 }, read: 500, size: 1000, resumed: 0 };
  expect(lineOf(progress, 10_000)).toBe('[############------------] 50 %  453 done, 3 faulty, 45/s, 10 s left');
  const shown = (isTTY: boolean) => {
    let [now, written] = [0, ''];
    const output = { isTTY, columns: 40, write: (text: string) => (written += text) };
    const { show, end } = progressOn(output, () => now);
    for (; now < 30_000; now += 50) show(progress);
    end();
    return written;
  };
  expect(shown(false).split('\n')).toHaveLength(3);
  const bars = shown(true).split('\r');
  expect(bars.length).toBeGreaterThan(100);
  expect(Math.max(...bars.map((bar) => bar.replace('\u001b[K', '').trimEnd().length))).toBeLessThan(40);
});
