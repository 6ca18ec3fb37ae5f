/** A right password takes a place in the budgets as a wrong one does: who guesses in many calls at once has no more of them for it. */
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SECOND } from '../../shared/flow/budgets.ts';
import { hashPassword } from '../../shared/passwords/hashes.ts';
import { unwatched, watched } from './calls.ts';
import { customerWithoutFactor, start } from './customer.ts';
import { beforeCall, undisturbed } from './interleaving.ts';
import {
  budgetsOf,
  changeCustomer,
  changePassword,
  client,
  countWrongPassword,
  type From,
  loginKey,
  readLogin,
  tryPassword as tryTyped,
  update,
} from './store.ts';

const network = '192.0.2.0/24';
const froms: [string, From][] = [
  ['a network', { network }],
  ['a session', { session: 's' }],
];

let hash: string;
beforeAll(async () => {
  hash = await hashPassword('right');
});
afterEach(() => {
  undisturbed();
  unwatched();
  client.middlewareStack.remove('under way');
});

const aCustomer = () => customerWithoutFactor({ passwordHash: hash });
const right = (username: string, from: From) => tryTyped({ username, password: 'right', from }, start);

/** So many wrong ones are counted. */
async function wrong(username: string, from: From, times: number): Promise<void> {
  for (let nth = 0; nth < times; nth++) {
    expect(await countWrongPassword(username, from, budgetsOf(await readLogin(username, from), from, false), 0, start)).toEqual({
      is: 'counted',
    });
  }
}

async function rowOf(username: string, from: From) {
  const { ofOwn, ofNetwork } = await readLogin(username, from);
  const row = 'session' in from ? ofOwn : ofNetwork;
  return row && { version: row.version, failures: row.failures };
}

/** What others do comes before the budgets are read again, or before a place is taken on what was read. */
const moments: [string, number][] = [
  ['while it was compared', 2],
  ['after it was compared', 3],
];
const waiting = { is: 'waiting', until: start + SECOND };

describe('a password that was right when it was typed', () => {
  const session = { jti: 'the owner' };

  it.each([
    ['while it was compared', 2, false],
    ['while it was compared, and somebody else’s try is written', 2, true],
    ['between the reads that follow, as somebody else’s try is written', 4, true],
  ])('is wrong once another was set %s', async (_, turn, isTurnedAway) => {
    const customer = await aCustomer();
    const { username } = customer;
    if (isTurnedAway) writeUnderWay();
    const another = await hashPassword('another');
    beforeCall(turn, async () => {
      expect(await changePassword(customer, another, session, start)).toBe(true);
    });
    expect(await right(username, { network })).toEqual({ is: 'wrong' });
    expect(await rowOf(username, { network })).toMatchObject({ failures: 1 });
    expect(await tryTyped({ username, password: 'another', from: { network } }, start)).toMatchObject({ is: 'right' });
  });

  it('is right although another login has hashed it anew meanwhile', async () => {
    const { username } = await aCustomer();
    const anew = await hashPassword('right');
    beforeCall(2, async () => {
      await update(loginKey(username), { set: { passwordHash: anew } });
    });
    expect(await right(username, { network })).toMatchObject({ is: 'right' });
  });

  it('is wrong once the username has gone to somebody else', async () => {
    const { customerId, username } = await aCustomer();
    beforeCall(2, async () => {
      await update(loginKey(username), { set: { customerId: `${customerId}-other`, passwordHash: await hashPassword('right') } });
    });
    expect(await right(username, { network })).toEqual({ is: 'wrong' });
  });
});

