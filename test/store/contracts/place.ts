/**
 * A code that is sent to a contact: the place and its customer move together. Somebody else's write comes in between, and what
 * is written then is what the rules make of what that write left.
 */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { DAY } from '../../../shared/flow/budgets.ts';
import { type Codes, nextRoundAt, pausedUntil } from '../../../shared/flow/codes.ts';
import { type ContactCheck as Check, checkDueAt, checkOpened, nothingChecked } from '../../../shared/flow/contact-check.ts';
import { adoption } from '../../../shared/flow/contacts.ts';
import { afterOneMore } from '../../../shared/flow/lately.ts';
import { guessedAt, openedAt } from '../../../shared/flow/place.ts';
import type { Round } from '../../../shared/flow/round.ts';
import { nextEpoch } from '../../../shared/flow/session.ts';
import type { ContactCheck } from '../../../shared/store/contacts.ts';
import type { Customer } from '../../../shared/store/customers.ts';
import { guessedAt as guessedAtRound, having, right, wrong } from '../../flow/codes.ts';
import { bytes } from '../customer.ts';
import { beforeCall, undisturbed } from '../interleaving.ts';
import { customerKey, get, guessContactCode, openContactCheck, put, readCustomer, undoContactCheck } from '../store.ts';
import { contract } from './contract.ts';
import { lastOfRow, states } from './round.ts';

/** What somebody else does just before the write. */
const between = {
  nothing: (both) => both,
  'a wrong code of the round': ({ customer, ...both }, now) => ({ ...both, customer: { ...customer, ...guessedAtRound(now, 1) } }),
  'the row waits': ({ customer, ...both }, now) => ({
    ...both,
    customer: { ...customer, wrongInRow: 5, pauseAt: 5, pause: 60_000, lastGuessAt: now, resumesAt: now + 60_000 },
  }),
  'the row takes one more': ({ customer, ...both }) => ({ ...both, customer: { ...customer, ...lastOfRow } }),
  'a right code elsewhere': ({ customer, ...both }, now) => ({
    ...both,
    customer: having(customer, { is: 'right elsewhere', endsRow: true }, now) as Someone,
  }),
  'the epoch moves': ({ customer, ...both }) => ({ ...both, customer: { ...customer, epoch: 8 } }),
  'a wrong code of the place': ({ place, ...both }) => ({
    ...both,
    place: inRound(place, (round) => ({ guesses: [...round.guesses, wrong], guessIds: [...round.guessIds, 'x'] })),
  }),
  'the last attempt of the place': ({ place, ...both }) => ({
    ...both,
    place: inRound(place, (round) => ({ attempts: round.guesses.length })),
  }),
  'the right code of the place': ({ place, ...both }) => ({
    ...both,
    place: inRound(place, (round) => ({ guesses: [...round.guesses, round.digest], guessIds: [...round.guessIds, 'x'] })),
  }),
  'another code to the place': ({ place, ...both }, now) => ({
    ...both,
    place: {
      ...place,
      ...openedAt({ ...opening, id: 'another', digest: bytes('another') }, now),
      dispatchedAt: afterOneMore(place.dispatchedAt, 10, now),
    },
  }),
} satisfies Record<string, (both: Both, now: number) => Both>;

type Someone = Codes & { epoch: number; email: string; phone?: string; emailVerified: boolean; phoneVerified: boolean };
type Both = { customer: Someone; place: Check };

function inRound(place: Check, change: (round: Round) => Partial<Round>): Check {
  return place.round ? { ...place, round: { ...place.round, ...change(place.round) } } : place;
}

const opening = { id: 'the code', digest: right, keyVersion: 1, purpose: 'contact' as const };
const phone = { kind: 'phone' as const, value: '+420601123456' };
const email = { kind: 'email' as const, value: 'new@example.com' };

/** Ages of ten dispatches, the first of them so long ago. */
const tenTimes = (first: number) => [...Array<number>(9).fill(0), first];

type Case = Both & {
  write: 'open' | 'undo' | 'guess right' | 'guess wrong';
  between: keyof typeof between;
  /** Both as that leaves them. */
  left: Both;
  contact: typeof phone | typeof email;
  now: number;
};

const cases: fc.Arbitrary<Case> = fc
  .record({
    state: states,
    write: fc.constantFrom('open' as const, 'undo' as const, 'guess right' as const, 'guess wrong' as const),
    between: fc.constantFrom(...(Object.keys(between) as (keyof typeof between)[])),
    contact: fc.constantFrom(phone, email),
    isFirst: fc.boolean(),
    ago: fc.constantFrom([0, DAY], [0, DAY], tenTimes(DAY), tenTimes(DAY - 1)),
    guesses: fc.nat(3),
    late: fc.constantFrom(0, 0, 0, 60_000, 300_000),
  })
  .map(({ state: { codes, now: from }, write, between: other, contact, isFirst, ago, guesses, late }) => {
    const now = Math.max(from, pausedUntil(codes), nextRoundAt(codes, from));
    const customer = { ...codes, epoch: 7, email: 'old@example.com', emailVerified: true, phoneVerified: false };
    const opened = openedAt(opening, now);
    const wrongs = Array<Uint8Array>(guesses).fill(wrong);
    const round = { ...opened.round, guesses: wrongs, guessIds: wrongs.map((_, index) => `${index}`) } as Round;
    const dispatchedAt = ago.map((each) => now - each);
    const sent: Check = { ...opened, round, dispatchedAt, askedIn: 7, ...contact };
    const before: Check = isFirst ? nothingChecked : { ...sent, lastSentAt: now - 60_000 };
    const place = write === 'open' ? before : sent;
    const at = now + (write === 'open' ? 0 : late);
    return { customer, place, write, between: other, left: between[other]({ customer, place }, at), contact, now: at };
  });

