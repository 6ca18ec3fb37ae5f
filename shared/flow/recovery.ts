/**
 * A recovery: a customer who has lost the device switches the factor off by a link that came by e-mail and a code that came by SMS.
 * One at a time; what was begun is bound to the factor, the address and the number of that moment.
 */
import { RECOVERY_LINK_LIFETIME, SMS_PER_RECOVERY } from './budgets.ts';
import { budgetLeft, type Codes, countersAfter } from './codes.ts';
import { type Contacts, contactsAreTooNew, missingContacts } from './contacts.ts';
import { type ContactKind, type Method, rulesOf } from './method.ts';
import { nextDispatchTo, openedAt, type Place } from './place.ts';
import type { Opening } from './round.ts';
import { nextInRow } from './row.ts';

/** `linked`: the e-mail is out. `texted`: so is a code by SMS. `cancelled` and `done` are ends. */
type RecoveryStage = 'linked' | 'texted' | 'cancelled' | 'done';

/** Times in ms since 1970. Nothing is there before the first one. */
export type Recovery = Place & {
  recoveryId?: string;
  stage?: RecoveryStage;
  /** The customer's epoch when it began: a change of the factor ends it. */
  askedIn?: number;
  linkSentAt?: number | undefined;
  linkExpiresAt?: number;
  /** Links since the last right code. */
  linksInRow?: number;
  /** The customer's right codes when the last link was sent: once there are more, the row of links is over. */
  rightCodesAtLink?: number;
  /** SMS of this recovery. */
  smsSent?: number;
  /** The number they went to. */
  smsTo?: string | undefined;
};

/** Whoever is recovered, as they are now. */
export type Recovering = Codes & Contacts & { epoch: number; factor?: Method };

export type RecoveryEvent =
  | { is: 'begin'; recoveryId: string }
  /** The e-mail was refused: the next may go out at once. */
  | { is: 'undo begin'; recoveryId: string }
  | { is: 'text'; recoveryId: string; opening: Opening }
  /** The code may be typed: asked before each guess, and true again when the right one is written. */
  | { is: 'confirm'; recoveryId: string }
  /** Of whatever is under way: who says "this wasn't me" means all of it, by whichever e-mail. */
  /** Of what began later another e-mail tells. */
  | { is: 'cancel'; begunBy: number };

export type RecoveryRefusal =
  | { code: 'recovery_expired' | 'contact_too_new' | 'code_expired' | 'not_enabled' }
  | { code: 'contact_incomplete'; missing: ContactKind[] }
  | { code: 'too_soon' | 'too_many_attempts'; until: number };

type NotYet = Extract<RecoveryRefusal, { until: number }>;
type NoContact = Extract<RecoveryRefusal, { missing: unknown }> | { code: 'contact_too_new' };
/** What a beginning, an SMS and a confirmation can be refused with. */
export type BeginRefusal = NoContact | { code: 'not_enabled' } | { code: 'too_soon'; until: number };
export type SmsRefusal = NoContact | NotYet | { code: 'recovery_expired' };
export type ConfirmRefusal = { code: 'recovery_expired' | 'contact_too_new' | 'code_expired' };

type RecoveryMove = { is: 'moved'; to: Recovery } | { is: 'refused'; refusal: RecoveryRefusal };

const moved = (to: Recovery): RecoveryMove => ({ is: 'moved', to });
const refused = (refusal: RecoveryRefusal): RecoveryMove => ({ is: 'refused', refusal });

