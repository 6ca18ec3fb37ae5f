import { createHash, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { DAY } from '../../shared/flow/budgets.ts';
import { anEmail, auditOf, somebody, start, times } from './customer.ts';
import { loseNextAnswer, noFault } from './faults.ts';
import { alwaysSecond, beforeCall, onceSecond, undisturbed } from './interleaving.ts';
import { accountOf, countOfNetwork, fileSupportRequest, get, limitKey, networkKey, readNetworkWork } from './store.ts';

describe('support requests of a network', () => {
  it('cost twice the work from the fourth on, and each is counted for the work that it costs by then', async () => {
    const network = randomUUID();
    for (const work of [1, 1, 1, 2, 4]) {
      expect(await readNetworkWork(network, start)).toBe(work);
      if (work > 1) expect(await countOfNetwork(network, work / 2, start)).toBe(false);
      expect(await countOfNetwork(network, work, start)).toBe(true);
    }
    expect(await readNetworkWork(randomUUID(), start)).toBe(1);
    expect(await readNetworkWork(network, start + DAY)).toBe(1);
  });

  it('at once are counted exactly', async () => {
    const network = randomUUID();
    expect((await times(6, () => countOfNetwork(network, 1, start))).filter(Boolean)).toHaveLength(3);
  });
});

describe('what is counted of support requests', () => {
  it('is removed some day, and names no network', async () => {
    const [network, username] = ['192.0.2.0/24', anEmail()];
    await countOfNetwork(network, 1, start + 1);
    await fileSupportRequest({ requestId: randomUUID(), username, message: 'm', reachMeAt: 'r' }, undefined, start + 1);
    expect(networkKey(network).pk).toBe(`NETWORK#${createHash('sha256').update(network).digest('base64url')}`);
    for (const key of [networkKey(network), limitKey(accountOf({ typed: username }))]) {
      expect(await get(key)).toEqual(expect.objectContaining({ at1: start + 1, ttl: (start + 2 * DAY) / 1000 + 1 }));
      expect(JSON.stringify(key)).not.toContain('192.0.2');
    }
  });

  it('says when the next may be filed about what was typed', async () => {
    const username = anEmail();
    const file = (at: number) => fileSupportRequest({ requestId: randomUUID(), username, message: 'm', reachMeAt: 'r' }, undefined, at);
    for (const at of [start, start + 1, start + 2])
      expect(await file(at)).toMatchObject({ is: 'filed', request: { username, createdAt: at } });
    expect(await file(start + 3)).toEqual({ is: 'too_many', until: start + DAY });
    expect(await file(start + DAY)).toMatchObject({ is: 'filed' });
  });
});

describe('requests about an account that was asked about three times', () => {
  type About = Parameters<typeof fileSupportRequest>[1];
  const file = (username: string, about: About, at = start) =>
    fileSupportRequest({ requestId: randomUUID(), username, message: 'm', reachMeAt: 'r' }, about, at);

  async function fullAccount() {
    const about = await somebody();
    for (let nth = 0; nth < 3; nth++) expect((await file(anEmail(), about)).is).toBe('filed');
    return about;
  }

  it('are refused, which its owner reads once a day', async () => {
    const about = await fullAccount();
    for (let nth = 0; nth < 3; nth++) expect(await file(anEmail(), about)).toEqual({ is: 'account_full' });
    expect((await auditOf(about.customerId)).filter((event) => event === 'support_refused')).toHaveLength(1);
  });

  it('are refused by what was typed, where others have used that up in the same moment, and its owner reads nothing', async () => {
    const [about, username] = [await fullAccount(), anEmail()];
    for (const at of [start, start + 1]) await file(username, undefined, at);
    const happened = beforeCall(2, () => file(username, undefined, start + 2));
    expect(await file(username, about, start + 3).finally(undisturbed)).toEqual({ is: 'too_many', until: start + DAY });
    expect(happened()).toBe(true);
    expect(await auditOf(about.customerId)).not.toContain('support_refused');
    expect((await get<{ at1: number }>(limitKey(accountOf({ typed: username }))))?.at1).toBe(start + 2);
  });

  it('count once, though the answer to that is lost', async () => {
    const [about, username] = [await fullAccount(), anEmail()];
    // The first write is refused by the account; the second counts what was typed.
    const happened = beforeCall(2, async () => void loseNextAnswer());
    expect(await file(username, about).finally(undisturbed).finally(noFault)).toEqual({ is: 'account_full' });
    expect(happened()).toBe(true);
    expect(await get(limitKey(accountOf({ typed: username })))).toMatchObject({ at1: start, at2: 0 });
  });

  it('count although another transaction is in the way of that, unless five are', async () => {
    const [about, username] = [await fullAccount(), anEmail()];
    const conflicts = async (from: () => () => number) => {
      let writes = () => 0;
      beforeCall(1, async () => {
        writes = from();
      });
      const ended = await file(username, about)
        .catch((error: Error) => error)
        .finally(undisturbed);
      return { ended, writes: writes() };
    };
    expect(await conflicts(onceSecond)).toEqual({ ended: { is: 'account_full' }, writes: 1 });
    expect(await conflicts(alwaysSecond)).toEqual({ ended: expect.any(Error), writes: 5 });
    expect(await get(limitKey(accountOf({ typed: username })))).toMatchObject({ at1: start, at2: 0 });
  });

  it('are not refused because somebody else was writing to it in that moment', async () => {
    const about = await somebody();
    const writes = onceSecond();
    expect(await file(anEmail(), about).finally(undisturbed)).toMatchObject({ is: 'filed' });
    expect(writes()).toBe(1);
  });
});
