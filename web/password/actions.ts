import type { App } from '../page.ts';
import type { ChosenWords } from '../words/chosen.ts';
import type { PasswordEvent, PasswordState } from './state.ts';
import type { PasswordWords } from './words.ts';

export type PasswordApp = App<PasswordState, PasswordEvent, PasswordWords & ChosenWords>;
export type PasswordActions = ReturnType<typeof passwordActions>;

/** What the buttons and forms of the forgotten password do. */
export function passwordActions(app: PasswordApp) {
  const { client } = app;

  async function ask(username: string): Promise<boolean> {
    app.move({ type: 'linkAsked', username });
    const answer = await client.forgotPassword({ username });
    const now = client.serverTime();
    app.move(answer.ok ? { type: 'linkSent', now } : { type: 'linkRefused', problem: answer.problem, now });
    return answer.ok;
  }

  return {
    async askForLink(form: FormData) {
      const state = app.state();
      if (state.at !== 'forgot' || state.busy) return;
      const username = String(form.get('username') ?? '').trim();
      if (username === '') return app.move({ type: 'nameMissing' });
      await ask(username);
    },

    async askAgain() {
      const state = app.state();
      if (state.at !== 'asked' || state.busy) return;
      if (await ask(state.username)) app.announce(app.say().reset.sentAgain);
    },

    startOver: () => app.move({ type: 'startedOver' }),
    toggleNewPassword: () => app.move({ type: 'passwordToggled' }),

    async setPassword(form: FormData) {
      const state = app.state();
      if (state.at !== 'choose' || state.busy) return;
      const newPassword = String(form.get('newPassword') ?? '');
      if (newPassword === '') return app.move({ type: 'passwordMissing' });
      app.move({ type: 'submitted' });
      const answer = await client.resetPassword({ token: state.token, newPassword });
      app.move(answer.ok ? { type: 'set' } : { type: 'refused', problem: answer.problem, now: client.serverTime() });
    },
  };
}
