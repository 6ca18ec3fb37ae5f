/**
 * A support request: somebody asks the shop to switch a factor off because neither device, e-mail nor phone is left.
 *
 *     open → approved → executed          open → rejected          open, approved → cancelled (the owner's word)
 *
 * and `superseded`, once the factor that an approval was given for is no longer what it was: changed, enrolled anew, proved by a
 * finished login, or gone with its customer. Of two approvers the first leaves the request open.
 */
import { NOTES_FROM_FORM, NOTES_PER_REQUEST } from './budgets.ts';
import { type Codes, countersAfter } from './codes.ts';
import type { Method } from './method.ts';

/** A factor as it stands: what an approval is good for. */
export type FactorSeen = {
  /** Of the customer: the next one with the same id is another. */
  createdAt: number;
  /** Every change of the factor moves it. */
  epoch: number;
  factor: Method;
  /** Every right code raises it: who has just used the factor has not lost it. */
  completedRounds: number;
};

type FactorHolder = Codes & { createdAt: number; epoch: number; factor?: Method };

/** The factor of a customer at `now`, or `undefined` where there is none. */
export function factorSeen(customer: FactorHolder | undefined, now: number): FactorSeen | undefined {
  if (!customer?.factor) return undefined;
  const { createdAt, epoch, factor } = customer;
  return { createdAt, epoch, factor, completedRounds: countersAfter(customer, now).completedRounds };
}

function isSame(one: FactorSeen, other: FactorSeen | undefined): boolean {
  return (
    one.createdAt === other?.createdAt &&
    one.epoch === other.epoch &&
    one.factor === other.factor &&
    one.completedRounds === other.completedRounds
  );
}

/** Who wrote a note that is none of the team's. */
export const FORM = 'the form';

/** Times in ms since 1970; `by`: an IAM identity, or the form. */
export type Note = { at: number; by: string; note: string };
type Approval = { at: number; by: string; reason: string };

type Asked = {
  requestId: string;
  createdAt: number;
  /** As typed, of an account that may not exist. */
  username: string;
  message: string;
  reachMeAt: string;
  /** Who it is about, if that is known. */
  customerId?: string;
  notes: readonly Note[];
  approvals: readonly Approval[];
  /** The factor that was there at the first approval; all of them are for it. */
  goodFor?: FactorSeen;
};

/** Who decided last, and why. */
type Decision = { decidedAt: number; decidedBy: string; reason: string };

type Approved = Decision & {
  requestStatus: 'approved';
  approvalId: string;
  customerId: string;
  goodFor: FactorSeen;
  executeAt: number;
  /** When the customer was told; without it nothing is executed. */
  announcedAt?: number;
};

export type SupportRequest = Asked &
  (
    | { requestStatus: 'open' }
    | Approved
    | (Decision & { requestStatus: 'rejected' })
    | (Partial<Omit<Approved, 'requestStatus'>> & { requestStatus: 'executed' | 'cancelled' | 'superseded'; endedAt: number })
  );

export type SupportStatus = SupportRequest['requestStatus'];

export const supportStatuses = ['open', 'approved', 'executed', 'rejected', 'cancelled', 'superseded'] as const satisfies SupportStatus[];

export type SupportEvent =
  /** To a customer who was created at `createdAt`. `seen`: whoever has that id at that moment. */
  | { is: 'attach'; customerId: string; createdAt: number; seen: { createdAt: number } | undefined }
  | { is: 'note'; by: string; note: string }
  /** Of the same account, by the form, which has had as many requests as it takes. */
  | { is: 'ask again'; note: string }
  /** `seen`: the customer's factor. `approvers`: how many people have to approve. `wait`: ms until the execution. */
  | { is: 'approve'; by: string; reason: string; seen: FactorSeen | undefined; approvers: number; wait: number; approvalId: string }
  /** The customer was told of this very approval, or could not be. */
  | { is: 'announce'; approvalId: string }
  | { is: 'reopen'; approvalId: string }
  | { is: 'reject'; by: string; reason: string }
  | { is: 'cancel' }
  /** `seen`: the customer's factor at that moment. */
  | { is: 'execute'; seen: FactorSeen | undefined }
  | { is: 'supersede'; seen: FactorSeen | undefined };

/** Why a request stays as it is: it is over, either way. */
type Over = 'already_decided' | 'superseded';

/**
 * What each event can be refused with. `approved_by_you`: the second approver has to be another one. `not_enabled`: there is no factor
 * to switch off. `not_found`: the customer is gone. `not_yet`: its time has not come, the customer was not told, or the factor is what it was.
 */
export type RefusalOf = {
  attach: Over | 'attached_already' | 'not_found';
  note: 'too_many_notes';
  'ask again': 'too_many_notes';
  approve: Over | 'approved_by_you' | 'not_enabled';
  announce: Over;
  reopen: Over;
  reject: Over;
  cancel: Over;
  execute: Over | 'not_yet';
  supersede: Over | 'not_yet';
};

type Name = SupportEvent['is'];
export type SupportMove<Why = RefusalOf[Name]> = { next: SupportRequest } | { refused: Why };

