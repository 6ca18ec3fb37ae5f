/** The pieces that the views' forms are made of. */
import type * as budgets from '../shared/flow/budgets.ts';
import { does, type Press, type Sent } from './actions.ts';
import { type Attributes, attributesOf, type Child, el, type Given } from './dom.ts';
import type { Failure } from './failure.ts';
import type { Frame } from './page.ts';
import { waitingSaid } from './waiting.ts';
import type { ChosenWords } from './words/chosen.ts';

/** Where focus goes when a step begins: its main field, or its heading where it has none. */
const startHere = { 'data-start': true };

/** Repeated here, as the compiler sees to it: the file with it would bring all its sums along. */
const PASSWORD_MAXIMUM: typeof budgets.PASSWORD_MAXIMUM = 256;
const ATTEMPTS_PER_CODE: typeof budgets.ATTEMPTS_PER_CODE = 5;

export function heading(text: string, takesFocus = false): HTMLElement {
  return el('h1', { tabindex: -1, ...(takesFocus && startHere) }, ...withWholeWords(text));
}

/** In large letters “e-mail” and “two-factor” are read as one word: the line is not broken at their hyphen. Longer ones may have to be. */
const withWholeWords = (text: string): Child[] =>
  text.split(/((?<![^\s])[^\s-]{1,4}-[^\s-]{1,8}(?![^\s]))/).map((part, nth) => (nth % 2 === 0 ? part : el('span', 'whole', part)));

type Alerting<Code extends string> = Frame<{ failures: Record<Code, string> }>;

/** The failure's sentence, with how long to wait and how many attempts are left where that is known, and not said elsewhere. */
export function alert<Code extends string>(
  failure: Failure<Code> | undefined,
  frame: Alerting<NoInfer<Code>>,
  saysAttempts = true,
): HTMLElement | undefined {
  const { say, now, locale } = frame;
  if (!failure) return undefined;
  const { until = now } = failure;
  const waiting = until > now && ` ${waitingSaid(until, now, say, locale)}.`;
  const { attemptsLeft = 0 } = saysAttempts ? failure : {};
  const left = attemptsLeft > 0 && ` ${say.attemptsLeft(attemptsLeft)}.`;
  // What counts down stands outside of the alert: a live region that changed each second would never stop talking.
  return el(
    'div',
    { class: 'failure', id: 'failure' },
    el('p', { role: 'alert' }, say.failures[failure.code] ?? say.failures.unavailable, left),
    waiting && el('p', {}, waiting),
  );
}

/** How many attempts are left, once one was wrong: said before, it would only threaten. */
export function attemptsOf(left: number, { say }: Frame): HTMLElement | undefined {
  if (left >= ATTEMPTS_PER_CODE) return undefined;
  return el(left === 1 ? 'strong' : 'span', { id: 'code-attempts' }, say.attemptsLeft(left));
}

/** `describedBy`: the ids of what is read out with it, beside a failure. */
export type Field = { label: string; invalid: boolean; starts?: boolean; describedBy?: string };

export function usernameField(field: Field, value: string): HTMLElement {
  return labelled('username', field, { value, type: 'text', autocomplete: 'username', ...asTyped, maxlength: 254 });
}

export const passwordField = (field: Field): HTMLElement => labelled('password', field, passwordAttributes('password'));

/** With the button that shows what is typed, and `toggle` for what that does. */
export const revealablePasswordField = (field: Field, shown: boolean, toggle: Attributes, frame: Frame): HTMLElement =>
  revealable('password', field, passwordAttributes(shown ? 'text' : 'password'), shown, toggle, frame);

/**
 * The same where a password is chosen. What password managers make one by: `new-password`, and the length in the form that Apple's, and
 * others after it, read. What is too long is said, not cut off in silence.
 */
export function newPasswordField(field: Omit<Field, 'label'>, shown: boolean, toggle: Attributes, frame: Frame<ChosenWords>): HTMLElement {
  const { say, settings } = frame;
  const { passwordMinimum } = settings;
  const attributes = {
    ...asTyped,
    type: shown ? 'text' : 'password',
    autocomplete: 'new-password',
    minlength: passwordMinimum,
    passwordrules: `minlength: ${passwordMinimum}; maxlength: ${PASSWORD_MAXIMUM};`,
  };
  const described = { ...field, label: say.newPassword, describedBy: 'newPassword-hint' };
  const hint = el('small', { id: 'newPassword-hint' }, say.passwordHint(passwordMinimum));
  return revealable('newPassword', described, attributes, shown, toggle, frame, hint);
}

