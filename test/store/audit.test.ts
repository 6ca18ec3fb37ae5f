/** How the audit log is written and read; what stands in it says `written-down.test.ts`. */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DAY } from '../../shared/flow/budgets.ts';
import type { AuditEvent } from '../../shared/log/audit-events.ts';
import { customerWithoutFactor, entriesOf, factsOf, familyOf, start } from './customer.ts';
import { beforeCall, onePerPage, undisturbed, unwritable } from './interleaving.ts';
import { customerLog, deleteCustomer, enter, entryIn, newestOf, note, noteOnceADay, putCustomer, readAudit, sessionsOf } from './store.ts';

const lines: unknown[] = [];
beforeEach(() => {
  lines.length = 0;
  vi.spyOn(console, 'error').mockImplementation((line) => lines.push(JSON.parse(line)));
});
afterEach(() => {
  undisturbed();
  vi.restoreAllMocks();
});

const sessionsEnded = (customerId: string, at: number) => enter(customerId, 'sessions_ended', { customer: customerId }, at);
const onceADay = (customerId: string, kind: string, at: number, event: AuditEvent = 'support_refused') =>
  noteOnceADay(kind, entryIn(customerLog(customerId), event as 'support_refused', 'service', at));

describe('the log', () => {
  it('keeps the order of one function, also of what it wrote in one millisecond', async () => {
    const customerId = randomUUID();
    const ids = Array.from({ length: 25 }, () => randomUUID());
    for (const supportRequest of ids) await enter(customerId, 'support_requested', 'service', start, { supportRequest });
    expect((await entriesOf(customerId)).map((entry) => entry.supportRequest)).toEqual(ids);
  });

  it('is read newest first, over all the partitions asked for, and no more of it than asked for', async () => {
    const [one, other, nobody] = [randomUUID(), randomUUID(), randomUUID()];
    for (const nth of [1, 2, 5, 6]) await sessionsEnded(one, start + nth);
    for (const nth of [3, 4, 7]) await sessionsEnded(other, start + nth);
    const read = async (most: number) => (await newestOf([one, nobody, other].map(customerLog), most)).map(({ at }) => at - start);
    expect(await read(50)).toEqual([7, 6, 5, 4, 3, 2, 1]);
    expect(await read(2)).toEqual([7, 6]);
    expect(await newestOf([customerLog(nobody)], 50)).toEqual([]);
  });
});

describe('all that is written down of a customer', () => {
  const later = start + 1000;
  const remove = (customerId: string) => deleteCustomer(customerId, 'tests', start + 1);
  const another = (customerId: string, username = `${customerId}@example.com`) =>
    putCustomer(customerId, () => factsOf(username), 'tests', start + 2);

  it.each<[string, (customerId: string, username: string) => Promise<unknown>]>([
    ['is deleted', remove],
    ['is deleted, and somebody else is put in by the same id', (id, name) => remove(id).then(() => another(id, name))],
    ['is given another username', (id) => another(id)],
  ])('is not told where in that moment the customer %s', async (_, meanwhile) => {
    // Three logs, the index of sessions, and the customer once more.
    for (const nth of [1, 5]) {
      const customer = await customerWithoutFactor();
      const happened = beforeCall(nth, () => meanwhile(customer.customerId, customer.username));
      expect(await readAudit(customer, 50, undefined, later)).toBe('overtaken');
      expect(happened()).toBe(true);
      undisturbed();
    }
  });

  it('has no session of whoever had the id before, though its item is still there', async () => {
    const customer = await customerWithoutFactor();
    const { customerId, epoch } = customer;
    await familyOf({ customerId, epoch, acr: 'password', device: 'of before' }, start - 1);
    await familyOf({ customerId, epoch, acr: 'password', device: 'older' }, start + 1);
    await familyOf({ customerId, epoch, acr: 'password', device: 'newer' }, start + 2);
    onePerPage();
    const devices = async () => {
      const page = await readAudit(customer, 50, undefined, later);
      return page === 'overtaken' ? page : [page.sessions?.map(({ device }) => device), page.moreSessions];
    };
    // An index lags behind its table.
    await expect.poll(devices).toEqual([['newer', 'older'], false]);
    expect((await sessionsOf(customerId, 2)).sessions.map(({ device }) => device)).toEqual(['newer', 'older']);
    expect([(await sessionsOf(customerId, 2)).more, (await sessionsOf(customerId)).more]).toEqual([true, false]);
    expect(await readAudit(customer, 50, undefined, start + 40 * DAY)).toMatchObject({ sessions: [{ over: true }, { over: true }] });
  });
});

describe('what can be had as often as one likes', () => {
  it('is written down once in 24 hours, of each kind and in each log', async () => {
    const [customerId, other] = [randomUUID(), randomUUID()];
    for (const at of [start, start + 1, start + DAY - 1, start + DAY]) await onceADay(customerId, 'a kind', at);
    await onceADay(customerId, 'another kind', start + 2, 'recovery_cancelled');
    await onceADay(other, 'a kind', start + 2);
    expect((await newestOf([customerLog(customerId)], 9)).map(({ at, event }) => [event, at - start])).toEqual([
      ['support_refused', DAY],
      ['recovery_cancelled', 2],
      ['support_refused', 0],
    ]);
    expect(await entriesOf(other)).toHaveLength(1);
    // Refused is not missed.
    expect(lines).toEqual([]);
  });
});

describe('an entry that cannot be written', () => {
  const broken = Object.assign(new Error('told to nobody'), { name: 'Broken' });

  it('of what has happened already undoes nothing, and the log of the function tells that it is missing', async () => {
    const customerId = randomUUID();
    unwritable(broken);
    await note(customerId, 'sessions_ended', { customer: customerId }, start);
    await onceADay(customerId, 'a kind', start);
    undisturbed();
    unwritable('no error');
    await note(customerId, 'sessions_ended', { customer: customerId }, start);
    expect(lines).toEqual([
      { event: 'entry_not_kept', of: 'sessions_ended', error: 'Broken' },
      { event: 'entry_not_kept', of: 'support_refused', error: 'Broken' },
      { event: 'entry_not_kept', of: 'sessions_ended', error: 'unknown' },
    ]);
    undisturbed();
    expect(await entriesOf(customerId)).toEqual([]);
  });

  it('of what may not happen without it stops that', async () => {
    unwritable(broken);
    await expect(sessionsEnded(randomUUID(), start)).rejects.toBe(broken);
  });
});
