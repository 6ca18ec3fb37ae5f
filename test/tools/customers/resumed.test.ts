/** An import that was stopped, or killed: it goes on where it was, and nothing is lost, and nothing twice. */
import { truncateSync, writeFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Outcome } from '../../../tools/customers/import/import.ts';
import { Journal } from '../../../tools/customers/import/journal.ts';
import { report } from '../../../tools/customers/import/progress.ts';
import { type CustomerService, customerService } from './customer-service.ts';
import { customersCsv, files } from './files.ts';
import { importedInto, none, putMoreThanOnce } from './imported.ts';

const { file, read } = files();

let service: CustomerService;
beforeEach(async () => {
  service = await customerService();
});
const imported: ReturnType<typeof importedInto> = (...given) => importedInto(service)(...given);

describe('an import that was stopped goes on where it stopped:', () => {
  test('by a word, after the calls that are under way', async () => {
    const path = file('word.csv', customersCsv(600));
    const stop = new AbortController();
    service.reply = (method) => {
      if (method === 'PUT' && service.customers.size >= 80) stop.abort();
      return 'as the service';
    };
    const first: Outcome = await imported(path, { signal: stop.signal });
    expect(first.stopped).toBe('Stopped.');
    // All that was done is written down.
    expect(first.counts.created).toBe(service.customers.size);
    expect(first.counts.created).toBeLessThan(600);
    // Nothing was under way, so nobody is asked about.
    service.calls.length = 0;
    expect((await imported(path)).counts).toEqual({ ...none, created: 600 });
    expect(service.calls.filter(({ method }) => method === 'GET')).toHaveLength(1);
    expect([service.customers.size, putMoreThanOnce(service)]).toEqual([600, []]);
  });

  test('wherever its journal breaks off, and whatever of a faulty record was written: nothing is lost, and nothing twice', async () => {
    const content = `${customersCsv(12)}c 13,x,x@example.com\nc-1,again,again@example.com\nc-15,last,last@example.com\n`;
    const path = file('cut.csv', content);
    expect((await imported(path)).counts).toEqual({ ...none, created: 13, faulty: 2 });
    const [journal, faulty] = [read(`${path}.journal`) ?? '', read(`${path}.faulty`) ?? ''];
    const headEnds = journal.indexOf('\n') + 1;
    for (let cut = headEnds; cut < journal.length - 1; cut += 17) {
      writeFileSync(`${path}.journal`, journal.slice(0, cut));
      // The record after the last that the journal knows may be there in part.
      const known = [...journal.slice(0, cut).matchAll(/"faultyBytes":(\d+)\}\n/g)].at(-1)?.[1] ?? 0;
      writeFileSync(`${path}.faulty`, faulty.slice(0, Number(known) + (cut % 40)));
      expect((await imported(path)).counts, `at ${cut}`).toEqual({ ...none, created: 13, faulty: 2 });
      expect(read(`${path}.faulty`)?.split('\n').sort()).toEqual(faulty.split('\n').sort());
      expect((await imported(path)).wasOver).toBe(true);
    }
    expect(putMoreThanOnce(service)).toEqual([]);
    // Before it was begun nothing was done.
    truncateSync(`${path}.journal`, headEnds - 5);
    await expect(imported(path)).rejects.toThrow('cut.csv.faulty is there');
  });

  test('of customers who were there before, and were under way, each is put in once more', async () => {
    service.customers.set('c-1', { createdAt: Date.now() - 60_000, puts: [] });
    const path = file('again.csv', customersCsv(2));
    await imported(path);
    writeFileSync(`${path}.journal`, `${read(`${path}.journal`)?.split('\n')[0]}\n`);
    expect((await imported(path)).counts).toEqual({ ...none, created: 1, changed: 1 });
    expect([service.customers.get('c-1')?.puts.length, service.customers.get('c-2')?.puts.length]).toEqual([2, 1]);
  });

  test('of only who is new, whom it had put in counts as created, and nobody is waited for', async () => {
    service.customers.set('c-1', { createdAt: Date.now() - 60_000, puts: ['before'] });
    const path = file('only-new.csv', customersCsv(3));
    expect((await imported(path, { onlyNew: true })).counts).toEqual({ ...none, created: 2, left: 1 });
    writeFileSync(`${path}.journal`, `${read(`${path}.journal`)?.split('\n')[0]}\n`);
    service.customers.delete('c-3');
    service.calls.length = 0;
    expect((await imported(path, { onlyNew: true })).counts).toEqual({ ...none, created: 2, left: 1 });
    expect([putMoreThanOnce(service), service.customers.get('c-1')?.puts]).toEqual([[], ['before']]);
    // Nobody is looked for who is not there.
    expect(service.calls.filter(({ method, customerId }) => method === 'GET' && customerId === 'c-3')).toEqual([]);
  });

  test('killed, and stopped before it has looked whom that had put in', async () => {
    const path = file('killed.csv', customersCsv(5));
    await imported(path);
    writeFileSync(`${path}.journal`, `${read(`${path}.journal`)?.split('\n')[0]}\n`);
    expect((await imported(path, { signal: AbortSignal.abort() })).counts).toEqual(none);
    expect((await imported(path)).counts).toEqual({ ...none, created: 5 });
    expect(putMoreThanOnce(service)).toEqual([]);
  });

  test('stopped while it does not know whether somebody was put in', async () => {
    const path = file('lost.csv', customersCsv(5));
    const stop = new AbortController();
    service.reply = (method) => {
      if (method === 'GET') return 'as the service';
      stop.abort();
      return 'lost';
    };
    expect((await imported(path, { signal: stop.signal })).stopped).toBe('Stopped.');
    service.reply = () => 'as the service';
    expect((await imported(path)).counts).toEqual({ ...none, created: 5 });
    expect(putMoreThanOnce(service)).toEqual([]);
  });

  test('nobody is put in so far behind one who waits that it would be forgotten who was under way', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    service.reply = async (_, id) => {
      if (id === 'c-1') await held;
      return 'as the service' as const;
    };
    const whole = imported(file('waits.csv', customersCsv(450)));
    await expect.poll(() => service.customers.size).toBe(399);
    release();
    expect((await whole).counts.created).toBe(450);
    expect(service.calls.findIndex(({ customerId }) => customerId === 'c-401')).toBeGreaterThan(400);
  });

  test('its journal says what of it is on the disk', async () => {
    const journal = Journal.begin(file('disk.journal', ''), { size: 0, sha256: '', url: '', startedAt: 0 });
    for (const record of [1, 2, 4]) journal.add({ record, became: 'created' });
    expect(journal.onDisk).toBe(0);
    await Promise.all(journal.syncing);
    expect([journal.onDisk, journal.syncing]).toEqual([2, []]);
    journal.add({ record: 3, became: 'created' });
    await journal.close();
    expect(journal.onDisk).toBe(4);
  });

  test('once it is over nothing is done again', async () => {
    const path = file('over.csv', customersCsv(5));
    const first = await imported(path);
    service.calls.length = 0;
    const second = await imported(path);
    expect(second).toEqual({ counts: first.counts, wasOver: true });
    expect(service.calls).toEqual([]);
    expect(report(path, second)).toContain('remove');
  });
});

