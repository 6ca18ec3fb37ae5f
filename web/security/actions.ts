import type { App } from '../app.ts';
import type { Problem } from '../client.ts';
import { digitsOf } from '../login/actions.ts';

/** What the account page's buttons and forms do, by the names in the views. */
export function securityActions(app: App) {
  /** An ended session is no failure of the form: the customer logs in again and comes back here. */
  function refuse(problem: Problem): void {
    if (problem.code === 'session_required') app.left('sessionEnded');
    else app.moveSecurity({ type: 'refused', problem, now: app.client.serverTime() });
  }

  async function read(after?: 'switchedOff'): Promise<void> {
    const overview = await app.client.security();
    if (!overview.ok) return refuse(overview.problem);
    app.moveSecurity({ type: after ?? 'read', overview });
  }

  return {
    readSecurity: () => read(),
    chooseSwitchOn: () => app.moveSecurity({ type: 'switchOnChosen' }),
    chooseSwitchOff: () => app.moveSecurity({ type: 'switchOffChosen' }),
    cancel: () => app.moveSecurity({ type: 'cancelled' }),

    async switchOn(form?: FormData) {
      const state = app.security();
      if (state.at !== 'switchingOn' || state.busy) return;
      const password = String(form?.get('password') ?? '');
      if (!password) return app.moveSecurity({ type: 'fieldsMissing' });
      app.moveSecurity({ type: 'submitted' });
      const answer = await app.client.enableEmail({ password });
      if (!answer.ok) return refuse(answer.problem);
      app.moveSecurity({ type: 'switchedOn', codes: answer.recoveryCodes });
    },

    async sendSecurityCode() {
      const state = app.security();
      if (state.at !== 'switchingOff' || state.busy) return;
      app.moveSecurity({ type: 'codeAsked' });
      const sent = await app.client.stepUpCode();
      if (!sent.ok) return refuse(sent.problem);
      app.moveSecurity({ type: 'codeSent', sent });
      document.getElementById('code')?.focus();
    },

    async switchOff(form?: FormData) {
      const state = app.security();
      if (state.at !== 'switchingOff' || state.busy) return;
      const password = String(form?.get('password') ?? '');
      const typed = form?.get('code');
      const code = digitsOf(typed);
      if (!password || !typed) return app.moveSecurity({ type: 'fieldsMissing' });
      if (code === undefined) return app.moveSecurity({ type: 'codeIncomplete' });
      app.moveSecurity({ type: 'submitted' });
      const answer = await app.client.disable({ password, code });
      if (!answer.ok) return refuse(answer.problem);
      await read('switchedOff');
    },

    async copyCodes() {
      const worked = await navigator.clipboard?.writeText(codeText()).then(
        () => true,
        () => false,
      );
      app.moveSecurity({ type: 'codesCopied', worked: worked ?? false });
    },

    downloadCodes() {
      const url = URL.createObjectURL(new Blob([`${codeText()}\n`], { type: 'text/plain' }));
      const anchor = Object.assign(document.createElement('a'), { href: url, download: app.say().recoveryFileName });
      anchor.click();
      URL.revokeObjectURL(url);
    },

    printCodes: () => print(),
    codesKept: () => read(),

    async logOutEverywhere() {
      const answer = await app.client.logout({ everywhere: true });
      if (answer.ok) app.left('loggedOutEverywhere');
      else refuse(answer.problem);
    },
  };

  function codeText(): string {
    const state = app.security();
    return state.at === 'recoveryCodes' ? state.codes.join('\n') : '';
  }
}
