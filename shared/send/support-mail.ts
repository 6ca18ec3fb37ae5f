import type { Locale } from '../words/locale.ts';
import { mailWords } from '../words/mails.ts';
import { teamMailWords as team } from '../words/team-mail.ts';
import { asTyped } from './as-typed.ts';
import { layOut } from './mail-layout.ts';
import type { Mail } from './message.ts';
import type { NotMeLink } from './not-me.ts';
import { notMeBlock } from './not-me-block.ts';
import { utcTime } from './utc-time.ts';

/** @param executeAt in milliseconds since 1970-01-01 UTC */
type SupportAnnouncement = { notMe: NotMeLink; executeAt: number; locale: Locale; shopName: string };

/** To the customer: a request was approved, and the factor goes off at that time unless its owner says that this wasn't them. */
export async function supportAnnouncementMail({ notMe, executeAt, locale, shopName: shop }: SupportAnnouncement): Promise<Mail> {
  const [{ approved: words }, frame] = await Promise.all([mailWords('support', locale), mailWords('frame', locale)]);
  return layOut({
    locale,
    shopName: shop,
    subject: words.subject,
    blocks: [
      { kind: 'paragraph', text: words.happened({ shop }) },
      { kind: 'fact', name: words.when, value: utcTime(executeAt, frame.dates) },
      { kind: 'paragraph', text: words.wasYou },
      { kind: 'paragraph', text: words.notYou },
      notMeBlock(notMe, frame, 'button'),
    ],
    footer: words.footer({ shop }),
  });
}

/** To the customer: somebody has asked, and nothing has happened yet. */
export async function supportAskedMail({ notMe, locale, shopName: shop }: Omit<SupportAnnouncement, 'executeAt'>): Promise<Mail> {
  const [{ asked: words }, frame] = await Promise.all([mailWords('support', locale), mailWords('frame', locale)]);
  return layOut({
    locale,
    shopName: shop,
    subject: words.subject,
    blocks: [
      { kind: 'paragraph', text: words.happened({ shop }) },
      { kind: 'paragraph', text: words.wasYou },
      { kind: 'paragraph', text: words.notYou },
      notMeBlock(notMe, frame, 'button'),
    ],
    footer: frame.footer.concerns({ shop }),
  });
}

/** `username`, `message` and `reachMeAt` as a stranger typed them. @param dueAt in milliseconds since 1970-01-01 UTC */
export type SupportTeamMail = {
  requestId: string;
  username: string;
  message: string;
  reachMeAt: string;
  dueAt: number;
  shopName: string;
};

/**
 * To the shop's own team: a request has come in. Nothing typed gets into the subject, and all of it comes last, as a quotation:
 * it can neither pass for our words nor push them out of sight (OWASP, content spoofing).
 */
export function supportTeamMail({ requestId, username, message, reachMeAt, dueAt, shopName }: SupportTeamMail): Mail {
  return layOut({
    locale: 'en',
    shopName,
    subject: team.subject(requestId),
    heading: team.heading,
    blocks: [
      { kind: 'paragraph', text: team.happened(shopName) },
      { kind: 'fact', name: team.due, value: utcTime(dueAt, team.dates) },
      { kind: 'fact', name: team.toSeeIt, value: `npm run support -- show ${requestId}` },
      { kind: 'paragraph', text: team.unverified },
      { kind: 'quote', name: team.username, lines: asTyped(username) },
      { kind: 'quote', name: team.reachMeAt, lines: asTyped(reachMeAt) },
      { kind: 'quote', name: team.message, lines: asTyped(message) },
    ],
    footer: team.footer(shopName),
  });
}
