/** What the overview is made of: parts with a title, and buttons that lead to a task. */

import { type Child, el } from '../dom.ts';
import { actionButton } from '../form.ts';
import type { SecurityActions } from './actions.ts';
import type { Task } from './tasks.ts';

const button = actionButton<SecurityActions>;

/** `beside`: what stands next to its title. */
export const part = (id: string, title: string, beside: Child, ...children: Child[]): HTMLElement =>
  el(
    'section',
    { class: 'part', id: `part-${id}`, 'aria-labelledby': id },
    el('div', 'title', el('h2', { id, tabindex: -1 }, title), beside),
    ...children,
  );

/** A button that leads to the form of a task. `about`: what it is about, where its text is that of others. `isNext`: it is what has to be done. */
export const taskButton = (task: Task, text: string, { about, isNext }: { about?: string; isNext?: boolean } = {}): HTMLElement =>
  button(['chooseTask', task], text, {
    class: isNext ? 'main' : 'second',
    ...(about !== undefined && { 'aria-label': `${text}: ${about}` }),
  });

/** Something was done, or stands. */
export const notice = (text: string): HTMLElement => el('p', { class: 'notice', role: 'status' }, text);
