import { mailWords, type NoticeMailWords } from '../words/mails.ts';
import type { Notice } from '../words/notice.ts';
import type { Whence } from '../words/whence.ts';
import { helpBlocks, notMeBlock } from './answer-blocks.ts';
import { factsOf } from './facts.ts';
import { layOut } from './mail-layout.ts';
import { maskEmail, maskPhone } from './mask.ts';
import type { Mail } from './message.ts';
import type { NotMeLink } from './not-me.ts';
import type { Reader } from './reader.ts';

/** @param at when it happened, in milliseconds since 1970-01-01 UTC */
type NoticeMail = { notice: Notice; link: NotMeLink; at: number; from: Whence };

/** The e-mail that tells a customer of a change to their account's security (OWASP ASVS 4.0.3, 2.2.3). */
export function noticeMail({ notice, link, at, from }: NoticeMail, reader: Reader): Promise<Mail> {
  return layOut(async (frame, brand) => {
    const { subject, happened, notYou } = wordsOf(await mailWords('notices', reader.locale), notice);
    return {
      subject: typeof subject === 'string' ? subject : subject(notice),
      blocks: [
        { kind: 'paragraph', text: happened({ shop: reader.shopName, ...masked(notice) }) },
        { kind: 'facts', facts: factsOf(frame, at, brand.timeZone, from) },
        { kind: 'paragraph', text: notYou },
        notMeBlock(link, frame),
        ...helpBlocks(brand, frame),
      ],
    };
  }, reader);
}

/** The words of a kind take the notice of that kind; TypeScript cannot see that both come from one `kind`. */
function wordsOf(words: NoticeMailWords, { kind }: Notice) {
  return words[kind] as {
    subject: string | ((notice: Notice) => string);
    happened: (of: { shop: string } & Notice) => string;
    notYou: string;
  };
}

function masked(notice: Notice): Notice {
  if (notice.kind === 'email_changed') return { ...notice, oldEmail: maskEmail(notice.oldEmail), newEmail: maskEmail(notice.newEmail) };
  if (notice.kind === 'phone_changed') return { ...notice, newPhone: maskPhone(notice.newPhone) };
  return notice;
}
