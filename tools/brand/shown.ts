/**
 * The program of the gallery's pages: the real page in the real shell, in the state that the address names. It asks the service for
 * nothing, and nothing moves its state; the languages can be chosen as everywhere.
 */
import { accountPage } from '../../web/account/page.ts';
import { loadSecurityPart } from '../../web/account/security-part.ts';
import type { Page } from '../../web/page.ts';
import { passwordPage } from '../../web/password/page.ts';
import { recoverPage } from '../../web/recover/page.ts';
import { open } from '../../web/shell.ts';
import { supportPage } from '../../web/support/page.ts';
import { lookedAt } from './moment.ts';
import { accountStates } from './states/account.ts';
import { passwordStates, recoverStates, supportStates } from './states/help.ts';
import type { Named } from './states/named.ts';

Date.now = () => lookedAt;
// Who walks through the list of states by keyboard stays in the list.
if (window.top !== window) HTMLElement.prototype.focus = () => {};

const name = location.pathname.split('/').at(-1) ?? '';

/** `document.dispatchEvent(new CustomEvent('show', { detail: 'login.code.plain' }))` goes on to another state without loading anything: tests walk through all. */
async function show<State, Event, Say>(page: Page<State, Event, Say>, states: Named<State>): Promise<void> {
  const stateOf = (wanted: string): State => {
    const state = states[wanted]?.(lookedAt);
    if (state === undefined) throw new Error(`there is no state ${wanted}`);
    return state;
  };
  let state = stateOf(name);
  await open({
    ...page,
    start: state,
    transition: () => state,
    does: (app) => ({
      actions: {},
      begin: () =>
        document.addEventListener('show', (event) => {
          state = stateOf((event as CustomEvent<string>).detail);
          app.move({} as Event);
        }),
    }),
  });
  document.documentElement.dataset.shown = 'yes';
}

async function account(): Promise<void> {
  // Else it would come only to who is logged in.
  await loadSecurityPart();
  await show(accountPage('login'), accountStates);
}

const opened: Record<string, () => Promise<void>> = {
  password: () => show(passwordPage(undefined, false), passwordStates),
  recover: () => show(recoverPage(undefined), recoverStates),
  support: () => show(supportPage, supportStates),
};
await (opened[name.split('.')[0] ?? ''] ?? account)();
