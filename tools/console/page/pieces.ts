/** The pieces that the console's views are made of. */
import { does, type Press, type Sent } from '../../../web/actions.ts';
import { type Child, el } from '../../../web/dom.ts';
import { visible } from '../../terminal-text.ts';
import type { Failure } from '../contract.ts';
import type { ConsoleActions } from './actions.ts';
import { hrefOf, type Loaded, type Place, type Pressed, type State } from './state.ts';

/** What every view is drawn with. `now`: the service's clock, in ms. `draft`: what is typed in a field, or ticked, by its id. */
export type Frame = { readonly now: number; readonly draft: (id: string) => string };

type Kind = 'plain' | 'good' | 'bad' | 'wait' | 'alarm';

export const p = (...children: Child[]): HTMLElement => el('p', {}, ...children);

/** The heading of a place: focus goes there when one comes. */
export const title = (...children: Child[]): HTMLElement => el('h1', { id: 'title', tabindex: -1 }, ...children);

export const card = (id: string, heading: string, ...children: Child[]): HTMLElement =>
  el('section', { class: 'card', id, 'aria-labelledby': `${id}-title` }, el('h2', { id: `${id}-title` }, heading), ...children);

export const badge = (kind: Kind, text: string): HTMLElement => el('span', `badge ${kind}`, text);

export const link = (href: string, ...children: Child[]): HTMLElement => el('a', { href }, ...children);

export const toList = (place: Place, text: string): HTMLElement => el('p', 'up', link(hrefOf(place), `‹ ${text}`));

type Button = { id?: string; class?: string; busy?: boolean; described?: string };

/** Stays focusable while busy. */
export const button = (
  press: Press<ConsoleActions>,
  text: string,
  { id, class: kind = 'second', busy, described }: Button = {},
): HTMLElement =>
  el(
    'button',
    { type: 'button', id, class: kind, ...does<ConsoleActions>(press), 'aria-disabled': busy && 'true', 'aria-describedby': described },
    text,
  );

export const form = (id: string, sent: Sent<ConsoleActions>, ...children: Child[]): HTMLElement =>
  el('form', { id, 'data-do': sent, novalidate: true }, ...children);

/** A form of one line, with its button beside the field. */
export const findForm = (id: string, sent: Sent<ConsoleActions>, ...children: Child[]): HTMLElement =>
  el('form', { id, class: 'find', 'data-do': sent, novalidate: true }, ...children);

export const submit = (text: string, kind = 'second'): HTMLElement => el('button', { type: 'submit', class: kind }, text);

type Field = { id: string; name: string; label: string; hint?: string; longest: number; lines?: number };

/** What is typed is kept under its id until it has been sent, whatever goes wrong meanwhile. */
export const field = ({ id, name, label, hint, longest, lines }: Field): HTMLElement =>
  el(
    'div',
    { class: 'field', id: `field-${id}` },
    el('label', { for: id }, label),
    el(lines ? 'textarea' : 'input', {
      id,
      name,
      'data-draft': id,
      maxlength: longest,
      autocomplete: 'off',
      spellcheck: lines ? 'true' : 'false',
      autocapitalize: lines ? undefined : 'none',
      rows: lines,
      type: lines ? undefined : 'text',
      'aria-describedby': hint && `${id}-hint`,
    }),
    hint !== undefined && el('small', { id: `${id}-hint` }, hint),
  );

export const checkbox = (id: string, ...label: Child[]): HTMLElement =>
  el(
    'div',
    { class: 'check', id: `check-${id}` },
    el('input', { type: 'checkbox', id, 'data-draft': id }),
    el('label', { for: id }, ...label),
  );

/** A text of strangers: shown letter by letter, and never as markup, link or direction. */
export const typed = (text: string): HTMLElement => el('bdi', 'typed', visible(text));

export const failureBox = (failure: Failure, id = 'failure'): HTMLElement =>
  el(
    'div',
    { class: 'failure', id, role: 'alert', tabindex: -1 },
    el('p', 'says', failure.says),
    failure.todo !== undefined && p(failure.todo),
  );

/** Beside what was pressed last. */
export const failureOf = ({ failure, pressed }: State, what: Pressed): HTMLElement | undefined =>
  failure && pressed === what ? failureBox(failure) : undefined;

/** What is loaded, or that it is being, or why it was not. */
export function whenThere<T>(loaded: Loaded<T>, id: string, show: (what: T) => Child): Child {
  if (loaded.is === 'there') return show(loaded.what);
  if (loaded.is === 'loading') return el('p', { class: 'soft', id: `${id}-loading` }, 'Loading …');
  return el('div', { id: `${id}-failed` }, failureBox(loaded.failure, `${id}-failure`), button('refresh', 'Try again'));
}

export const facts = (...rows: (readonly [string, Child] | undefined)[]): HTMLElement =>
  el('dl', {}, ...rows.filter((row) => row !== undefined).map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value))));

/** A question before something is done. */
export function question(id: string, heading: string, children: Child[], yes: HTMLElement): HTMLElement {
  return el(
    'div',
    { class: 'question', id, role: 'group', 'aria-labelledby': 'question-title' },
    el('h3', { id: 'question-title', tabindex: -1 }, heading),
    ...children,
    el('div', 'buttons', yes, button('back', 'Back')),
  );
}
