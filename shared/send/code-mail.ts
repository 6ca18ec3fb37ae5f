import type { Locale } from '../words/locale.ts';
import { type CodePurpose, mailWords } from '../words/mails.ts';
import { layOut } from './mail-layout.ts';
import type { Mail } from './message.ts';

export type CodeMail = { code: string; purpose: CodePurpose; validMinutes: number; locale: Locale; shopName: string };

/**
 * The e-mail that carries a code: what happened, the code, how long it holds, what to do if it wasn't you.
 * It has no links, so that customers learn that a link in such an e-mail is somebody else's.
 */
export async function codeMail({ code, purpose, validMinutes: minutes, locale, shopName: shop }: CodeMail): Promise<Mail> {
  const [words, { footer }] = await Promise.all([mailWords('code', locale), mailWords('frame', locale)]);
  const { subject, heading, happened, notYou } = words[purpose];
  return layOut({
    locale,
    shopName: shop,
    subject: subject({ code }),
    heading,
    blocks: [
      { kind: 'paragraph', text: happened({ shop }) },
      { kind: 'code', code },
      { kind: 'paragraph', text: words.validity({ minutes }) },
      { kind: 'paragraph', text: words.keepSecret({ shop }) },
      { kind: 'paragraph', text: notYou({ shop }) },
    ],
    footer: footer.noLinks({ shop }),
  });
}
