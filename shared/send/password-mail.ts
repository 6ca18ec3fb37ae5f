import { mailWords, type PasswordLinkAfter } from '../words/mails.ts';
import type { Whence } from '../words/whence.ts';
import { factsOf } from './facts.ts';
import { layOut } from './mail-layout.ts';
import type { Mail } from './message.ts';
import type { Reader } from './reader.ts';

/**
 * `link`: a whole URL, with a token in the fragment that sets one password; or, where there is none, of the page that a new one is asked
 * for at. @param at in milliseconds since 1970-01-01 UTC
 */
export type PasswordMail = {
  link: string;
  leadsTo: 'password' | 'page';
  after: PasswordLinkAfter;
  validMinutes: number;
  at: number;
  from: Whence;
};

/** The e-mail by which a password is replaced: what happened, the link, how long it holds, and what to do for whom it is news. */
export function passwordMail({ link, leadsTo, after, validMinutes: minutes, at, from }: PasswordMail, reader: Reader): Promise<Mail> {
  return layOut(async (frame, { timeZone }) => {
    const words = await mailWords('password', reader.locale);
    const ofLink = [{ kind: 'paragraph', text: `${words.validity({ minutes })} ${words.next}` }] as const;
    return {
      subject: words.subject,
      blocks: [
        { kind: 'paragraph', text: words.happened[after]({ shop: reader.shopName }) },
        { kind: 'link', label: words.goOn, url: link, look: 'main' },
        ...(leadsTo === 'password' ? ofLink : []),
        { kind: 'facts', facts: factsOf(frame, at, timeZone, from) },
        { kind: 'paragraph', text: words.notYou[after] },
      ],
    };
  }, reader);
}