describe('an import is not gone on with', () => {
  const begun = async (name: string) => {
    const path = file(name, customersCsv(3));
    await imported(path);
    service.calls.length = 0;
    return path;
  };

  test('when the file has become another, though it is as long', async () => {
    const path = await begun('another.csv');
    writeFileSync(path, customersCsv(3).replace('user-3', 'user-4'));
    await expect(imported(path)).rejects.toThrow('is not the file any more');
    expect(service.calls).toEqual([]);
  });

  test('into another service', async () => {
    const path = await begun('elsewhere.csv');
    const other = await customerService();
    await expect(imported(path, { url: other.url })).rejects.toThrow(`is of an import into ${service.url}`);
    expect(other.calls).toEqual([]);
  });

  test('by a journal that is none, or without the faulty records that it speaks of', async () => {
    const path = await begun('none.csv');
    const journal = read(`${path}.journal`) ?? '';
    for (const broken of ['{}\n', 'x\n', `${journal}x\n`, journal.replace('"version":1', '"version":2')]) {
      writeFileSync(`${path}.journal`, broken);
      await expect(imported(path)).rejects.toThrow('is no journal');
    }
    writeFileSync(`${path}.journal`, `${journal.split('\n')[0]}\n{"record":1,"became":"faulty","faultyBytes":9}\n`);
    await expect(imported(path)).rejects.toThrow('is shorter than');
  });

  test('while another process imports the file; but when that was killed', async () => {
    const path = file('locked.csv', customersCsv(3));
    writeFileSync(`${path}.lock`, String(process.ppid));
    await expect(imported(path)).rejects.toThrow(`is being imported by process ${process.ppid}`);
    expect(service.calls).toEqual([]);
    for (const killed of ['2147483646', '']) {
      writeFileSync(`${path}.lock`, killed);
      expect((await imported(path)).counts.created).toBe(3);
    }
  });
});
