/** Support requests: every event, on the request as it was read and the customer as the table has them. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { HOUR, NOTES_FROM_FORM, NOTES_PER_REQUEST } from '../../../shared/flow/budgets.ts';
import { untouchedCodes } from '../../../shared/flow/codes.ts';
import { roundOf } from '../../../shared/flow/round.ts';
import { FORM, factorSeen, type SupportEvent, type SupportRequest, transition } from '../../../shared/flow/support-request.ts';
import type { Customer } from '../../../shared/store/customers.ts';
import type { AskedMove, StoredRequest } from '../../../shared/store/support-requests.ts';
import { start } from '../customer.ts';
import { customerKey, moveFrom, put, readCustomer, readSupportRequest, requestKey } from '../store.ts';
import { contract, oneFieldOff } from './contract.ts';

/** What of the customer decides; `isUsed`: the present round has its right code. */
type Facts = { isThere: boolean; createdAt: number; epoch: number; factor?: 'email' | 'totp'; settled: number; isUsed: boolean };
type Case = Facts & {
  status: SupportRequest['requestStatus'];
  version: number;
  /** As it was read. */
  seenVersion: number;
  hasCustomer: boolean;
  /** How many have approved so far; the first is `vera`. */
  approvals: number;
  approvalId: string;
  isAnnounced: boolean;
  executeAt: number;
  notes: number;
  /** Of these, what somebody wrote who asked again. */
  fromForm: number;
  /** Right codes at the approval. */
  completed: number;
  event: SupportEvent['is'];
  by: string;
  approvers: number;
};

const events = [
  'attach',
  'note',
  'ask again',
  'approve',
  'announce',
  'reopen',
  'reject',
  'cancel',
  'execute',
  'supersede',
] as const satisfies SupportEvent['is'][];

const here = { isThere: true, createdAt: 500, epoch: 7, factor: 'totp', settled: 3, isUsed: false, completed: 3 } as const;

/** A case in which the event is allowed. */
const allowed: fc.Arbitrary<Case> = fc
  .record({ event: fc.constantFrom(...events), approvers: fc.constantFrom(1, 2), isUsed: fc.boolean(), isSecond: fc.boolean() })
  .map(({ event, approvers, isUsed, isSecond }) => {
    const ofApproved = event === 'announce' || event === 'reopen' || event === 'execute' || event === 'supersede';
    // A used round counts as one that is settled.
    const facts = { ...here, isUsed, settled: isUsed ? 2 : 3, ...(event === 'supersede' && { epoch: 8 }) };
    const approvals = ofApproved ? approvers : event === 'approve' && isSecond ? 1 : 0;
    return {
      ...facts,
      status: ofApproved ? ('approved' as const) : ('open' as const),
      version: 4,
      seenVersion: 4,
      hasCustomer: event !== 'attach',
      approvals,
      approvalId: 'this approval',
      isAnnounced: event === 'execute',
      executeAt: start,
      notes: 1,
      fromForm: 0,
      event,
      by: 'eva',
      approvers,
    };
  });

const cases = oneFieldOff(allowed, {
  isThere: fc.constant(false),
  createdAt: fc.constantFrom(499, 501),
  epoch: fc.constantFrom(6, 7, 8),
  factor: fc.constantFrom('email', undefined) as fc.Arbitrary<'email'>,
  settled: fc.constantFrom(1, 2, 3, 4),
  isUsed: fc.boolean(),
  status: fc.constantFrom('open', 'approved', 'executed', 'rejected', 'cancelled', 'superseded'),
  version: fc.constantFrom(3, 5),
  hasCustomer: fc.boolean(),
  approvals: fc.constantFrom(0, 1, 2),
  approvalId: fc.constant('an approval before it'),
  isAnnounced: fc.boolean(),
  executeAt: fc.constantFrom(start - 1, start + 1, start + HOUR),
  notes: fc.constantFrom(0, NOTES_PER_REQUEST - 1, NOTES_PER_REQUEST),
  fromForm: fc.constantFrom(1, NOTES_FROM_FORM - 1, NOTES_FROM_FORM),
  completed: fc.constantFrom(2, 4),
  by: fc.constant('vera'),
});

