/** Around every place: whose stage this is, as whom one acts, and the parts of the console. */
import { type Child, el } from '../../../web/dom.ts';
import type { About } from '../contract.ts';
import { clientsView, clientView } from './clients-view.ts';
import { customersView, customerView } from './customers-view.ts';
import { badge, button, type Frame, failureBox, title, whenThere } from './pieces.ts';
import { queueView } from './queue-view.ts';
import { requestView } from './request-view.ts';
import { hrefOf, listOf, type Place, type State } from './state.ts';
import { switchView } from './switch-view.ts';
import { who } from './who.ts';

const parts = { requests: 'Requests', customers: 'Customers', clients: 'Clients', switch: 'Switch' } as const;

const views: Record<Place['at'], (state: State, frame: Frame) => Child[]> = {
  requests: queueView,
  request: requestView,
  customers: customersView,
  customer: customerView,
  clients: clientsView,
  client: clientView,
  switch: switchView,
};

export function consoleView(state: State, frame: Frame): HTMLElement {
  const { about, place } = state;
  // Nothing can be looked at before it is known where, and as whom.
  if (about.is !== 'there') return el('div', { id: 'console' }, el('main', { id: 'before' }, title('Keycard console'), beforeIt(about)));
  const [first, ...rest] = views[place.at](state, frame);
  return el(
    'div',
    { id: 'console', 'data-kind': about.what.kind },
    stageBar(about.what),
    el(
      'nav',
      { 'aria-label': 'Console' },
      ...Object.entries(parts).map(([at, name]) =>
        el('a', { href: hrefOf({ at } as Place), 'aria-current': listOf(place) === at && 'page' }, name),
      ),
    ),
    el('p', { id: 'notice', role: 'status' }, state.notice ?? ''),
    el(
      'main',
      { id: `at-${place.at}` },
      first,
      place.at !== 'customers' && button('refresh', 'Refresh', { id: 'refresh', class: 'quiet' }),
      ...rest,
    ),
  );
}

/** A tab without a token cannot get one by trying. */
const beforeIt = (about: State['about']): Child =>
  about.is === 'failed' && about.failure.code === 'locked' ? failureBox(about.failure) : whenThere(about, 'about', () => false);

const kinds = { local: 'This machine', test: 'Test', customers: 'Real customers' } as const;

function stageBar({ stage, kind, account, identity, url }: About): HTMLElement {
  const { name, role } = who(identity);
  return el(
    'header',
    { class: kind },
    el('strong', {}, stage),
    badge(
      kind === 'customers' ? 'bad' : 'plain',
      kind === 'customers' && stage.startsWith('prod') ? 'Production: real customers' : kinds[kind],
    ),
    el(
      'span',
      'who',
      'You act as ',
      el('b', {}, name),
      role !== undefined && ` (${role})`,
      `, account ${account}, at ${new URL(url).host}`,
    ),
  );
}

export const titleOf = ({ about, place }: State): string => {
  const name = 'id' in place ? `${place.at[0]?.toUpperCase()}${place.at.slice(1)} ${place.id}` : parts[place.at];
  return `${name} – ${about.is === 'there' ? about.what.stage : 'Keycard'} console`;
};
