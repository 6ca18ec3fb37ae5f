/** How a request stands, and what happens next, in sentences. */
import { duration } from '../../support-times.ts';
import type { SupportRequest } from './state.ts';
import { moment } from './times.ts';
import { nameOf } from './who.ts';

export function standing(request: SupportRequest, now: number): string[] {
  const { status, approvals, approversNeeded, customerId, decidedAt, decidedBy, reason, executeAt, endedAt } = request;
  const decided =
    decidedAt === undefined
      ? []
      : [`${status === 'rejected' ? 'Rejected' : 'Approved'} ${moment(decidedAt, now)} by ${nameOf(decidedBy ?? '')}: ${reason}`];
  const ended = endedAt === undefined ? '' : ` ${moment(endedAt, now)}`;
  switch (status) {
    case 'open':
      if (customerId === undefined) return ['Open, and about nobody yet: find the account and attach it, or reject the request.'];
      if (approvals.length === 0) return ['Open: check who is asking, then approve or reject.'];
      return [
        `Open: ${approvals.length} of ${approversNeeded} approvals. Another person of the team has to approve as well.`,
        ...approvals.map(({ at, by, reason: why }) => `Approved ${moment(at, now)} by ${nameOf(by)}: ${why}`),
      ];
    case 'approved':
      return [
        `Approved, and announced to the owner at every contact on file. Two-factor login is switched off ${executeAt === undefined ? 'later' : `${moment(executeAt, now)} (in ${duration(Date.parse(executeAt) - now)})`}, unless the owner says “this wasn’t me”, or logs in with a code.`,
        ...decided,
      ];
    case 'executed':
      return [
        `Executed${ended}: two-factor login is off, its setup key and recovery codes are destroyed, and every session has ended. The customer was told. The password is still needed.`,
        ...decided,
      ];
    case 'rejected':
      return ['Rejected. Nothing was changed; a new request can be made at any time.', ...decided];
    case 'cancelled':
      return [
        `Cancelled by the owner${ended}: they said “this wasn’t me”. Their password has ended, and every session.`,
        'Take it as an attack that failed: write to the customer by the contact on file, and look for the same pattern in other requests.',
        ...decided,
      ];
    case 'superseded':
      return [
        `Superseded${ended}: the two-factor login was used, changed or switched off since, so nothing was done. Whoever still needs it asks again.`,
        ...decided,
      ];
  }
}
