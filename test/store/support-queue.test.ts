import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { DAY } from '../../shared/flow/budgets.ts';
import { supportIndex } from '../../shared/store/indexes.ts';
import type { About } from '../../shared/store/support-queue.ts';
import type { StoredRequest } from '../../shared/store/support-requests.ts';
import { customerWithApp } from './app.ts';
import { unwatched, watched } from './calls.ts';
import { anEmail, auditOf, customerWithoutFactor, present, somebody, start, times } from './customer.ts';
import { beforeCall, inputsOf, undisturbed } from './interleaving.ts';
import {
  accountOf,
  askAgain,
  cancelRequestsOf,
  endEverySession,
  eraseRequestsOf,
  fileSupportRequest,
  listByAccount,
  listByStatus,
  listedAt,
  moveSupportRequest,
  put,
  readSupportRequest,
  requestKey,
  requestsOf,
  transact,
  update,
} from './store.ts';
import { engine, tableName } from './table.ts';

afterEach(undisturbed);

const seen = { createdAt: 1, epoch: 1, factor: 'totp', completedRounds: 0 } as const;

/** So many requests about a customer, a day between them; typed by another name each. */
async function asked(customerId: string, count: number): Promise<string[]> {
  const ids: string[] = [];
  const about = await somebody(customerId);
  for (let nth = 0; nth < count; nth++) {
    const requestId = randomUUID();
    const typed = { requestId, username: `secret-${anEmail()}`, message: 'secret words', reachMeAt: 'secret place' };
    expect((await fileSupportRequest(typed, about, start + nth * DAY)).is).toBe('filed');
    ids.push(requestId);
  }
  return ids;
}

/** So many requests typed with one name, a day between them. */
async function askedAs(username: string, count: number, customerId?: string): Promise<string[]> {
  const ids: string[] = [];
  const about = customerId === undefined ? undefined : await somebody(customerId);
  for (let nth = 0; nth < count; nth++) {
    const requestId = randomUUID();
    expect((await fileSupportRequest({ requestId, username, message: 'm', reachMeAt: 'r' }, about, start + nth * DAY)).is).toBe('filed');
    ids.push(requestId);
  }
  return ids;
}

const idsOf = ({ requests }: { requests: StoredRequest[] }) => requests.map(({ requestId }) => requestId);

async function all(customerId: string): Promise<StoredRequest[]> {
  const requests: StoredRequest[] = [];
  for await (const request of requestsOf(customerId)) requests.push(request);
  return requests;
}

