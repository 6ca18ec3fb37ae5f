/** Administrators look for customers, page by page. */

import { parse } from 'valibot';
import { beforeAll, describe, expect, test } from 'vitest';
import { listCustomers } from '../../shared/http/routes/admin.ts';
import { password, shopperWithFactor } from '../login/visitor.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { byAdmin, facts } from './by-admin.ts';

let stack: TestStack;
const ids = Array.from({ length: 120 }, (_, nth) => `c-${1000 + nth}`);

beforeAll(async () => {
  stack = await startReadyStack();
  for (const customerId of ids)
    await put(customerId, { username: customerId, email: nthOf(customerId) < 3 ? 'family@example.com' : 'x@example.com' });
}, 120_000);

const { put, show, remove } = byAdmin(() => stack);
const nthOf = (customerId: string) => ids.indexOf(customerId);

type Page = { customers: { customerId: string }[]; cursor?: string };
const ask = (query: string) => stack.admin('GET', `/v1/admin/customers${query && `?${query}`}`);
async function page(asked: Record<string, string>): Promise<Page> {
  const { status, body } = await ask(new URLSearchParams(asked).toString());
  expect(status, JSON.stringify(body)).toBe(200);
  expect(parse(listCustomers.answer, body)).toEqual(body);
  return body as Page;
}
const idsOf = ({ customers }: Page) => customers.map(({ customerId }) => customerId);
const refused = async (query: string) => {
  const { status, body } = await ask(query);
  expect(status, query).toBe(400);
  return ((body as { errors: { path: string }[] }).errors ?? []).map(({ path }) => path);
};

describe('the list of customers', () => {
  test('has all of them in the order of their ids, fifty a page, or as many as are asked for', async () => {
    const first = await page({});
    const second = await page({ cursor: first.cursor ?? '' });
    const third = await page({ cursor: second.cursor ?? '' });
    expect([first, second, third].map(idsOf)).toEqual([ids.slice(0, 50), ids.slice(50, 100), ids.slice(100)]);
    expect(third).not.toHaveProperty('cursor');
    expect(idsOf(await page({ limit: '1' }))).toEqual(ids.slice(0, 1));
    const hundred = await page({ limit: '100' });
    expect(idsOf(hundred)).toEqual(ids.slice(0, 100));
    // A page may be of another size than the one before.
    expect(idsOf(await page({ limit: '7', cursor: hundred.cursor ?? '' }))).toEqual(ids.slice(100, 107));
  });

  test('says of each what GET says, but for what other items hold', async () => {
    await shopperWithFactor(stack, 'with-factor', { phone: '+420601123456', phoneVerified: true });
    const { hasPassword, ...shown } = (await show('with-factor')).body as Record<string, unknown>;
    expect(hasPassword).toBe(true);
    expect((await page({ idPrefix: 'with-factor' })).customers).toEqual([shown]);
    expect(JSON.stringify(await page({}))).not.toMatch(/argon2|passwordHash|epoch|version/);
    await remove('with-factor');
  });

  test('is searched by the beginning of an id, by a username in whatever letters, by an address', async () => {
    expect(idsOf(await page({ idPrefix: 'c-110' }))).toEqual(ids.slice(100, 110));
    expect(idsOf(await page({ idPrefix: 'c-1050' }))).toEqual(['c-1050']);
    expect(idsOf(await page({ username: ' C-1050 ' }))).toEqual(['c-1050']);
    const family = await page({ email: 'Family@Example.com', limit: '2' });
    expect(idsOf(family)).toEqual(ids.slice(0, 2));
    const rest = await page({ email: 'Family@Example.com', limit: '2', cursor: family.cursor ?? '' });
    expect([idsOf(rest), rest.cursor]).toEqual([[ids[2]], undefined]);
    for (const nobody of [{ idPrefix: 'd' }, { username: 'nobody' }, { email: 'nobody@example.com' }]) {
      expect(await page(nobody)).toEqual({ customers: [] });
    }
  });

  test('is never behind: who was put in is in it, who was taken out is not', async () => {
    await put('z-new', facts('z-new'));
    expect(idsOf(await page({ idPrefix: 'z-' }))).toEqual(['z-new']);
    expect(idsOf(await page({ username: 'z-new@example.com' }))).toEqual(['z-new']);
    await put('z-new', { ...facts('z-new'), username: 'z-newer', password });
    expect(idsOf(await page({ username: 'z-new@example.com' }))).toEqual([]);
    expect(idsOf(await page({ username: 'Z-newer' }))).toEqual(['z-new']);
    await remove('z-new');
    for (const asked of [{ idPrefix: 'z-' }, { username: 'z-newer' }, { email: 'z-new@example.com' }])
      expect(idsOf(await page(asked))).toEqual([]);
  });
});

