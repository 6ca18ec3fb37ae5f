import type { Locale } from '../words/locale.ts';
import { notMeWords } from '../words/not-me.ts';
import type { Block } from './mail-layout.ts';
import type { NotMeLink } from './not-me.ts';

/** By it the owner answers to an e-mail: "this wasn't me", or with a new password. */
export function notMeBlock({ leadsTo, url }: NotMeLink, locale: Locale, look: 'button' | 'plain'): Block {
  const { notMe, newPassword } = notMeWords[locale];
  return { kind: 'link', label: leadsTo === 'not me' ? notMe : newPassword, url, look };
}
