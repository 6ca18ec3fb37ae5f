import { describe, expect, it } from 'vitest';
import { HOUR } from '../../shared/flow/budgets.ts';
import { untouchedCodes } from '../../shared/flow/codes.ts';
import {
  type FactorSeen,
  factorSeen,
  filed,
  goesOn,
  type SupportEvent,
  type SupportRequest,
  supportStatuses,
  transition,
} from '../../shared/flow/support-request.ts';
import { guess, guessedAt, having, right } from './codes.ts';

const start = Date.UTC(2026, 0, 1);
const seen: FactorSeen = { createdAt: 500, epoch: 7, factor: 'totp', completedRounds: 3 };
/** The factor that was approved, with one thing other than it was, or gone. */
const others: (FactorSeen | undefined)[] = [
  undefined,
  { ...seen, createdAt: 501 },
  { ...seen, epoch: 8 },
  { ...seen, factor: 'email' },
  { ...seen, completedRounds: 4 },
];

const typed = { requestId: 'r', username: 'jana', message: 'm', reachMeAt: 'me@example.com' };
const unattached = filed({ ...typed, customerId: undefined }, start);
const open = filed({ ...typed, customerId: 'c' }, start);

const approval = { is: 'approve', by: 'vera', reason: 'called back', seen, approvers: 1, wait: HOUR, approvalId: 'a' } as const;
const announce = { is: 'announce', approvalId: 'a' } as const;
const reopen = { is: 'reopen', approvalId: 'a' } as const;
const execute = { is: 'execute', seen } as const;
const attach = { is: 'attach', customerId: 'c', createdAt: 7, seen: { createdAt: 7 } } as const;
const reject = { is: 'reject', by: 'vera', reason: 'no order' } as const;

const asked = (request: SupportRequest, event: SupportEvent, at = start) =>
  transition(request, event as never, at) as ReturnType<typeof transition>;
function led(request: SupportRequest, event: SupportEvent, at = start): SupportRequest {
  const move = asked(request, event, at);
  if ('refused' in move) throw new Error(move.refused);
  return move.next;
}
const refused = (request: SupportRequest, event: SupportEvent, at = start) => {
  const move = asked(request, event, at);
  return 'refused' in move ? move.refused : undefined;
};

const approved = led(open, approval);
const announced = led(approved, announce);
const executed = led(announced, execute, start + HOUR);
const rejected = led(open, reject);
const cancelled = led(announced, { is: 'cancel' });
const superseded = led(announced, { is: 'supersede', seen: undefined });
const onceApproved = led(open, { ...approval, approvers: 2 });

describe('a support request', () => {
  it('is filed open, about a customer or nobody yet', () => {
    expect(open).toEqual({ ...typed, customerId: 'c', createdAt: start, notes: [], approvals: [], requestStatus: 'open' });
    expect(unattached).not.toHaveProperty('customerId');
  });

  it('goes on while it is open or approved', () => {
    const requests = [open, approved, executed, rejected, cancelled, superseded];
    expect(requests.map(({ requestStatus }) => requestStatus)).toEqual(supportStatuses);
    expect(requests.map(goesOn)).toEqual([true, true, false, false, false, false]);
  });

  it('takes five notes of who asks again, and leaves the rest to the team', () => {
    const again = { is: 'ask again', note: 'please' } as const;
    let request = open;
    for (let nth = 0; nth < 5; nth++) request = led(request, again);
    expect(request.notes).toEqual(Array(5).fill({ at: start, by: 'the form', note: 'please' }));
    expect(refused(request, again)).toBe('too_many_notes');
    for (let nth = 0; nth < 15; nth++) request = led(request, { is: 'note', by: 'vera', note: 'called' });
    expect(request.notes).toHaveLength(20);
    let full = open;
    for (let nth = 0; nth < 20; nth++) full = led(full, { is: 'note', by: 'vera', note: 'called' });
    expect(refused(full, again)).toBe('too_many_notes');
    // The team's own are none of the five.
    let noted = open;
    for (let nth = 0; nth < 5; nth++) noted = led(noted, { is: 'note', by: 'vera', note: 'called' });
    expect(led(noted, again).notes.at(-1)).toEqual({ at: start, by: 'the form', note: 'please' });
  });

  it('takes twenty notes, whatever has become of it', () => {
    const note = { is: 'note', by: 'vera', note: 'called' } as const;
    let request: SupportRequest = rejected;
    for (let nth = 0; nth < 20; nth++) request = led(request, note);
    expect(request.notes).toHaveLength(20);
    expect(request.notes.at(-1)).toEqual({ at: start, by: 'vera', note: 'called' });
    expect(refused(request, note)).toBe('too_many_notes');
  });

  it('about nobody is attached to a customer, once, while it is open', () => {
    expect(led(unattached, attach)).toEqual({ ...unattached, customerId: 'c' });
    expect(refused(open, attach)).toBe('attached_already');
    for (const seen of [undefined, { createdAt: 8 }]) expect(refused(unattached, { ...attach, seen })).toBe('not_found');
    expect(refused({ ...unattached, requestStatus: 'cancelled', endedAt: start }, attach)).toBe('already_decided');
  });

  it('is rejected while it is open', () => {
    expect(rejected).toEqual({ ...open, requestStatus: 'rejected', decidedAt: start, decidedBy: 'vera', reason: 'no order' });
    expect(refused(approved, reject)).toBe('already_decided');
  });

  it('is cancelled by its owner while it goes on', () => {
    expect(cancelled).toEqual({ ...announced, requestStatus: 'cancelled', endedAt: start });
    expect(led(open, { is: 'cancel' }).requestStatus).toBe('cancelled');
    expect(refused(executed, { is: 'cancel' })).toBe('already_decided');
  });

  it('that is over says how it ended to whoever comes late', () => {
    const events: SupportEvent[] = [
      attach,
      approval,
      announce,
      reopen,
      reject,
      { is: 'cancel' },
      execute,
      { is: 'supersede', seen: undefined },
    ];
    for (const event of events) {
      for (const request of [executed, rejected, cancelled]) expect(refused(request, event)).toBe('already_decided');
      expect(refused(superseded, event)).toBe('superseded');
    }
  });
});

