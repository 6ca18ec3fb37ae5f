/** A support request as the team sees it, with its age against the target of one working day. */
import { holidays } from '../config/working-calendar.ts';
import { HOUR } from '../flow/budgets.ts';
import type { SupportRequest } from '../flow/support-request.ts';
import { workingDayEnd } from '../flow/working-days.ts';
import { rfc3339 } from './answers.ts';
import type { AnswerOf } from './routes/route.ts';
import type { showSupport } from './routes/support.ts';

export function supportShown(request: SupportRequest, approversNeeded: number, now: number): AnswerOf<typeof showSupport> {
  const { requestId, requestStatus, createdAt, username, customerId, message, reachMeAt, notes, approvals } = request;
  const dueAt = workingDayEnd(createdAt, holidays);
  const timed = <T extends { at: number }>(each: T) => ({ ...each, at: rfc3339(each.at) });
  return {
    id: requestId,
    status: requestStatus,
    createdAt: rfc3339(createdAt),
    ageHours: Math.floor((now - createdAt) / HOUR),
    dueAt: rfc3339(dueAt),
    overdue: requestStatus === 'open' && now > dueAt,
    username,
    ...(customerId !== undefined && { customerId }),
    message,
    reachMeAt,
    notes: notes.map(timed),
    approvals: approvals.map(timed),
    approversNeeded,
    ...decisionOf(request),
  };
}

function decisionOf(request: SupportRequest) {
  if (request.requestStatus === 'open') return {};
  const { decidedAt, decidedBy, reason } = request;
  const [executeAt, endedAt] = ['executeAt' in request ? request.executeAt : undefined, 'endedAt' in request ? request.endedAt : undefined];
  return {
    ...(decidedAt !== undefined && { decidedAt: rfc3339(decidedAt) }),
    ...(decidedBy !== undefined && { decidedBy }),
    ...(reason !== undefined && { reason }),
    ...(executeAt !== undefined && { executeAt: rfc3339(executeAt) }),
    ...(endedAt !== undefined && { endedAt: rfc3339(endedAt) }),
  };
}
