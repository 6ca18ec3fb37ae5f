/** All that happened to a customer, as an administrator reads it to give it to them: whole, and nobody else's. */
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { customerAudit } from '../../shared/http/routes/activity.ts';
import type { AnswerOf } from '../../shared/http/routes/route.ts';
import { signedInHolder } from '../authenticator/holder.ts';
import { RelyingParty, registered } from '../clients/relying-party.ts';
import { outcome, shopper } from '../login/visitor.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { approve, fillIn, page as queue } from '../support-requests/queue.ts';
import { byAdmin, facts } from './by-admin.ts';
import { signIn } from './signed-in.ts';

type Page = AnswerOf<typeof customerAudit>;

let stack: TestStack;
beforeAll(async () => {
  stack = await startReadyStack();
});
beforeEach(() => stack.clearFaults());
const { put, remove } = byAdmin(() => stack);

const pathOf = (customerId: string) => `/v1/audit/customers/${encodeURIComponent(customerId)}`;
const ask = async (customerId: string, query = '') => ({ headers: {}, ...(await stack.admin('GET', `${pathOf(customerId)}${query}`)) });

async function page(customerId: string, query = ''): Promise<Page> {
  const answer = await ask(customerId, query);
  expect(outcome(answer)).toBe('200');
  return answer.body as Page;
}

const eventsIn = ({ entries }: Page) => entries.map(({ event }) => event);
const wrongPasswords = async (username: string, from: string) => {
  for (let nth = 0; nth < 5; nth++) await stack.browser().post('/v1/login', { username, password: 'wrong' }, { from });
};
/** As often as it takes to fill pages: what the log says of each is a language. */
async function changed(customerId: string, times: number): Promise<void> {
  for (let nth = 0; nth < times; nth++) {
    stack.advanceClock(1);
    expect((await put(customerId, { ...facts(customerId), locale: nth % 2 ? 'de' : 'cs' })).status).toBe(200);
  }
}

describe('the audit log of a customer', () => {
  test('is whole, page by page: wrong passwords and single logouts too, each entry once, the newest first', async () => {
    const customer = await shopper(stack, 'whole');
    await changed('whole', 3);
    stack.advanceClock(1);
    await wrongPasswords(customer.username, '127.9.1.1');
    stack.advanceClock(60);
    const session = await signIn(stack, customer, { stayLoggedIn: true });
    stack.advanceClock(1);
    expect(outcome(await session.post('/v1/logout', {}))).toBe('204');
    const newestFirst = ['logged_out', 'logged_in', 'limit_reached', ...Array(3).fill('customer_changed'), 'customer_created'];
    const all = await page('whole');
    expect([eventsIn(all), all.cursor]).toEqual([newestFirst, undefined]);
    expect(all.entries[0]).toEqual({
      ...{ event: 'logged_out', at: new Date(stack.now()).toISOString(), by: 'customer' },
      ...{ network: '127.0.0.0/24', device: '', requestId: expect.any(String) },
    });

    for (const limit of [1, 3, 6]) {
      const pages: Page[] = [];
      do {
        const cursor = pages.at(-1)?.cursor;
        pages.push(await page('whole', `?limit=${limit}${cursor ? `&cursor=${cursor}` : ''}`));
      } while (pages.at(-1)?.cursor);
      expect(pages.flatMap(({ entries }) => entries)).toEqual(all.entries);
      expect(pages.map(({ entries }) => entries.length > limit)).not.toContain(true);
      // Sessions come once, with the first page.
      expect(pages.map(({ sessions }) => sessions !== undefined)).toEqual(pages.map((_, nth) => nth === 0));
    }
    // What is written while somebody reads comes before what they have read.
    const first = await page('whole', '?limit=2');
    await changed('whole', 1);
    const second = await page('whole', `?limit=100&cursor=${first.cursor}`);
    expect([...first.entries, ...second.entries]).toEqual(all.entries);
  });

  test('says of the team that it was the team: no name, no reason, no place', async () => {
    const holder = await signedInHolder(stack, 'of-team');
    await holder.enrol();
    await fillIn(stack, { username: holder.identity.username });
    const [request] = (await queue(stack, { username: holder.identity.username })).requests;
    expect((await approve(stack, request?.id ?? '')).status).toBe(200);
    const { entries } = await page('of-team');
    expect(entries.map(({ event }) => event)).toEqual(expect.arrayContaining(['support_requested', 'support_approved']));
    expect(JSON.stringify(entries)).not.toMatch(/arn:|reason|supportRequest/);
    for (const entry of entries.filter(({ by }) => by === 'admin')) expect(Object.keys(entry)).toEqual(['event', 'at', 'by']);
  });

  test('ends with the customer, and has nothing of whoever had the id before, however one pages', async () => {
    const before = await shopper(stack, 'id-before');
    await changed('id-before', 2);
    await signIn(stack, before, { stayLoggedIn: true });
    const { cursor } = await page('id-before', '?limit=1');
    stack.advanceClock(1);
    expect((await remove('id-before')).status).toBe(204);
    expect(outcome(await ask('id-before'))).toBe('404 not_found');
    stack.advanceClock(1);
    await put('id-before', facts('id-before'));
    expect(await page('id-before')).toEqual({ entries: [expect.objectContaining({ event: 'customer_created' })], sessions: [] });
    expect(await page('id-before', '?limit=1')).not.toHaveProperty('cursor');
    // Nor does a page of theirs lead on.
    expect(outcome(await ask('id-before', `?cursor=${cursor}`))).toBe('400 invalid_request');
  });

  test('has nothing that was tried of whoever had the username before, or while nobody had it', async () => {
    await put('name-before', { ...facts('name-before'), username: 'passed-on' });
    for (const id of ['name-after', 'name-first']) await put(id, facts(id));
    await wrongPasswords('passed-on', '127.9.2.2');
    await wrongPasswords('not-yet-anybodys', '127.9.3.3');
    stack.advanceClock(1);
    await put('name-before', facts('name-before'));
    await put('name-after', { ...facts('name-after'), username: 'passed-on' });
    await put('name-first', { ...facts('name-first'), username: 'not-yet-anybodys' });
    for (const id of ['name-after', 'name-first']) {
      expect([id, ...eventsIn(await page(id))]).toEqual([id, 'customer_changed', 'customer_created']);
    }
  });

  test('is read on after trouble, and changed by no read', async () => {
    await put('trouble', facts('trouble'));
    const count = async () => (await stack.scanTable()).length;
    const [before, whole] = [await count(), await page('trouble')];
    stack.fault({ service: 'dynamodb', action: 'Query', kind: 'error', function: 'activity', count: 30 });
    expect(outcome(await ask('trouble'))).toBe('503 unavailable');
    stack.clearFaults();
    stack.fault({ service: 'dynamodb', action: 'Query', kind: 'lost-ack', function: 'activity', count: 1 });
    expect([await page('trouble'), await count()]).toEqual([whole, before]);
  });
});

