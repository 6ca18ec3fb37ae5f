import { randomUUID } from 'node:crypto';
import { hash as bcrypt } from 'bcryptjs';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DAY, SECOND } from '../../shared/flow/budgets.ts';
import { waitAfter, wide } from '../../shared/flow/password-tries.ts';
import { comparePassword, hashPassword } from '../../shared/passwords/hashes.ts';
import { unwatched, watched } from './calls.ts';
import { anEmail, customerWithoutFactor, start, times } from './customer.ts';
import { beforeCall, undisturbed } from './interleaving.ts';
import {
  countWrongPassword,
  deleteCustomer,
  get,
  networkTriesKey,
  newestOf,
  passwordLog,
  readCustomerAfterPassword,
  readLogin,
  readLoginOf,
  rememberRightPassword,
  triesKey,
  tryPassword,
  usernameId,
} from './store.ts';

const home = '192.0.2.0/24';
const elsewhere = '198.51.100.0/24';
let hash: string;
beforeAll(async () => {
  hash = await hashPassword('right');
});
const aCustomer = () => customerWithoutFactor({ passwordHash: hash });

async function failuresOf(username: string, network = home) {
  const { ofNetwork, ofUsername } = await readLogin(username, network);
  return { ofNetwork: ofNetwork?.failures, ofUsername: ofUsername?.failures };
}

/** Wrong passwords counted one after the other, without the work of comparing them; within a wait none is. */
async function wrongPasswords(username: string, count: number, network: string, at = start): Promise<void> {
  for (let i = 0; i < count; i++) await countWrongPassword(username, network, await readLogin(username, network), at);
}

const tally = (tries: { is: string }[]) => ({
  right: tries.filter(({ is }) => is === 'right').length,
  wrong: tries.filter(({ is }) => is === 'wrong').length,
  blocked: tries.filter(({ is }) => is === 'blocked').length,
});

describe('wrong passwords', () => {
  it.each(['of a customer', 'of nobody'])('%s, in parallel, count exactly, and only the free five are told', async (whose) => {
    const username = whose === 'of nobody' ? anEmail() : (await aCustomer()).username;
    const tries = await times(25, () => tryPassword(username, 'wrong', home, start));

    expect(tally(tries)).toEqual({ right: 0, wrong: 5, blocked: 20 });
    for (const each of tries) if (each.is === 'blocked') expect(each.until).toBe(start + SECOND);
    expect(await failuresOf(username)).toEqual({ ofNetwork: 5, ofUsername: 5 });
  });

  it('make each further try wait 1, 2, 4 s, and a try within the wait is neither told nor counted', async () => {
    const { username } = await aCustomer();
    await wrongPasswords(username, 5, home);
    let now = start;
    for (const seconds of [1, 2, 4]) {
      const until = now + seconds * SECOND;
      expect(await tryPassword(username, 'right', home, until - 1)).toEqual({ is: 'blocked', until });
      expect(await tryPassword(username, 'wrong', home, until)).toEqual({ is: 'wrong' });
      now = until;
    }
    expect(await failuresOf(username)).toMatchObject({ ofNetwork: 8 });
  });

  it('are forgotten after the right one, and the wider budget remembers them', async () => {
    const { username } = await aCustomer();
    await wrongPasswords(username, 4, home);
    expect(await tryPassword(username, 'right', home, start)).toMatchObject({ is: 'right', customer: { username } });
    expect(await failuresOf(username)).toEqual({ ofNetwork: 0, ofUsername: 4 });
  });

  it('are forgotten after a day without one', async () => {
    const { username } = await aCustomer();
    await wrongPasswords(username, 5, home);
    await wrongPasswords(username, 1, home, start + DAY);
    expect(await failuresOf(username)).toEqual({ ofNetwork: 1, ofUsername: 1 });
  });

  it('count together in whatever case the username is typed', async () => {
    const { username } = await aCustomer();
    await wrongPasswords(username.toUpperCase(), 5, home);
    expect(await tryPassword(` ${username}`, 'right', home, start)).toMatchObject({ is: 'blocked' });
  });

  it('from one network do not hold up another', async () => {
    const { username } = await aCustomer();
    await wrongPasswords(username, 5, elsewhere);
    expect(await tryPassword(username, 'right', home, start)).toMatchObject({ is: 'right' });
  });
});

