import type { Locale } from '../words/locale.ts';
import { type Notice, type NoticeMailWords, noticeMailWords } from '../words/notice-mail.ts';
import { layOut } from './mail-layout.ts';
import { maskEmail, maskPhone } from './mask.ts';
import type { Mail } from './message.ts';
import type { NotMeLink } from './not-me.ts';
import { notMeBlock } from './not-me-block.ts';
import { utcTime } from './utc-time.ts';

export type { Notice } from '../words/notice-mail.ts';

/** @param at when it happened, in milliseconds since 1970-01-01 UTC */
type NoticeMail = { notice: Notice; link: NotMeLink; at: number; locale: Locale; shopName: string };

/** The e-mail that tells a customer of a change to their account's security (OWASP ASVS 4.0.3, 2.2.3). */
export function noticeMail({ notice, link, at, locale, shopName }: NoticeMail): Mail {
  const words = noticeMailWords[locale];
  const { subject: titled, happened, notYou } = wordsOf(words, notice);
  const subject = typeof titled === 'string' ? titled : titled(notice);
  return layOut({
    locale,
    shopName,
    subject,
    blocks: [
      { kind: 'paragraph', text: happened(shopName, masked(notice)) },
      { kind: 'fact', name: words.when, value: utcTime(at, words.dates) },
      ...placeOf(words, notice),
      { kind: 'paragraph', text: notYou },
      notMeBlock(link, locale, notice.kind === 'password_ended' ? 'button' : 'plain'),
    ],
    footer: words.footer(shopName),
  });
}

/** Where it was done, as far as it is known. */
function placeOf(words: NoticeMailWords, notice: Notice) {
  if (!('device' in notice)) return [];
  const facts = [
    { name: words.device, value: notice.device },
    { name: words.network, value: notice.network },
  ];
  return facts.filter(({ value }) => value !== '').map((fact) => ({ kind: 'fact' as const, ...fact }));
}

/** The words of a kind take the notice of that kind; TypeScript cannot see that both come from one `kind`. */
function wordsOf(words: NoticeMailWords, { kind }: Notice) {
  return words[kind] as {
    subject: string | ((notice: Notice) => string);
    happened: (shop: string, notice: Notice) => string;
    notYou: string;
  };
}

function masked(notice: Notice): Notice {
  if (notice.kind === 'email_changed') return { ...notice, oldEmail: maskEmail(notice.oldEmail), newEmail: maskEmail(notice.newEmail) };
  if (notice.kind === 'phone_changed') return { ...notice, newPhone: maskPhone(notice.newPhone) };
  return notice;
}
