import type { routes } from '../../shared/http/routes/map.ts';
import type { Login, Result } from '../client.ts';
import type { App } from '../page.ts';
import { codeIn, recoveryCodeIn } from '../typed-code.ts';
import { logInByWork } from './proof.ts';
import type { LoginEvent, LoginState, Notice } from './state.ts';
import type { LoginWords } from './words.ts';

/** `entered`: the customer is logged in, and what follows depends on where they wanted to go. `left`: nobody is logged in any more. */
export type LoginApp = App<LoginState, LoginEvent, LoginWords> & {
  entered(customerId: string): void;
  left(notice: Notice): void;
};
export type LoginActions = ReturnType<typeof loginActions>;

/** What the login's buttons and forms do. */
export function loginActions(app: LoginApp) {
  function sayThatItWorks(): void {
    app.move({ type: 'workAsked' });
    app.announce(app.say().working);
  }

  type Answer = Login | Result<(typeof routes)['verify' | 'resend' | 'loginByRecoveryCode']>;

  function take(answer: Answer, at: LoginState['at'] = 'code'): void {
    const now = app.client.serverTime();
    // Who has gone back meanwhile is no longer asked for what was refused, nor led forward by anything but a login.
    if (app.state().at !== at && !(answer.ok && answer.status === 'authenticated')) return;
    app.move(answer.ok ? { type: 'answered', answer, now } : { type: 'refused', problem: answer.problem, now });
    if (answer.ok && answer.status === 'authenticated') app.entered(answer.customerId);
  }

  return {
    togglePassword: () => app.move({ type: 'passwordToggled' }),

    async logIn(form: FormData) {
      const state = app.state();
      if (state.at !== 'password' || state.busy) return;
      const account = { username: String(form.get('username') ?? '').trim(), stayLoggedIn: form.has('stayLoggedIn') };
      const password = String(form.get('password') ?? '');
      if (!account.username || !password) return app.move({ type: 'fieldsMissing', ...account });
      app.move({ type: 'passwordSubmitted', ...account });
      const answer = await logInByWork(app.client, { ...account, password }, sayThatItWorks);
      if (!answer) return app.move({ type: 'workUndone' });
      if (!answer.ok && answer.problem.code === 'invalid_credentials') empty('password');
      take(answer, 'password');
      // What has happened is said where a new one is asked for.
      if (!answer.ok && answer.problem.code === 'password_reset_required') location.assign(`${app.links.password}?ended`);
    },

    async confirmCode(form: FormData) {
      const state = app.state();
      if (state.at !== 'code' || state.busy) return;
      const code = codeIn(form.get('code'));
      if (code === undefined) return app.move({ type: 'codeIncomplete' });
      app.move({ type: 'codeSubmitted' });
      const answer = await app.client.verify({ challenge: state.challenge.token, code });
      if (!answer.ok && answer.problem.code !== 'unavailable') empty('code');
      take(answer);
    },

    async confirmRecoveryCode(form: FormData) {
      const state = app.state();
      if (state.at !== 'code' || state.busy) return;
      const recoveryCode = recoveryCodeIn(form.get('recoveryCode'));
      if (recoveryCode === undefined) return app.move({ type: 'codeIncomplete' });
      app.move({ type: 'codeSubmitted' });
      take(await app.client.loginByRecoveryCode({ challenge: state.challenge.token, recoveryCode }));
    },

    useRecoveryCode: () => app.move({ type: 'proofChosen', by: 'recoveryCode' }),
    useCode: () => app.move({ type: 'proofChosen', by: 'code' }),

    async sendCode() {
      const state = app.state();
      if (state.at !== 'code' || state.busy) return;
      app.move({ type: 'codeAsked' });
      const answer = await app.client.resend({ challenge: state.challenge.token });
      take(answer);
      if (!answer.ok) return;
      empty('code');
      document.getElementById('code')?.focus();
      if (answer.challenge.sent) app.announce(app.say().newCodeSent);
    },

    async askForRecovery() {
      const state = app.state();
      if (state.at !== 'code' || state.busy) return;
      app.move({ type: 'linkAsked' });
      const answer = await app.client.startRecovery({ challenge: state.challenge.token });
      app.move(
        answer.ok ? { type: 'linkSent', ...answer } : { type: 'linkRefused', problem: answer.problem, now: app.client.serverTime() },
      );
    },

    backToCode: () => app.move({ type: 'backToCode' }),

    logInAgain: () => app.move({ type: 'startedOver' }),
    otherAccount: () => app.move({ type: 'startedOver', forget: true }),

    async logOut() {
      await app.client.logout();
      app.left('loggedOut');
    },
  };
}

function empty(id: string): void {
  const field = document.getElementById(id);
  if (field instanceof HTMLInputElement) field.value = '';
}
