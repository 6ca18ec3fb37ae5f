import type { Brand } from '../config/brand.ts';
import type { FrameWords } from '../words/mails.ts';
import type { Block } from './mail-blocks.ts';
import type { NotMeLink } from './not-me.ts';

/** By it the owner answers to an e-mail: "this wasn't me", with a new password, or by writing to the team. */
export function notMeBlock({ leadsTo, url }: NotMeLink, frame: FrameWords): Block {
  const label = { 'not me': frame.notMe, 'new password': frame.newPassword, support: frame.support }[leadsTo];
  return { kind: 'link', label, url, look: leadsTo === 'not me' ? 'plain' : 'main' };
}

/** Where the shop's help is found; nothing where the shop has not said where. */
export function helpBlocks({ links, supportMail }: Brand, { help }: FrameWords): Block[] {
  const { support } = links;
  if (support !== undefined) return [{ kind: 'contact', text: help, label: support.replace(/^https?:\/\/|\/$/g, ''), url: support }];
  return supportMail === undefined ? [] : [{ kind: 'contact', text: help, label: supportMail, url: `mailto:${supportMail}` }];
}
