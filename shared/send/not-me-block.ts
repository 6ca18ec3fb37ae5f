import type { Locale } from '../words/locale.ts';
import { notMeWords } from '../words/not-me.ts';
import type { Block } from './mail-layout.ts';
import type { NotMeLink } from './not-me.ts';

/** By it the owner answers to an e-mail: "this wasn't me", with a new password, or by writing to the team. */
export function notMeBlock({ leadsTo, url }: NotMeLink, locale: Locale, look: 'button' | 'plain'): Block {
  const words = notMeWords[locale];
  const label = { 'not me': words.notMe, 'new password': words.newPassword, support: words.support }[leadsTo];
  return { kind: 'link', label, url, look };
}
