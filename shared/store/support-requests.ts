/**
 * Support requests: the queue of those who have neither e-mail nor phone left. Each move is a conditional write on the
 * status before it: open → approved → executed, or rejected, or cancelled by the owner.
 */
import { randomUUID } from 'node:crypto';
import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { record } from './audit.ts';
import { type Customer, customerStep, epochIs } from './customers.ts';
import { type Condition, condition, isNew, stillIs } from './expressions.ts';
import { noFactor } from './factor.ts';
import type { Cancelled } from './recoveries.ts';
import { client, get, type Key, type Step, TableName, transact, update, type Written } from './table.ts';

export type SupportStatus = 'open' | 'approved' | 'rejected' | 'executed' | 'cancelled';

export const supportStatuses = ['open', 'approved', 'rejected', 'executed', 'cancelled'] as const satisfies readonly SupportStatus[];

/** Times in ms since 1970. */
export type SupportRequest = {
  requestId: string;
  requestStatus: SupportStatus;
  createdAt: number;
  /** As typed, of an account that may not exist. */
  username: string;
  message: string;
  reachMeAt: string;
  /** Whose login it is, if anybody's. */
  customerId?: string;
  decidedAt?: number;
  /** IAM identity. */
  decidedBy?: string;
  reason?: string;
  executeAt?: number;
  cancelId?: string;
  /** When the customer was told of the approval; without it nothing is executed. */
  announcedAt?: number;
};

/** The index that lists requests by status, oldest first. */
export const supportIndex = 'supportByStatus';

const requestKey = (requestId: string): Key => ({ pk: `SUPPORT#${requestId}`, sk: 'REQUEST' });

const statusIs = (status: SupportStatus): Condition => condition('statusIs', 'requestStatus = :from', { ':from': status });
const cancelIdIs = (id: string): Condition => condition('cancelIdIs', 'cancelId = :cancel', { ':cancel': id });

export const readSupportRequest = (requestId: string): Promise<SupportRequest | undefined> => get<SupportRequest>(requestKey(requestId));

export async function openSupportRequest(
  of: Pick<SupportRequest, 'username' | 'message' | 'reachMeAt'> & { customerId: string | undefined },
  now: number,
): Promise<SupportRequest> {
  const { customerId, ...typed } = of;
  const request: SupportRequest = {
    requestId: randomUUID(),
    requestStatus: 'open',
    createdAt: now,
    ...typed,
    ...(customerId && { customerId }),
  };
  await transact([
    { put: { ...requestKey(request.requestId), ...request }, if: [isNew] },
    ...story(request, 'support_requested', 'service', now),
  ]);
  return request;
}

/** By status, oldest first; up to a hundred. */
export async function listSupportRequests(status: SupportStatus): Promise<SupportRequest[]> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName,
      IndexName: supportIndex,
      KeyConditionExpression: 'requestStatus = :status',
      ExpressionAttributeValues: { ':status': { S: status } },
      Limit: 100,
    }),
  );
  return Items.map((item) => unmarshall(item) as SupportRequest);
}

/** Open → approved: it will be executed at `executeAt`, unless the owner cancels it. */
export async function approveSupportRequest(
  request: SupportRequest,
  by: { admin: string; reason: string },
  executeAt: number,
  now: number,
): Promise<{ cancelId: string } | undefined> {
  const cancelId = randomUUID();
  const decision = { decidedAt: now, decidedBy: by.admin, reason: by.reason, executeAt, cancelId };
  const done = await transact([
    { update: requestKey(request.requestId), change: { set: { requestStatus: 'approved', ...decision } }, if: [statusIs('open')] },
    ...story(request, 'support_approved', { admin: by.admin }, now, by.reason),
  ]);
  return done.held ? { cancelId } : undefined;
}

/** The customer has been told, so the approval may be executed. Not held when it was cancelled in this very moment. */
export function announcedSupportRequest(requestId: string, cancelId: string, now: number): Promise<Written<SupportRequest>> {
  return update<SupportRequest>(requestKey(requestId), { set: { announcedAt: now } }, statusIs('approved'), cancelIdIs(cancelId));
}

/** Approved → open again: the customer could not be told. */
export async function reopenSupportRequest(requestId: string, cancelId: string): Promise<boolean> {
  const undecided = { decidedAt: undefined, decidedBy: undefined, reason: undefined, executeAt: undefined, cancelId: undefined };
  const reopened = await update(
    requestKey(requestId),
    { set: { requestStatus: 'open', ...undecided } },
    statusIs('approved'),
    cancelIdIs(cancelId),
  );
  return reopened.held;
}

export async function rejectSupportRequest(request: SupportRequest, by: { admin: string; reason: string }, now: number): Promise<boolean> {
  const decision = { decidedAt: now, decidedBy: by.admin, reason: by.reason };
  const done = await transact([
    { update: requestKey(request.requestId), change: { set: { requestStatus: 'rejected', ...decision } }, if: [statusIs('open')] },
    ...story(request, 'support_rejected', { admin: by.admin }, now, by.reason),
  ]);
  return done.held;
}

/** The owner's word against an approval; it counts until the execution. Cancelling twice is cancelling. */
export async function cancelSupportRequest(requestId: string, cancelId: string, now: number): Promise<Cancelled | undefined> {
  const request = await readSupportRequest(requestId);
  if (!request || request.cancelId !== cancelId) return undefined;
  const { customerId } = request;
  if (request.requestStatus === 'cancelled') return { customerId, isNews: false };
  const done = await transact([
    {
      update: requestKey(requestId),
      change: { set: { requestStatus: 'cancelled' } },
      if: [statusIs('approved'), cancelIdIs(cancelId)],
    },
    ...story(request, 'support_cancelled', { customer: request.customerId ?? '' }, now),
  ]);
  return done.held ? { customerId, isNews: true } : undefined;
}

/**
 * Approved → executed, and in the same transaction the factor is off. `undefined`: somebody was faster (another sweep, the
 * owner's cancel link), or the customer changed in this very moment, which the next sweep will meet again.
 */
export async function executeSupportRequest(request: SupportRequest, customer: Customer | undefined, now: number): Promise<boolean> {
  const off: Step[] = customer?.factor
    ? [
        customerStep(customer.customerId, { set: { ...noFactor, epoch: customer.epoch + 1, epochMadeBy: undefined } }, [
          epochIs(customer.epoch),
          stillIs('factor', customer.factor),
        ]),
      ]
    : [];
  const isDue = condition('isDue', 'attribute_exists(announcedAt) AND executeAt <= :now', { ':now': now });
  const done = await transact([
    { update: requestKey(request.requestId), change: { set: { requestStatus: 'executed' } }, if: [statusIs('approved'), isDue] },
    ...off,
    ...story(request, 'support_executed', 'service', now),
  ]);
  return done.held;
}

/** The entry in the customer's audit log; a request about no account has no log to be in. */
function story(
  request: SupportRequest,
  event: Parameters<typeof record>[1],
  by: Parameters<typeof record>[2],
  now: number,
  reason?: string,
): Step[] {
  const { customerId, requestId } = request;
  return customerId ? [record(customerId, event, by, now, { requestId, ...(reason && { reason }) })] : [];
}