describe('the right password', () => {
  afterEach(undisturbed);

  it('in the midst of wrong ones is told only while the budget lasts', async () => {
    const { username } = await aCustomer();
    await wrongPasswords(username, 4, home);
    const tries = await times(16, (index) => tryPassword(username, index === 8 ? 'right' : 'wrong', home, start));
    const { right, wrong } = tally(tries);
    // Either the right one came in time and began a new row of five, or the fifth wrong one closed the door.
    expect(wrong).toBeLessThanOrEqual(right === 1 ? 6 : 1);
    expect((await failuresOf(username)).ofNetwork).toBeLessThanOrEqual(5);
  });

  it('is not told when the fifth wrong one came while it was compared', async () => {
    const { username } = await aCustomer();
    beforeCall(2, () => wrongPasswords(username, 5, home));
    expect(await tryPassword(username, 'right', home, start)).toEqual({ is: 'blocked', until: start + SECOND });
  });

  it('is not told behind eight wrong ones either, though no row was there when it came', async () => {
    const { username } = await aCustomer();
    let wrong: { is: string }[] = [];
    beforeCall(2, async () => {
      wrong = await times(8, () => tryPassword(username, 'wrong', home, start));
    });
    expect(await tryPassword(username, 'right', home, start)).toEqual({ is: 'blocked', until: start + SECOND });
    expect(tally(wrong)).toEqual({ right: 0, wrong: 5, blocked: 3 });
  });

  it('forgives no wrong one that came after it was found right', async () => {
    const { username } = await aCustomer();
    const happened = beforeCall(3, () => wrongPasswords(username, 1, home));
    expect(await tryPassword(username, 'right', home, start)).toMatchObject({ is: 'right' });
    expect(happened()).toBe(true);
    expect(await failuresOf(username)).toMatchObject({ ofNetwork: 1 });
  });

  it('of a customer deleted while it was compared is a wrong one', async () => {
    const { customerId, username } = await aCustomer();
    beforeCall(2, () => deleteCustomer(customerId, 'tests', start));
    expect(await tryPassword(username, 'right', home, start)).toEqual({ is: 'wrong' });
  });

  it('of a customer deleted before is a wrong one', async () => {
    const { customerId, username } = await aCustomer();
    await deleteCustomer(customerId, 'tests', start);
    expect(await tryPassword(username, 'right', home, start)).toEqual({ is: 'wrong' });
  });

  it('is never right for a customer without one', async () => {
    const { username } = await customerWithoutFactor();
    expect(await tryPassword(username, 'right', home, start)).toEqual({ is: 'wrong' });
  });

  it('that came with an imported hash is hashed in our own way', async () => {
    const customer = await customerWithoutFactor({ passwordHash: await bcrypt('imported', 4) });
    expect(await tryPassword(customer.username, 'wrong', home, start)).toEqual({ is: 'wrong' });
    expect(await tryPassword(customer.username, 'imported', home, start)).toMatchObject({ is: 'right' });
    expect(await comparePassword('imported', (await readLoginOf(customer))?.passwordHash)).toBe('right');
    expect(await tryPassword(customer.username, 'imported', home, start)).toMatchObject({ is: 'right' });
  });
});

describe('the wider budget', () => {
  const networks = Array.from({ length: 25 }, (_, index) => `203.0.113.${index}/24`);

  it('stops guessing from many networks, but not its owner at home', async () => {
    const { username } = await aCustomer();
    await tryPassword(username, 'right', home, start);
    for (const network of networks) await wrongPasswords(username, 4, network);

    const until = start + waitAfter(100, wide);
    expect(await tryPassword(username, 'right', elsewhere, start)).toEqual({ is: 'blocked', until });
    expect(await tryPassword(username, 'right', home, start)).toMatchObject({ is: 'right' });
  });

  it('stops the owner too, where they were not seen for ninety days', async () => {
    const later = start + 90 * DAY;
    const { username } = await aCustomer();
    await tryPassword(username, 'right', home, start);
    for (const network of networks) await wrongPasswords(username, 4, network, later);
    expect(await tryPassword(username, 'right', home, later)).toMatchObject({ is: 'blocked' });
  });

  it('is not fed by the owner at home', async () => {
    const { username } = await aCustomer();
    await tryPassword(username, 'right', home, start);
    await wrongPasswords(username, 5, home);
    expect(await failuresOf(username)).toEqual({ ofNetwork: 5, ofUsername: undefined });
  });
});