describe.each(froms)('from %s, a right password', (_, from) => {
  it('that is the first needs no write', async () => {
    const { username } = await aCustomer();
    const calls = watched();
    expect(await right(username, from)).toMatchObject({ is: 'right' });
    expect(calls).toEqual(['BatchGetItem', 'TransactGetItems']);
    expect(await rowOf(username, from)).toBeUndefined();
  });

  it.each(moments)('behind four that were counted %s takes the fifth place by a write', async (when, call) => {
    const { username } = await aCustomer();
    // Without a row it writes nothing that could be overtaken.
    const before = when === 'after it was compared' ? 1 : 0;
    await wrong(username, from, before);
    const happened = beforeCall(call, () => wrong(username, from, 4 - before));
    expect(await right(username, from)).toMatchObject({ is: 'right' });
    expect(happened()).toBe(true);
    expect(await rowOf(username, from)).toEqual({ version: 5, failures: 0 });
  });

  it.each(moments)('behind five that were counted %s is not told', async (when, call) => {
    const { username } = await aCustomer();
    const before = when === 'after it was compared' ? 1 : 0;
    await wrong(username, from, before);
    const happened = beforeCall(call, () => wrong(username, from, 5 - before));
    expect(await right(username, from)).toEqual(waiting);
    expect(happened()).toBe(true);
    expect(await rowOf(username, from)).toEqual({ version: 5, failures: 5 });
  });

  it('that loses each place to another is not told', async () => {
    const { username } = await aCustomer();
    await wrong(username, from, 1);
    // Before each write of its own, one of somebody else.
    let isOwn = true;
    client.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          if (commandName === 'TransactWriteItemsCommand' && isOwn) {
            isOwn = false;
            await wrong(username, from, 1);
            isOwn = true;
          }
          return next(args);
        },
      { step: 'initialize', name: 'under way' },
    );
    expect(await right(username, from)).toEqual(waiting);
    expect(await rowOf(username, from)).toEqual({ version: 5, failures: 5 });
  });

  it('once a wait is over is one of those who come then, and the first of them alone is told', async () => {
    const { username } = await aCustomer();
    await wrong(username, from, 5);
    const later = start + SECOND;
    const one = (password: string) => tryTyped({ username, password, from }, later);
    const happened = beforeCall(2, async () => expect(await one('wrong')).toEqual({ is: 'wrong' }));
    expect(await one('right')).toEqual({ is: 'waiting', until: later + 2 * SECOND });
    expect(happened()).toBe(true);
  });

  it('while another try is being written takes its place by a write, though nothing is counted yet', async () => {
    const { username } = await aCustomer();
    const asked = writeUnderWay();
    const calls = watched();
    expect(await right(username, from)).toMatchObject({ is: 'right' });
    expect(calls).toEqual(['BatchGetItem', 'TransactGetItems', 'BatchGetItem', 'GetItem', 'TransactWriteItems']);
    expect(asked()).toBe(1);
    expect(await rowOf(username, from)).toEqual({ version: 1, failures: 0 });
  });

  it('that was ended takes a place all the same: it says that it is right', async () => {
    const { customerId, username } = await aCustomer();
    await changeCustomer(customerId, { set: { passwordEndedAt: start } });
    beforeCall(2, () => wrong(username, from, 5));
    expect(await right(username, from)).toEqual(waiting);
    const other = { session: 'another' };
    expect(await right(username, other)).toMatchObject({ is: 'ended' });
    await wrong(username, other, 1);
    expect(await right(username, other)).toMatchObject({ is: 'ended' });
    expect(await rowOf(username, other)).toMatchObject({ failures: 0 });
  });
});

it('a read that DynamoDB refuses for another reason is no sign of others', async () => {
  const { username } = await aCustomer();
  writeUnderWay('ProvisionedThroughputExceeded');
  await expect(right(username, { network })).rejects.toThrow(TransactionCanceledException);
});

/** Transactional reads are turned away, as by DynamoDB while a write is on one of the items. @returns how many were */
function writeUnderWay(Code = 'TransactionConflict'): () => number {
  let asked = 0;
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName !== 'TransactGetItemsCommand') return next(args);
        asked += 1;
        const CancellationReasons = [{ Code: 'None' }, { Code }];
        throw new TransactionCanceledException({
          message: 'Transaction cancelled',
          CancellationReasons,
          $metadata: { httpStatusCode: 400 },
        });
      },
    // Where DynamoDB's own answers arrive: what the SDK would repeat, it does repeat.
    { step: 'deserialize', priority: 'low', name: 'under way' },
  );
  return () => asked;
}
