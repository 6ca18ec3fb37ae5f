/** A recovery: begun, texted, confirmed, cancelled, while somebody else writes to it or to the customer in between. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { DAY, MINUTE } from '../../../shared/flow/budgets.ts';
import { countersAfter, nextRoundAt, pausedUntil } from '../../../shared/flow/codes.ts';
import { guessedAt } from '../../../shared/flow/place.ts';
import { type Recovering, type Recovery, type RecoveryEvent, transition } from '../../../shared/flow/recovery.ts';
import type { Round } from '../../../shared/flow/round.ts';
import type { Customer } from '../../../shared/store/customers.ts';
import { having, right, wrong } from '../../flow/codes.ts';
import { bytes } from '../customer.ts';
import { beforeCall, undisturbed } from '../interleaving.ts';
import {
  beginRecovery,
  cancelRecovery,
  customerKey,
  get,
  guessRecoveryCode,
  openRecoveryRound,
  put,
  readCustomer,
  undoRecovery,
  undoRecoveryRound,
} from '../store.ts';
import { contract } from './contract.ts';
import { isDue, isWritten, type NotedAgo, noted, notedAgo } from './noted-lately.ts';
import { states } from './round.ts';

type Both = { customer: Recovering; recovery: Recovery };

/** What somebody else does just before the write. */
const between = {
  nothing: (both) => both,
  'a wrong code elsewhere': ({ customer, ...both }, now) => ({
    ...both,
    customer: { ...customer, ...having({ ...customer }, { is: 'wrong elsewhere' }, now) },
  }),
  'the row waits': ({ customer, ...both }, now) => ({
    ...both,
    customer: { ...customer, wrongInRow: 5, pauseAt: 5, pause: MINUTE, lastGuessAt: now, resumesAt: now + MINUTE },
  }),
  'the factor changes': ({ customer, ...both }) => ({ ...both, customer: { ...customer, factor: 'email', epoch: 8 } }),
  'the epoch moves': ({ customer, ...both }) => ({ ...both, customer: { ...customer, epoch: 8 } }),
  'the phone changes': ({ customer, ...both }) => ({ ...both, customer: { ...customer, phone: '+420777' } }),
  'the address changed lately': ({ customer, ...both }, now) => ({ ...both, customer: { ...customer, emailChangedAt: now - DAY + 1 } }),
  'the phone is not verified': ({ customer, ...both }) => ({ ...both, customer: { ...customer, phoneVerified: false } }),
  'it is cancelled': ({ recovery, ...both }) => ({ ...both, recovery: { ...recovery, stage: 'cancelled' } }),
  'it is done': ({ recovery, ...both }) => ({ ...both, recovery: { ...recovery, stage: 'done' } }),
  'a newer one is begun': ({ recovery, ...both }, now) => ({
    ...both,
    recovery: { ...recovery, recoveryId: 'newer', stage: 'linked', linkSentAt: now, round: undefined },
  }),
  'the fifth link in a row was sent': ({ recovery, ...both }, now) => ({
    ...both,
    recovery: { ...recovery, recoveryId: 'newer', linksInRow: 5, linkSentAt: now - MINUTE },
  }),
  'another code is sent': ({ recovery, ...both }, now) => ({
    ...both,
    recovery: inRound({ ...recovery, lastSentAt: now, smsSent: 2 }, () => ({ id: 'another', digest: bytes('another') })),
  }),
  'a wrong code is typed': ({ recovery, ...both }) => ({
    ...both,
    recovery: inRound(recovery, ({ guesses, guessIds }) => ({ guesses: [...guesses, wrong], guessIds: [...guessIds, 'x'] })),
  }),
  'the last attempt is gone': ({ recovery, ...both }) => ({
    ...both,
    recovery: inRound(recovery, ({ guesses }) => ({ attempts: guesses.length })),
  }),
} satisfies Record<string, (both: Both, now: number) => Both>;

function inRound(recovery: Recovery, change: (round: Round) => Partial<Round>): Recovery {
  return recovery.round ? { ...recovery, round: { ...recovery.round, ...change(recovery.round) } } : recovery;
}