describe('the sessions of a customer', () => {
  test('are those that stay logged in and those at clients, and of each whether it still counts', async () => {
    const client = await registered(stack, 'audit-shop');
    const customer = await shopper(stack, 'at-shop');
    const session = await signIn(stack, customer, { stayLoggedIn: true });
    stack.advanceClock(1);
    await new RelyingParty(stack, client).tokensFor(session);
    const { sessions = [] } = await page('at-shop');
    const live = { startedAt: expect.any(String), expiresAt: expect.any(String), device: '', acr: 'password' };
    expect(sessions).toEqual([
      { ...live, client: 'audit-shop' },
      { ...live, network: '127.0.0.0/24' },
    ]);
    // No name of a session, which is half of a cookie.
    expect(JSON.stringify(await page('at-shop'))).not.toMatch(/sid|newest|familyId/);
    await stack.admin('POST', '/v1/admin/customers/at-shop/end-sessions');
    const ended = (await page('at-shop')).sessions ?? [];
    expect(ended.map(({ over }) => over)).toEqual([true, true]);
  });
});

describe('the call', () => {
  test('is an administrator’s alone, for whoever is there', async () => {
    await put('c:1@x+y', facts('odd'));
    expect(eventsIn(await page('c:1@x+y'))).toEqual(['customer_created']);
    expect(outcome(await ask('nobody'))).toBe('404 not_found');
    const unsigned = await stack.browser().get(pathOf('odd'));
    expect(outcome(unsigned)).toBe('404 not_found');
    const { accessToken: bearer } = await signIn(stack, await shopper(stack, 'themselves'));
    expect((await stack.browser().get(pathOf('themselves'), { bearer })).status).toBeGreaterThanOrEqual(401);
  });

  test.each(['?limit=0', '?limit=101', '?limit=x', '?cursor=x', '?cursor=aGVsbG8x.QVVESVQj', '?limit=1&limit=2', '?from=2026'])(
    'refuses %s by its name',
    async (query) => {
      await put('queries', facts('queries'));
      expect(outcome(await ask('queries', query))).toBe('400 invalid_request');
    },
  );

  test('takes no cursor of another customer, or of nobody', async () => {
    for (const id of ['cursor-1', 'cursor-2']) await put(id, facts(id));
    await changed('cursor-1', 1);
    const { cursor = '' } = await page('cursor-1', '?limit=1');
    expect(outcome(await ask('cursor-1', `?cursor=${cursor}`))).toBe('200');
    expect(outcome(await ask('cursor-2', `?cursor=${cursor}`))).toBe('400 invalid_request');
    // Nor one that is made up, of what is no place in a log.
    const [name] = cursor.split('.');
    const elsewhere = `${name}.${Buffer.from('LOGIN').toString('base64url')}`;
    expect(outcome(await ask('cursor-1', `?cursor=${elsewhere}`))).toBe('400 invalid_request');
  });
});
