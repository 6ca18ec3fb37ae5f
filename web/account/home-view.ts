import { does } from '../actions.ts';
import { heading, link, p, section } from '../form.ts';
import type { AccountFrame, WayActions } from './frame.ts';

/** Where somebody who is not logged in begins; who is logged in sees the login's last step instead. */
export function homeView({ say, links }: AccountFrame): HTMLElement {
  return section(
    'home',
    heading(say.titles.home),
    p(say.welcome),
    link(links.login, say.toLogin, { class: 'main', ...does<WayActions>('openLogin') }),
    links.shop !== undefined && link(links.shop, say.goBack, 'quiet button'),
  );
}
