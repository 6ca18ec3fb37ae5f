import { withCaptcha } from '../captcha/page.ts';
import { fillInTyped, forgetTyped, keepTyped } from '../typed.ts';
import { helpWords } from '../words/help.ts';
import { partsOf } from '../words/parts.ts';
import { sayingAll } from '../words/said.ts';
import { supportActions } from './actions.ts';
import { type SupportEvent, type SupportState, supportStart, transition } from './state.ts';
import { supportView } from './view.ts';
import type { SupportWords } from './words.ts';

export const supportPage = withCaptcha<SupportState, SupportEvent, SupportWords>(
  { for: 'support' },
  {
    words: sayingAll(helpWords, ...partsOf.support),
    start: supportStart,
    transition,
    show: (state, frame) => ({ view: supportView(state, frame), title: frame.say.titles.support }),
    does: (app) => ({
      actions: supportActions(app),
      begin: keepTyped,
      moved: (_, { at }) => at === 'sent' && forgetTyped(),
      drawn: fillInTyped,
    }),
  },
);
