/** Customers: searched, and one of them. */
import { type Child, el } from '../../../web/dom.ts';
import { customerFacts, historyCard, requestsCard, sessionsCard, warningsCard } from './account-view.ts';
import {
  badge,
  button,
  card,
  type Frame,
  failureOf,
  field,
  findForm,
  link,
  p,
  question,
  submit,
  title,
  toList,
  typed,
  whenThere,
} from './pieces.ts';
import { type Account, type Found, hrefOf, type State } from './state.ts';

export const customersView = ({ found }: State): Child[] => [
  title('Customers'),
  findForm(
    'find-customers',
    'findCustomers',
    field({ id: 'customer-text', name: 'text', label: 'Username, e-mail address, or the beginning of the id', longest: 254 }),
    submit('Search', 'main'),
  ),
  found && foundView(found),
];

const foundView = ({ typed: text, customers }: Found): HTMLElement =>
  el(
    'div',
    { id: 'found' },
    whenThere(customers, 'found', ({ customers: all, more }) =>
      el(
        'div',
        { id: 'found-list' },
        el(
          'p',
          { id: 'found-count', role: 'status', class: 'soft' },
          `${all.length === 0 ? 'Nobody' : all.length} found for “`,
          typed(text),
          '”',
          more && '; there are more: type more of it',
        ),
        all.length === 0 && p('Type the whole username or e-mail address, or how the id begins.'),
        el(
          'ul',
          'queue',
          ...all.map(({ customerId, username, email, twoFactor }) =>
            el(
              'li',
              { id: `found-${customerId}` },
              link(
                hrefOf({ at: 'customer', id: customerId }),
                el(
                  'span',
                  'due',
                  badge(twoFactor.enabled ? 'good' : 'plain', twoFactor.enabled ? 'Two-factor login on' : 'Two-factor login off'),
                ),
                el('span', 'whom', el('b', {}, typed(username)), el('span', 'soft', typed(email))),
                el('span', 'soft when', customerId),
              ),
            ),
          ),
        ),
      ),
    ),
  );

export const customerView = (state: State, { now }: Frame): Child[] => [
  toList({ at: 'customers' }, 'Customers'),
  el(
    'div',
    { id: 'customer', class: 'wide' },
    whenThere(state.account, 'customer', (account) => inFull(account, state, now)),
  ),
];

const inFull = (account: Account, state: State, now: number): HTMLElement =>
  el(
    'div',
    { id: `customer-${account.customer.customerId}`, class: 'columns' },
    el(
      'div',
      'column',
      title(typed(account.customer.username)),
      card(
        'account',
        'Account',
        customerFacts(account.customer, now),
        p('Contacts are not changed here: having them changed is how accounts are taken over. docs/admin.md, “Customers”, has the call.'),
      ),
      warningsCard(account, now),
      sessionsCard(account, now, [endSessions(account, state), failureOf(state, 'sessions')]),
    ),
    el('div', 'column', requestsCard(account.requests, now), historyCard(account, state, now)),
  );

const endSessions = ({ customer }: Account, { confirming, busy }: State): HTMLElement =>
  confirming === 'endSessions'
    ? question(
        'end-question',
        'End all sessions?',
        [
          p(
            'On every device, ',
            typed(customer.username),
            ' is logged out at once, and logins under way end. Password and two-factor login stay, so whoever knows them can log in again. A support request about them that is approved is superseded by it. It stands in the audit log by your name; no e-mail tells of it.',
          ),
        ],
        button('endSessions', 'End all sessions now', { class: 'main', busy }),
      )
    : button(['confirm', 'endSessions'], 'End all sessions …', { id: 'open-end' });
