import { actionButton, alert, heading, link, p, section } from '../form.ts';
import { noticeOf } from '../login/view.ts';
import type { AccountFrame, WayActions } from './frame.ts';
import type { AccountState } from './state.ts';

const button = actionButton<WayActions>;

/** Whoever keeps a password with the shop has nothing to log in with here: the way back leads there. */
export function handedBackView({ failure, notice }: AccountState & { at: 'handedBack' }, frame: AccountFrame): HTMLElement {
  const { say, links } = frame;
  return section(
    'handed-back',
    heading(say.titles.security, true),
    failure ? alert(failure, frame) : p(notice ? noticeOf(notice, say) : say.handoverOver),
    failure ? button('handOverAgain', say.tryAgain, 'main') : links.shop !== undefined && link(links.shop, say.goBack, 'main button'),
  );
}