describe('to the outside', () => {
  afterEach(() => {
    unwatched();
    undisturbed();
  });

  it('a right password that comes behind too many wrong ones makes the same calls to the table as a wrong one does there', async () => {
    const callsOf = async (password: string) => {
      const { username } = await aCustomer();
      const sent = watched();
      // The password is compared by now.
      beforeCall(2, async () => {
        const own = sent.length;
        await wrongPasswords(username, 5, home);
        sent.length = own;
      });
      expect(await tryPassword(username, password, home, start)).toEqual({ is: 'blocked', until: start + SECOND });
      undisturbed();
      return sent.toSorted();
    };
    const wrong = await callsOf('wrong');
    expect(wrong).toEqual(['BatchGetItem', 'BatchGetItem', 'TransactWriteItems']);
    expect(await callsOf('right')).toEqual(wrong);
  });

  it('an unknown username makes the same calls to the table as a wrong password does', async () => {
    const { username } = await aCustomer();
    const callsOf = async (name: string) => {
      const sent = watched();
      await tryPassword(name, randomUUID(), home, start);
      return sent;
    };
    const known = await callsOf(username);
    expect(known.length).toBeGreaterThan(1);
    expect(await callsOf(anEmail())).toEqual(known);
  });
});

describe('the fifth wrong password of a row', () => {
  const writtenOf = (username: string) => newestOf([passwordLog(username)], 9);
  const failing = async (username: string, at: number, customerId?: string) =>
    countWrongPassword(username, home, await readLogin(username, home), at, customerId);

  it.each([undefined, 'a customer'])('is written down with the username, whoever has it (%s), and goes some day', async (customerId) => {
    const username = anEmail();
    for (let nth = 0; nth < 4; nth++) await failing(username, start, customerId);
    expect(await writtenOf(username)).toEqual([]);
    await failing(username, start + 1, customerId);
    expect(await failing(username, start + 2 * SECOND, customerId)).toEqual({ is: 'counted' });
    expect(await writtenOf(username)).toEqual([
      {
        pk: passwordLog(username),
        sk: expect.any(String),
        event: 'limit_reached',
        by: 'service',
        at: start + 1,
        limits: ['wrong_passwords_in_row'],
        row: 5,
        until: start + 1 + SECOND,
        ...(customerId && { customerId }),
        ttl: (start + 90 * DAY) / 1000 + 1,
      },
    ]);
  });

  it('is written down once a day, however many rows there are', async () => {
    const username = anEmail();
    const row = async (at: number) => {
      await wrongPasswords(username, 5, home, at);
      await rememberRightPassword(username, home, await readLogin(username, home), at + SECOND);
    };
    for (const at of [start, start + 2 * SECOND, start + DAY]) await row(at);
    expect((await writtenOf(username)).map(({ at }) => at)).toEqual([start + DAY, start]);
  });
});

describe('what is kept of tries', () => {
  it('is removed once it means nothing: after a day, or once the network is not known any more', async () => {
    const username = anEmail();
    const ttlOf = async (key: { pk: string; sk: string }) => (await get<{ ttl: number }>(key))?.ttl;
    await wrongPasswords(username, 1, home, start + 1);
    expect(await ttlOf(triesKey(username))).toBe((start + DAY) / 1000 + 1);
    expect(await ttlOf(networkTriesKey(username, home))).toBe((start + DAY) / 1000 + 1);
    await rememberRightPassword(username, home, await readLogin(username, home), start + 1);
    await wrongPasswords(username, 1, home, start + DAY);
    expect(await ttlOf(networkTriesKey(username, home))).toBe((start + 90 * DAY) / 1000 + 1);
  });

  it('is read in one call with the customer who logs in', async () => {
    const { customerId, username } = await aCustomer();
    await wrongPasswords(username, 2, home);
    const calls = watched();
    const read = await readCustomerAfterPassword(customerId, username, home).finally(unwatched);
    expect(read).toMatchObject({ customer: { customerId, username }, ofUsername: { failures: 2 }, ofNetwork: { failures: 2 } });
    expect(calls).toEqual(['BatchGetItem']);
  });
});

it('a username is one, in whichever Unicode form it is typed', () => {
  const same = ['Zoë@Example.com', ' zoe\u0308@example.com\t', 'ZOË@EXAMPLE.COM', '\uff3ao\u00eb@example.com'];
  expect(new Set(same.map(usernameId)).size).toBe(1);
  expect(usernameId('zoe@example.com')).not.toBe(usernameId('zoë@example.com'));
  expect(usernameId('strauss')).not.toBe(usernameId('strauß'));
});
