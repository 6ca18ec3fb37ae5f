import type { Locale } from '../words/locale.ts';
import { recoveryMailWords } from '../words/recovery-mail.ts';
import { layOut } from './mail-layout.ts';
import type { Mail } from './message.ts';
import type { NotMeLink } from './not-me.ts';
import { notMeBlock } from './not-me-block.ts';

/** `link`: a whole URL with its token in the fragment. */
type RecoveryMail = { link: string; notMe: NotMeLink; validMinutes: number; locale: Locale; shopName: string };

/**
 * The e-mail that a lost device is recovered by: what happened, the link to go on, how long it holds and what comes next;
 * and for whom it is news, "this wasn't me".
 */
export function recoveryMail({ link, notMe, validMinutes, locale, shopName }: RecoveryMail): Mail {
  const words = recoveryMailWords[locale];
  return layOut({
    locale,
    shopName,
    subject: words.subject,
    blocks: [
      { kind: 'paragraph', text: words.happened(shopName) },
      { kind: 'link', label: words.goOn, url: link, look: 'button' },
      { kind: 'paragraph', text: words.validity(validMinutes) },
      { kind: 'paragraph', text: words.next },
      { kind: 'paragraph', text: words.notYou },
      notMeBlock(notMe, locale, 'plain'),
    ],
    footer: words.footer(shopName),
  });
}
