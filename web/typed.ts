/**
 * What has been typed outlasts a reload, and the way to another page and back: names, and what somebody writes to the shop's team. Passwords
 * and codes are in none of these fields.
 */
import { forget, keep, kept } from './kept.ts';

const TYPED = 'typed';
const fields: readonly string[] = ['username', 'message', 'reachMeAt'];

type Typed = Readonly<Record<string, string>>;

const filledIn = new WeakSet<Element>();

export function keepTyped(): void {
  const note = ({ name, value }: HTMLInputElement) => {
    if (fields.includes(name)) keep(TYPED, { ...kept<Typed>(TYPED), [name]: value });
  };
  document.addEventListener('input', ({ target }) => note(target as HTMLInputElement));
  // Before the program was there.
  for (const field of document.querySelectorAll<HTMLInputElement>('input, textarea')) if (field.value !== '') note(field);
}

/** Into each form once, when it is drawn: what its owner empties afterwards stays empty. */
export function fillInTyped(): void {
  const form = document.querySelector('form');
  if (!form || filledIn.has(form)) return;
  filledIn.add(form);
  const typed = kept<Typed>(TYPED) ?? {};
  for (const name of fields) {
    const field = form.elements.namedItem(name) as HTMLInputElement | null;
    const text = typed[name];
    // A field that was given anything, were it nothing, is the reader's from then on: what is drawn later would not show in it.
    if (field?.value === '' && text !== undefined) field.value = text;
  }
}

export const forgetTyped = (): void => forget(TYPED);
