import type { Entry } from '../client.ts';
import { type Child, el } from '../dom.ts';
import { actionButton, p } from '../form.ts';
import { dayAndTime } from '../time.ts';
import type { SecurityActions } from './actions.ts';
import type { AccountFrame } from './frame.ts';
import { part } from './overview-part.ts';
import { deviceShown, placeShown } from './place-words.ts';
import type { OverviewState } from './state.ts';
import type { SecurityWords } from './words.ts';

const button = actionButton<SecurityActions>;

/** So many entries at first, and as many more each time. */
export const ENTRIES_AT_ONCE = 8;

export function activityPart({ overview, pages = 1 }: OverviewState, frame: AccountFrame): HTMLElement {
  const { say } = frame;
  return part('activity', say.activity, undefined, ...shown(overview.entries, pages, frame));
}

/** As many lines as an account that has been used for a while. */
const awaited = () => Array.from({ length: 10 }, () => el('span'));

function shown(entries: readonly Entry[] | 'unread' | undefined, pages: number, frame: AccountFrame): Child[] {
  const { say } = frame;
  if (entries === undefined)
    return [
      el('div', 'awaited', el('p', { role: 'status' }, say.oneMoment), el('div', { class: 'bones', 'aria-hidden': 'true' }, ...awaited())),
    ];
  if (entries === 'unread') return [p(say.activityUnread), button('readActivity', say.tryAgain, 'second')];
  if (entries.length === 0) return [p(say.noActivity)];
  const most = pages * ENTRIES_AT_ONCE;
  return [
    el('ul', 'lines', ...entries.slice(0, most).map((entry) => line(entry, frame))),
    most < entries.length && el('div', 'row', button('showMore', say.showMore, 'second')),
  ];
}

function line(entry: Entry, { say, locale }: AccountFrame): HTMLElement {
  const { at, device } = entry;
  const where = [device && deviceShown(device, say), placeShown(entry, say, locale)];
  return el(
    'li',
    { tabindex: -1 },
    el('span', {}, sentenceOf(entry, say)),
    el('small', {}, el('time', { datetime: at }, dayAndTime(at, locale)), ...where.filter(Boolean).map((part) => ` · ${part}`)),
  );
}

/** The service may tell of more than this page knows. */
export function sentenceOf(entry: Entry, { events, otherEvent }: Pick<SecurityWords, 'events' | 'otherEvent'>): string {
  const said = (events as Partial<Record<string, string | ((entry: Entry) => string)>>)[entry.event];
  return typeof said === 'function' ? said(entry) : (said ?? otherEvent);
}
