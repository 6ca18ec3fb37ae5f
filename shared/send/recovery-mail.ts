import { mailWords } from '../words/mails.ts';
import type { Whence } from '../words/whence.ts';
import { notMeBlock } from './answer-blocks.ts';
import { factsOf } from './facts.ts';
import { layOut } from './mail-layout.ts';
import type { Mail } from './message.ts';
import type { NotMeLink } from './not-me.ts';
import type { Reader } from './reader.ts';

/** `link`: a whole URL with its token in the fragment. @param at in milliseconds since 1970-01-01 UTC */
type RecoveryMail = { link: string; notMe: NotMeLink; validMinutes: number; at: number; from: Whence };

/**
 * The e-mail that a lost device is recovered by: what happened, the way on, how long it holds and what comes next; when and where it
 * was asked for, and "this wasn't me".
 */
export function recoveryMail({ link, notMe, validMinutes: minutes, at, from }: RecoveryMail, reader: Reader): Promise<Mail> {
  return layOut(async (frame, { timeZone }) => {
    const words = await mailWords('recovery', reader.locale);
    return {
      subject: words.subject,
      blocks: [
        { kind: 'paragraph', text: words.happened({ shop: reader.shopName }) },
        { kind: 'link', label: words.goOn, url: link, look: 'main' },
        { kind: 'paragraph', text: `${words.validity({ minutes })} ${words.next}` },
        { kind: 'facts', facts: factsOf(frame, at, timeZone, from) },
        { kind: 'paragraph', text: words.notYou },
        notMeBlock(notMe, frame),
      ],
    };
  }, reader);
}
