import { withCaptcha } from '../captcha/page.ts';
import { captcha, common, support, together } from '../words/words.ts';
import { supportActions } from './actions.ts';
import { supportStart, transition } from './state.ts';
import { supportView } from './view.ts';

export const supportPage = withCaptcha(
  { for: 'support' },
  {
    words: together(common, captcha, support),
    start: supportStart,
    transition,
    show: (state, frame) => ({ view: supportView(state, frame), title: frame.say.titles.support }),
    does: (app) => ({ actions: supportActions(app) }),
  },
);