describe('the requests about a customer', () => {
  it('are found without an index, newest first, however many there are', async () => {
    const customerId = randomUUID();
    const ids = await asked(customerId, 53);
    await asked(randomUUID(), 2);
    expect((await all(customerId)).map(({ requestId }) => requestId)).toEqual(ids.toReversed());
  });

  it('are cancelled by one word of its owner: those that go on, that had been asked by then, and once', async () => {
    const customerId = randomUUID();
    const [one = '', other = '', rejected = '', ...foreign] = [...(await asked(customerId, 3)), ...(await asked(randomUUID(), 1))];
    await moveSupportRequest(rejected, { is: 'reject', by: 'vera', reason: 'no order' }, start);
    const statuses = () => Promise.all([one, other, rejected, ...foreign].map(async (id) => (await readSupportRequest(id))?.requestStatus));
    await cancelRequestsOf(randomUUID(), start + 3 * DAY, start + 3 * DAY);
    // They were asked a day apart.
    await cancelRequestsOf(customerId, start - 1, start + 3 * DAY);
    expect(await statuses()).toEqual(['open', 'open', 'rejected', 'open']);
    await cancelRequestsOf(customerId, start, start + 3 * DAY);
    expect(await statuses()).toEqual(['cancelled', 'open', 'rejected', 'open']);
    for (let nth = 0; nth < 2; nth++) {
      await cancelRequestsOf(customerId, start + 3 * DAY, start + 3 * DAY);
      expect(await statuses()).toEqual(['cancelled', 'cancelled', 'rejected', 'open']);
    }
    const cancelled = (await auditOf(customerId)).filter((event) => event === 'support_cancelled');
    expect(cancelled).toHaveLength(2);
  });

  it('that are over cost the owner no call each, however many there were', async () => {
    const customerId = randomUUID();
    for (const id of await asked(customerId, 3)) await moveSupportRequest(id, { is: 'reject', by: 'vera', reason: 'no order' }, start);
    const calls = watched();
    await cancelRequestsOf(customerId, start + 3 * DAY, start).finally(unwatched);
    expect(calls).toEqual(['Query', 'BatchGetItem']);
  });

  it('stay as they were decided in between', async () => {
    const customerId = randomUUID();
    const [other = ''] = await asked(customerId, 1);
    // The list is read, and its requests; then each that goes on, once more.
    beforeCall(3, () => moveSupportRequest(other, { is: 'reject', by: 'vera', reason: 'no order' }, start));
    await cancelRequestsOf(customerId, start + 3 * DAY, start).finally(undisturbed);
    expect(await readSupportRequest(other)).toMatchObject({ requestStatus: 'rejected' });
  });

  it('attached later are about their customer from then on; before that no audit log knows them', async () => {
    const { customerId, createdAt } = await somebody();
    const [requestId = ''] = await askedAs(anEmail(), 1);
    await moveSupportRequest(requestId, { is: 'note', by: 'vera', note: 'a note' }, start);
    expect(await auditOf('undefined')).toEqual([]);
    expect(await all(customerId)).toEqual([]);
    await moveSupportRequest(requestId, { is: 'attach', customerId, createdAt }, start);
    expect((await all(customerId)).map((request) => request.requestId)).toEqual([requestId]);
  });

  it('take what somebody writes who asks again: the newest that is under way, or else the newest', async () => {
    const customerId = randomUUID();
    expect(await askAgain(customerId, 'before there is any', start)).toBeUndefined();
    const [oldest = '', older = '', newest = ''] = await asked(customerId, 3);
    const to = async (note: string) => (await askAgain(customerId, note, start + 3 * DAY))?.requestId;
    const rejectNow = (id: string) => moveSupportRequest(id, { is: 'reject', by: 'vera', reason: 'no answer' }, start + 3 * DAY);
    expect(await to('to the newest')).toBe(newest);
    await rejectNow(newest);
    expect(await to('to the one before')).toBe(older);
    await moveSupportRequest(older, { is: 'approve', by: 'v', reason: 'r', seen, approvers: 1, wait: DAY, approvalId: 'a' }, start);
    expect(await to('to the approved one')).toBe(older);
    await moveSupportRequest(older, { is: 'cancel' }, start);
    await rejectNow(oldest);
    for (let nth = 2; nth <= 5; nth++) expect(await to('to the newest again')).toBe(newest);
    expect(await to('one too many')).toBeUndefined();
    expect((await readSupportRequest(newest))?.notes).toHaveLength(5);
    // Three were asked, two rejected, one approved and cancelled: who asks again writes nothing into the owner's log here.
    expect(await auditOf(customerId)).toHaveLength(7);
  });

  it('are erased with them, whatever had become of them: no item knows the customer but theirs and the audit log', async () => {
    const customerId = randomUUID();
    const [open = '', approved = '', rejected = ''] = await asked(customerId, 3);
    const names = await Promise.all([open, approved, rejected].map(async (id) => (await readSupportRequest(id))?.username ?? ''));
    const approval = { by: 'vera', reason: 'called back', seen, approvers: 1, wait: DAY, approvalId: 'a' };
    await moveSupportRequest(approved, { is: 'approve', ...approval }, start);
    await moveSupportRequest(rejected, { is: 'reject', by: 'vera', reason: 'no answer' }, start);
    await moveSupportRequest(open, { is: 'note', by: 'vera', note: 'a secret note' }, start);

    await eraseRequestsOf(customerId);
    await eraseRequestsOf(customerId);
    for (const id of [open, approved, rejected]) {
      expect(await readSupportRequest(id)).toBeUndefined();
      expect(await moveSupportRequest(id, { is: 'cancel' }, start)).toEqual({ is: 'not_found' });
    }
    expect(await all(customerId)).toEqual([]);
    for (const name of names) expect((await listByAccount(name, undefined)).requests).toEqual([]);
    const { Items } = await engine.call('Scan', { TableName: tableName, ConsistentRead: true });
    const own = (Items as { pk: { S: string }; sk: { S: string } }[]).filter((item) =>
      [customerId, open, approved, rejected].some((each) => JSON.stringify(item).includes(each)),
    );
    // What was counted of the customer lies with them, and goes with them.
    const items = own.filter(({ sk }) => !sk.S.startsWith('AUDIT#')).map(({ pk, sk }) => `${pk.S} ${sk.S}`);
    expect(items.toSorted()).toEqual([`CUSTOMER#${customerId} ASKED`, `CUSTOMER#${customerId} CUSTOMER`]);
  });
});

