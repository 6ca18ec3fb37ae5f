/** What the client of a shop is given of a login here: a code, the session that it begins, and a link into the account. */
import { randomUUID } from 'node:crypto';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { afterEach, describe, expect, it } from 'vitest';
import { STAY_LOGGED_IN_LIFETIME } from '../../shared/flow/budgets.ts';
import { customerWithoutFactor, entriesOf, familyOf, start, times } from './customer.ts';
import { alwaysSecond, beforeCall, onceSecond, onePerPage, undisturbed } from './interleaving.ts';
import * as store from './store.ts';
import { auditTableName, engine } from './table.ts';

afterEach(undisturbed);

const brought = { clientId: 'shop', redirectUri: 'https://shop.example/cb', codeChallenge: 'a challenge' };
type Of = { customerId: string; epoch: number };

const grantedTo = ({ customerId, epoch }: Of, grantedBy?: string) => ({
  ...brought,
  customerId,
  epoch,
  acr: 'email' as const,
  authTime: start,
  scopes: ['openid'],
  device: 'a browser',
  ...(grantedBy !== undefined && { grantedBy }),
});
const made = (of: Of, grantedBy?: string) => store.makeCode(grantedTo(of, grantedBy), start + 1);
/** The id of a session that stays logged in. */
const staying = async ({ customerId, epoch }: Of) =>
  (await familyOf({ customerId, epoch, acr: 'email', device: '' }, start)).token.familyId;

/** A session that the client `shop` has begun. @returns its name */
async function clientSession(of: Of, grantedBy?: string): Promise<string> {
  const kept = await store.redeemCode(await made(of, grantedBy), brought, start + 2);
  if (!kept) throw new Error('the code was refused');
  return kept.sid;
}

/** What those are told who wait for a logout of the customer, without when and where it was. */
async function logoutsOf(customerId: string): Promise<Record<string, unknown>[]> {
  const { Items } = await engine.call('Query', {
    TableName: auditTableName,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': { S: `LOGGED_OUT#${customerId}` } },
    ConsistentRead: true,
  });
  return (Items as Record<string, AttributeValue>[]).map((item) => {
    const { pk: _, sk: __, ...entry } = unmarshall(item);
    return entry;
  });
}

