/** How long an answer waits, with a timer that only says so. */
import { hash as bcrypt } from 'bcryptjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const waits = vi.hoisted(() => [] as number[]);
vi.mock('node:timers/promises', async (load) => ({
  ...(await load<typeof import('node:timers/promises')>()),
  setTimeout: async (ms: number) => {
    waits.push(ms);
  },
}));
const passed = vi.hoisted(() => ({ ms: 0 }));
vi.mock('../../shared/config/clock.ts', async (load) => ({
  ...(await load<typeof import('../../shared/config/clock.ts')>()),
  stopwatch: () => {
    const began = passed.ms;
    return () => passed.ms - began;
  },
}));

const { SECOND } = await import('../../shared/flow/budgets.ts');
const { hashPassword } = await import('../../shared/passwords/hashes.ts');
const { anEmail, customerWithoutFactor, start } = await import('./customer.ts');
const { beforeCall, undisturbed } = await import('./interleaving.ts');
const { budgetsOf, countWrongPassword, deleteCustomer, put, readLogin, remove, slowestHashKey, tryPassword } = await import('./store.ts');

const from = { network: '192.0.2.0/24' };
const wrongOnce = async (username: string) =>
  countWrongPassword(username, from, budgetsOf(await readLogin(username, from), from, false), 0, start);
const slowest = (ms: number) => put({ ...slowestHashKey, slowest: ms });

beforeEach(() => {
  waits.length = 0;
});
afterEach(async () => {
  undisturbed();
  await remove(slowestHashKey);
});

async function waitOf(username: string, password: string): Promise<[string, number[]]> {
  const { is } = await tryPassword({ username, password, from }, start);
  return [is, waits.splice(0)];
}

const ours = async () => (await customerWithoutFactor({ passwordHash: await hashPassword('right') })).username;
const imported = async () => (await customerWithoutFactor({ passwordHash: await bcrypt('right', 4) })).username;
const without = async () => (await customerWithoutFactor()).username;

describe('before anything is imported', () => {
  it('nobody waits', async () => {
    for (const username of [await ours(), await without(), anEmail()]) expect(await waitOf(username, 'wrong')).toEqual(['wrong', []]);
  });
});

describe('once something is', () => {
  beforeEach(() => slowest(300));

  it.each([
    ['wrong password', ours],
    ['wrong password for an imported hash', imported],
    ['password for a customer without one', without],
    ['password for nobody', async () => anEmail()],
  ])('a %s is answered after the one time that all are', async (_, who) => {
    expect(await waitOf(await who(), 'wrong')).toEqual(['wrong', [550]]);
  });

  it('a right password does not wait', async () => {
    for (const username of [await ours(), await imported()]) expect(await waitOf(username, 'right')).toEqual(['right', []]);
  });

  it('the time runs from the beginning of the try, whatever comes in between', async () => {
    const username = await ours();
    beforeCall(2, async () => {
      passed.ms += 123;
    });
    expect(await waitOf(username, 'wrong')).toEqual(['wrong', [427]]);
  });

  it('who took longer than that does not wait', async () => {
    const username = await ours();
    beforeCall(2, async () => {
      passed.ms += 551;
    });
    expect(await waitOf(username, 'wrong')).toEqual(['wrong', []]);
  });

  it('a right one that lost its race waits as the wrong ones do', async () => {
    const username = await ours();
    beforeCall(2, async () => {
      for (let nth = 0; nth < 5; nth++) await wrongOnce(username);
    });
    expect(await waitOf(username, 'right')).toEqual(['waiting', [550]]);
  });

  it('a right one of a customer who is gone by then waits, too', async () => {
    const { customerId, username } = await customerWithoutFactor({ passwordHash: await hashPassword('right') });
    beforeCall(2, () => deleteCustomer(customerId, 'tests', start));
    expect(await waitOf(username, 'right')).toEqual(['wrong', [550]]);
  });

  it('within a wait nothing is compared, and nobody waits for it', async () => {
    const username = await ours();
    for (let nth = 0; nth < 5; nth++) await wrongOnce(username);
    expect(await tryPassword({ username, password: 'right', from }, start)).toEqual({ is: 'waiting', until: start + SECOND });
    expect(waits).toEqual([]);
  });

  it('a password that is compared in two forms takes twice as long, whosever it is', async () => {
    const decomposed = 'u\u030a';
    for (const username of [await ours(), await imported(), anEmail()])
      expect(await waitOf(username, decomposed)).toEqual(['wrong', [1100]]);
  });
});

it('however slow a hash is said to be, the wait is bounded', async () => {
  await slowest(1e9);
  expect(await waitOf(anEmail(), 'wrong')).toEqual(['wrong', [3850]]);
});
