import { randomUUID } from 'node:crypto';
import { hash as bcrypt } from 'bcryptjs';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DAY, SECOND } from '../../shared/flow/budgets.ts';
import type { Device } from '../../shared/flow/device.ts';
import { comparePassword, hashPassword } from '../../shared/passwords/hashes.ts';
import { unwatched, watched } from './calls.ts';
import { anEmail, customerWithoutFactor, start, times } from './customer.ts';
import { beforeCall, undisturbed } from './interleaving.ts';
import {
  budgetsOf,
  changeCustomer,
  countWrongPassword,
  deleteCustomer,
  deviceTriesKey,
  type From,
  get,
  networkTriesKey,
  newestOf,
  passwordLog,
  readCustomerAfterPassword,
  readLogin,
  readLoginOf,
  takePlace,
  triesKey,
  tryPassword as tryTyped,
  usernameId,
} from './store.ts';

const home = '192.0.2.0/24';
const elsewhere = '198.51.100.0/24';
let hash: string;
beforeAll(async () => {
  hash = await hashPassword('right');
});
const aCustomer = () => customerWithoutFactor({ passwordHash: hash });

const tryPassword = (username: string, password: string, network: string, now: number) =>
  tryTyped({ username, password, from: { network } }, now);

async function failuresOf(username: string, from: From = { network: home }) {
  const { ofOwn, ofNetwork, ofUsername } = await readLogin(username, from);
  return { ...(ofOwn && { ofOwn: ofOwn.failures }), ofNetwork: ofNetwork?.failures, ofUsername: ofUsername?.failures };
}

const strangers = async (username: string, network: string) => budgetsOf(await readLogin(username, { network }), { network }, false);

/** Wrong passwords counted one after the other, without the work of comparing them; within a wait none is. */
async function wrongPasswords(username: string, count: number, network: string, at = start): Promise<void> {
  for (let i = 0; i < count; i++) await countWrongPassword(username, { network }, await strangers(username, network), 16, at);
}

/** So many of them, five from each network. */
async function wrongEverywhere(username: string, count: number): Promise<void> {
  for (let nth = 0; nth < count / 5; nth++) await wrongPasswords(username, 5, `203.0.${nth}.0/24`);
}

const tally = (tries: { is: string }[]) => ({
  right: tries.filter(({ is }) => is === 'right').length,
  wrong: tries.filter(({ is }) => is === 'wrong').length,
  waiting: tries.filter(({ is }) => is === 'waiting').length,
});

