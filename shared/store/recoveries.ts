/**
 * A recovery: switching the factor off after the device was lost. One item per customer, each step a conditional write on
 * the step before it; a newer recovery takes the place of the older one, whose link and code are worth nothing from then on.
 */
import { DISPATCH_INTERVAL, RECOVERY_CODE_LIFETIME, RECOVERY_LINK_LIFETIME, SMS_PER_RECOVERY } from '../flow/budgets.ts';
import { nextDispatchAt, type Opening, type Round, untouchedRound } from '../flow/code-round.ts';
import { record } from './audit.ts';
import { type Customer, customerKey, epochIs, factorIs } from './customers.ts';
import { type Condition, condition, exists, stillIs } from './expressions.ts';
import { noFactor } from './factor.ts';
import { type DigestUnder, type Guess, guessCode, openRound, undoRound } from './rounds.ts';
import { get, type Key, type Step, type Transacted, transact, update, type Written } from './table.ts';

/** `linked`: the e-mail is out. `texted`: so is a code by SMS. `cancelled` and `done` are ends. */
export type RecoveryStage = 'linked' | 'texted' | 'cancelled' | 'done';

/** Times in ms since 1970. */
export type Recovery = Round & {
  recoveryId?: string;
  stage?: RecoveryStage;
  /** The customer's epoch when it began: a change of the factor ends it. */
  askedIn?: number;
  linkSentAt?: number;
  linkExpiresAt?: number;
  /** SMS of this recovery. */
  smsSent?: number;
  /** The number they went to. */
  smsTo?: string;
};

const recoveryKey = (customerId: string): Key => ({ pk: `CUSTOMER#${customerId}`, sk: 'RECOVERY' });

export const readRecovery = async (customerId: string): Promise<Recovery> =>
  (await get<Recovery>(recoveryKey(customerId))) ?? { ...untouchedRound };

// ---- what must hold ----

const recoveryIs = (id: string): Condition => condition('recoveryIs', 'recoveryId = :recovery', { ':recovery': id });
const stageIs = (stage: RecoveryStage): Condition => condition('stageIs', 'stage = :stageIs', { ':stageIs': stage });
const linkIsFresh = (now: number): Condition => condition('linkIsFresh', 'linkExpiresAt > :now', { ':now': now });
const mayGoOn = condition('mayGoOn', 'stage IN (:linked, :texted)', { ':linked': 'linked', ':texted': 'texted' });
const smsAreLeft = condition('smsAreLeft', 'smsSent < :most', { ':most': SMS_PER_RECOVERY });

// ---- the steps ----

/** The earliest moment of the next e-mail with a link. */
export const nextLinkAt = (recovery: Recovery): number => (recovery.linkSentAt === undefined ? 0 : recovery.linkSentAt + DISPATCH_INTERVAL);

/** Begins a recovery in the place of the one that was read. Whatever code an older one has sent is dead. */
export async function beginRecovery(customer: Customer, recoveryId: string, before: Recovery, now: number): Promise<Written<Recovery>> {
  const { customerId, epoch } = customer;
  const link = { linkSentAt: now, linkExpiresAt: now + RECOVERY_LINK_LIFETIME };
  const began = { recoveryId, stage: 'linked', askedIn: epoch, ...link, smsSent: 0 } as const;
  const code = before.codeDispatch === undefined ? untouchedRound : { codeExpiresAt: 0 };
  const done = await transact([
    {
      update: recoveryKey(customerId),
      change: { set: { ...code, ...began, smsTo: undefined } },
      if: [stillIs('recoveryId', before.recoveryId), stillIs('linkSentAt', before.linkSentAt)],
    },
    record(customerId, 'recovery_started', { customer: customerId }, now),
  ]);
  const { smsTo: _, ...older } = before;
  if (done.held) return { held: true, item: { ...older, ...code, ...began } };
  return { held: false, item: done.item as Recovery | undefined };
}

/** Takes back a recovery whose e-mail was refused, so that the next can go out at once. */
export async function undoRecovery(customer: Customer, recoveryId: string): Promise<boolean> {
  const undone = await update(
    recoveryKey(customer.customerId),
    { set: { stage: 'cancelled', linkSentAt: undefined } },
    recoveryIs(recoveryId),
    stageIs('linked'),
  );
  return undone.held;
}