describe('an approved request', () => {
  /** Approved for the factor that a customer with an app has, and announced. */
  async function approved() {
    const customer = await customerWithApp();
    const { customerId, createdAt, epoch } = customer;
    const [requestId = ''] = await askedAs(anEmail(), 1, customerId);
    const goodFor = { createdAt, epoch, factor: 'totp' as const, completedRounds: 0 };
    const approval = { by: 'vera', reason: 'called back', seen: goodFor, approvers: 1, wait: DAY, approvalId: 'a' };
    await moveSupportRequest(requestId, { is: 'approve', ...approval }, start);
    await moveSupportRequest(requestId, { is: 'announce', approvalId: 'a' }, start);
    return { customer, requestId };
  }

  it('switches the factor off, which takes along what belongs to it', async () => {
    const { customer, requestId } = await approved();
    const executed = await moveSupportRequest(requestId, { is: 'execute' }, start + DAY);
    expect(executed).toMatchObject({ is: 'moved', request: { requestStatus: 'executed', version: 4 } });
    const after = await present(customer.customerId);
    expect(after.epoch).toBe(customer.epoch + 1);
    for (const field of ['factor', 'totpKey', 'totpKeyId', 'recoveryCodes', 'epochMadeBy']) expect(after).not.toHaveProperty(field);
  });

  it('does nothing to a factor that is another by now, and says so; while it is the same it is not superseded', async () => {
    const { customer, requestId } = await approved();
    expect(await moveSupportRequest(requestId, { is: 'supersede' }, start + DAY)).toMatchObject({ is: 'refused', why: 'not_yet' });
    await endEverySession(customer, start);
    expect(await moveSupportRequest(requestId, { is: 'execute' }, start + DAY)).toMatchObject({
      is: 'refused',
      why: 'superseded',
      request: { requestId, requestStatus: 'approved' },
    });
    expect(await moveSupportRequest(requestId, { is: 'supersede' }, start + DAY)).toMatchObject({ is: 'moved' });
  });

  it('is refused what the rules refuse', async () => {
    const { requestId } = await approved();
    expect(await moveSupportRequest(requestId, { is: 'execute' }, start + DAY - 1)).toMatchObject({ is: 'refused', why: 'not_yet' });
    expect(await moveSupportRequest(randomUUID(), { is: 'execute' }, start)).toEqual({ is: 'not_found' });
  });
});

/** So many open requests, a day between them, in the lists of these accounts. @returns their ids, the newest first */
async function listedIn(accounts: string[], count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID());
  const times = ids.map((_, nth) => start + (count - nth) * DAY);
  const requests = ids.map((id, nth) => ({ ...requestKey(id), requestId: id, createdAt: times[nth], requestStatus: 'open', version: 1 }));
  const places = accounts.flatMap((pk) => ids.map((requestId, nth) => ({ pk, sk: listedAt(times[nth] ?? 0, requestId), requestId })));
  await Promise.all([...requests, ...places].map((item) => put(item)));
  return ids;
}