describe('wrong passwords', () => {
  it.each(['of a customer', 'of nobody'])('%s, in parallel, count exactly, and only the free five are told', async (whose) => {
    const username = whose === 'of nobody' ? anEmail() : (await aCustomer()).username;
    const tries = await times(25, () => tryPassword(username, 'wrong', home, start));

    expect(tally(tries)).toEqual({ right: 0, wrong: 5, waiting: 20 });
    for (const each of tries) if (each.is === 'waiting') expect(each.until).toBe(start + SECOND);
    expect(await failuresOf(username)).toEqual({ ofNetwork: 5, ofUsername: 5 });
  });

  it('make each further try wait 1, 2, 4 s, and a try within the wait is neither told nor counted', async () => {
    const { username } = await aCustomer();
    await wrongPasswords(username, 5, home);
    let now = start;
    for (const seconds of [1, 2, 4]) {
      const until = now + seconds * SECOND;
      expect(await tryPassword(username, 'right', home, until - 1)).toEqual({ is: 'waiting', until });
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
    expect(await tryPassword(` ${username}`, 'right', home, start)).toMatchObject({ is: 'waiting' });
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
    expect(await tryPassword(username, 'right', home, start)).toEqual({ is: 'waiting', until: start + SECOND });
  });

  it('is not told behind eight wrong ones either, though no row was there when it came', async () => {
    const { username } = await aCustomer();
    let wrong: { is: string }[] = [];
    beforeCall(2, async () => {
      wrong = await times(8, () => tryPassword(username, 'wrong', home, start));
    });
    expect(await tryPassword(username, 'right', home, start)).toEqual({ is: 'waiting', until: start + SECOND });
    expect(tally(wrong)).toEqual({ right: 0, wrong: 5, waiting: 3 });
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

describe('after a hundred wrong passwords from all over the world', () => {
  /** What somebody has solved, whatever is asked. */
  const done = (work: number) => async (asked: number) => (work >= asked ? work : 0);
  const stranger = (username: string, password: string, work?: number) =>
    tryTyped({ username, password, from: { network: elsewhere }, ...(work !== undefined && { workDone: done(work) }) }, start);

  it.each(['of a customer', 'of nobody'])('a try %s takes a proof of work, and is never refused with one', async (whose) => {
    const username = whose === 'of nobody' ? anEmail() : (await aCustomer()).username;
    await wrongEverywhere(username, 100);
    for (const password of ['right', 'wrong']) {
      expect(await stranger(username, password)).toEqual({ is: 'asking', work: 1 });
      expect(await stranger(username, password, 0)).toEqual({ is: 'asking', work: 1 });
    }
    expect(await failuresOf(username, { network: elsewhere })).toEqual({ ofNetwork: undefined, ofUsername: 100 });
    expect(await stranger(username, 'wrong', 1)).toEqual({ is: 'wrong' });
    expect(await failuresOf(username, { network: elsewhere })).toEqual({ ofNetwork: 1, ofUsername: 101 });
    expect(await stranger(username, 'right', 1)).toMatchObject({ is: whose === 'of nobody' ? 'wrong' : 'right' });
  });

  it('work that became too little while the password was compared tells nothing, right or wrong', async () => {
    for (const password of ['right', 'wrong']) {
      const { username } = await aCustomer();
      await wrongEverywhere(username, 195);
      beforeCall(2, () => wrongPasswords(username, 5, '198.51.0.0/24'));
      expect(await stranger(username, password, 1).finally(undisturbed)).toEqual({ is: 'asking', work: 2 });
      expect(await failuresOf(username, { network: elsewhere })).toEqual({ ofNetwork: undefined, ofUsername: 200 });
    }
  });

  it('no solution is used up where none is asked for', async () => {
    const { username } = await aCustomer();
    const asked: number[] = [];
    const workDone = async (work: number) => asked.push(work);
    await tryTyped({ username, password: 'right', from: { network: home }, workDone }, start);
    await wrongPasswords(username, 5, home);
    await tryTyped({ username, password: 'right', from: { network: home }, workDone }, start);
    expect(asked).toEqual([]);
  });

  it('the hundredth is written down, with no end', async () => {
    const username = anEmail();
    await wrongEverywhere(username, 100);
    const written = await newestOf([passwordLog(username)], 9);
    expect(written.map(({ limits, row }) => [limits, row])).toEqual([
      [['wrong_passwords_everywhere'], 100],
      [['wrong_passwords_in_row'], 5],
    ]);
    expect(written[0]).not.toHaveProperty('until');
  });
});

describe('a device that the customer has logged in from', () => {
  afterEach(undisturbed);

  const deviceOf = ({ customerId, epoch }: Pick<Device, 'customerId' | 'epoch'>): Device => ({
    id: randomUUID(),
    customerId,
    epoch,
    since: start,
  });
  const at = (device: Device, username: string, password: string, now = start) =>
    tryTyped({ username, password, from: { network: home, device }, device: Promise.resolve(device) }, now);
  const besieged = async () => {
    const customer = await aCustomer();
    await wrongEverywhere(customer.username, 100);
    await wrongPasswords(customer.username, 5, home);
    return customer;
  };

  it('is let in at the first try, whatever others have done, and what is typed there counts there alone', async () => {
    const customer = await besieged();
    const { username } = customer;
    const device = deviceOf(customer);
    const before = await failuresOf(username);
    expect(await at(device, username, 'right')).toMatchObject({ is: 'right' });
    expect(await at(device, username, 'wrong')).toEqual({ is: 'wrong' });
    expect(await failuresOf(username, { network: home, device })).toEqual({ ...before, ofOwn: 1 });
    expect(await at(device, username, 'right')).toMatchObject({ is: 'right' });
    expect(await failuresOf(username, { network: home, device })).toEqual({ ...before, ofOwn: 0 });
  });

  it.each<[string, (device: Device) => Device]>([
    ['of another customer', (device) => ({ ...device, customerId: randomUUID() })],
    ['of an older epoch', (device) => ({ ...device, epoch: device.epoch - 1 })],
    ['of ninety days ago', (device) => ({ ...device, since: start - 90 * DAY })],
  ])('%s is as if there were none, and takes the same calls', async (_, change) => {
    const customer = await besieged();
    const device = change(deviceOf(customer));
    const sent = watched();
    const told = await at(device, customer.username, 'right').finally(unwatched);
    expect(told).toEqual({ is: 'waiting', until: start + SECOND });
    expect(sent).toEqual(['BatchGetItem']);
  });

  it('is as if there were none where it was not found to be what it says', async () => {
    const customer = await besieged();
    const device = deviceOf(customer);
    const typed = { username: customer.username, password: 'right', from: { network: home, device }, device: Promise.resolve(undefined) };
    expect(await tryTyped(typed, start)).toMatchObject({ is: 'waiting' });
  });

  it('gives no budget for another name, known or not', async () => {
    const device = deviceOf(await aCustomer());
    const other = await besieged();
    for (const password of ['right', 'wrong']) expect(await at(device, other.username, password)).toMatchObject({ is: 'waiting' });
    const nobody = anEmail();
    await at(device, nobody, 'wrong');
    expect(await failuresOf(nobody, { network: home, device })).toEqual({ ofNetwork: 1, ofUsername: 1 });
  });

  it('of thirty wrong ones at the same moment tells five by its own budget, and five as everybody', async () => {
    const customer = await aCustomer();
    const device = deviceOf(customer);
    const tries = await times(30, () => at(device, customer.username, 'wrong'));
    expect(tally(tries)).toEqual({ right: 0, wrong: 10, waiting: 20 });
    expect(await failuresOf(customer.username, { network: home, device })).toEqual({ ofOwn: 5, ofNetwork: 5, ofUsername: 5 });
  });

  it('whose copy was used up leaves its owner what everybody has, in a network of their own', async () => {
    const customer = await aCustomer();
    const device = deviceOf(customer);
    for (let nth = 0; nth < 5; nth++) await at(device, customer.username, 'wrong');
    const owner = { username: customer.username, password: 'right', from: { network: elsewhere, device }, device: Promise.resolve(device) };
    expect(await tryTyped(owner, start)).toMatchObject({ is: 'right' });
  });

  it('whose customer’s epoch moved while the password was compared is judged as a stranger', async () => {
    const customer = await besieged();
    beforeCall(2, () => changeCustomer(customer.customerId, { set: { epoch: customer.epoch + 1 } }));
    expect(await at(deviceOf(customer), customer.username, 'right')).toEqual({ is: 'waiting', until: start + SECOND });
  });

  it('writes its waits down by a name of their own: somebody may have a copy of its cookie', async () => {
    const customer = await besieged();
    const device = deviceOf(customer);
    for (let nth = 0; nth < 5; nth++) await at(device, customer.username, 'wrong', start + 1);
    const [newest] = await newestOf([passwordLog(customer.username)], 1);
    expect(newest).toMatchObject({
      limits: ['wrong_passwords_on_device'],
      row: 5,
      customerId: customer.customerId,
      until: start + 1 + SECOND,
    });
  });

  it('keeps its row for a day', async () => {
    const customer = await aCustomer();
    const device = deviceOf(customer);
    await at(device, customer.username, 'wrong');
    expect((await get<{ ttl: number }>(deviceTriesKey(customer.username, device.id)))?.ttl).toBe((start + DAY) / 1000);
  });
});

describe('a session that asks for the password again', () => {
  const inSession = (username: string, password: string, session = 's', now = start) =>
    tryTyped({ username, password, from: { session } }, now);

  it('has five tries of its own, and then waits, whatever comes from elsewhere', async () => {
    const { username } = await aCustomer();
    await wrongEverywhere(username, 100);
    const later = start + 1;
    for (let nth = 0; nth < 5; nth++) expect(await inSession(username, 'wrong', 's', later)).toEqual({ is: 'wrong' });
    expect(await inSession(username, 'right', 's', later)).toEqual({ is: 'waiting', until: later + SECOND });
    expect(await inSession(username, 'right', 's', later + SECOND)).toMatchObject({ is: 'right' });
    const [newest] = await newestOf([passwordLog(username)], 1);
    expect(newest).toMatchObject({ limits: ['wrong_passwords_in_session'], row: 5, until: later + SECOND });
  });

  it('holds up no other session, and no login', async () => {
    const { username } = await aCustomer();
    for (let nth = 0; nth < 5; nth++) await inSession(username, 'wrong');
    expect(await inSession(username, 'right', 'another')).toMatchObject({ is: 'right' });
    expect(await tryPassword(username, 'right', home, start)).toMatchObject({ is: 'right' });
    expect(await failuresOf(username)).toEqual({ ofNetwork: undefined, ofUsername: undefined });
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
      expect(await tryPassword(username, password, home, start)).toEqual({ is: 'waiting', until: start + SECOND });
      undisturbed();
      return sent.toSorted();
    };
    const wrong = await callsOf('wrong');
    expect(wrong).toEqual(['BatchGetItem', 'TransactGetItems', 'TransactWriteItems']);
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
    countWrongPassword(username, { network: home }, await strangers(username, home), 0, at, customerId);

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
      await takePlace(username, { network: home }, await strangers(username, home), 0, true, at + SECOND);
    };
    for (const at of [start, start + 2 * SECOND, start + DAY]) await row(at);
    expect((await writtenOf(username)).map(({ at }) => at)).toEqual([start + DAY, start]);
  });
});

describe('what is kept of tries', () => {
  it('is removed once it means nothing: after a day', async () => {
    const username = anEmail();
    const ttlOf = async (key: { pk: string; sk: string }) => (await get<{ ttl: number }>(key))?.ttl;
    await wrongPasswords(username, 1, home, start + 1);
    expect(await ttlOf(triesKey(username))).toBe((start + DAY) / 1000 + 1);
    expect(await ttlOf(networkTriesKey(username, home))).toBe((start + DAY) / 1000 + 1);
    await takePlace(username, { network: home }, await strangers(username, home), 0, true, start + 2 * SECOND);
    expect(await ttlOf(networkTriesKey(username, home))).toBe((start + DAY) / 1000 + 1);
  });

  it('is read in one call with the customer who logs in', async () => {
    const { customerId, username } = await aCustomer();
    await wrongPasswords(username, 2, home);
    const calls = watched();
    const read = await readCustomerAfterPassword(customerId, username, { network: home }).finally(unwatched);
    expect(read).toMatchObject({
      customer: { customerId, username },
      ofUsername: { failures: 2 },
      ofNetwork: { failures: 2 },
      alone: true,
    });
    expect(calls).toEqual(['TransactGetItems']);
  });
});

it('a username is one, in whichever Unicode form it is typed', () => {
  const same = ['Zoë@Example.com', ' zoe\u0308@example.com\t', 'ZOË@EXAMPLE.COM', '\uff3ao\u00eb@example.com'];
  expect(new Set(same.map(usernameId)).size).toBe(1);
  expect(usernameId('zoe@example.com')).not.toBe(usernameId('zoë@example.com'));
  expect(usernameId('strauss')).not.toBe(usernameId('strauß'));
});
