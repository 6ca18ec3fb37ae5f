import { withCaptcha } from '../captcha/page.ts';
import { captcha, common, recover, together } from '../words/words.ts';
import { recoverActions } from './actions.ts';
import { type MailedLink, takeLink } from './link.ts';
import { transition } from './state.ts';
import { recoverView } from './view.ts';

/** Where the links of e-mails lead. Opening one asks nothing of the service and changes nothing. */
export const recoverPage = (link: MailedLink | undefined) =>
  withCaptcha(
    {},
    {
      words: together(common, captcha, recover),
      start: transition({ at: 'noLink' }, { type: 'opened', link }),
      transition,
      view: recoverView,
      title: (_, say) => say.titles.recover,
      does: (app) => ({
        actions: recoverActions(app),
        begin() {
          // Another link, opened in the tab that already shows this page, loads nothing anew.
          addEventListener('hashchange', () => {
            const next = takeLink();
            if (next) app.move({ type: 'opened', link: next });
          });
        },
      }),
    },
  );