/** The button comes after the field, so that the tabulator leads from the field before straight into it. */
function revealable(
  name: string,
  field: Field,
  attributes: Attributes,
  shown: boolean,
  toggle: Attributes,
  { say }: Frame,
  hint?: HTMLElement,
): HTMLElement {
  return el(
    'div',
    { class: 'field revealable', id: `field-${name}` },
    el('label', { for: name }, field.label),
    input(name, field, attributes),
    el('button', { type: 'button', class: 'reveal', ...toggle, 'aria-controls': name }, shown ? say.hidePassword : say.showPassword),
    hint,
  );
}

const asTyped = { autocapitalize: 'none', spellcheck: 'false' };
const passwordAttributes = (type: 'text' | 'password') => ({
  type,
  autocomplete: 'current-password',
  ...asTyped,
});

/** `autocomplete="one-time-code"` lets phones offer the code; no `maxlength`, because pasted codes bring spaces along. */
export function codeField(field: Field): HTMLElement {
  const attributes = { class: 'code', type: 'text', inputmode: 'numeric', autocomplete: 'one-time-code', spellcheck: 'false' };
  return labelled('code', field, attributes);
}

export function recoveryCodeField(field: Field): HTMLElement {
  return labelled('recoveryCode', field, { class: 'code words', type: 'text', autocomplete: 'off', ...asTyped, autocorrect: 'off' });
}

export function contactField(kind: 'email' | 'phone', field: Field, value: string, hint: string): HTMLElement {
  const type = kind === 'email' ? 'email' : 'tel';
  return labelled(kind, field, { value, type, autocomplete: type, ...asTyped, maxlength: 254 }, hint);
}

/** A field with a label above it, and a hint below it where there is one. */
export function labelled(
  name: string,
  field: Field,
  attributes: Attributes,
  hint?: string,
  tag: 'input' | 'textarea' = 'input',
): HTMLElement {
  const described = hint === undefined ? field : { ...field, describedBy: `${name}-hint` };
  return el(
    'div',
    { class: 'field', id: `field-${name}` },
    el('label', { for: name }, field.label),
    input(name, described, attributes, tag),
    hint !== undefined && el('small', { id: `${name}-hint` }, hint),
  );
}

function input(
  name: string,
  { invalid, starts, describedBy }: Field,
  attributes: Attributes,
  tag: 'input' | 'textarea' = 'input',
): HTMLElement {
  const described = [invalid && 'failure', describedBy].filter(Boolean).join(' ');
  return el(tag, {
    id: name,
    name,
    'aria-invalid': invalid && 'true',
    'aria-describedby': described || undefined,
    ...(starts && startHere),
    ...attributes,
    required: true,
  });
}

/** Stays focusable while busy: a button that becomes disabled under the finger loses the focus of keyboard and screen reader. What it says then is in it from the start, for whoever presses before the program is there. */
export function submitButton(text: string, busyText: string, busy: boolean): HTMLElement {
  return el('button', { type: 'submit', class: 'main', 'aria-disabled': busy && 'true', 'data-busy': busyText }, busy ? busyText : text);
}

/** A button that does an action of its page: `const button = actionButton<LoginActions>`. */
export function actionButton<Of>(press: Press<Of>, text: string, given: Given = {}): HTMLElement {
  return el('button', { type: 'button', ...does<Of>(press), ...attributesOf(given) }, text);
}

/** A form that is a step of its own, for which focus moves and the fields are empty. */
export function actionForm<Of>(id: string, sent: Sent<Of>, ...children: Child[]): HTMLElement {
  // Whatever sends a form past its listeners, as some password managers do: nothing that was typed may come into a URL.
  return el('form', { id, 'data-do': sent, method: 'post', novalidate: true }, ...children);
}

/** A step without a form. */
export const section = (id: string, ...children: Child[]): HTMLElement => el('section', { id }, ...children);

export const p = (...children: Child[]): HTMLElement => el('p', {}, ...children);

/** What else can be done, below the rest. */
export const more = (...children: Child[]): HTMLElement => el('div', 'more', ...children);

/** Something has been achieved. */
export const tick = (): HTMLElement => el('div', { class: 'tick', 'aria-hidden': 'true' }, '✓');

export function link(href: string, text: string, given: Given = {}): HTMLElement {
  return el('a', { href, ...attributesOf(given) }, text);
}

/** A sentence in which an address stands out and is never broken apart by the line's direction. */
export function sentence(text: string, address: string): Child[] {
  if (address === '' || !text.includes(address)) return [text];
  const [before = '', ...after] = text.split(address);
  const unbroken = address.replaceAll(' ', '\u00a0');
  return [before, el('strong', 'address', el('bdi', {}, unbroken)), after.join(address)];
}
