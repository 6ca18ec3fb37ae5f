import { el } from './dom.ts';
import { heading, link } from './form.ts';
import type { Frame } from './frame.ts';

/** Where somebody who is not logged in begins; who is logged in sees the login's last step instead. */
export function homeView({ say, links }: Frame): HTMLElement {
  return el(
    'section',
    { id: 'home' },
    heading(say.titles.home),
    el('p', {}, say.welcome),
    link(links.login, say.toLogin, { class: 'main', 'data-do': 'openLogin' }),
    links.shop !== undefined && link(links.shop, say.toShop, { class: 'quiet button' }),
  );
}
