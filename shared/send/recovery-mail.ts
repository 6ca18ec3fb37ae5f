import type { Locale } from '../words/locale.ts';
import { mailWords } from '../words/mails.ts';
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
export async function recoveryMail({ link, notMe, validMinutes: minutes, locale, shopName: shop }: RecoveryMail): Promise<Mail> {
  const [words, frame] = await Promise.all([mailWords('recovery', locale), mailWords('frame', locale)]);
  return layOut({
    locale,
    shopName: shop,
    subject: words.subject,
    blocks: [
      { kind: 'paragraph', text: words.happened({ shop }) },
      { kind: 'link', label: words.goOn, url: link, look: 'button' },
      { kind: 'paragraph', text: words.validity({ minutes }) },
      { kind: 'paragraph', text: words.next },
      { kind: 'paragraph', text: words.notYou },
      notMeBlock(notMe, frame, 'plain'),
    ],
    footer: frame.footer.concerns({ shop }),
  });
}