describe('the list of an account', () => {
  it('has fifty on a page, the newest first, and says where the next begins', async () => {
    const username = anEmail();
    const ids = await listedIn([accountOf({ typed: username })], 101);
    const first = await listByAccount(username.toUpperCase(), undefined);
    expect(idsOf(first)).toEqual(ids.slice(0, 50));
    const second = await listByAccount(username, undefined, first.next);
    expect(idsOf(second)).toEqual(ids.slice(50, 100));
    const third = await listByAccount(username, undefined, second.next);
    expect(idsOf(third)).toEqual(ids.slice(100));
    expect(third).not.toHaveProperty('next');
  });

  it('of fewer has one page, and of none an empty one', async () => {
    const username = anEmail();
    await listedIn([accountOf({ typed: username })], 49);
    expect(await listByAccount(username, undefined)).not.toHaveProperty('next');
    expect(await listByAccount(anEmail(), undefined)).toEqual({ requests: [] });
  });

  it('gathers what was asked by name and by address, about whoever is meant, each request once', async () => {
    const { customerId, username, email } = await customerWithoutFactor({ email: anEmail() });
    const about = await asked(customerId, 2);
    const [named = ''] = await askedAs(username, 1, customerId);
    const [unattached = ''] = await askedAs(email, 1);
    const both = [...about, named].toSorted();
    expect(idsOf(await listByAccount(username, undefined)).toSorted()).toEqual(both);
    expect(idsOf(await listByAccount(email, undefined)).toSorted()).toEqual([...both, unattached].toSorted());
  });

  it('is of a status, if one is asked for', async () => {
    const username = anEmail();
    const [one = '', other = ''] = await askedAs(username, 2);
    await moveSupportRequest(one, { is: 'reject', by: 'vera', reason: 'no order' }, start);
    expect(idsOf(await listByAccount(username, 'rejected'))).toEqual([one]);
    expect(idsOf(await listByAccount(username, 'open'))).toEqual([other]);
    expect(idsOf(await listByAccount(username, 'executed'))).toEqual([]);
  });

  it('goes on over a page that ends among two accounts', async () => {
    const { customerId, username } = await customerWithoutFactor();
    const [about, typed] = [accountOf({ customerId }), accountOf({ typed: username })];
    const ids = [...(await listedIn([about], 20)), ...(await listedIn([typed], 20)), ...(await listedIn([about, typed], 20))];
    const first = await listByAccount(username, undefined);
    expect(first.requests).toHaveLength(50);
    const second = await listByAccount(username, undefined, first.next);
    expect([...idsOf(first), ...idsOf(second)].toSorted()).toEqual(ids.toSorted());
    expect(second).not.toHaveProperty('next');
  });

  it('goes on where one account has more and the other has nothing', async () => {
    const { username } = await customerWithoutFactor();
    const ids = await listedIn([accountOf({ typed: username })], 51);
    const { next } = await listByAccount(username, undefined);
    expect(idsOf(await listByAccount(username, undefined, next))).toEqual(ids.slice(50));
  });

  it('leaves out what is erased meanwhile', async () => {
    const username = anEmail();
    await put({ pk: accountOf({ typed: username }), sk: listedAt(start, 'gone'), requestId: 'gone' });
    expect(await listByAccount(username, undefined)).toEqual({ requests: [] });
  });
});

/** Requests of a status, about these customers or nobody, so many of them in one moment. @returns their ids, the oldest first */
async function queued(status: string, customers: (string | undefined)[], atOnce = 1): Promise<string[]> {
  const requests = customers.map((customerId, nth) => {
    const createdAt = start + Math.floor(nth / atOnce);
    return { requestId: randomUUID(), createdAt, requestStatus: status, customerId, version: 1 };
  });
  const steps = requests.map((request) => ({ put: { ...requestKey(request.requestId), ...request } }));
  // A transaction takes a hundred.
  await times(Math.ceil(steps.length / 100), (nth) => transact(steps.slice(100 * nth, 100 * nth + 100)));
  const counted = { TableName: tableName, IndexName: supportIndex, Select: 'COUNT', KeyConditionExpression: 'requestStatus = :status' };
  const count = async () => (await engine.call('Query', { ...counted, ExpressionAttributeValues: { ':status': { S: status } } })).Count;
  // An index lags behind its table.
  await expect.poll(count).toBe(customers.length);
  return requests.map(({ requestId }) => requestId);
}

