import type { Locale } from '../words/locale.ts';
import { type FrameWords, mailWords, type NoticeMailWords } from '../words/mails.ts';
import type { Notice } from '../words/notice.ts';
import { layOut } from './mail-layout.ts';
import { maskEmail, maskPhone } from './mask.ts';
import type { Mail } from './message.ts';
import type { NotMeLink } from './not-me.ts';
import { notMeBlock } from './not-me-block.ts';
import { utcTime } from './utc-time.ts';

/** @param at when it happened, in milliseconds since 1970-01-01 UTC */
type NoticeMail = { notice: Notice; link: NotMeLink; at: number; locale: Locale; shopName: string };

/** The e-mail that tells a customer of a change to their account's security (OWASP ASVS 4.0.3, 2.2.3). */
export async function noticeMail({ notice, link, at, locale, shopName: shop }: NoticeMail): Promise<Mail> {
  const [words, frame] = await Promise.all([mailWords('notices', locale), mailWords('frame', locale)]);
  const { subject: titled, happened, notYou } = wordsOf(words, notice);
  const subject = typeof titled === 'string' ? titled : titled(notice);
  return layOut({
    locale,
    shopName: shop,
    subject,
    blocks: [
      { kind: 'paragraph', text: happened({ shop, ...masked(notice) }) },
      { kind: 'fact', name: frame.when, value: utcTime(at, frame.dates) },
      ...placeOf(frame, notice),
      { kind: 'paragraph', text: notYou },
      notMeBlock(link, frame, notice.kind === 'password_ended' ? 'button' : 'plain'),
    ],
    footer: frame.footer.concerns({ shop }),
  });
}

/** Where it was done, as far as it is known. */
function placeOf(frame: FrameWords, notice: Notice) {
  if (!('device' in notice)) return [];
  const facts = [
    { name: frame.device, value: notice.device },
    { name: frame.network, value: notice.network },
  ];
  return facts.filter(({ value }) => value !== '').map((fact) => ({ kind: 'fact' as const, ...fact }));
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
