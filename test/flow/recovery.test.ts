import { describe, expect, it } from 'vitest';
import { DAY, MINUTE } from '../../shared/flow/budgets.ts';
import { untouchedCodes } from '../../shared/flow/codes.ts';
import { emptyLedger, withWrong } from '../../shared/flow/ledger.ts';
import {
  nextLinkAt,
  type Recovering,
  type Recovery,
  type RecoveryEvent,
  type RecoveryRefusal,
  transition,
} from '../../shared/flow/recovery.ts';
import { roundOf } from '../../shared/flow/round.ts';
import { guessedAt, right } from './codes.ts';

const start = Date.UTC(2026, 0, 1);
const holder: Recovering = { ...untouchedCodes, emailVerified: true, phone: '+420601', phoneVerified: true, epoch: 7, factor: 'totp' };
const opening = { id: 'sms', digest: right, keyVersion: 1, purpose: 'recovery' as const };

const begin: RecoveryEvent = { is: 'begin', recoveryId: 'r' };
const text: RecoveryEvent = { is: 'text', recoveryId: 'r', opening };
const confirm: RecoveryEvent = { is: 'confirm', recoveryId: 'r' };
const cancel: RecoveryEvent = { is: 'cancel', begunBy: start };
const undo: RecoveryEvent = { is: 'undo begin', recoveryId: 'r' };

/** @throws Error where the rules do not allow it */
function led(recovery: Recovery, event: RecoveryEvent, at = start, customer: Recovering | undefined = holder): Recovery {
  const moved = transition(recovery, event, customer, at);
  if (moved.is !== 'moved') throw new Error(moved.refusal.code);
  return moved.to;
}
function refusal(
  recovery: Recovery,
  event: RecoveryEvent,
  at = start,
  customer: Recovering | undefined = holder,
): RecoveryRefusal | undefined {
  const moved = transition(recovery, event, customer, at);
  return moved.is === 'refused' ? moved.refusal : undefined;
}

const linked = led({}, begin);
const texted = led(linked, text);
const done = led(texted, confirm);
const cancelled = led(texted, cancel);

const changed = (change: Partial<Recovering>): Recovering => ({ ...holder, ...change });
const withoutFactor = (({ factor: _, ...rest }) => rest)(holder);

describe('a recovery', () => {
  it('begins with a link of five minutes, and ends the one before it', () => {
    expect(linked).toEqual({
      recoveryId: 'r',
      stage: 'linked',
      askedIn: 7,
      linkSentAt: start,
      linkExpiresAt: start + 5 * MINUTE,
      linksInRow: 1,
      rightCodesAtLink: 0,
      smsSent: 0,
    });
    const again = led(texted, { is: 'begin', recoveryId: 'next' }, start + MINUTE);
    expect(again).toMatchObject({ recoveryId: 'next', stage: 'linked', smsSent: 0, linkSentAt: start + MINUTE });
    expect([again.round, again.smsTo]).toEqual([undefined, undefined]);
  });

  it('sends a code by SMS to the number of the customer, at most three, a minute apart', () => {
    const round = roundOf(opening, 5, start);
    expect(texted).toEqual({ ...linked, stage: 'texted', round, lastSentAt: start, smsSent: 1, smsTo: '+420601' });
    expect(refusal(texted, text, start + MINUTE - 1)).toEqual({ code: 'too_soon', until: start + MINUTE });
    const three = led(led(texted, text, start + MINUTE), text, start + 2 * MINUTE);
    expect(three.smsSent).toBe(3);
    expect(refusal(three, text, start + 3 * MINUTE)).toEqual({ code: 'too_many_attempts', until: start + 5 * MINUTE });
  });

  it('is done once, by the code', () => {
    expect(done).toEqual({ ...texted, stage: 'done' });
    expect(refusal(done, confirm)).toEqual({ code: 'recovery_expired' });
    expect(refusal(linked, confirm)).toEqual({ code: 'code_expired' });
    expect(refusal(done, text, start + MINUTE)).toEqual({ code: 'recovery_expired' });
  });

  it('is cancelled while it goes on, by whichever link', () => {
    expect(cancelled).toEqual({ ...texted, stage: 'cancelled' });
    expect(led(linked, cancel).stage).toBe('cancelled');
    // By a word that was said before it began it is not.
    expect(refusal(linked, { is: 'cancel', begunBy: start - 1 })).toEqual({ code: 'recovery_expired' });
    for (const over of [done, cancelled, {}]) expect(refusal(over, cancel)).toEqual({ code: 'recovery_expired' });
    expect(refusal(cancelled, confirm)).toEqual({ code: 'recovery_expired' });
  });

  it('whose e-mail was refused may be begun again at once', () => {
    expect(led(linked, undo)).toEqual({ ...linked, stage: 'cancelled', linkSentAt: undefined, linksInRow: 0 });
    expect(led(led(linked, undo), begin)).toMatchObject({ stage: 'linked' });
    for (const recovery of [texted, cancelled, {}]) expect(refusal(recovery, undo)).toEqual({ code: 'recovery_expired' });
    expect(refusal(linked, { ...undo, recoveryId: 'another' })).toEqual({ code: 'recovery_expired' });
  });

  it('is not begun within a minute of the last one', () => {
    expect([nextLinkAt({}, holder, start), nextLinkAt(linked, holder, start)]).toEqual([0, start + MINUTE]);
    expect(refusal(linked, begin, start + MINUTE - 1)).toEqual({ code: 'too_soon', until: start + MINUTE });
    expect(refusal(linked, begin, start + MINUTE)).toBeUndefined();
  });

  it('waits twice as long after every fifth link that no right code followed, whatever became of them', () => {
    let [recovery, at]: [Recovery, number] = [{}, start];
    const waits = [];
    for (let nth = 1; nth <= 11; nth++) {
      recovery = led(led(recovery, begin, at), { is: 'cancel', begunBy: at }, at);
      waits.push((nextLinkAt(recovery, holder, at) - at) / MINUTE);
      at = nextLinkAt(recovery, holder, at);
    }
    expect(waits).toEqual([1, 1, 1, 1, 2, 2, 2, 2, 2, 4, 4]);
  });

  it('waits a minute again once a right code has come, at a login or as the end of the recovery', () => {
    const sixth: Recovery = { ...texted, linksInRow: 6 };
    expect(nextLinkAt(sixth, holder, start)).toBe(start + 2 * MINUTE);
    const proved = changed({ completedRounds: 1 });
    const used = changed({ round: { ...roundOf(opening, 5, start), guesses: [right] } });
    for (const customer of [proved, used]) {
      expect(nextLinkAt(sixth, customer, start)).toBe(start + MINUTE);
      expect(led(sixth, begin, start + MINUTE, customer)).toMatchObject({ linksInRow: 1, rightCodesAtLink: 1 });
    }
    expect(nextLinkAt(led(sixth, confirm), holder, start)).toBe(start + MINUTE);
    expect(nextLinkAt({ linkSentAt: start, rightCodesAtLink: 0 }, holder, start)).toBe(start + MINUTE);
  });

  it('sends no SMS once its link has run out', () => {
    expect(refusal(linked, text, start + 5 * MINUTE - 1)).toBeUndefined();
    expect(refusal(linked, text, start + 5 * MINUTE)).toEqual({ code: 'recovery_expired' });
    expect(refusal({ recoveryId: 'r', stage: 'linked', askedIn: 7 }, text)).toEqual({ code: 'recovery_expired' });
  });
});