const opening = { id: 'the code', digest: right, keyVersion: 1, purpose: 'recovery' as const };
const recoveryId = 'this one';
const writes = ['begin', 'undo begin', 'text', 'undo text', 'confirm right', 'confirm wrong', 'cancel'] as const;

/** `begunBy`: the moment of the word by which it is cancelled. */
type Case = Both & {
  write: (typeof writes)[number];
  between: keyof typeof between;
  left: Both;
  notedAgo: NotedAgo;
  now: number;
  begunBy: number;
};

const cases: fc.Arbitrary<Case> = fc
  .record({
    state: states,
    write: fc.constantFrom(...writes),
    between: fc.constantFrom(...(Object.keys(between) as (keyof typeof between)[])),
    isFirst: fc.boolean(),
    guesses: fc.nat(3),
    links: fc.constantFrom(1, 4, 5),
    isProved: fc.boolean(),
    saidAgo: fc.constantFrom(0, 2 * MINUTE, 2 * MINUTE + 1),
    notedAgo,
  })
  .map(({ state: { codes, now: from }, write, between: other, isFirst, guesses, links, isProved, saidAgo, notedAgo }) => {
    const now = Math.max(from, pausedUntil(codes), nextRoundAt(codes, from));
    const contacts = { emailVerified: true, phone: '+420601', phoneVerified: true };
    const customer: Recovering = { ...codes, ...contacts, epoch: 7, factor: 'totp' };
    const { completedRounds } = countersAfter(codes, now);
    const row = { linksInRow: links, rightCodesAtLink: completedRounds - (isProved ? 1 : 0) };
    const link = { linkSentAt: now - 2 * MINUTE, linkExpiresAt: now + MINUTE, ...row };
    const linked: Recovery = { recoveryId, stage: 'linked', askedIn: 7, ...link, smsSent: 0 };
    const sent = transition({ ...linked }, { is: 'text', recoveryId, opening }, customer, now);
    const texted = sent.is === 'moved' ? sent.to : linked;
    const wrongs = Array<Uint8Array>(guesses).fill(wrong);
    const typedAt = inRound(texted, () => ({ guesses: wrongs, guessIds: wrongs.map((_, nth) => `${nth}`) }));
    const stages = {
      begin: isFirst ? {} : { ...typedAt, recoveryId: 'older' },
      'undo begin': linked,
      text: linked,
      'undo text': texted,
      'confirm right': typedAt,
      'confirm wrong': typedAt,
      cancel: isFirst ? linked : typedAt,
    };
    const was = { customer, recovery: stages[write] };
    return { ...was, write, between: other, left: between[other](was, now) as Both, notedAgo, now, begunBy: now - saidAgo };
  });

const recoveryKey = (customerId: string) => ({ pk: `CUSTOMER#${customerId}`, sk: 'RECOVERY' });

/** Versions go up with what was written. */
async function store(customerId: string, was: Both | undefined, { customer, recovery }: Both): Promise<void> {
  const version = was ? 6 : 5;
  if (was?.customer !== customer) await put({ ...customerKey(customerId), customerId, version, ...customer });
  if (Object.keys(recovery).length > 0 && was?.recovery !== recovery) await put({ ...recoveryKey(customerId), version, ...recovery });
}

/** What can be compared of both. */
function seenFrom({ customer, recovery }: Both) {
  const { round: ofCustomer, lastSentAt, dispatchesInRow, lastGuessAt, wrongInRow, pauseAt, pause, resumesAt, rowTold, ledger } = customer;
  const { epoch, factor } = customer;
  const { round, lastSentAt: textedAt, recoveryId: id, stage, askedIn, linkSentAt, linkExpiresAt, smsSent, smsTo } = recovery;
  const { linksInRow, rightCodesAtLink } = recovery;
  return {
    customer: { round: ofCustomer, lastSentAt, dispatchesInRow, lastGuessAt, wrongInRow, pauseAt, pause, resumesAt, rowTold, ledger },
    of: { epoch, factor },
    recovery: { id, stage, askedIn, linkSentAt, linkExpiresAt, linksInRow, rightCodesAtLink, smsSent, smsTo, textedAt },
    round: round && { ...round, guessIds: round.guessIds.length },
  };
}

