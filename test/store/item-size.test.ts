import { randomBytes, randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { DIGEST_LENGTH } from '../../shared/codes/code.ts';
import { DAY, MINUTE } from '../../shared/flow/budgets.ts';
import { emptyLedger, withWrong } from '../../shared/flow/ledger.ts';
import { roundOf } from '../../shared/flow/round.ts';
import type { Item } from '../../shared/store/table.ts';
import { customerWithoutFactor, present, start } from './customer.ts';
import { itemSize } from './item-size.ts';
import { customerKey, get, guessCustomerCode, newRoundId, put, switchOnEmail } from './store.ts';

const WRITE_UNIT = 1024;

it('an item is as large as DynamoDB’s guide says', () => {
  expect(itemSize({ name: 'abc', on: true, n: 1234, some: Uint8Array.of(1, 2), all: ['a', { b: 'c' }] })).toBe(
    4 + 3 + (2 + 1) + (1 + 4) + (4 + 2) + (3 + 3 + 1 + 1 + 1 + 3 + 1 + 1 + 1),
  );
});

/** A moment with all its digits. */
const at = start + DAY + 12_345_678;

it('a guess costs one write unit, even at a large item: long names, ten recovery codes, twenty locks of the day and five guesses', async () => {
  const address = `${randomUUID()}${randomUUID()}`.slice(0, 48).concat('@example.com');
  const contacts = { email: address, phone: '+420601123456', phoneVerified: true, locale: 'en' as const };
  const { customerId } = await customerWithoutFactor({ ...contacts, username: address });
  const codes = { digests: new Set(Array.from({ length: 10 }, () => new Uint8Array(randomBytes(DIGEST_LENGTH)))), key: 1 };
  await switchOnEmail(await present(customerId), codes, { jti: randomUUID() }, start + 1);

  const times = Array.from({ length: 20 }, (_, nth) => at - (19 - nth) * 70 * MINUTE);
  const ledger = times.slice(1).reduce((all, time) => withWrong(all, time, 5, at), emptyLedger);
  const counters = { lockedRounds: 120, completedRounds: 1234, dispatchesInRow: 20, wrongInRow: 24, rowTold: 20 };
  const row = { pauseAt: 30, pause: 1_920_000, resumesAt: at - 1, lastGuessAt: at - 1, lastSentAt: at - 1 };
  const opening = { id: newRoundId(), digest: new Uint8Array(randomBytes(DIGEST_LENGTH)), keyVersion: 12, purpose: 'security' as const };
  const live = roundOf(opening, 5, at);
  const written = await get<Item>(customerKey(customerId));
  await put({ ...(written as Item), ...counters, ...row, ledger, round: live, version: 12_345 });

  const wrong = { key: 12, digest: new Uint8Array(randomBytes(DIGEST_LENGTH)) };
  const guesser = { customerId, epoch: (await present(customerId)).epoch, method: 'email' as const };
  for (let nth = 0; nth < 5; nth++) {
    expect(await guessCustomerCode(guesser, 'security', async () => wrong, at + nth)).toMatchObject({ is: 'evaluated' });
  }
  const stored = await get<Record<string, unknown>>(customerKey(customerId));
  expect(stored).toMatchObject({ round: { guesses: { length: 5 } } });
  const size = itemSize(stored ?? {});
  console.log(`the customer's item has ${size} bytes of ${WRITE_UNIT}`);
  expect(size).toBeLessThan(WRITE_UNIT);
});