describe('a code', () => {
  it('is kept as its digest, and for no longer than it is good', async () => {
    const customer = await customerWithoutFactor();
    const [code, other] = [await made(customer, 'a session'), await made(customer)];
    expect(code).toMatch(/^[\w-]{43}$/);
    const item = await store.get<{ sid: string }>(store.codeKey(code));
    expect(item).toMatchObject({ ...grantedTo(customer, 'a session'), expiresAt: start + 60_001, ttl: start / 1000 + 61 });
    expect(store.codeKey(code).pk).toMatch(/#[\w-]{43}$/);
    expect(JSON.stringify(item)).not.toContain(code);
    expect(item?.sid).toMatch(/^client-[\w-]{43}$/);
    expect((await store.get<{ sid: string }>(store.codeKey(other)))?.sid).not.toBe(item?.sid);
  });

  it('begins the session of its client as the login was, for as long as any session may last', async () => {
    const customer = await customerWithoutFactor();
    const { customerId, epoch } = customer;
    const session = { customerId, epoch, acr: 'email', device: 'a browser', clientId: 'shop' };
    const expiresAt = start + 2 + STAY_LOGGED_IN_LIFETIME;
    const familyId = await staying(customer);
    const sid = await clientSession(customer, familyId);
    expect(await store.readFamily(sid)).toMatchObject({
      ...session,
      parent: store.parentOf(familyId),
      newest: '',
      startedAt: start + 2,
      expiresAt,
    });
    expect(await store.get(store.familyKey(sid))).toMatchObject({ ttl: Math.ceil(expiresAt / 1000) + 900 });
    expect(await store.readFamily(await clientSession(customer))).not.toHaveProperty('parent');
  });

  it('and a link into the account are redeemed though others write to their owner for a moment, and given up on after three times', async () => {
    const customer = await customerWithoutFactor();
    const { customerId, epoch } = customer;
    const clientId = randomUUID();
    await store.put({ ...store.clientKey(clientId), clientId, version: 3 });
    const code = await made(customer);
    const { token } = await store.makeHandover({ customerId, epoch, clientId, clientVersion: 3 }, start);
    for (const redeem of [() => store.redeemCode(code, brought, start), () => store.redeemHandover(token, start)]) {
      const writes = alwaysSecond();
      await expect(redeem().finally(undisturbed)).rejects.toThrow();
      expect(writes()).toBe(3);
      onceSecond();
      expect(await redeem().finally(undisturbed)).toMatchObject({ customerId });
    }
  });
});

describe('a link into the account', () => {
  it('is kept as its digest, for no longer than it is good, and who came by it stands in the log', async () => {
    const { customerId, epoch } = await customerWithoutFactor();
    const clientId = randomUUID();
    await store.put({ ...store.clientKey(clientId), clientId, version: 3 });
    const of = { customerId, epoch, clientId, clientVersion: 3 };
    const { token, expiresAt } = await store.makeHandover(of, start + 1);
    expect([token, expiresAt]).toEqual([expect.stringMatching(/^[\w-]{43}$/), start + 60_001]);
    const item = await store.get(store.handoverKey(token));
    expect(item).toMatchObject({ ...of, expiresAt, ttl: start / 1000 + 61 });
    expect(store.handoverKey(token).pk).toMatch(/#[\w-]{43}$/);
    expect(JSON.stringify(item)).not.toContain(token);

    expect(await store.redeemHandover(token, start + 2)).toMatchObject(of);
    expect((await entriesOf(customerId)).at(-1)).toEqual({
      event: 'logged_in',
      by: { customer: customerId },
      acr: 'shop',
      stayLoggedIn: false,
      client: clientId,
    });
  });
});

describe('the sessions of clients', () => {
  it('are found by their customer, page by page, of every epoch; what was ended is none, nor what has no client', async () => {
    const customer = await customerWithoutFactor();
    const { customerId, epoch } = customer;
    const familyId = await staying(customer);
    const kept = [await clientSession(customer, familyId), await clientSession(customer)];
    await store.endFamily(await clientSession(customer));
    await familyOf({ customerId, epoch, acr: 'password', device: '' }, start);
    await clientSession(await customerWithoutFactor());
    await store.endEverySession(customer, start + 3);
    onePerPage();
    // An index lags behind its table.
    await expect
      .poll(async () => (await store.clientSessionsOf(customerId)).toSorted((one) => (one.parent ? -1 : 1)))
      .toStrictEqual([
        { customerId, epoch, clientId: 'shop', sid: kept[0], parent: store.parentOf(familyId) },
        { customerId, epoch, clientId: 'shop', sid: kept[1] },
      ]);
    expect(await store.clientSessionsOf(randomUUID())).toEqual([]);

    // One that ends just after it was found.
    const ended = beforeCall(2, () => store.endFamily(kept[0] as string));
    expect(await store.clientSessionsOf(customerId)).toMatchObject([{ sid: kept[1] }]);
    expect(ended()).toBe(true);
  });

  it('are told with the end of the account, the newest five hundred; of who has none nothing is told', async () => {
    const customer = await customerWithoutFactor();
    const { customerId, epoch } = customer;
    const sids = Array.from({ length: 501 }, (_, nth) => `${customerId} ${String(nth).padStart(3, '0')}`);
    const family = { customerId, epoch, clientId: 'shop', expiresAt: start + 1 };
    const putIn = sids.map((sid, nth) => ({ put: { ...store.familyKey(sid), ...family, startedAt: start + nth } }));
    await times(6, (nth) => store.transact(putIn.slice(100 * nth, 100 * nth + 100)));
    await store.deleteCustomer(customerId, 'tests', start + 600);
    const newest = sids.slice(1).reverse();
    const clientSessions = newest.map((sid) => ({ clientId: 'shop', sid }));
    expect((await entriesOf(customerId)).at(-1)).toEqual({ event: 'customer_deleted', by: { admin: 'tests' }, clientSessions });

    const without = await customerWithoutFactor();
    await store.deleteCustomer(without.customerId, 'tests', start);
    expect((await entriesOf(without.customerId)).at(-1)).toEqual({ event: 'customer_deleted', by: { admin: 'tests' } });
  });
});

describe('a logout', () => {
  it('ends the session, and tells once, by a name that opens nothing, those who wait for it', async () => {
    const { customerId, epoch } = await customerWithoutFactor();
    const { token } = await familyOf({ customerId, epoch, acr: 'password', device: '' }, start);
    const { familyId } = token;
    const failing = alwaysSecond();
    await expect(store.logOut(familyId, start + 1).finally(undisturbed)).rejects.toThrow();
    expect([failing(), await logoutsOf(customerId)]).toEqual([3, []]);

    onceSecond();
    await store.logOut(familyId, start + 1).finally(undisturbed);
    await store.logOut(familyId, start + 2);
    expect(await store.readFamily(familyId)).toBeUndefined();
    const session = store.parentOf(familyId);
    expect(session).toMatch(/^[\w-]{43}$/);
    expect(session).not.toBe(familyId);
    expect(await logoutsOf(customerId)).toEqual([
      { event: 'logged_out', by: { customer: customerId }, at: start + 1, customerId, session },
    ]);
  });
});
