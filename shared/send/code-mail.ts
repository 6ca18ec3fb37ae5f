import { type CodePurpose, mailWords } from '../words/mails.ts';
import type { Whence } from '../words/whence.ts';
import { whereFrom } from './facts.ts';
import { layOut } from './mail-layout.ts';
import type { Mail } from './message.ts';
import type { Reader } from './reader.ts';

export type CodeMail = { code: string; purpose: CodePurpose; validMinutes: number; from: Whence };

/**
 * The e-mail that carries a code: what it is for, the code, how long it holds, who asked for it, what to do if it wasn't you.
 * It has no links, so that customers learn that a link in such an e-mail is somebody else's.
 */
export function codeMail({ code, purpose, validMinutes: minutes, from }: CodeMail, reader: Reader): Promise<Mail> {
  return layOut(async (frame) => {
    const words = await mailWords('code', reader.locale);
    const { subject, heading, happened, notYou } = words[purpose];
    const shop = reader.shopName;
    const facts = whereFrom(frame, from);
    return {
      subject: subject({ code }),
      heading,
      blocks: [
        { kind: 'paragraph', text: happened({ shop }) },
        { kind: 'code', code },
        { kind: 'paragraph', text: `${words.validity({ minutes })} ${words.keepSecret({ shop })}` },
        ...(facts.length > 0 ? [{ kind: 'facts', facts } as const] : []),
        { kind: 'paragraph', text: notYou({ shop }) },
      ],
      footer: frame.footer.noLinks({ shop }),
    };
  }, reader);
}