function requestOf(played: Case, customerId: string): StoredRequest {
  const { status, version, approvals, completed, hasCustomer } = played;
  const isOf = hasCustomer || status === 'approved' ? { customerId } : {};
  const goodFor = { createdAt: here.createdAt, epoch: here.epoch, factor: here.factor, completedRounds: completed };
  const given = ['vera', 'olga'].slice(0, approvals).map((by) => ({ at: start - HOUR, by, reason: 'called back' }));
  const asked = {
    requestId: customerId,
    createdAt: start - 2 * HOUR,
    username: 'jana@example.com',
    message: 'm',
    reachMeAt: 'r',
    notes: Array.from({ length: Math.max(played.notes, played.fromForm) }, (_, nth) => ({
      at: start - HOUR,
      by: nth < played.fromForm ? FORM : 'vera',
      note: 'n',
    })),
    approvals: given,
    ...isOf,
    ...(approvals > 0 || status === 'approved' ? { goodFor } : {}),
    version,
  };
  const decision = { decidedAt: start - HOUR, decidedBy: 'vera', reason: 'called back' };
  if (status === 'open') return { ...asked, requestStatus: status };
  if (status === 'rejected') return { ...asked, ...decision, requestStatus: status };
  if (status !== 'approved') return { ...asked, requestStatus: status, endedAt: start - HOUR };
  const { approvalId, executeAt } = played;
  const told = played.isAnnounced ? { announcedAt: start - HOUR } : {};
  return { ...asked, ...decision, ...told, customerId, goodFor, approvalId, executeAt, requestStatus: status };
}

const [right, wrong] = [Uint8Array.of(7, 7), Uint8Array.of(8, 8)];

function customerOf({ createdAt, epoch, factor, settled, isUsed }: Case, customerId: string): Customer {
  const opening = { id: 'a round', digest: right, purpose: 'app' } as const;
  const round = { ...roundOf(opening, 5, start), guesses: isUsed ? [wrong, right] : [wrong], guessIds: ['one', 'two'] };
  const codes = { ...untouchedCodes, completedRounds: settled, round };
  return { customerId, createdAt, epoch, version: 1, ...(factor && { factor }), ...codes } as unknown as Customer;
}

function eventOf({ event, by, approvers }: Case, customerId: string, customer: Customer | undefined): SupportEvent {
  const seen = factorSeen(customer, start);
  switch (event) {
    case 'attach':
      return { is: event, customerId, createdAt: here.createdAt, seen: customer };
    case 'note':
      return { is: event, by, note: 'n' };
    case 'ask again':
      return { is: event, note: 'n' };
    case 'approve':
      return { is: event, by, reason: 'r', seen, approvers, wait: HOUR, approvalId: 'the next approval' };
    case 'announce':
    case 'reopen':
      return { is: event, approvalId: 'this approval' };
    case 'reject':
      return { is: event, by, reason: 'r' };
    case 'execute':
    case 'supersede':
      return { is: event, seen };
    default:
      return { is: event };
  }
}

/** Without what the table is to find out by itself. */
function asAsked(event: SupportEvent): AskedMove {
  if (!('seen' in event) || event.is === 'approve') return event;
  const { seen: _, ...asked } = event;
  return asked;
}

export const supportRequest = contract<Case>('support request: from the form to the factor that is off', {
  cases,
  event: ({ event }) => event,
  table: async (played) => {
    const customerId = randomUUID();
    const request = requestOf(played, customerId);
    const customer = played.isThere ? customerOf(played, customerId) : undefined;
    await put({ ...requestKey(request.requestId), ...request });
    if (customer) await put({ ...customerKey(customerId), ...customer });
    const moved = await moveFrom({ ...request, version: played.seenVersion }, asAsked(eventOf(played, customerId, customer)), start);
    const after = await readCustomer(customerId);
    const { pk: _, sk: __, requestId: ___, customerId: about, ...stored } = (await readSupportRequest(customerId)) as never as Stored;
    return { held: moved?.is === 'moved', after: { ...stored, ...named(about, customerId) }, epoch: after?.epoch, factor: after?.factor };
  },
  machine: (played) => {
    const customerId = 'the customer';
    const request = requestOf(played, customerId);
    const customer = played.isThere ? customerOf(played, customerId) : undefined;
    const move = transition(request, eventOf(played, customerId, customer), start);
    const held = played.version === played.seenVersion && 'next' in move;
    const { requestId: _, customerId: about, ...next } = held ? { ...move.next, version: played.version + 1 } : request;
    const isOff = held && played.event === 'execute';
    const factor = isOff ? undefined : customer?.factor;
    return { held, after: { ...next, ...named(about, customerId) }, epoch: customer && customer.epoch + (isOff ? 1 : 0), factor };
  },
});

type Stored = { pk: string; sk: string } & StoredRequest;

/** Ids are new in each run of a case. */
const named = (about: string | undefined, customerId: string) =>
  about === undefined ? {} : { customerId: about === customerId ? 'the customer' : about };
