/** Whom a request is about that named no account. */
import { el } from '../../../web/dom.ts';
import { button, card, failureOf, field, findForm, p, question, submit, typed, whenThere } from './pieces.ts';
import type { Found, State, SupportRequest } from './state.ts';

export const attachCard = ({ id }: SupportRequest, state: State): HTMLElement =>
  card(
    'attach',
    'Find the account',
    p('Attach the request only once you know whose it is: the owner is told in that moment, and can stop it.'),
    findForm(
      `find-form-${id}`,
      'findCustomers',
      field({ id: `find-${id}`, name: 'text', label: 'Username, e-mail address, or the beginning of the id', longest: 254 }),
      submit('Search'),
    ),
    failureOf(state, 'attach'),
    state.found && candidates(state.found, state),
  );

function candidates({ customers }: Found, state: State): HTMLElement {
  return el(
    'div',
    { id: 'candidates' },
    whenThere(customers, 'candidates', ({ customers: all, more }) =>
      el(
        'div',
        { id: 'candidate-list' },
        all.length === 0
          ? p('Nobody was found. Type the whole username or e-mail address, or how the id begins.')
          : el('ul', 'rows', ...all.map((each) => candidate(each, state))),
        more && p('There are more: type more of it.'),
      ),
    ),
  );
}

function candidate(
  { customerId, username, email }: { customerId: string; username: string; email: string },
  { confirming, busy }: State,
): HTMLElement {
  const asked = `attach ${customerId}` as const;
  return el(
    'li',
    { id: `candidate-${customerId}` },
    el('b', {}, typed(username)),
    el('span', 'soft', `${customerId}, `, typed(email)),
    confirming === asked
      ? question(
          'attach-question',
          `Is the request about ${customerId}?`,
          [
            p(
              'The customer gets an e-mail at once that somebody asks to switch two-factor login off. It cannot be attached to anybody else afterwards.',
            ),
          ],
          button(['attach', customerId], 'Attach', { class: 'main', busy }),
        )
      : button(['confirm', asked], 'Attach …'),
  );
}
