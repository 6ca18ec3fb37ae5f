/** Every e-mail and SMS, as the functions that send them write them. */
import { codeMail } from '../../shared/send/code-mail.ts';
import { codeSms } from '../../shared/send/code-sms.ts';
import type { Mail, Sms } from '../../shared/send/message.ts';
import type { NotMeLink } from '../../shared/send/not-me.ts';
import { noticeMail } from '../../shared/send/notice-mail.ts';
import { noticeSms } from '../../shared/send/notice-sms.ts';
import { passwordMail } from '../../shared/send/password-link.ts';
import { recoveryMail } from '../../shared/send/recovery-mail.ts';
import { supportAnnouncementMail, supportAskedMail, supportTeamMail } from '../../shared/send/support-mail.ts';
import type { Locale } from '../../shared/words/locale.ts';
import type { CodePurpose, PasswordLinkAfter } from '../../shared/words/mails.ts';
import type { Notice } from '../../shared/words/notice.ts';
import type { SmsNotice } from '../../shared/words/sms.ts';
import { lookedAt } from './moment.ts';
import { all } from './states/named.ts';

export type Shop = { shopName: string; publicUrl: string };

const validMinutes = 5;
const somewhere = { device: 'Firefox, Windows', network: '192.0.2.0/24' };
const nowhere = { device: '', network: '' };

type NoticesByKind = { [Kind in Notice['kind']]: Record<string, Omit<Extract<Notice, { kind: Kind }>, 'kind'>> };
const notices: NoticesByKind = {
  two_factor_on: { email: { method: 'email' }, totp: { method: 'totp' } },
  two_factor_off: { plain: {} },
  shared_key_shown: { plain: {} },
  codes_guessed: { five: { row: 5, ...somewhere }, ten: { row: 10, ...nowhere }, twenty: { row: 20, ...somewhere } },
  password_ended: { plain: { row: 30, ...somewhere }, nowhere: { row: 30, ...nowhere } },
  email_changed: {
    customer: { oldEmail: 'jana.novakova@example.com', newEmail: 'karel@example.org', by: 'customer' },
    admin: { oldEmail: 'jana.novakova@example.com', newEmail: 'karel@example.org', by: 'admin' },
  },
  phone_changed: { plain: { newPhone: '+420601123456' } },
  password_changed: { plain: {} },
  recovery_codes_replaced: { plain: {} },
  recovery_code_used: { nine: { left: 9 }, one: { left: 1 }, none: { left: 0 } },
  session_copied: { known: { endedOn: 'Firefox, Windows', ...somewhere }, unknown: { endedOn: '', ...nowhere } },
  recovered: { plain: {} },
  support_executed: { plain: {} },
  support_rejected: { plain: {} },
  support_superseded: { plain: {} },
};

type Written<Message> = Record<string, (locale: Locale, shop: Shop) => Message | Promise<Message>>;

const leads: Record<NotMeLink['leadsTo'], string> = { 'not me': 'recover#n=', 'new password': 'password#', support: 'support#' };
const notMe = ({ publicUrl }: Shop, leadsTo: NotMeLink['leadsTo'] = 'not me'): NotMeLink => ({
  leadsTo,
  url: `${publicUrl}/${leads[leadsTo]}AbC`,
});

const under = <Word extends string>(prefix: string, words: readonly Word[], write: (word: Word) => Written<Mail>[string]): Written<Mail> =>
  Object.fromEntries(words.map((word) => [`${prefix}.${word.replaceAll(' ', '-')}`, write(word)]));

const noticeMails: Written<Mail> = Object.fromEntries(
  Object.entries(notices).flatMap(([kind, given]) =>
    Object.entries(given).map(([name, facts]) => {
      const notice = { kind, ...facts } as Notice;
      return [
        `notice.${kind}.${name}`,
        (locale, shop) => noticeMail({ notice, link: notMe(shop), at: lookedAt, locale, ...shop }),
      ] as const;
    }),
  ),
);

export const mails: Written<Mail> = {
  ...under(
    'code',
    all<CodePurpose>({ login: true, security: true, contact: true }),
    (purpose) => (locale, shop) => codeMail({ code: '526292', purpose, validMinutes, locale, ...shop }),
  ),
  'recovery.link': (locale, shop) =>
    recoveryMail({ link: `${shop.publicUrl}/recover#g=AbC`, notMe: notMe(shop), validMinutes, locale, ...shop }),
  ...under(
    'password',
    all<PasswordLinkAfter>({ forgotten: true, 'not me': true }),
    (after) => (locale, shop) =>
      passwordMail({ link: `${shop.publicUrl}/password#g=AbC`, leadsTo: 'password', after, validMinutes: 30, locale, ...shop }),
  ),
  'password.at-shop': (locale, shop) =>
    passwordMail({ link: 'https://shop.example/forgotten', leadsTo: 'page', after: 'forgotten', validMinutes: 30, locale, ...shop }),
  'support.asked': (locale, shop) => supportAskedMail({ notMe: notMe(shop), locale, ...shop }),
  'support.approved': (locale, shop) => supportAnnouncementMail({ notMe: notMe(shop), executeAt: lookedAt, locale, ...shop }),
  'support.team': (_, shop) =>
    supportTeamMail({
      requestId: '7f3c9a10-5b2e-4d61-9c8f-1a2b3c4d5e6f',
      username: 'jana.novakova',
      message: 'My phone fell into the river.\nCustomer number 10042.',
      reachMeAt: '+420 601 123 456',
      dueAt: lookedAt,
      ...shop,
    }),
  ...noticeMails,
  ...under(
    'notMe',
    all<NotMeLink['leadsTo']>({ 'not me': true, 'new password': true, support: true }),
    (leadsTo) => (locale, shop) =>
      noticeMail({ notice: { kind: 'password_changed' }, link: notMe(shop, leadsTo), at: lookedAt, locale, ...shop }),
  ),
};

export const sms: Written<Sms> = {
  code: (locale, { shopName, publicUrl }) => codeSms({ code: '526292', validMinutes: 10, locale, shopName, host: new URL(publicUrl).host }),
  ...Object.fromEntries(
    all<SmsNotice>({ recovered: true, support_approved: true, phone_left: true }).map((kind) => [
      `notice.${kind}`,
      (locale: Locale, { shopName }: Shop) => noticeSms({ kind, locale, shopName }),
    ]),
  ),
};
