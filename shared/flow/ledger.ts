/**
 * The ledger: a customer's wrong codes of the last 24 hours, whatever they were for. It lies on the customer's item, which a guess
 * must not make larger than one write unit (1 KB), so it is packed: four bytes for its first minute, then two bytes a minute with
 * wrong codes, eleven bits for the minute and five for how many. A hundred wrong codes take 204 bytes at most, twenty locks 44.
 *
 * A minute is rounded up: a wrong code counts for 24 hours at least, and for less than a minute longer.
 */
import { MINUTE } from './budgets.ts';
import { countsUntil } from './lately.ts';

export type Ledger = Uint8Array;
/** `at`: the end of the minute, in ms since 1970. */
export type Wrong = { at: number; count: number };

export const emptyLedger: Ledger = new Uint8Array();

const MOST_IN_AN_ENTRY = 31;

/** Until when a wrong code of this moment counts. */
export const wrongCountsUntil = (at: number): number => countsUntil(Math.ceil(at / MINUTE) * MINUTE);

export function wrongCodesIn(ledger: Ledger): Wrong[] {
  if (ledger.length === 0) return [];
  const bytes = new DataView(ledger.buffer, ledger.byteOffset, ledger.byteLength);
  const first = bytes.getUint32(0);
  return Array.from({ length: (ledger.length - 4) / 2 }, (_, index) => {
    const entry = bytes.getUint16(4 + 2 * index);
    return { at: (first + (entry >> 5)) * MINUTE, count: entry & MOST_IN_AN_ENTRY };
  });
}

/** The ledger with `count` more wrong codes at `at`, and without those that no longer count at `now`. */
export function withWrong(ledger: Ledger, at: number, count: number, now: number): Ledger {
  const perMinute = new Map<number, number>();
  for (const each of [...wrongCodesIn(ledger), { at, count }]) {
    const minute = Math.ceil(each.at / MINUTE);
    if (each.count > 0 && wrongCountsUntil(each.at) > now) perMinute.set(minute, (perMinute.get(minute) ?? 0) + each.count);
  }
  const minutes = [...perMinute].sort(([one], [other]) => one - other);
  const [[first] = [0]] = minutes;
  const entries = minutes.flatMap(([minute, all]) => inEntries(all).map((part) => ((minute - first) << 5) | part));
  if (entries.length === 0) return emptyLedger;
  const packed = new DataView(new ArrayBuffer(4 + 2 * entries.length));
  packed.setUint32(0, first);
  for (const [index, entry] of entries.entries()) packed.setUint16(4 + 2 * index, entry);
  return new Uint8Array(packed.buffer);
}

function inEntries(count: number): number[] {
  return count <= MOST_IN_AN_ENTRY ? [count] : [MOST_IN_AN_ENTRY, ...inEntries(count - MOST_IN_AN_ENTRY)];
}
