/**
 * What elements do, said in their attributes: an element that is drawn anew is then the same if it does the same. Views name an action
 * of their page with what it takes, and the compiler holds them to it: `does<LoginActions>('sendCode')`, `does<ShellActions>(['speak', 'de'])`.
 */
import type { Locale } from '../shared/words/locale.ts';
import type { Attributes } from './dom.ts';
import type { Actions } from './page.ts';

type OnPress<Name, Action> = Action extends () => unknown
  ? Name
  : Action extends (value: infer Value extends string) => unknown
    ? readonly [Name, Value]
    : never;

/** The name of an action that a button or a link can do; with its value, where it takes one. */
export type Press<Of> = { [Name in keyof Of]: OnPress<Name, Of[Name]> }[keyof Of];

/** The name of an action that takes what was filled in. */
export type Sent<Of> = {
  [Name in keyof Of]: Of[Name] extends () => unknown ? never : Of[Name] extends (form: FormData) => unknown ? Name & string : never;
}[keyof Of];

/** What a button or a link does when it is pressed. */
export function does<Of>(press: Press<Of>): Attributes {
  const [name, value] = [press].flat() as string[];
  return { 'data-do': name, value };
}

/** What the shell itself does, on every page. */
export type ShellActions = { speak(locale: Locale): unknown };

/** Buttons and links give their value to their action, forms what was filled in. */
export function listen(...all: Actions[]): void {
  // Looked for at each press, as a page may come to do more.
  const actionOf = (name = '') => all.find((actions) => Object.hasOwn(actions, name))?.[name];

  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement;
    event.preventDefault();
    // By Enter in a field no button is named, but the form's own one is meant.
    if (isWaiting(event.submitter ?? form.querySelector('[type=submit]'))) return;
    actionOf(form.dataset.do)?.(new FormData(form) as never);
  });

  document.addEventListener('click', (event) => {
    const element = (event.target as Element).closest<HTMLElement>('[data-do]');
    if (!element || element instanceof HTMLFormElement) return;
    // A link opened in another tab or window is the browser's business.
    if (element instanceof HTMLAnchorElement && (event.ctrlKey || event.metaKey || event.shiftKey)) return;
    event.preventDefault();
    if (isWaiting(element)) return;
    actionOf(element.dataset.do)?.((element as HTMLButtonElement).value as never);
  });
}

/** What was pressed while the program was on its way (`early.ts`): once, and nothing holds the form, password and all, any longer. */
export function pressAnew(): void {
  for (const pressed of globalThis.pressedEarly?.splice(0) ?? []) {
    if (pressed instanceof HTMLFormElement) pressed.requestSubmit();
    else pressed.click();
  }
}

/** What waits for an answer stays in reach of the keyboard, so it is not `disabled`; but it does nothing twice. */
const isWaiting = (element: Element | null): boolean => element?.getAttribute('aria-disabled') === 'true';
