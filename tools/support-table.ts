/** Support requests as people read them in a terminal. */
import type { Status, SupportRequest } from './support-request.ts';
import { duration, waitsFor } from './support-times.ts';
import { columns, line, oneLine, visible } from './terminal-text.ts';

/** `found`: of any status. `now`: milliseconds, for the ages. */
export function table(requests: readonly SupportRequest[], status: Status | 'found', now: number): string {
  if (requests.length === 0) return status === 'found' ? 'No request is about this account.' : `No request is ${status}.`;
  const rows = requests.map((request) => [
    request.id,
    duration(now - Date.parse(request.createdAt)),
    target(request, now),
    line(request.username, 40),
    request.customerId ? line(request.customerId, 40) : 'no such account',
  ]);
  const overdue = requests.filter(({ overdue }) => overdue).length;
  const count = `${requests.length} ${status}${overdue > 0 ? `, ${overdue} overdue` : ''}`;
  return `${columns([['ID', 'AGE', 'TARGET', 'LOGIN', 'CUSTOMER'], ...rows])}\n\n${count}`;
}

export function inFull(request: SupportRequest, now: number): string {
  const { customerId, decidedAt, decidedBy, reason, executeAt, endedAt, approversNeeded } = request;
  const facts: [string, string | undefined][] = [
    ['ID', request.id],
    ['Status', request.status],
    ['Received', `${request.createdAt} (${duration(now - Date.parse(request.createdAt))} ago)`],
    ['Target', request.status === 'open' ? `${request.dueAt} (${target(request, now)})` : request.dueAt],
    ['Login', line(request.username, 300)],
    ['Customer', customerId ? line(customerId, 300) : 'none has this login'],
    ['Reach at', line(request.reachMeAt, 300)],
    ['Decided', decidedAt && `${decidedAt} by ${line(decidedBy ?? 'nobody', 300)}`],
    ['Reason', reason && line(reason, 600)],
    ...request.approvals.map(({ at, by }, index): [string, string] => [
      'Approved',
      `${at} by ${line(by, 300)} (${index + 1} of ${Math.max(approversNeeded, request.approvals.length)})`,
    ]),
    ['Executed', request.status === 'approved' && executeAt ? `at ${executeAt}, unless the customer cancels it` : undefined],
    ['Ended', endedAt],
    ...request.notes.map(({ at, by, note }): [string, string] => ['Note', `${at} by ${line(by, 300)}: ${oneLine(note)}`]),
  ];
  const told = facts.filter((fact): fact is [string, string] => Boolean(fact[1]));
  const message = visible(request.message)
    .split('\n')
    .map((each) => `  ${each}`);
  return `${columns(told)}\n\nMessage, as typed by whoever filled in the form:\n${message.join('\n')}`;
}

/** What the request waits for: an answer within one working day, or the end of the customer's time to cancel. */
function target(request: SupportRequest, now: number): string {
  const { is, milliseconds } = waitsFor(request, now);
  if (is === 'nothing') return request.status;
  if (is === 'execution') return `off in ${duration(milliseconds)}`;
  return is === 'overdue' ? `OVERDUE by ${duration(milliseconds)}` : `${duration(milliseconds)} left`;
}
