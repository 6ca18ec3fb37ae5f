/** A customer's sessions that stay logged in, as they are shown to them: which the index finds, and what the table says of these. */
import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { DAY, MINUTE, STAY_LOGGED_IN_LIFETIME } from '../../shared/flow/budgets.ts';
import { unwatched, watched } from './calls.ts';
import { customerWithoutFactor, familyOf, start, times } from './customer.ts';
import { beforeCall, undisturbed } from './interleaving.ts';
import * as store from './store.ts';

afterEach(undisturbed);

type Of = { customerId: string; epoch: number };
const newOf = (): Of => ({ customerId: randomUUID(), epoch: 7 });

/** So many sessions of a customer, a minute between them, the first at `from`. @returns their ids, the newest first */
async function begunBy(
  of: Of,
  count: number,
  { from = start, by = 'the customer' as 'the customer' | 'a client' } = {},
): Promise<string[]> {
  const sids = Array.from({ length: count }, () => `${by === 'a client' ? 'client-' : ''}${randomUUID()}`);
  const families = sids.map((sid, nth) => {
    const startedAt = from + nth * MINUTE;
    return { ...store.familyKey(sid), ...of, device: sid, startedAt, expiresAt: startedAt + STAY_LOGGED_IN_LIFETIME };
  });
  // A transaction takes a hundred.
  await times(Math.ceil(count / 100), (nth) => store.transact(families.slice(100 * nth, 100 * nth + 100).map((put) => ({ put }))));
  return sids.toReversed();
}

/** @param at when the customer looks */
const shown = async ({ customerId, epoch }: Of, at = start): Promise<string[]> =>
  (await store.familiesOf(customerId, epoch, at)).map(({ sid }) => sid);

/** An index lags behind its table. */
const soonShown = (of: Of, sids: string[], at = start) => expect.poll(() => shown(of, at)).toEqual(sids);

describe('the list of sessions', () => {
  it('has those that still count, newest first, and of this customer only', async () => {
    const customer = await customerWithoutFactor();
    const { customerId, epoch } = customer;
    const begin = (device: string, at: number) => familyOf({ customerId, epoch, acr: 'password', device }, at);
    const other = await customerWithoutFactor();
    await familyOf({ customerId: other.customerId, epoch: other.epoch, acr: 'password', device: 'of another' }, start);
    await begin('not used for long', start - 14 * DAY);
    for (const [device, of] of [
      ['of an older epoch', epoch - 1],
      ['of a later epoch', epoch + 1],
    ] as const) {
      const { token } = await begin(device, start);
      await store.update(store.familyKey(token.familyId), { set: { epoch: of } });
    }
    const older = await begin('older', start);
    const newer = await begin('newer', start + DAY);

    await expect
      .poll(() => store.familiesOf(customerId, epoch, start))
      .toMatchObject([
        { sid: newer.token.familyId, customerId, epoch, device: 'newer', startedAt: start + DAY },
        { sid: older.token.familyId, customerId, epoch, device: 'older', startedAt: start },
      ]);
  });

  it('has a session until its last millisecond', async () => {
    const of = newOf();
    const [sid = ''] = await begunBy(of, 1);
    await soonShown(of, [sid], start + STAY_LOGGED_IN_LIFETIME - 1);
    expect(await shown(of, start + STAY_LOGGED_IN_LIFETIME)).toEqual([]);
  });

  it('goes by the table, where the index has not heard of the latest yet', async () => {
    const of = newOf();
    const sids = await begunBy(of, 5);
    const [stays = '', ended = '', over = '', ofAnEarlierEpoch = '', lastsAMillisecond = ''] = sids;
    const set = (sid: string, change: Record<string, number>) => store.update(store.familyKey(sid), { set: change });
    await soonShown(of, sids);
    const changed = beforeCall(2, async () => {
      await store.endFamily(ended);
      await set(over, { expiresAt: start });
      await set(ofAnEarlierEpoch, { epoch: of.epoch - 1 });
      await set(lastsAMillisecond, { expiresAt: start + 1 });
    });
    expect(await shown(of)).toEqual([stays, lastsAMillisecond]);
    expect(changed()).toBe(true);
  });

  it('of whoever has none is empty, and asks nothing of the table', async () => {
    const calls = watched();
    expect(await store.familiesOf(randomUUID(), 1, start).finally(unwatched)).toEqual([]);
    expect(calls).toEqual(['Query']);
  });

  it('has the newest hundred, and looks no further once it has them', async () => {
    const of = newOf();
    const sids = await begunBy(of, 101);
    await soonShown(of, sids.slice(0, 100));
    const calls = watched();
    expect(await shown(of).finally(unwatched)).toEqual(sids.slice(0, 100));
    expect(calls).toEqual(['Query', 'BatchGetItem']);
  });

  it('has the newest hundred too, where clients have sessions between them', async () => {
    const of = newOf();
    const older = await begunBy(of, 150);
    await begunBy(of, 60, { from: start + DAY, by: 'a client' });
    const newer = await begunBy(of, 10, { from: start + 2 * DAY });
    await soonShown(of, [...newer, ...older.slice(0, 90)]);
  });

  it('has what lies behind hundreds of sessions of clients, and of such as have ended', async () => {
    const of = newOf();
    const [oldest = ''] = await begunBy(of, 1);
    await begunBy({ ...of, epoch: of.epoch - 1 }, 120, { from: start + MINUTE });
    await begunBy(of, 130, { from: start + DAY, by: 'a client' });
    const [newest = ''] = await begunBy(of, 1, { from: start + 2 * DAY });
    await soonShown(of, [newest, oldest]);
  });

  it('leaves out what lies behind a thousand others, which are ten pages', async () => {
    const of = newOf();
    const sids = await begunBy(of, 2);
    await begunBy(of, 999, { from: start + DAY, by: 'a client' });
    await soonShown(of, sids.slice(0, 1));
    const calls = watched();
    await shown(of).finally(unwatched);
    expect(calls).toEqual([...Array<string>(10).fill('Query'), 'BatchGetItem']);
  });
});

describe('the list of every session there is', () => {
  it('leaves out one that has ended since the index was read', async () => {
    const of = newOf();
    const [stays = '', ended = ''] = await begunBy(of, 2);
    const all = async () => (await store.sessionsOf(of.customerId)).sessions.map(({ sid }) => sid);
    await expect.poll(all).toEqual([stays, ended]);
    const changed = beforeCall(2, () => store.endFamily(ended));
    expect(await all()).toEqual([stays]);
    expect(changed()).toBe(true);
  });
});
