import { keepState, kept } from '../kept.ts';
import { type MailedLink, onNextLink } from '../mailed-link.ts';
import type { Page } from '../page.ts';
import { fillInTyped, keepTyped } from '../typed.ts';
import type { ChosenWords } from '../words/chosen.ts';
import { helpWords } from '../words/help.ts';
import { partsOf } from '../words/parts.ts';
import { sayingAll } from '../words/said.ts';
import { passwordActions } from './actions.ts';
import { opened, type PasswordEvent, type PasswordState, transition } from './state.ts';
import { passwordView } from './view.ts';
import type { PasswordWords } from './words.ts';

/** The link is out of the address bar; so that a page that is loaded anew is not without it, it stays in the tab, until it is used. */
const KEPT = 'password';

type PasswordPage = Page<PasswordState, PasswordEvent, PasswordWords & ChosenWords>;

/** Asking for a link, and where it leads. Opening one asks nothing of the service and changes nothing. `ended`: the password no longer works. */
export const passwordPage = (link: MailedLink | undefined, ended: boolean): PasswordPage => ({
  words: sayingAll(helpWords, ...partsOf.password),
  start: (!link && kept<PasswordState>(KEPT)) || opened(link, ended),
  transition,
  show: (state, frame) => ({ view: passwordView(state, frame), title: frame.say.titles.password }),
  does: (app) => ({
    actions: passwordActions(app),
    begin() {
      keepTyped();
      keepState(KEPT, app.state(), app.client);
      onNextLink((next) => app.move({ type: 'opened', link: next }));
    },
    moved: (_, state) => keepState(KEPT, state, app.client),
    drawn: fillInTyped,
  }),
});