/** The earliest moment of the next SMS. */
export const nextSmsAt = (recovery: Recovery, now: number): number => nextDispatchAt(recovery, now);

/** Can this recovery send another SMS: its link is fresh, and it has had fewer than three? */
export const smsIsLeft = ({ linkExpiresAt = 0, smsSent = 0 }: Recovery, now: number): boolean =>
  linkExpiresAt > now && smsSent < SMS_PER_RECOVERY;

/** Opens the round of a code by SMS: the link is fresh, the recovery goes on, and it has an SMS left. */
export function openRecoveryRound(
  customer: Customer,
  recoveryId: string,
  before: Recovery,
  opening: Opening,
  now: number,
): Promise<Written<Recovery>> {
  const also = {
    stage: 'texted',
    smsSent: (before.smsSent ?? 0) + 1,
    smsTo: customer.phone,
    codeExpiresAt: now + RECOVERY_CODE_LIFETIME,
  };
  const conditions = [recoveryIs(recoveryId), linkIsFresh(now), mayGoOn, smsAreLeft, stillIs('smsSent', before.smsSent)];
  return openRound<Recovery>(recoveryKey(customer.customerId), before, opening, now, conditions, also);
}

export function undoRecoveryRound(customerId: string, opened: Recovery, before: Recovery): Promise<Written<Recovery>> {
  const { stage, smsSent, smsTo } = before;
  return undoRound<Recovery>(recoveryKey(customerId), opened, before, { stage, smsSent, smsTo });
}

/** A guess at the code of this recovery; a code of another one is not even compared. */
export function guessRecoveryCode(customerId: string, recoveryId: string, digestUnder: DigestUnder, now: number): Promise<Guess<Recovery>> {
  return guessCode<Recovery>(recoveryKey(customerId), 'recovery', digestUnder, now, [recoveryIs(recoveryId), stageIs('texted')]);
}

/**
 * The factor is off: its shared key and recovery codes are destroyed, every session and flow has ended. Not held when the
 * factor, the number the SMS went to, or the address of the customer as they were read, was changed meanwhile.
 */
export async function recover({ customerId, email }: Customer, recovery: Recovery, now: number): Promise<boolean> {
  const { recoveryId = '', askedIn = -1, smsTo } = recovery;
  const done = await transactInTurn([
    {
      update: customerKey(customerId),
      change: { set: { ...noFactor, epoch: askedIn + 1, epochMadeBy: undefined } },
      if: [exists, epochIs(askedIn), factorIs('totp'), stillIs('phone', smsTo), stillIs('email', email)],
    },
    { update: recoveryKey(customerId), change: { set: { stage: 'done' } }, if: [recoveryIs(recoveryId), stageIs('texted')] },
    record(customerId, 'recovered', { customer: customerId }, now),
  ]);
  return done.held;
}

/** A code is used up by now, and an owner's word must count: what another transaction on the same items is in the way of is tried again. */
async function transactInTurn(steps: readonly Step[]): Promise<Transacted> {
  for (let tries = 0; tries < 3; tries++) {
    const done = await transact(steps);
    if (done.held || done.refusedBy >= 0) return done;
  }
  throw new Error('the recovery could not be moved');
}

/** "This wasn't me": nothing of this recovery works any more. Cancelling twice is cancelling; one that is done stays done. */
export async function cancelRecovery(customerId: string, recoveryId: string, now: number): Promise<Cancelled | undefined> {
  const done = await transactInTurn([
    { update: recoveryKey(customerId), change: { set: { stage: 'cancelled' } }, if: [recoveryIs(recoveryId), mayGoOn] },
    record(customerId, 'recovery_cancelled', { customer: customerId }, now),
  ]);
  if (done.held) return { customerId, isNews: true };
  const { recoveryId: present, stage } = (done.item ?? {}) as Recovery;
  return present === recoveryId && stage === 'cancelled' ? { customerId, isNews: false } : undefined;
}

/** Whose it was, and whether it was this call that cancelled. */
export type Cancelled = { customerId: string | undefined; isNews: boolean };