describe('what cannot be asked for', () => {
  test('is named', async () => {
    for (const limit of ['0', '101', 'x', '', '-1', '1.5', '1e1', '٣', '007', '1000']) {
      expect(await refused(`limit=${encodeURIComponent(limit)}`), limit).toEqual(['query.limit']);
    }
    expect(await refused('username=')).toEqual(['query.username']);
    expect(await refused('email=jana')).toEqual(['query.email']);
    expect(await refused('idPrefix=two%20words')).toEqual(['query.idPrefix']);
    expect(await refused(`idPrefix=${'x'.repeat(129)}`)).toEqual(['query.idPrefix']);
    expect(await refused('name=jana')).toEqual(['query.name']);
    expect(await refused('username=a&email=a%40example.com')).toEqual(['query.email']);
    expect(await refused('username=a&idPrefix=a')).toEqual(['query.idPrefix']);
  });

  test('is anything twice', async () => {
    for (const [name, value] of [
      ['limit', '1'],
      ['username', 'a'],
      ['email', 'a%40example.com'],
      ['idPrefix', 'c'],
    ]) {
      expect(await refused(`${name}=${value}&${name}=${value}`)).toEqual([`query.${name}`]);
    }
    expect(await refused('limit=1&limit=200')).toEqual(['query.limit']);
  });

  test('is a page of another search, or of none', async () => {
    const cursor = (await page({})).cursor ?? '';
    const [name, place] = cursor.split('.');
    const forged = [
      'x',
      'c-1050',
      `${cursor}A`,
      `${name}.${Buffer.from('a#b').toString('base64url')}x`,
      `AAAAAAAA.${place}`,
      cursor.toLowerCase(),
      'x'.repeat(3000),
    ];
    for (const each of forged) expect(await refused(`cursor=${encodeURIComponent(each)}`), each).toEqual(['query.cursor']);
    for (const other of ['idPrefix=c-1', 'username=c-1000', 'email=family%40example.com']) {
      expect(await refused(`${other}&cursor=${cursor}`)).toEqual(['query.cursor']);
    }
    const ofPrefix = (await page({ idPrefix: 'c-10', limit: '1' })).cursor ?? '';
    expect(await refused(`cursor=${ofPrefix}`)).toEqual(['query.cursor']);
    expect(await refused(`idPrefix=c-11&cursor=${ofPrefix}`)).toEqual(['query.cursor']);
  });

  test('is a place outside of the search, however well it is forged', async () => {
    const { cursor: ofPrefix = '' } = await page({ idPrefix: 'c-10', limit: '1' });
    const outside = `${ofPrefix.split('.')[0]}.${Buffer.from('c-1119').toString('base64url')}`;
    expect(await refused(`idPrefix=c-10&cursor=${outside}`)).toEqual(['query.cursor']);
    // Within it a made-up place is a place like any other.
    const inside = `${ofPrefix.split('.')[0]}.${Buffer.from('c-1040x').toString('base64url')}`;
    expect(idsOf(await page({ idPrefix: 'c-10', limit: '2', cursor: inside }))).toEqual(['c-1041', 'c-1042']);
  });

  test('is anything at all without a signature', async () => {
    const answer = await stack.browser().get('/v1/admin/customers');
    expect(answer.status).toBe(404);
  });
});
