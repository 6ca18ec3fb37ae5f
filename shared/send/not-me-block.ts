import type { FrameWords } from '../words/mails.ts';
import type { Block } from './mail-layout.ts';
import type { NotMeLink } from './not-me.ts';

/** By it the owner answers to an e-mail: "this wasn't me", with a new password, or by writing to the team. */
export function notMeBlock({ leadsTo, url }: NotMeLink, { links }: FrameWords, look: 'button' | 'plain'): Block {
  const label = { 'not me': links.notMe, 'new password': links.newPassword, support: links.support }[leadsTo];
  return { kind: 'link', label, url, look };
}
