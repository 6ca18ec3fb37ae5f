/** One request: what was typed, whose account it is, and the way to a decision. */
import { type Child, el } from '../../../web/dom.ts';
import { customerFacts, historyCard, requestsCard, warningsCard } from './account-view.ts';
import { attachCard } from './attach-view.ts';
import { decideCard } from './decide-view.ts';
import { card, type Frame, facts, failureOf, field, form, link, p, submit, title, toList, typed, whenThere } from './pieces.ts';
import { dueBadge, dueSentence } from './queue-view.ts';
import { standing } from './standing.ts';
import { hrefOf, type RequestShown, type State, type SupportRequest } from './state.ts';
import { ago, moment } from './times.ts';
import { nameOf } from './who.ts';

export const requestView = (state: State, frame: Frame): Child[] => [
  toList({ at: 'requests' }, 'Requests'),
  el(
    'div',
    { id: 'request', class: 'wide' },
    whenThere(state.request, 'request', (shown) => inFull(shown, state, frame)),
  ),
];

function inFull({ request, account }: RequestShown, state: State, frame: Frame): HTMLElement {
  const { now } = frame;
  const found = account?.is === 'there' ? account.what : undefined;
  return el(
    'div',
    { id: `request-${request.id}`, class: 'columns' },
    el(
      'div',
      'column',
      el('div', 'headline', title('Support request'), dueBadge(request, now)),
      el('div', { class: 'notice', id: 'standing', tabindex: -1 }, ...standing(request, now).map((each) => p(each))),
      // What was decided on is over, and the form with it; why stands here.
      request.status !== 'open' && failureOf(state, 'decide'),
      request.customerId !== undefined && failureOf(state, 'attach'),
      request.status === 'open' && dueSentence(request, now),
      typedCard(request, now),
      request.status === 'open' && request.customerId === undefined && attachCard(request, state),
    ),
    el('div', 'column', accountCard(account, now), found && warningsCard(found, now, request)),
    el('div', 'column', decideCard(request, found, state, frame), notesCard(request, state, now)),
    el('div', 'column', found && requestsCard(found.requests, now, request.id), found && historyCard(found, state, now)),
  );
}

const accountCard = (account: RequestShown['account'], now: number): HTMLElement =>
  card(
    'account',
    'The account',
    account === undefined
      ? p('None was found by what was typed. A misspelt name, an address of several customers, or nobody at all.')
      : whenThere(account, 'account', ({ customer }) =>
          el(
            'div',
            { id: 'account-facts' },
            customerFacts(customer, now),
            p(link(hrefOf({ at: 'customer', id: customer.customerId }), 'Open this customer')),
          ),
        ),
  );

const typedCard = ({ username, message, reachMeAt, createdAt }: SupportRequest, now: number): HTMLElement =>
  card(
    'typed',
    'What was typed',
    el(
      'p',
      'soft',
      `By whoever filled in the form, ${moment(createdAt, now)} (${ago(createdAt, now)}). It proves nothing: open no link, call no number of it.`,
    ),
    facts(['Login', typed(username)], ['Reach at', typed(reachMeAt)]),
    el('blockquote', { id: 'message' }, typed(message)),
  );

const notesCard = ({ id, notes }: SupportRequest, state: State, now: number): HTMLElement =>
  card(
    'notes',
    'Notes',
    notes.length === 0
      ? p('None yet. The customer does not read them.')
      : el(
          'ol',
          'history',
          ...notes.map((each) =>
            el(
              'li',
              {},
              el('time', { datetime: each.at }, moment(each.at, now)),
              typed(each.note),
              el('span', 'soft', `by ${nameOf(each.by)}`),
            ),
          ),
        ),
    failureOf(state, 'note'),
    form(
      `note-form-${id}`,
      'note',
      field({ id: `note-${id}`, name: 'note', label: 'Add a note for the team', longest: 500, lines: 2 }),
      submit('Add note'),
    ),
  );
