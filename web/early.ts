/**
 * Stands in the document behind its first view, where it has one, and runs before anything is painted: what a page needs before its program,
 * and where that never comes. The view is shown only where the program will begin with it too: what the address bar, this entry of the
 * history and the customer's language say, no server knows. What is pressed before the program is there is not lost: it presses that itself
 * (`pressAnew`).
 */
import { languageOf } from './language.ts';

declare global {
  var pressedEarly: HTMLElement[] | undefined;
}

/** A shop's request leads to the login as any other way does, if it says nothing about the customer. */
const asAnyWay = /^(?:#authorization=[^&]*)?$/;

const page = document.documentElement;
const view = document.querySelector<HTMLElement>('[data-served]');
if (view && history.state === null && asAnyWay.test(location.hash) && languageOf(document) === page.lang) {
  view.hidden = false;
  view.querySelector<HTMLElement>('[data-start]')?.focus();
}

// A page that the browser has kept as it was, password and all, would show whoever goes back what another one left there.
addEventListener('pagehide', ({ persisted }) => {
  page.hidden = persisted;
});
addEventListener('pageshow', ({ persisted }) => persisted && location.reload());

const pressed: HTMLElement[] = [];
globalThis.pressedEarly = pressed;

// Of the window, which hears last: what the program has heard is prevented by then.
addEventListener('submit', (event) => {
  if (event.defaultPrevented) return;
  event.preventDefault();
  const form = event.target as HTMLFormElement;
  const button = form.querySelector<HTMLElement>('[type=submit]');
  if (button) {
    button.setAttribute('aria-disabled', 'true');
    button.textContent = button.dataset.busy ?? '';
  }
  pressed.push(form);
});
addEventListener('click', (event) => {
  const element = event.target as Element;
  // As a link it would lead to the document that was kept, which names the same files again.
  if (element.closest('.late a')) {
    event.preventDefault();
    location.reload();
  }
  const button = element.closest<HTMLElement>('button[data-do]');
  if (button && !event.defaultPrevented) pressed.push(button);
});
