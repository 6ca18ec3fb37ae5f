import { withCaptcha } from '../captcha/page.ts';
import { keepState, kept } from '../kept.ts';
import { type MailedLink, onNextLink } from '../mailed-link.ts';
import { helpWords } from '../words/help.ts';
import { partsOf } from '../words/parts.ts';
import { sayingAll } from '../words/said.ts';
import { recoverActions } from './actions.ts';
import { type RecoverEvent, type RecoverState, transition } from './state.ts';
import { recoverView } from './view.ts';
import type { RecoverWords } from './words.ts';

/** The steps of whoever has lost nothing, but was told of what they have not done. */
const stepsOfNotMe: readonly RecoverState['at'][] = ['cancel', 'cancelled', 'cancelOver'];

/** The link is out of the address bar; so that a page that is loaded anew is not without it, it stays in the tab, until it is used. */
const KEPT = 'recover';

/** Where the links of e-mails lead. Opening one asks nothing of the service and changes nothing. */
export const recoverPage = (link: MailedLink | undefined) =>
  withCaptcha<RecoverState, RecoverEvent, RecoverWords>(
    {},
    {
      words: sayingAll(helpWords, ...partsOf.recover),
      start: (!link && kept<RecoverState>(KEPT)) || transition({ at: 'noLink' }, { type: 'opened', link }),
      transition,
      show: (state, frame) => ({
        view: recoverView(state, frame),
        title: stepsOfNotMe.includes(state.at) ? frame.say.recover.cancel : frame.say.titles.recover,
      }),
      does(app) {
        const actions = recoverActions(app);
        return {
          actions,
          begin() {
            keepState(KEPT, app.state(), app.client);
            onNextLink((next) => app.move({ type: 'opened', link: next }));
            // Who was away to read the SMS may have lost the page meanwhile.
            if (app.state().at === 'code') void actions.fillInFromSms();
          },
          moved: (_, state) => keepState(KEPT, state, app.client),
        };
      },
    },
  );