describe('an approval', () => {
  it('is good for the factor that was there, and executed after its wait', () => {
    expect(approved).toEqual({
      ...open,
      approvals: [{ at: start, by: 'vera', reason: 'called back' }],
      goodFor: seen,
      requestStatus: 'approved',
      decidedAt: start,
      decidedBy: 'vera',
      reason: 'called back',
      approvalId: 'a',
      executeAt: start + HOUR,
    });
  });

  it('needs a customer with a factor', () => {
    expect(refused(unattached, approval)).toBe('not_enabled');
    expect(refused(open, { ...approval, seen: undefined })).toBe('not_enabled');
  });

  it('by two leaves the request open after the first; the second is somebody else, of the same factor', () => {
    expect(onceApproved).toEqual({ ...open, approvals: [{ at: start, by: 'vera', reason: 'called back' }], goodFor: seen });
    const second = { ...approval, approvers: 2, by: 'olga' };
    expect(led(onceApproved, second)).toMatchObject({
      requestStatus: 'approved',
      decidedBy: 'olga',
      approvals: [{ by: 'vera' }, { by: 'olga' }],
    });
    expect(refused(onceApproved, { ...second, by: 'vera' })).toBe('approved_by_you');
    for (const other of others) expect(refused(onceApproved, { ...second, seen: other })).toBe('superseded');
    const both = led(onceApproved, second);
    expect(refused({ ...both, requestStatus: 'open' } as SupportRequest, { ...second, approvers: 3, by: 'olga' })).toBe('approved_by_you');
  });

  it('is announced for itself alone', () => {
    expect(announced).toEqual({ ...approved, announcedAt: start });
    expect(refused(open, announce)).toBe('already_decided');
    expect(refused(approved, { ...announce, approvalId: 'another' })).toBe('already_decided');
  });

  it('that could not be announced is taken back, and with the only one what it was good for', () => {
    expect(led(approved, reopen)).toEqual(open);
    expect(led(approved, reopen)).not.toHaveProperty('goodFor');
    const both = led(onceApproved, { ...approval, approvers: 2, by: 'olga' });
    expect(led(both, reopen)).toEqual(onceApproved);
    expect(refused(announced, reopen)).toBe('already_decided');
    expect(refused(approved, { ...reopen, approvalId: 'another' })).toBe('already_decided');
    expect(refused(open, reopen)).toBe('already_decided');
    expect(refused(led(approved, { is: 'cancel' }), reopen)).toBe('already_decided');
  });

  it('is executed when its time has come and the customer was told', () => {
    expect(executed).toEqual({ ...announced, requestStatus: 'executed', endedAt: start + HOUR });
    expect(refused(announced, execute, start + HOUR - 1)).toBe('not_yet');
    expect(refused(approved, execute, start + HOUR)).toBe('not_yet');
    expect(refused(open, execute, start + HOUR)).toBe('already_decided');
  });

  it('is not executed for another factor than that it was given for; that is superseded', () => {
    for (const other of others) {
      expect(refused(announced, { is: 'execute', seen: other }, start + HOUR)).toBe('superseded');
      const next = led(announced, { is: 'supersede', seen: other }, start + 1);
      expect(next).toEqual({ ...announced, requestStatus: 'superseded', endedAt: start + 1 });
    }
    expect(refused(announced, { is: 'supersede', seen })).toBe('not_yet');
    expect(refused(open, { is: 'supersede', seen: undefined })).toBe('not_yet');
    expect(led(onceApproved, { is: 'supersede', seen: undefined }).requestStatus).toBe('superseded');
  });
});

describe('the factor that an approval is good for', () => {
  const customer = { ...untouchedCodes, createdAt: 500, epoch: 7, factor: 'totp' as const, completedRounds: 3 };

  it('is what a customer has now, with every right code', () => {
    expect(factorSeen(customer, start)).toEqual(seen);
    const proved = { ...customer, ...having(guessedAt(start, 0, customer), guess(right), start) };
    expect(factorSeen(proved, start)).toEqual({ ...seen, completedRounds: 4 });
  });

  it('is none of nobody, or where none is on', () => {
    const { factor: _, ...off } = customer;
    expect([undefined, off].map((each) => factorSeen(each, start))).toEqual([undefined, undefined]);
  });
});
