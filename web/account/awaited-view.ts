import { el } from '../dom.ts';
import type { AccountFrame } from './frame.ts';

/** What the account page shows before it knows anything: as wide and as high as what comes, so that nothing moves. */
export const awaitedView = ({ say }: Pick<AccountFrame, 'say'>): HTMLElement =>
  el(
    'section',
    { id: 'security-loading', class: 'wide' },
    el('div', 'top', el('h1', { tabindex: -1 }, say.titles.security), el('p', { role: 'status' }, say.oneMoment)),
    ...['', '', ''].map(() => el('div', { class: 'part bones', 'aria-hidden': 'true' }, el('span'), el('span'), el('span'))),
  );
