/** Support requests as people read them in a terminal. */
import type { Status, SupportRequest } from './support.ts';

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
function target({ status, dueAt, overdue, executeAt }: SupportRequest, now: number): string {
  if (status === 'approved' && executeAt) return `off in ${duration(Date.parse(executeAt) - now)}`;
  if (status !== 'open') return status;
  const left = Date.parse(dueAt) - now;
  return overdue || left < 0 ? `OVERDUE by ${duration(-left)}` : `${duration(left)} left`;
}

const minute = 60_000;

/** `45 min`, `3 h`, `2 d 5 h` */
function duration(milliseconds: number): string {
  const minutes = Math.max(0, Math.floor(milliseconds / minute));
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/**
 * The form is open to everybody, and a terminal obeys what is printed on it: escape sequences could rewrite what an admin
 * reads, and marks of writing direction could turn it round. They are shown as `\u001b` is here.
 */
function visible(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll(/[^\P{C}\n]|[\u2028\u2029]/gu, (character) => {
    return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
  });
}

const oneLine = (text: string): string => visible(text).replaceAll('\n', ' ');

function line(text: string, longest: number): string {
  const one = oneLine(text);
  return one.length > longest ? `${one.slice(0, longest - 1)}…` : one;
}

function columns(rows: readonly string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('   ')
        .trimEnd(),
    )
    .join('\n');
}