describe('whoever is recovered', () => {
  it('needs a factor that can be', () => {
    for (const customer of [undefined, withoutFactor, changed({ factor: 'email' })]) {
      expect(transition({}, begin, customer, start)).toEqual({ is: 'refused', refusal: { code: 'not_enabled' } });
      for (const event of [text, confirm]) {
        expect(transition(texted, event, customer, start + MINUTE)).toEqual({ is: 'refused', refusal: { code: 'recovery_expired' } });
      }
    }
  });

  it('needs both contacts, for the link and for the SMS', () => {
    for (const [recovery, event] of [
      [{}, begin],
      [linked, text],
    ] as const) {
      expect(refusal(recovery, event, start, changed({ phoneVerified: false }))).toEqual({
        code: 'contact_incomplete',
        missing: ['phone'],
      });
      expect(refusal(recovery, event, start, changed({ emailVerified: false }))).toEqual({
        code: 'contact_incomplete',
        missing: ['email'],
      });
    }
  });

  it('cannot have changed a contact in the last day', () => {
    for (const [recovery, event] of [
      [{}, begin],
      [linked, text],
      [texted, confirm],
    ] as const) {
      expect(refusal(recovery, event, start, changed({ phoneChangedAt: start - DAY + 1 }))).toEqual({ code: 'contact_too_new' });
      expect(refusal(recovery, event, start, changed({ phoneChangedAt: start - DAY }))).toBeUndefined();
    }
  });

  it('has the factor of its beginning, and the number that the code went to', () => {
    const [another, elsewhere] = [changed({ epoch: 8 }), changed({ phone: '+420602' })];
    expect(refusal(linked, text, start, another)).toEqual({ code: 'recovery_expired' });
    expect(refusal(texted, confirm, start, another)).toEqual({ code: 'recovery_expired' });
    expect(refusal(texted, { ...confirm, recoveryId: 'another' })).toEqual({ code: 'recovery_expired' });
    expect(refusal(texted, confirm, start, elsewhere)).toEqual({ code: 'recovery_expired' });
    expect(led(linked, text, start, elsewhere).smsTo).toBe('+420602');
  });

  it('gets no SMS while the row waits or the day has no wrong codes left', () => {
    expect(refusal(linked, text, start, changed(guessedAt(start, 5)))).toEqual({ code: 'too_soon', until: start + MINUTE });
    const full = changed({ ledger: withWrong(emptyLedger, start, 100, start) });
    expect(refusal(linked, text, start, full)).toEqual({ code: 'too_many_attempts', until: start + DAY });
  });
});

it('a link that is taken back leaves the row of those before it', () => {
  const linked = transition({}, begin, holder, start + DAY);
  if (linked.is !== 'moved') throw new Error(linked.refusal.code);
  const inRow = (linksInRow: number) => transition({ ...linked.to, linksInRow }, undo, holder, start + DAY);
  expect([inRow(1), inRow(4)]).toMatchObject([{ to: { linksInRow: 0 } }, { to: { linksInRow: 3 } }]);
});