/** What comes with the form. */
export type Typed = Pick<SupportRequest, 'requestId' | 'username' | 'message' | 'reachMeAt'>;

export function filed({ customerId, ...typed }: Typed & { customerId: string | undefined }, now: number): SupportRequest {
  return { ...typed, ...(customerId && { customerId }), createdAt: now, notes: [], approvals: [], requestStatus: 'open' };
}

/** Is there something left to cancel? */
export const goesOn = ({ requestStatus }: SupportRequest): boolean => requestStatus === 'open' || requestStatus === 'approved';

const over = ({ requestStatus }: SupportRequest): { refused: Over } => ({
  refused: requestStatus === 'superseded' ? 'superseded' : 'already_decided',
});

const moves: {
  [E in Name]: (request: SupportRequest, event: Extract<SupportEvent, { is: E }>, now: number) => SupportMove<RefusalOf[E]>;
} = {
  attach: (request, { customerId, createdAt, seen }) => {
    if (request.requestStatus !== 'open') return over(request);
    if (request.customerId !== undefined) return { refused: 'attached_already' };
    return seen?.createdAt === createdAt ? { next: { ...request, customerId } } : { refused: 'not_found' };
  },

  note: (request, { by, note }, now) => {
    if (request.notes.length >= NOTES_PER_REQUEST) return { refused: 'too_many_notes' };
    return { next: { ...request, notes: [...request.notes, { at: now, by, note }] } };
  },

  'ask again': (request, { note }, now) => {
    const { notes } = request;
    const asked = notes.filter(({ by }) => by === FORM).length;
    if (asked >= NOTES_FROM_FORM || notes.length >= NOTES_PER_REQUEST) return { refused: 'too_many_notes' };
    return { next: { ...request, notes: [...notes, { at: now, by: FORM, note }] } };
  },

  approve: (request, event, now) => (request.requestStatus === 'open' ? approved(request, event, now) : over(request)),

  announce: (request, { approvalId }, now) => {
    if (request.requestStatus !== 'approved' || request.approvalId !== approvalId) return over(request);
    return { next: { ...request, announcedAt: now } };
  },

  reopen: (request, { approvalId }) => {
    if (request.requestStatus !== 'approved' || request.approvalId !== approvalId) return over(request);
    return request.announcedAt === undefined ? { next: openAgain(request) } : over(request);
  },

  reject: (request, { by, reason }, now) => {
    if (request.requestStatus !== 'open') return over(request);
    return { next: { ...request, requestStatus: 'rejected', decidedAt: now, decidedBy: by, reason } };
  },

  cancel: (request, _, now) => (goesOn(request) ? { next: { ...request, requestStatus: 'cancelled', endedAt: now } } : over(request)),

  execute: (request, { seen }, now) => {
    if (request.requestStatus !== 'approved') return over(request);
    if (request.announcedAt === undefined || request.executeAt > now) return { refused: 'not_yet' };
    if (!isSame(request.goodFor, seen)) return { refused: 'superseded' };
    return { next: { ...request, requestStatus: 'executed', endedAt: now } };
  },

  supersede: (request, { seen }, now) => {
    if (!goesOn(request)) return over(request);
    if (!request.goodFor || isSame(request.goodFor, seen)) return { refused: 'not_yet' };
    return { next: { ...request, requestStatus: 'superseded', endedAt: now } };
  },
};

/** The request after the event, or why it stays as it is. */
export function transition<E extends Name>(
  request: SupportRequest,
  event: Extract<SupportEvent, { is: E }>,
  now: number,
): SupportMove<RefusalOf[E]> {
  return moves[event.is as E](request, event, now);
}

function approved(request: SupportRequest, event: SupportEvent & { is: 'approve' }, now: number): SupportMove<RefusalOf['approve']> {
  const { by, reason, seen, approvers, wait, approvalId } = event;
  const { customerId, approvals } = request;
  if (customerId === undefined) return { refused: 'not_enabled' };
  // Who approved before has approved of another factor.
  if (request.goodFor && !isSame(request.goodFor, seen)) return { refused: 'superseded' };
  if (!seen) return { refused: 'not_enabled' };
  if (approvals.some((each) => each.by === by)) return { refused: 'approved_by_you' };
  const given = { ...request, customerId, approvals: [...approvals, { at: now, by, reason }], goodFor: seen };
  if (given.approvals.length < approvers) return { next: given };
  const decision = { decidedAt: now, decidedBy: by, reason };
  return { next: { ...given, ...decision, requestStatus: 'approved', approvalId, executeAt: now + wait } };
}

/** The last approval is taken back, and with the only one what it was good for. */
function openAgain(request: SupportRequest & { requestStatus: 'approved' }): SupportRequest {
  const { approvalId: _, executeAt, decidedAt, decidedBy, reason, goodFor, ...asked } = request;
  const approvals = request.approvals.slice(0, -1);
  return { ...asked, approvals, ...(approvals.length > 0 && { goodFor }), requestStatus: 'open' };
}
