/**
 * A recovery, one item per customer. Each step is what `flow/recovery.ts` makes of both as they were read, written while neither
 * has changed.
 */

import type { RoundRefusal } from '../flow/codes.ts';
import { nextDispatchTo } from '../flow/place.ts';
import {
  type ConfirmRefusal,
  type Recovery as Facts,
  type RecoveryEvent,
  type RecoveryRefusal,
  type SmsRefusal,
  transition,
} from '../flow/recovery.ts';
import type { Opening } from '../flow/round.ts';
import { nextEpoch } from '../flow/session.ts';
import { customerLog, entryIn, noteOnceADay, record, transactAndNote } from './audit.ts';
import { type Customer, customerFrom, customerKey, customerPartition } from './customers.ts';
import { getAll, transact } from './data.ts';
import type { Change } from './expressions.ts';
import { noFactor } from './factor.ts';
import {
  type Both,
  changePlace,
  type GuessedAtPlace,
  guessAtPlace,
  movePlace,
  placeStep,
  placeSteps,
  type StoredPlace,
  undoPlace,
} from './places.ts';
import { type DigestUnder, MOST_TURNS } from './rounds.ts';
import type { Key, Step, Written } from './table.ts';

export type Recovery = Facts & StoredPlace;

const recoveryKey = (customerId: string): Key => ({ pk: customerPartition(customerId), sk: 'RECOVERY' });

export type Recovering = { customer: Customer | undefined; recovery: Recovery };

/** Customer and recovery in one read. */
export async function readRecovering(customerId: string): Promise<Recovering> {
  const [customer, recovery] = await getAll([customerKey(customerId), recoveryKey(customerId)]);
  return { customer: customerFrom(customer), recovery: (recovery as Recovery | undefined) ?? {} };
}

export type Moved = { is: 'moved'; customer: Customer; recovery: Recovery; before: Recovery } | { is: 'refused'; refusal: RecoveryRefusal };

/**
 * Moves the recovery by `event`, from the state that was `seen` or from what came after it. The customer stays as they are, and
 * must be as they were read.
 */
async function move(customerId: string, event: RecoveryEvent, now: number, seen?: Recovering): Promise<Moved> {
  let both = seen ?? (await readRecovering(customerId));
  // Each turn but the last loses to another write of the customer or the recovery.
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const { customer, recovery } = both;
    const next = transition(recovery, event, customer, now);
    if (next.is === 'refused') return next;
    if (!customer) return { is: 'refused', refusal: { code: 'recovery_expired' } };
    const { version = 0 } = recovery;
    if (await write(event, { customer, place: recovery }, { set: changedFacts(next.to) }, now)) {
      return { is: 'moved', customer, recovery: { ...next.to, version: version + 1 }, before: recovery };
    }
    both = await readRecovering(customerId);
  }
  throw new Error('the recovery could not be moved: others kept writing to its items');
}

/** What ends a recovery asks nothing of the customer; what goes on with one is for the customer as they were read. */
async function write(event: RecoveryEvent, { customer, place }: Both<Recovery>, change: Change, now: number): Promise<boolean> {
  const { customerId } = customer;
  const [key, by] = [recoveryKey(customerId), { customer: customerId }];
  switch (event.is) {
    case 'begin': {
      // Whoever has the password may begin one an hour for ever; each is an e-mail to its owner, but no entry.
      const started = entryIn(customerLog(customerId), 'recovery_started', by, now);
      return (await transactAndNote(placeSteps(key, { customer, place }, change), 'recovery_started', started)).held;
    }
    case 'cancel':
      return (await transact([placeStep(key, place, change), record(customerId, 'recovery_cancelled', by, now)])).held;
    case 'undo begin':
      return (await changePlace(key, place, change)).held;
    default:
      return movePlace(key, { customer, place }, change);
  }
}

function changedFacts({ recoveryId, stage, askedIn, smsSent, smsTo, round, lastSentAt, ...link }: Facts) {
  const { linkSentAt, linkExpiresAt, linksInRow, rightCodesAtLink } = link;
  const links = { linkSentAt, linkExpiresAt, linksInRow, rightCodesAtLink };
  return { recoveryId, stage, askedIn, ...links, smsSent, smsTo, round, lastSentAt };
}