async function write({ write: name, now, ...both }: Case, customerId: string): Promise<boolean> {
  const customer = { ...both.customer, customerId, version: 5 } as Customer;
  const recovery = { ...both.recovery, version: 5 };
  switch (name) {
    case 'begin':
      return (await beginRecovery(customerId, recoveryId, now)).is === 'moved';
    case 'undo begin':
      return undoRecovery(customerId, recoveryId, now);
    case 'text':
      return (await openRecoveryRound(customerId, recoveryId, opening, { customer, recovery }, now)).is === 'moved';
    case 'undo text':
      return (await undoRecoveryRound(customerId, recovery, { stage: 'linked', smsSent: 0 })).held;
    case 'cancel':
      return cancelRecovery(customerId, both.begunBy, now);
    default: {
      const digestUnder = async (key = 1) => ({ key, digest: name === 'confirm right' ? right : wrong });
      const { is } = await guessRecoveryCode(customerId, recoveryId, digestUnder, { customer, recovery }, now);
      return is === 'right' || is === 'wrong';
    }
  }
}

/** What the rules make of both as they are when the write's turn has come; `undefined`: nothing. */
function rule({ write: name, now, left, ...was }: Case): Both | undefined {
  const { customer, recovery } = left;
  if (name === 'undo text') {
    if (was.recovery !== recovery) return undefined;
    return { customer, recovery: { ...recovery, stage: 'linked', smsSent: 0, smsTo: undefined, round: undefined, lastSentAt: undefined } };
  }
  if (name === 'confirm right' || name === 'confirm wrong') {
    const isOpen = transition(recovery, { is: 'confirm', recoveryId }, customer, now).is === 'moved';
    const guessing = { purpose: 'recovery' as const, digest: name === 'confirm right' ? right : wrong, id: 'new' };
    const guessed = guessedAt(recovery, customer, guessing, now);
    if (!isOpen || guessed.is === 'refused') return undefined;
    const typed = { customer: { ...customer, ...guessed.codes }, recovery: guessed.place };
    if (guessed.is === 'wrong') return typed;
    const { factor, ...off } = { ...typed.customer, epoch: customer.epoch + 1 };
    return { customer: off, recovery: { ...typed.recovery, stage: 'done' } };
  }
  const events: Record<typeof name, RecoveryEvent> = {
    begin: { is: 'begin', recoveryId },
    'undo begin': { is: 'undo begin', recoveryId },
    text: { is: 'text', recoveryId, opening },
    cancel: { is: 'cancel', begunBy: was.begunBy },
  };
  const event = events[name];
  const moved = transition(recovery, event, customer, now);
  return moved.is === 'moved' ? { customer, recovery: moved.to } : undefined;
}

/** Reads that come before the write whose turn it is. */
const readsBefore = { begin: 1, 'undo begin': 1, text: 0, 'undo text': 0, 'confirm right': 0, 'confirm wrong': 0, cancel: 1 };

export const recovery = contract<Case>('recovery: begun, texted, confirmed, cancelled, undone', {
  cases,
  event: ({ write: name }) => `recovery: ${name}`,
  table: async (played) => {
    const customerId = randomUUID();
    await store(customerId, undefined, played);
    await noted(customerId, 'recovery_started', played.notedAgo, played.now);
    let isDone = false;
    const between = () => {
      isDone = true;
      return store(customerId, played, played.left);
    };
    beforeCall(readsBefore[played.write] + 1, between);
    const held = await write(played, customerId).finally(undisturbed);
    // Where what was read refused already, nothing came in between.
    if (!isDone) await between();
    const [customer, item] = [await readCustomer(customerId), await get<Recovery>(recoveryKey(customerId))];
    const entry = await isWritten(customerId, 'recovery_started');
    return { held, entry, ...seenFrom({ customer: customer as Recovering, recovery: item ?? {} }) };
  },
  machine: (played) => {
    const { write: name, customer, recovery: seen, begunBy, now } = played;
    const isOver = name === 'cancel' && transition(seen, { is: 'cancel', begunBy }, customer, now).is === 'refused';
    const is = isOver ? undefined : rule(played);
    const held = is !== undefined;
    const entry = held && played.write === 'begin' && isDue(played.notedAgo, played.now);
    return { held, entry, ...seenFrom(is ?? played.left) };
  },
});
