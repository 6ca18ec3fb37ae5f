import { type CodePurpose, codeMailWords } from '../words/code-mail.ts';
import type { Locale } from '../words/locale.ts';
import { layOut } from './mail-layout.ts';
import type { Mail } from './message.ts';

export type { CodePurpose } from '../words/code-mail.ts';

export type CodeMail = { code: string; purpose: CodePurpose; validMinutes: number; locale: Locale; shopName: string };

/**
 * The e-mail that carries a code: what happened, the code, how long it holds, what to do if it wasn't you.
 * It has no links, so that customers learn that a link in such an e-mail is somebody else's.
 */
export function codeMail({ code, purpose, validMinutes, locale, shopName }: CodeMail): Mail {
  const words = codeMailWords[locale];
  const { subject, heading, happened, notYou } = words[purpose];
  return layOut({
    locale,
    shopName,
    subject: subject(code),
    heading,
    blocks: [
      { kind: 'paragraph', text: happened(shopName) },
      { kind: 'code', code },
      { kind: 'paragraph', text: words.validity(validMinutes) },
      { kind: 'paragraph', text: words.keepSecret(shopName) },
      { kind: 'paragraph', text: notYou(shopName) },
    ],
    footer: words.footer(shopName),
  });
}
