/** The pieces that the views' forms are made of. */
import { type Child, el } from './dom.ts';
import type { Failure } from './failure.ts';
import type { Frame } from './frame.ts';
import { countdown, dayAndTime } from './time.ts';

/** Where focus goes when a step begins: its main field, or its heading where it has none. */
const startHere = { 'data-start': true };

const HOUR_MS = 3_600_000;

export function heading(text: string, takesFocus = false): HTMLElement {
  return el('h1', { tabindex: -1, ...(takesFocus && startHere) }, text);
}

type Alerting<Code extends string> = Pick<Frame, 'now' | 'locale'> & {
  say: Pick<Frame['say'], 'waitFor' | 'attemptsLeft'> & { failures: Record<Code | 'unavailable', string> };
};

/** The failure's sentence, with how long to wait and how many attempts are left where that is known. */
export function alert<Code extends string>(failure: Failure<Code> | undefined, frame: Alerting<NoInfer<Code>>): HTMLElement | undefined {
  const { say, now, locale } = frame;
  if (!failure) return undefined;
  const wait = failure.until === undefined ? 0 : failure.until - now;
  const waiting = wait > 0 && ` ${say.waitFor(wait < HOUR_MS ? countdown(wait) : `– ${dayAndTime(failure.until ?? now, locale)}`)}.`;
  const left = failure.attemptsLeft !== undefined && failure.attemptsLeft > 0 && ` ${say.attemptsLeft(failure.attemptsLeft)}.`;
  // What counts down stands outside of the alert: a live region that changed each second would never stop talking.
  return el(
    'div',
    { class: 'failure', id: 'failure' },
    el('p', { role: 'alert' }, say.failures[failure.code] ?? say.failures.unavailable, left),
    waiting && el('p', {}, waiting),
  );
}

type Field = { name: string; label: string; invalid: boolean; starts?: boolean };

export function usernameField({ label, invalid, starts = false }: Field, value: string): HTMLElement {
  return labelled(
    'username',
    label,
    el('input', {
      ...inputAttributes('username', invalid, starts),
      value,
      type: 'text',
      autocomplete: 'username',
      autocapitalize: 'none',
      spellcheck: 'false',
      maxlength: 254,
      required: true,
    }),
  );
}

export function passwordField({ label, invalid, starts = false }: Field, shown: boolean, frame: Frame, revealable = true): HTMLElement {
  const input = el('input', {
    ...inputAttributes('password', invalid, starts),
    type: shown ? 'text' : 'password',
    autocomplete: 'current-password',
    autocapitalize: 'none',
    spellcheck: 'false',
    maxlength: 256,
    required: true,
  });
  if (!revealable) return labelled('password', label, input);
  const { showPassword, hidePassword } = frame.say;
  const toggle = el(
    'button',
    { type: 'button', class: 'reveal', 'data-do': 'togglePassword', 'aria-controls': 'password' },
    shown ? hidePassword : showPassword,
  );
  return el(
    'div',
    { class: 'field', id: 'field-password' },
    el('div', { class: 'label' }, el('label', { for: 'password' }, label), toggle),
    input,
  );
}

/** `autocomplete="one-time-code"` lets phones offer the code; no `maxlength`, because pasted codes bring spaces along. */
export function codeField({ label, invalid, starts = false }: Field, describedBy: string): HTMLElement {
  const described = inputAttributes('code', invalid, starts);
  return labelled(
    'code',
    label,
    el('input', {
      ...described,
      'aria-describedby': invalid ? `failure ${describedBy}` : describedBy,
      class: 'code',
      type: 'text',
      inputmode: 'numeric',
      autocomplete: 'one-time-code',
      spellcheck: 'false',
      required: true,
    }),
  );
}

export function recoveryCodeField({ label, invalid, starts = false }: Omit<Field, 'name'>, describedBy: string): HTMLElement {
  return labelled(
    'recoveryCode',
    label,
    el('input', {
      ...inputAttributes('recoveryCode', invalid, starts),
      'aria-describedby': invalid ? `failure ${describedBy}` : describedBy,
      class: 'code words',
      type: 'text',
      autocomplete: 'off',
      autocapitalize: 'none',
      autocorrect: 'off',
      spellcheck: 'false',
      required: true,
    }),
  );
}

export function contactField(
  { name, label, invalid, starts = false }: Field & { name: 'email' | 'phone' },
  value: string,
  hint: string,
): HTMLElement {
  return labelled(
    name,
    label,
    el('input', {
      ...inputAttributes(name, invalid, starts),
      'aria-describedby': invalid ? `failure ${name}-hint` : `${name}-hint`,
      value,
      type: name === 'email' ? 'email' : 'tel',
      autocomplete: name === 'email' ? 'email' : 'tel',
      autocapitalize: 'none',
      spellcheck: 'false',
      maxlength: 254,
      required: true,
    }),
    el('small', { id: `${name}-hint` }, hint),
  );
}

function inputAttributes(name: string, invalid: boolean, starts: boolean) {
  return {
    id: name,
    name,
    ...(invalid && { 'aria-invalid': 'true', 'aria-describedby': 'failure' }),
    ...(starts && startHere),
  };
}

function labelled(id: string, label: string, input: HTMLElement, hint?: HTMLElement): HTMLElement {
  return el('div', { class: 'field', id: `field-${id}` }, el('label', { for: id }, label), input, hint);
}

/** Stays focusable while busy: a button that becomes disabled under the finger loses the focus of keyboard and screen reader. */
export function submitButton(text: string, busyText: string, busy: boolean): HTMLElement {
  return el('button', { type: 'submit', class: 'main', 'aria-disabled': busy && 'true' }, busy ? busyText : text);
}

export function actionButton(action: string, text: string, attributes: Record<string, string | boolean | undefined> = {}): HTMLElement {
  return el('button', { type: 'button', 'data-do': action, ...attributes }, text);
}

export function link(href: string, text: string, attributes: Record<string, string> = {}): HTMLElement {
  return el('a', { href, ...attributes }, text);
}

/** A sentence in which an address stands out and is never broken apart by the line's direction. */
export function sentence(text: string, address: string): Child[] {
  if (address === '' || !text.includes(address)) return [text];
  const [before = '', ...after] = text.split(address);
  const unbroken = address.replaceAll(' ', '\u00a0');
  return [before, el('strong', { class: 'address' }, el('bdi', {}, unbroken)), after.join(address)];
}
