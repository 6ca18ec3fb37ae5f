import { type FrameWords, mailWords } from '../words/mails.ts';
import { teamMailWords as team } from '../words/team-mail.ts';
import type { Whence } from '../words/whence.ts';
import { helpBlocks, notMeBlock } from './answer-blocks.ts';
import { asTyped } from './as-typed.ts';
import { factsOf } from './facts.ts';
import { localTime } from './local-time.ts';
import type { Fact } from './mail-blocks.ts';
import { layOut } from './mail-layout.ts';
import type { Mail } from './message.ts';
import type { NotMeLink } from './not-me.ts';
import type { Reader } from './reader.ts';

/** To the customer: a request was approved, and the factor goes off at that time unless its owner says that this wasn't them. @param executeAt in milliseconds since 1970-01-01 UTC */
export function supportAnnouncementMail({ notMe, executeAt }: { notMe: NotMeLink; executeAt: number }, reader: Reader): Promise<Mail> {
  const when = async ({ dates }: FrameWords, timeZone: string) => {
    const { approved } = await mailWords('support', reader.locale);
    return [{ name: approved.when, value: localTime(executeAt, dates, timeZone) }];
  };
  return supportMail('approved', notMe, when, reader);
}

/** To the customer: somebody has asked, and nothing has happened yet. @param at in milliseconds since 1970-01-01 UTC */
export function supportAskedMail({ notMe, at, from }: { notMe: NotMeLink; at: number; from: Whence }, reader: Reader): Promise<Mail> {
  return supportMail('asked', notMe, (frame, timeZone) => factsOf(frame, at, timeZone, from), reader);
}

function supportMail(
  told: 'asked' | 'approved',
  notMe: NotMeLink,
  facts: (frame: FrameWords, timeZone: string) => Fact[] | Promise<Fact[]>,
  reader: Reader,
): Promise<Mail> {
  return layOut(async (frame, brand) => {
    const { [told]: words } = await mailWords('support', reader.locale);
    return {
      subject: words.subject,
      blocks: [
        { kind: 'paragraph', text: words.happened({ shop: reader.shopName }) },
        { kind: 'facts', facts: await facts(frame, brand.timeZone) },
        { kind: 'paragraph', text: words.wasYou },
        { kind: 'paragraph', text: words.notYou },
        notMeBlock(notMe, frame),
        ...helpBlocks(brand, frame),
      ],
    };
  }, reader);
}

/** `username`, `message` and `reachMeAt` as a stranger typed them. @param dueAt in milliseconds since 1970-01-01 UTC */
export type SupportTeamMail = { requestId: string; username: string; message: string; reachMeAt: string; dueAt: number };

/**
 * To the shop's own team: a request has come in. Nothing typed gets into the subject, and all of it comes last, as a quotation:
 * it can neither pass for our words nor push them out of sight (OWASP, content spoofing).
 */
export function supportTeamMail(
  { requestId, username, message, reachMeAt, dueAt }: SupportTeamMail,
  shop: Omit<Reader, 'locale'>,
): Promise<Mail> {
  const { shopName } = shop;
  return layOut(
    ({ dates }, { timeZone }) => ({
      subject: team.subject(requestId),
      heading: team.heading,
      blocks: [
        { kind: 'paragraph', text: team.happened(shopName) },
        {
          kind: 'facts',
          facts: [
            { name: team.due, value: localTime(dueAt, dates, timeZone) },
            { name: team.toSeeIt, value: `npm run support -- show ${requestId}` },
          ],
        },
        { kind: 'paragraph', text: team.unverified },
        { kind: 'quote', name: team.username, lines: asTyped(username) },
        { kind: 'quote', name: team.reachMeAt, lines: asTyped(reachMeAt) },
        { kind: 'quote', name: team.message, lines: asTyped(message) },
      ],
      footer: team.footer(shopName),
    }),
    { ...shop, locale: 'en' },
  );
}
