import { withCaptcha } from '../captcha/page.ts';
import { type MailedLink, onNextLink } from '../mailed-link.ts';
import { helpWords } from '../words/help.ts';
import { saying } from '../words/said.ts';
import { recoverActions } from './actions.ts';
import { type RecoverEvent, type RecoverState, transition } from './state.ts';
import { recoverView } from './view.ts';
import type { RecoverWords } from './words.ts';

/** The steps of whoever has lost nothing, but was told of what they have not done. */
const stepsOfNotMe: readonly RecoverState['at'][] = ['cancel', 'cancelled', 'cancelOver'];

/** Where the links of e-mails lead. Opening one asks nothing of the service and changes nothing. */
export const recoverPage = (link: MailedLink | undefined) =>
  withCaptcha<RecoverState, RecoverEvent, RecoverWords>(
    {},
    {
      words: saying(helpWords, 'common', 'captcha', 'recover'),
      start: transition({ at: 'noLink' }, { type: 'opened', link }),
      transition,
      show: (state, frame) => ({
        view: recoverView(state, frame),
        title: stepsOfNotMe.includes(state.at) ? frame.say.recover.cancel : frame.say.titles.recover,
      }),
      does: (app) => ({
        actions: recoverActions(app),
        begin: () => onNextLink((next) => app.move({ type: 'opened', link: next })),
      }),
    },
  );
