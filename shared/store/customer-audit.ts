/** All that is written down of a customer, for who gives it to them: of nobody who had the id or the username before, or has it since. */
import type { AuditEvent } from '../log/audit-events.ts';
import type { LoggedOut } from '../log/told-events.ts';
import { customerLog, type Entry, isOf, logoutLog, newestOf } from './audit.ts';
import { type Customer, readCustomer } from './customers.ts';
import { passwordLog } from './logins.ts';
import { type SessionFound, sessionsOf } from './sessions-of-customer.ts';

/** `goesOnAfter`: older ones follow this place. `sessions`: with the first page; `over`: it counts no more. `moreSessions`: others may follow. */
export type AuditPage = {
  entries: Entry<AuditEvent | LoggedOut>[];
  goesOnAfter?: string;
  sessions?: (SessionFound & { over: boolean })[];
  moreSessions?: boolean;
};

/** Who has more has a program log in. */
const MOST_SESSIONS = 1000;

/**
 * A page, newest first. It may hold fewer than there is room for, where what lies between is somebody else's.
 *
 * @param customer as they were read just now
 * @param after the place that the page before ended with
 * @returns `overtaken`: they are somebody else by now, or nobody, or have another username, so what was read may not be theirs, or not all
 */
export async function readAudit(
  customer: Customer,
  limit: number,
  after: string | undefined,
  now: number,
): Promise<AuditPage | 'overtaken'> {
  const { customerId, username, createdAt } = customer;
  const logs = [customerLog(customerId), passwordLog(username), logoutLog(customerId)];
  const [found, kept] = await Promise.all([
    // One more than there is room for tells whether there are others.
    newestOf(logs, limit + 1, after) as Promise<AuditPage['entries']>,
    after === undefined ? sessionsOf(customerId, MOST_SESSIONS) : undefined,
  ]);
  const still = await readCustomer(customerId);
  if (still?.createdAt !== createdAt || still.username !== username) return 'overtaken';
  const [onPage, next] = [found.slice(0, limit), found[limit]];
  return {
    entries: onPage.filter(isOf(customer)),
    // Whatever is older than the customer was of another.
    ...(next && next.at >= createdAt && { goesOnAfter: onPage.at(-1)?.sk ?? '' }),
    ...(kept && {
      sessions: kept.sessions
        .filter(({ startedAt }) => startedAt >= createdAt)
        .map((session) => ({ ...session, over: session.epoch !== still.epoch || session.expiresAt <= now })),
      moreSessions: kept.more,
    }),
  };
}