const placeKey = (customerId: string) => ({ pk: `CUSTOMER#${customerId}`, sk: 'CONTACT' });

const isThere = ({ round }: Check) => round !== undefined;

/** Versions go up with what was written. */
const isMoved = (was: object, is: object) => was !== is;

async function store(customerId: string, was: Both | undefined, { customer, place }: Both): Promise<void> {
  if (!was || isMoved(was.customer, customer)) await put({ ...customerKey(customerId), customerId, version: was ? 6 : 5, ...customer });
  if (isThere(place) && (!was || isMoved(was.place, place))) await put({ ...placeKey(customerId), version: was ? 6 : 5, ...place });
}

/** What can be compared of both. */
function seenFrom({ customer, place }: Both) {
  const { round, lastSentAt, dispatchesInRow, lastGuessAt, lockedRounds, completedRounds, wrongInRow, pauseAt, pause } = customer;
  const { resumesAt, rowTold, ledger, passwordEndedAt, epoch, email: address, phone: number } = customer;
  const { guesses, attempts, id, expiresAt } = place.round ?? {};
  return {
    customer: { round, lastSentAt, dispatchesInRow, lastGuessAt, lockedRounds, completedRounds, wrongInRow, pauseAt, pause },
    more: { resumesAt, rowTold, ledger, passwordEndedAt, epoch, address, number },
    place: { guesses, attempts, id, expiresAt, lastSentAt: place.lastSentAt, dispatchedAt: place.dispatchedAt },
    of: { askedIn: place.askedIn, kind: place.kind, value: place.value },
  };
}

async function write({ write: name, contact, now, customer, place }: Case, customerId: string): Promise<boolean> {
  const seen = {
    customer: { ...customer, customerId, version: 5 } as unknown as Customer,
    place: { ...place, version: 5 } as ContactCheck,
  };
  if (!isThere(place)) seen.place = { ...nothingChecked };
  if (name === 'open') return (await openContactCheck(seen, contact, opening, now)).is === 'opened';
  if (name === 'undo') return (await undoContactCheck(customerId, seen.place, nothingChecked)).held;
  const digest = name === 'guess right' ? right : wrong;
  const { is } = await guessContactCode(seen.customer, { jti: 'j' }, async (key = 1) => ({ key, digest }), now);
  return is === 'right' || is === 'wrong';
}

/** What the rules make of both as they are; `undefined`: nothing. */
function rule(played: Case): Both | undefined {
  const { write: name, contact, now } = played;
  const was: Both = played;
  const { customer, place } = played.left;
  if (name === 'undo') return isMoved(was.place, place) ? undefined : { customer, place: nothingChecked };
  if (customer.epoch !== 7) return undefined;
  if (name === 'open') {
    const next = checkDueAt(was.place, was.customer, now) > now ? undefined : checkOpened(place, { contact, opening }, customer, now);
    return next && { customer, place: { ...place, ...next } };
  }
  const guessing = { purpose: 'contact' as const, digest: name === 'guess right' ? right : wrong, id: 'new' };
  // What refuses before anything comes in between is final.
  const first = guessedAt(was.place, was.customer, guessing, now);
  const then = first.is === 'refused' ? first : guessedAt(place, customer, guessing, now);
  if (then.is === 'refused') return undefined;
  if (then.is === 'wrong') {
    const end = then.codes.passwordEndedAt === undefined ? {} : nextEpoch(customer, undefined);
    return { customer: { ...customer, ...then.codes, ...end }, place: then.place };
  }
  const typed = { ...customer, ...then.codes };
  const { kind = 'email', value = '' } = place;
  return { customer: { ...typed, ...adoption(typed, { kind, value }, 'j', now) }, place: then.place };
}

/** Reads that come before the write whose turn it is. */
const readsBefore = { open: 0, undo: 0, 'guess right': 1, 'guess wrong': 1 };

export const place = contract<Case>('place: a code to a contact is sent and guessed at', {
  cases,
  event: ({ write: name }) => `contact: ${name}`,
  table: async (played) => {
    const customerId = randomUUID();
    await store(customerId, undefined, played);
    const { left } = played;
    // The calls of whoever comes in between count, too; only the first of them is waited for.
    let isDone = false;
    beforeCall(readsBefore[played.write] + 1, async () => {
      isDone = true;
      await store(customerId, played, left);
    });
    const held = await write(played, customerId).finally(undisturbed);
    if (!isDone) await store(customerId, played, left);
    const [customer, item] = [await readCustomer(customerId), await get<Check>(placeKey(customerId))];
    return { held, ...seenFrom({ customer: customer as never, place: item ?? nothingChecked }) };
  },
  machine: (played) => {
    const is = rule(played);
    return { held: is !== undefined, ...seenFrom(is ?? played.left) };
  },
});
