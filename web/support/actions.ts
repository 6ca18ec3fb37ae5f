import type { HelpApp } from '../help-app.ts';
import { supportFields } from './state.ts';

/** What the support form's buttons do, by the names in the view. */
export function supportActions(app: HelpApp) {
  return {
    async sendRequest(form?: FormData) {
      const state = app.support();
      if (state.at !== 'form' || state.busy) return;
      const typed = (field: string) => String(form?.get(field) ?? '').trim();
      const fields = supportFields.filter((field) => typed(field) === '');
      if (fields.length > 0) return app.moveSupport({ type: 'fieldsMissing', fields });
      if (app.captcha.state().at === 'open') {
        app.moveSupport({ type: 'captchaMissing' });
        return document.getElementById('captcha')?.focus();
      }
      app.moveSupport({ type: 'submitted' });
      const captcha = await app.captcha.solution();
      if (captcha === undefined) return app.moveSupport({ type: 'captchaMissing' });
      const answer = await app.client.supportRequest({
        username: typed('username'),
        message: typed('message'),
        reachMeAt: typed('reachMeAt'),
        captcha,
      });
      if (answer.ok) return app.moveSupport({ type: 'sent' });
      const { problem } = answer;
      app.captcha.used(problem.code === 'captcha_failed' ? 'refused' : problem.status === 0 ? 'untouched' : 'spent');
      app.moveSupport({ type: 'refused', problem, now: app.client.serverTime() });
      if (problem.code === 'captcha_failed') document.getElementById('captcha')?.focus();
    },
  };
}