/** What becomes of the recovery by `event`, `customer` being as they are at `now`. */
export function transition(recovery: Recovery, event: RecoveryEvent, customer: Recovering | undefined, now: number): RecoveryMove {
  switch (event.is) {
    case 'begin': {
      if (!customer?.factor || !rulesOf(customer.factor).canRecover) return refused({ code: 'not_enabled' });
      const refusal = contactRefusal(customer, customer.factor, now);
      if (refusal) return refused(refusal);
      const until = nextLinkAt(recovery, customer, now);
      if (until > now) return refused({ code: 'too_soon', until });
      const row = { linksInRow: linksInRow(recovery, customer, now) + 1, rightCodesAtLink: rightCodes(customer, now) };
      const link = { linkSentAt: now, linkExpiresAt: now + RECOVERY_LINK_LIFETIME, ...row };
      // Whatever code an older one has sent is dead.
      return moved({
        ...recovery,
        recoveryId: event.recoveryId,
        stage: 'linked',
        askedIn: customer.epoch,
        ...link,
        smsSent: 0,
        smsTo: undefined,
        round: undefined,
      });
    }
    case 'undo begin':
      if (recovery.recoveryId !== event.recoveryId || recovery.stage !== 'linked') return refused({ code: 'recovery_expired' });
      return moved({ ...recovery, stage: 'cancelled', linkSentAt: undefined, linksInRow: (recovery.linksInRow ?? 1) - 1 });
    case 'text': {
      if (!goesOn(recovery, event.recoveryId, customer) || (recovery.linkExpiresAt ?? 0) <= now)
        return refused({ code: 'recovery_expired' });
      const refusal = contactRefusal(customer, customer.factor, now) ?? smsRefusal(recovery, customer, now);
      if (refusal) return refused(refusal);
      return moved({
        ...recovery,
        ...openedAt(event.opening, now),
        stage: 'texted',
        smsSent: (recovery.smsSent ?? 0) + 1,
        smsTo: customer.phone,
      });
    }
    case 'confirm':
      if (!goesOn(recovery, event.recoveryId, customer)) return refused({ code: 'recovery_expired' });
      if (contactsAreTooNew(customer, now)) return refused({ code: 'contact_too_new' });
      if (recovery.stage !== 'texted') return refused({ code: 'code_expired' });
      // The number that the code went to is the customer's no more.
      if (recovery.smsTo !== customer.phone) return refused({ code: 'recovery_expired' });
      return moved({ ...recovery, stage: 'done' });
    case 'cancel':
      if (!isOpen(recovery) || (recovery.linkSentAt ?? 0) > event.begunBy) return refused({ code: 'recovery_expired' });
      return moved({ ...recovery, stage: 'cancelled' });
  }
}

const isOpen = ({ stage }: Recovery) => stage === 'linked' || stage === 'texted';

const rightCodes = (codes: Codes, now: number) => countersAfter(codes, now).completedRounds;

/** A right code ends the row, as it does that of codes by e-mail: the one that ended a recovery, or whichever has come since the last link. */
const linksInRow = (recovery: Recovery, codes: Codes, now: number): number =>
  recovery.stage === 'done' || recovery.rightCodesAtLink !== rightCodes(codes, now) ? 0 : (recovery.linksInRow ?? 0);

/** The earliest moment of the next e-mail with a link. Nobody's mailbox is flooded: it waits as the next code by e-mail would. */
export const nextLinkAt = (recovery: Recovery, codes: Codes, now: number): number =>
  nextInRow(recovery.linkSentAt, linksInRow(recovery, codes, now));

/** Does the link lead anywhere: no newer one was sent, it was not used or cancelled, and the factor is that of its beginning? */
function goesOn(recovery: Recovery, recoveryId: string, customer: Recovering | undefined): customer is Recovering & { factor: Method } {
  if (!customer?.factor || !rulesOf(customer.factor).canRecover) return false;
  return recovery.recoveryId === recoveryId && isOpen(recovery) && customer.epoch === recovery.askedIn;
}

function contactRefusal(customer: Recovering, method: Method, now: number): RecoveryRefusal | undefined {
  const missing = missingContacts(customer, method);
  if (missing.length > 0) return { code: 'contact_incomplete', missing };
  return contactsAreTooNew(customer, now) ? { code: 'contact_too_new' } : undefined;
}

function smsRefusal(recovery: Recovery, codes: Codes, now: number): RecoveryRefusal | undefined {
  if ((recovery.smsSent ?? 0) >= SMS_PER_RECOVERY) return { code: 'too_many_attempts', until: recovery.linkExpiresAt ?? now };
  const until = nextDispatchTo(recovery, codes, now);
  if (until <= now) return undefined;
  return { code: budgetLeft(codes, now) === 0 ? 'too_many_attempts' : 'too_soon', until };
}
