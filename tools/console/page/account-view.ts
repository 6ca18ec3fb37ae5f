/** A customer as the team looks at them: who they are, how they stand, and what happened. */
import { type Child, el } from '../../../web/dom.ts';
import { duration } from '../../support-times.ts';
import { actors, sentenceOf } from './activity.ts';
import { badge, button, card, facts, failureOf, link, p, typed, whenThere } from './pieces.ts';
import { placeOf } from './place.ts';
import { dueBadge } from './queue-view.ts';
import { type Account, type Customer, type Entry, hrefOf, type Loaded, type Session, type State, type SupportRequest } from './state.ts';
import { ago, day, moment } from './times.ts';
import { warningsOf } from './warnings.ts';

const methods = { email: 'On, codes by e-mail', totp: 'On, authenticator app' } as const;
const languages = { en: 'English', de: 'German', cs: 'Czech' } as const;
const verified = (isVerified: boolean) => badge(isVerified ? 'good' : 'wait', isVerified ? 'verified' : 'not verified');

export function customerFacts(customer: Customer, now: number): HTMLElement {
  const { customerId, username, email, emailVerified, phone, phoneVerified, twoFactor, locale, wrongCodes } = customer;
  const { method, since, recoveryCodesLeft } = twoFactor;
  return facts(
    ['Id', customerId],
    ['Username', typed(username)],
    ['E-mail', el('span', {}, typed(email), ' ', verified(emailVerified))],
    ['Phone', phone === undefined ? 'none' : el('span', {}, phone, ' ', verified(phoneVerified))],
    [
      'Two-factor login',
      method === undefined
        ? 'Off'
        : `${methods[method]}${since === undefined ? '' : ` since ${day(since)}`}; ${recoveryCodesLeft} recovery codes left`,
    ],
    ['Password', passwordOf(customer, now)],
    wrongCodes && [
      'Wrong codes',
      `${wrongCodes.inRow} in a row${wrongCodes.nextAt === undefined ? '' : `; the next counts in ${duration(Date.parse(wrongCodes.nextAt) - now)}`}`,
    ],
    ['Language', locale === undefined ? 'none chosen' : languages[locale]],
    ['Customer since', day(customer.createdAt)],
  );
}

function passwordOf({ hasPassword, passwordEndedAt }: Customer, now: number): string {
  if (passwordEndedAt !== undefined) return `ended ${moment(passwordEndedAt, now)}; opens nothing until another is set`;
  return hasPassword ? 'set' : 'none (kept by the shop, or never set)';
}

/** @param request which one is being looked at, if one is */
export function warningsCard({ customer, history, requests }: Account, now: number, request?: SupportRequest): HTMLElement {
  const entries = history.is === 'there' ? history.what.entries : [];
  const others = requests.is === 'there' ? requests.what.filter(({ id }) => id !== request?.id) : [];
  const found = warningsOf({ customer, entries, others: request ? others : [], askedAt: request?.createdAt }, now);
  if (history.is !== 'there') return card('warnings', 'Look twice', p('The history has to be there first.'));
  return card(
    'warnings',
    'Look twice',
    found.length === 0 ? p('Nothing unusual in the last two weeks.') : el('ul', 'warnings', ...found.map((each) => el('li', {}, each))),
  );
}

export const historyCard = ({ history }: Account, state: State, now: number): HTMLElement =>
  card(
    'history',
    'History',
    whenThere(history, 'history', ({ entries, cursor }) =>
      el(
        'div',
        { id: 'entries' },
        el('ol', 'history', ...entries.map((entry) => entryView(entry, now))),
        failureOf(state, 'older'),
        cursor !== undefined && button('olderEntries', 'Show older', { id: 'older' }),
      ),
    ),
  );

function entryView(entry: Entry, now: number): HTMLElement {
  const { at, by, device } = entry;
  const from = [`by ${actors[by]}`, device || undefined, placeOf(entry)].filter(Boolean).join(', ');
  return el('li', {}, el('time', { datetime: at }, moment(at, now)), el('span', {}, sentenceOf(entry)), el('span', 'soft', from));
}

export const sessionsCard = ({ history }: Account, now: number, ending: Child[]): HTMLElement =>
  card(
    'sessions',
    'Sessions',
    whenThere(history, 'sessions', ({ sessions, moreSessions }) => {
      const going = sessions.filter(({ over }) => !over);
      return el(
        'div',
        { id: 'session-list' },
        going.length === 0
          ? p('None that stays logged in. Others end by themselves within 15 minutes.')
          : el('ul', 'rows', ...going.map((each) => sessionView(each, now))),
        moreSessions && p('There may be more than these thousand.'),
      );
    }),
    ...ending,
  );

function sessionView(session: Session, now: number): HTMLElement {
  const { startedAt, expiresAt, device, client } = session;
  const place = placeOf(session);
  return el(
    'li',
    {},
    el('b', {}, device || 'Unknown device'),
    client !== undefined && ` at the client ${client}`,
    el('span', 'soft', `${place === undefined ? '' : `${place}, `}began ${moment(startedAt, now)}, until ${day(expiresAt)}`),
  );
}

export const requestsCard = (requests: Loaded<readonly SupportRequest[]>, now: number, but?: string): HTMLElement =>
  card(
    'about-them',
    but === undefined ? 'Support requests' : 'Other requests',
    whenThere(requests, 'about-them', (all) => {
      const others = all.filter(({ id }) => id !== but);
      return others.length === 0
        ? p('None.')
        : el(
            'ul',
            'rows',
            ...others.map((each) =>
              el('li', {}, link(hrefOf({ at: 'request', id: each.id }), `Asked ${ago(each.createdAt, now)}`), ' ', dueBadge(each, now)),
            ),
          );
    }),
  );
