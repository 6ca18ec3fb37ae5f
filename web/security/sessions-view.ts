import type { Overview } from '../client.ts';
import { el } from '../dom.ts';
import { actionButton, alert } from '../form.ts';
import { day, dayAndTime, timeOfDay } from '../time.ts';
import type { SecurityActions } from './actions.ts';
import type { AccountFrame } from './frame.ts';
import { notice, part } from './overview-part.ts';
import { deviceShown, placeShown } from './place-words.ts';
import type { OverviewState } from './state.ts';

const button = actionButton<SecurityActions>;

type Session = Overview['sessions'][number];

/** @param isMeant what has happened is about them */
export function sessionsPart(state: OverviewState, isMeant: boolean, frame: AccountFrame): HTMLElement {
  const { say } = frame;
  return part(
    'sessions',
    say.sessions,
    undefined,
    isMeant && state.notice !== undefined && notice(say.notices[state.notice]),
    isMeant && alert(state.failure, frame),
    el('ul', 'lines', ...state.overview.sessions.map((session) => line(session, state.ending === session.id, frame))),
    el('p', 'hint', say.notListed),
    el('div', 'row', button('endOtherSessions', say.endOthers, 'second'), button('logOutEverywhere', say.logOutEverywhere, 'second')),
  );
}

function line(session: Session, isEnding: boolean, { say, locale }: AccountFrame): HTMLElement {
  const { id, current, staysLoggedIn, device, startedAt, lastUsedAt, expiresAt } = session;
  const name = deviceShown(device, say);
  const doing = isEnding ? say.oneMoment : say.endSession;
  const used = current ? say.inUse : say.lastUsed(dayAndTime(lastUsedAt, locale));
  const end = staysLoggedIn ? say.staysUntil(day(startedAt, locale), day(expiresAt, locale)) : say.endsAt(timeOfDay(expiresAt, locale));
  return el(
    'li',
    { id: `session-${id}`, class: 'line', 'aria-current': current && 'true' },
    el(
      'div',
      {},
      el('div', 'named', el('strong', {}, name), current && el('span', 'badge on', say.thisDevice)),
      el('small', {}, [used, placeShown(session, say, locale)].filter(Boolean).join(' · ')),
      el('small', {}, end),
    ),
    !current &&
      button(['endSession', id], doing, {
        class: 'second',
        'aria-label': `${doing}: ${name}`,
        'aria-disabled': isEnding && 'true',
      }),
  );
}
