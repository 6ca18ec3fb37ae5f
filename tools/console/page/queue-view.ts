/** The queue: what waits, the most urgent first. */
import { type Child, el } from '../../../web/dom.ts';
import { duration, waitsFor } from '../../support-times.ts';
import { badge, button, type Frame, failureBox, field, findForm, link, p, submit, title, typed } from './pieces.ts';
import { type Aboutness, hrefOf, type Queue, type State, type Status, type SupportRequest } from './state.ts';
import { ago, moment } from './times.ts';

const statusNames: Record<Status, string> = {
  open: 'Open',
  approved: 'Approved',
  executed: 'Executed',
  rejected: 'Rejected',
  cancelled: 'Cancelled',
  superseded: 'Superseded',
};
const aboutNames: Record<Aboutness, string> = { account: 'About an account', nobody: 'No account found', all: 'All' };

export function queueView({ queue }: State, { now }: Frame): Child[] {
  return [
    title('Support requests'),
    findForm(
      'find-requests',
      'findRequests',
      field({
        id: 'requests-of',
        name: 'of',
        label: 'All requests about one account',
        hint: 'Its username or e-mail address, in full',
        longest: 254,
      }),
      submit('Find'),
    ),
    queue.of === undefined
      ? el(
          'div',
          { id: 'filters', class: 'filters' },
          choice('Status', 'status', statusNames, queue.status),
          choice('About', 'about', aboutNames, queue.about),
        )
      : el(
          'div',
          { id: 'of', class: 'buttons' },
          el('p', {}, 'All about ', el('b', {}, typed(queue.of)), ', newest first'),
          button('backToQueue', 'Back to the queue'),
        ),
    queue.failure && el('div', { id: 'queue-failed' }, failureBox(queue.failure), button('refresh', 'Try again')),
    el('p', { id: 'count', role: 'status', class: 'soft' }, countOf(queue)),
    queue.requests.length > 0 &&
      el(
        'ul',
        { class: 'queue', id: 'queue' },
        ...queue.requests.map((request) => el('li', { id: `row-${request.id}` }, row(request, now))),
      ),
    queue.cursor !== undefined && queue.is === 'there' && button('moreRequests', 'Show more', { id: 'more-requests' }),
  ];
}

function choice<Name extends string>(label: string, action: 'status' | 'about', names: Record<Name, string>, chosen: Name): HTMLElement {
  const entries = Object.entries(names) as [Name, string][];
  return el(
    'div',
    { role: 'group', 'aria-label': label, class: 'choice' },
    ...entries.map(([value, name]) =>
      el('button', { type: 'button', 'data-do': action, value, id: `${action}-${value}`, 'aria-pressed': String(value === chosen) }, name),
    ),
  );
}

function countOf({ requests, cursor, is, status, about, of }: Queue): string {
  if (is === 'loading') return requests.length > 0 ? `Looking for more than these ${requests.length} …` : 'Looking …';
  const overdue = requests.filter((request) => request.overdue).length;
  const late = overdue > 0 ? `, ${overdue} overdue` : '';
  const more = cursor === undefined ? '' : '; there are more';
  if (requests.length === 0 && cursor === undefined) {
    if (of !== undefined) return 'No request is about this account.';
    if (about === 'nobody') return `No ${status} request is without an account.`;
    return about === 'all'
      ? `No request is ${status}.`
      : `No ${status} request is about an account. Those in which nobody was found stand under “No account found”.`;
  }
  return `${requests.length} ${requests.length === 1 ? 'request' : 'requests'}${late}${more}`;
}

/** All of a row is one link. */
function row(request: SupportRequest, now: number): HTMLElement {
  const { id, status, username, customerId, createdAt, notes, approvals, approversNeeded } = request;
  const marks = [
    notes.length > 0 && `${notes.length} ${notes.length === 1 ? 'note' : 'notes'}`,
    status === 'open' && approvals.length > 0 && `${approvals.length} of ${approversNeeded} approvals`,
  ].filter(Boolean);
  return link(
    hrefOf({ at: 'request', id }),
    el('span', 'due', dueBadge(request, now), status === 'open' && el('span', 'soft', `by ${moment(request.dueAt, now)}`)),
    el(
      'span',
      'whom',
      el('b', {}, typed(username)),
      el('span', 'soft', customerId === undefined ? 'no account found' : `account ${customerId}`),
    ),
    el('span', 'soft when', `asked ${ago(createdAt, now)}`, marks.length > 0 && el('span', {}, marks.join(', '))),
  );
}

/** What it waits for, and how long it may. */
export function dueBadge(request: SupportRequest, now: number): HTMLElement {
  const { is, milliseconds } = waitsFor(request, now);
  if (is === 'overdue') return badge('bad', `Overdue by ${duration(milliseconds)}`);
  if (is === 'answer') return badge(milliseconds < 4 * 3_600_000 ? 'wait' : 'plain', `${duration(milliseconds)} left`);
  if (is === 'execution') return badge('wait', `Switched off in ${duration(milliseconds)}`);
  return badge(request.status === 'executed' ? 'good' : 'plain', statusNames[request.status]);
}

export const dueSentence = ({ dueAt }: SupportRequest, now: number): HTMLElement =>
  p(`To be answered by ${moment(dueAt, now)}, one working day after it came.`);
