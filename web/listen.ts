import type { Action } from './app.ts';

/** Buttons, links and forms do what their `data-do` names. */
export function listen(actions: Readonly<Record<string, Action>>): void {
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement;
    event.preventDefault();
    actions[form.dataset.do ?? '']?.(new FormData(form));
  });

  document.addEventListener('click', (event) => {
    const element = (event.target as Element).closest<HTMLElement>('[data-do]');
    if (!element || element instanceof HTMLFormElement) return;
    // A link opened in another tab or window is the browser's business.
    if (element instanceof HTMLAnchorElement && (event.ctrlKey || event.metaKey || event.shiftKey)) return;
    event.preventDefault();
    actions[element.dataset.do ?? '']?.(undefined, element);
  });
}