/** Begins a recovery in the place of any before it. */
export const beginRecovery = (customerId: string, recoveryId: string, now: number): Promise<Moved> =>
  move(customerId, { is: 'begin', recoveryId }, now);

/** Takes back a recovery whose e-mail was refused, so that the next can go out at once. */
export async function undoRecovery(customerId: string, recoveryId: string, now: number): Promise<boolean> {
  return (await move(customerId, { is: 'undo begin', recoveryId }, now)).is === 'moved';
}

/** Opens the round of a code by SMS. */
export const openRecoveryRound = (
  customerId: string,
  recoveryId: string,
  opening: Opening,
  seen: Recovering,
  now: number,
): Promise<Moved> => move(customerId, { is: 'text', recoveryId, opening }, now, seen);

/** The earliest moment of the next SMS, `moved` having been the last. */
export const nextSmsAt = ({ customer, recovery }: Recovering & { customer: Customer }, now: number): number =>
  nextDispatchTo(recovery, customer, now);

export function undoRecoveryRound(customerId: string, opened: Recovery, before: Recovery): Promise<Written<Recovery>> {
  const { stage, smsSent, smsTo } = before;
  return undoPlace<Recovery>(recoveryKey(customerId), opened, before, { stage, smsSent, smsTo });
}

/** May an SMS be sent in this recovery? Asked before anything is paid for. */
export function smsRefusal({ customer, recovery }: Recovering, recoveryId: string, now: number): SmsRefusal | undefined {
  const opening: Opening = { id: '', digest: new Uint8Array(), purpose: 'recovery' };
  const next = transition(recovery, { is: 'text', recoveryId, opening }, customer, now);
  return next.is === 'refused' ? (next.refusal as SmsRefusal) : undefined;
}

/** May a code be typed in this recovery at all? Asked before the CAPTCHA is spent. */
export function confirmRefusal({ customer, recovery }: Recovering, recoveryId: string, now: number): ConfirmRefusal | undefined {
  const next = transition(recovery, { is: 'confirm', recoveryId }, customer, now);
  return next.is === 'refused' ? (next.refusal as ConfirmRefusal) : undefined;
}

/**
 * A guess at the code of this recovery. A right one switches the factor off in the same transaction: its shared key and recovery
 * codes are destroyed, every session and flow has ended.
 */
export function guessRecoveryCode(
  customerId: string,
  recoveryId: string,
  digestUnder: DigestUnder,
  seen: Recovering,
  now: number,
): Promise<GuessedAtPlace<Recovery>> {
  const open = ({ customer, recovery }: Recovering): Both<Recovery> | undefined =>
    customer && !confirmRefusal({ customer, recovery }, recoveryId, now) ? { customer, place: recovery } : undefined;
  const off = (customer: Customer) => ({ ...noFactor, ...nextEpoch(customer, undefined) });
  const story: Step[] = [record(customerId, 'recovered', { customer: customerId }, now)];
  const guess = {
    key: recoveryKey(customerId),
    purpose: 'recovery' as const,
    digestUnder,
    read: async () => open(await readRecovering(customerId)),
    whenRight: ({ customer }: Both<Recovery>) => ({ customer: off(customer), place: { stage: 'done' }, also: story }),
  };
  return guessAtPlace<Recovery>(guess, open(seen), now);
}

/** What only comes too early, or too late, is refused to anybody who is slow; the rest says something about the account. */
const saysNothing: ReadonlySet<string> = new Set<RecoveryRefusal['code']>(['too_soon', 'code_expired', 'recovery_expired']);

/** Writes down that a recovery was refused, and why; each reason once a day. */
export async function noteRefusal(
  customerId: string,
  { code }: { code: RecoveryRefusal['code'] | RoundRefusal['code'] },
  now: number,
): Promise<void> {
  if (saysNothing.has(code)) return;
  const entry = entryIn(customerLog(customerId), 'recovery_refused', 'service', now, { why: code });
  await noteOnceADay(`recovery_refused ${code}`, entry);
}

/**
 * "This wasn't me": whatever recovery of the customer is under way is over, if it began by then; one that is done stays done.
 *
 * @returns whether one was under way
 */
export async function cancelRecovery(customerId: string, begunBy: number, now: number): Promise<boolean> {
  return (await move(customerId, { is: 'cancel', begunBy }, now)).is === 'moved';
}
