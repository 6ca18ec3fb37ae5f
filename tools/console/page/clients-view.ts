/** Clients: the shop's frontends and backends, as they are registered. */
import { type Child, el } from '../../../web/dom.ts';
import type { AnswerTo } from '../contract.ts';
import { badge, card, type Frame, facts, link, p, title, toList, whenThere } from './pieces.ts';
import { hrefOf, type State } from './state.ts';
import { ago, day, moment } from './times.ts';

const grants: Record<string, string> = { authorization_code: 'logs people in', client_credentials: 'calls in its own name' };
const grantsOf = (names: readonly string[]) => names.map((name) => grants[name] ?? name).join(', ');

export const clientsView = ({ clients }: State): Child[] => [
  title('Clients'),
  el(
    'div',
    { id: 'clients' },
    whenThere(clients, 'clients', (all) =>
      all.length === 0
        ? p('None is registered. docs/admin.md, “Clients”, says how.')
        : el(
            'ul',
            'queue',
            ...all.map(({ clientId, name, type, grants: names }) =>
              el(
                'li',
                { id: `client-${clientId}` },
                link(
                  hrefOf({ at: 'client', id: clientId }),
                  el('span', 'due', badge('plain', type)),
                  el('span', 'whom', el('b', {}, name), el('span', 'soft', clientId)),
                  el('span', 'soft when', grantsOf(names)),
                ),
              ),
            ),
          ),
    ),
  ),
];

export const clientView = ({ client }: State, { now }: Frame): Child[] => [
  toList({ at: 'clients' }, 'Clients'),
  el(
    'div',
    { id: 'client' },
    whenThere(client, 'client', (one) => inFull(one, now)),
  ),
];

function inFull(client: AnswerTo<'getClient'>, now: number): HTMLElement {
  const { clientId, name, type, redirectUris, postLogoutRedirectUris, backchannelLogoutUri, scopes, origins, secrets, createdAt } = client;
  return el(
    'div',
    { id: `client-${clientId}` },
    title(name),
    card(
      'registration',
      'Registration',
      facts(
        ['Id', clientId],
        ['Type', type === 'confidential' ? 'confidential: a server, which keeps a secret' : 'public: a page or an app, without a secret'],
        ['What it does', grantsOf(client.grants)],
        ['Scopes', scopes.join(', ') || 'none'],
        ['Sent back to', lines(redirectUris)],
        ['After logout', lines(postLogoutRedirectUris)],
        ['Told of logouts at', backchannelLogoutUri ?? 'nowhere'],
        ['Origins', lines(origins)],
        ['Registered', day(createdAt)],
      ),
    ),
    card(
      'secrets',
      'Secrets',
      secrets.length === 0
        ? p(
            type === 'public'
              ? 'A public client has none.'
              : 'None: it cannot prove itself. docs/admin.md, “Clients”, says how another is made.',
          )
        : el(
            'ul',
            'rows',
            ...secrets.map((secret) =>
              el(
                'li',
                {},
                el('b', {}, `Made ${ago(secret.createdAt, now)}`),
                el('span', 'soft', `${moment(secret.createdAt, now)}, ${secret.secretId}`),
              ),
            ),
          ),
      p('Nobody can see a secret again. Two are good at a time, so one takes the place of the other without a gap.'),
    ),
  );
}

const lines = (all: readonly string[]): Child =>
  all.length === 0 ? 'none' : el('ul', 'bare', ...all.map((each) => el('li', 'address', each)));
