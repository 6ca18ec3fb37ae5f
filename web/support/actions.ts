import type { AppWithCaptcha } from '../captcha/page.ts';
import { type SupportEvent, type SupportState, supportFields } from './state.ts';
import type { SupportWords } from './words.ts';

export type SupportApp = AppWithCaptcha<SupportState, SupportEvent, SupportWords>;
export type SupportActions = ReturnType<typeof supportActions>;

/** What the support form does. */
export function supportActions(app: SupportApp) {
  return {
    async sendRequest(form: FormData) {
      const state = app.state();
      if (state.at !== 'form' || state.busy) return;
      const typed = (field: string) => String(form.get(field) ?? '').trim();
      const fields = supportFields.filter((field) => typed(field) === '');
      if (fields.length > 0) return app.move({ type: 'fieldsMissing', fields });
      if (app.captcha.state().at === 'open') {
        app.move({ type: 'captchaMissing' });
        return document.getElementById('captcha')?.focus();
      }
      app.move({ type: 'submitted' });
      const captcha = await app.captcha.solution();
      if (captcha === undefined) return app.move({ type: 'captchaMissing' });
      const answer = await app.client.supportRequest({
        username: typed('username'),
        message: typed('message'),
        reachMeAt: typed('reachMeAt'),
        captcha,
      });
      if (answer.ok) return app.move({ type: 'sent' });
      const { problem } = answer;
      app.captcha.used(problem.code === 'captcha_failed' ? 'refused' : problem.status === 0 ? 'untouched' : 'spent');
      app.move({ type: 'refused', problem, now: app.client.serverTime() });
      if (problem.code === 'captcha_failed') document.getElementById('captcha')?.focus();
    },
  };
}
