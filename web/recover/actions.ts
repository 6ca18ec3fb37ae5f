import type { AppWithCaptcha } from '../captcha/page.ts';
import { codeIn } from '../typed-code.ts';
import type { RecoverEvent, RecoverState } from './state.ts';
import { codeFromSms } from './web-otp.ts';
import type { RecoverWords } from './words.ts';

export type RecoverApp = AppWithCaptcha<RecoverState, RecoverEvent, RecoverWords>;
export type RecoverActions = ReturnType<typeof recoverActions>;

/** What the recovery's buttons and forms do. */
export function recoverActions(app: RecoverApp) {
  const { client } = app;
  let listening: AbortController | undefined;

  /** Where the phone that got the SMS is the one in the hand, the browser offers to fill the code in. */
  async function fillInFromSms(): Promise<void> {
    listening?.abort();
    listening = new AbortController();
    const code = await codeFromSms(listening.signal);
    const field = document.getElementById('code');
    if (code === undefined || !(field instanceof HTMLInputElement)) return;
    field.value = code;
    app.announce(app.say().recover.codeFilledIn);
  }

  return {
    fillInFromSms,

    async sendSms() {
      const state = app.state();
      if ((state.at !== 'sms' && state.at !== 'code') || state.busy) return;
      app.move({ type: 'smsAsked' });
      const sent = await client.recoverySms({ token: state.token });
      if (!sent.ok) return app.move({ type: 'smsRefused', problem: sent.problem, now: client.serverTime() });
      app.move({ type: 'smsSent', sent });
      const field = document.getElementById('code');
      if (state.at === 'code' && field instanceof HTMLInputElement) {
        field.value = '';
        field.focus();
        app.announce(app.say().newCodeSent);
      }
      void fillInFromSms();
    },

    async confirmRecovery(form: FormData) {
      const state = app.state();
      if (state.at !== 'code' || state.busy) return;
      const code = codeIn(form.get('code'));
      if (code === undefined) return app.move({ type: 'codeIncomplete' });
      if (app.captcha.state().at === 'open') {
        app.move({ type: 'captchaMissing' });
        return document.getElementById('captcha')?.focus();
      }
      app.move({ type: 'submitted' });
      const captcha = await app.captcha.solution();
      if (captcha === undefined) return app.move({ type: 'captchaMissing' });
      const answer = await client.confirmRecovery({ token: state.token, code, captcha });
      if (answer.ok) {
        listening?.abort();
        return app.move({ type: 'confirmed' });
      }
      const { problem } = answer;
      app.captcha.used(problem.code === 'captcha_failed' ? 'refused' : problem.status === 0 ? 'untouched' : 'spent');
      const field = document.getElementById('code');
      if (problem.code === 'invalid_code' && field instanceof HTMLInputElement) field.value = '';
      app.move({ type: 'refused', problem, now: client.serverTime() });
      if (problem.code === 'captcha_failed') document.getElementById('captcha')?.focus();
    },

    async cancelRecovery() {
      const state = app.state();
      if (state.at !== 'cancel' || state.busy) return;
      app.move({ type: 'cancelAsked' });
      const answer = await client.cancelRecovery({ token: state.token });
      app.move(answer.ok ? { type: 'cancelled' } : { type: 'cancelRefused', problem: answer.problem, now: client.serverTime() });
    },
  };
}