/** So many requests are about nobody. */
const nobodies = (count: number) => Array<undefined>(count).fill(undefined);

/** Every page of a list, as `next` leads from one to the other. */
async function pagesOf(status: string, about?: About): Promise<string[][]> {
  const pages: string[][] = [];
  let next: string | undefined;
  do {
    const page = await listByStatus(status as never, next, about);
    pages.push(idsOf(page));
    next = page.next;
  } while (next !== undefined && pages.length < 20);
  return pages;
}

describe('the list of a status', () => {
  it('has fifty on a page, the oldest first, and says where the next begins', async () => {
    const ids = (await listedIn([], 52)).toReversed();
    for (const id of ids) await update(requestKey(id), { set: { requestStatus: 'of this test' } });
    // An index lags behind its table.
    await expect.poll(async () => idsOf(await listByStatus('of this test' as never))).toEqual(ids.slice(0, 50));
    const { next } = await listByStatus('of this test' as never);
    const last = await readSupportRequest(ids[49] ?? '');
    expect(next).toBe(`${last?.createdAt}.${ids[49]}`);
    const second = await listByStatus('of this test' as never, next);
    expect(idsOf(second)).toEqual(ids.slice(50));
    expect(second).not.toHaveProperty('next');
  });

  it('has requests only: what some other function wrote, that has a status and lies elsewhere, is none', async () => {
    const [request = ''] = await listedIn([], 1);
    const forged = { ...(await readSupportRequest(request)), requestStatus: 'of a forger', customerId: 'c' };
    await put({ ...forged, pk: 'CUSTOMER#c', sk: 'REQUEST' });
    await update(requestKey(request), { set: { requestStatus: 'of a forger' } });
    await expect.poll(async () => idsOf(await listByStatus('of a forger' as never))).toEqual([request]);
  });

  it('leads from page to page, and loses and repeats none, though some were asked in one moment', async () => {
    const ids = await queued('asked at once', nobodies(103), 3);
    const pages = await pagesOf('asked at once');
    expect(pages.map(({ length }) => length)).toEqual([50, 50, 3]);
    expect(pages.flat().toSorted()).toEqual(ids.toSorted());
  });

  it('is read no further than a page goes; where it looks for some among others, a thousand at once', async () => {
    const asked = inputsOf('QueryCommand');
    for (const about of [undefined, 'account', 'nobody'] as const) await listByStatus('open', undefined, about);
    expect(asked).toMatchObject([{ Limit: 50 }, { Limit: 1000 }, { Limit: 1000 }]);
  });

  it('has, where that is asked for, those about a customer or those about nobody, fifty on a page too', async () => {
    const customers = Array.from({ length: 156 }, (_, nth) => (nth % 3 === 0 ? undefined : `customer ${nth}`));
    const ids = await queued('of both', customers);
    const [account, nobody] = [ids.filter((_, nth) => customers[nth]), ids.filter((_, nth) => !customers[nth])];
    expect(await pagesOf('of both', 'account')).toEqual([account.slice(0, 50), account.slice(50, 100), account.slice(100)]);
    expect(await pagesOf('of both', 'nobody')).toEqual([nobody.slice(0, 50), nobody.slice(50)]);
  });

  it('leads on from a page that has none, where a thousand others came first, and passes none of the thousand over', async () => {
    const ids = await queued('mostly about nobody', [...nobodies(1000), 'a customer']);
    expect(await pagesOf('mostly about nobody', 'account')).toEqual([[], ids.slice(1000)]);
    const first = await listByStatus('mostly about nobody' as never, undefined, 'nobody');
    const second = await listByStatus('mostly about nobody' as never, first.next, 'nobody');
    expect([idsOf(first), idsOf(second)]).toEqual([ids.slice(0, 50), ids.slice(50, 100)]);
  });
});
