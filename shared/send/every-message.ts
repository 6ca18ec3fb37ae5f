/**
 * Every e-mail and SMS that there is, with facts as they might be: for whoever looks at them, and for what holds of each. No function
 * carries it. A kind without an example does not compile.
 */
import type { CodePurpose, PasswordLinkAfter } from '../words/mails.ts';
import type { Notice } from '../words/notice.ts';
import type { SmsNotice } from '../words/sms.ts';
import type { Whence } from '../words/whence.ts';
import { codeMail } from './code-mail.ts';
import { codeSms } from './code-sms.ts';
import type { Mail, Sms } from './message.ts';
import type { NotMeLink } from './not-me.ts';
import { noticeMail } from './notice-mail.ts';
import { noticeSms } from './notice-sms.ts';
import { passwordMail } from './password-mail.ts';
import type { Reader } from './reader.ts';
import { recoveryMail } from './recovery-mail.ts';
import { supportAnnouncementMail, supportAskedMail, supportTeamMail } from './support-mail.ts';

/** `links`: where its buttons lead, in their order. */
type MailExample = { name: string; mail: Mail; links: readonly string[] };
type SmsExample = { name: string; sms: Sms };

const at = Date.UTC(2026, 10, 27, 10, 6);
const host = 'login.shop.example';
const token = 'wvXn3H1sQ7mZk0bB8yT4cF6dJ2gL9pRaWeUiOsYxVtKhNqMlCrDfGjPzEo5AIwSu7bX1yQ3nT9kH';
const goOn = `https://${host}/recover#t=${token}`;
const newPassword = `https://${host}/password#t=${token}`;
const notMe: NotMeLink = { leadsTo: 'not me', url: `https://${host}/recover#n=${token}` };
const askForPassword: NotMeLink = { leadsTo: 'new password', url: `https://${host}/password` };

const near: Whence = { device: 'Firefox, Windows', network: '203.0.113.0/24', near: { city: 'Brno', country: 'CZ' } };
const byNetwork: Whence = { device: 'Safari, iPhone', network: '203.0.113.0/24' };

const purposes = Object.keys({ login: 0, security: 0, contact: 0 } satisfies Record<CodePurpose, 0>) as CodePurpose[];
const reasons = Object.keys({ forgotten: 0, 'not me': 0 } satisfies Record<PasswordLinkAfter, 0>) as PasswordLinkAfter[];

const noticesOf: { [Kind in Notice['kind']]: readonly Extract<Notice, { kind: Kind }>[] } = {
  two_factor_on: [
    { kind: 'two_factor_on', method: 'email' },
    { kind: 'two_factor_on', method: 'totp' },
  ],
  two_factor_off: [{ kind: 'two_factor_off' }],
  shared_key_shown: [{ kind: 'shared_key_shown' }],
  codes_guessed: [5, 10, 20].map((row) => ({ kind: 'codes_guessed', row })),
  password_ended: [{ kind: 'password_ended', row: 30 }],
  email_changed: [{ kind: 'email_changed', oldEmail: 'jana.novak@example.com', newEmail: 'karel@example.org', by: 'customer' }],
  phone_changed: [{ kind: 'phone_changed', newPhone: '+420601123456' }],
  password_changed: [{ kind: 'password_changed' }],
  recovery_codes_replaced: [{ kind: 'recovery_codes_replaced' }],
  recovery_code_used: [9, 1, 0].map((left) => ({ kind: 'recovery_code_used', left })),
  session_copied: ['Firefox, Windows', ''].map((endedOn) => ({ kind: 'session_copied', endedOn })),
  recovered: [{ kind: 'recovered' }],
  support_executed: [{ kind: 'support_executed' }],
  support_rejected: [{ kind: 'support_rejected' }],
  support_superseded: [{ kind: 'support_superseded' }],
};
export const everyNotice: readonly Notice[] = Object.values(noticesOf).flat();

const smsNotices = Object.keys({ recovered: 0, support_approved: 0, phone_left: 0 } satisfies Record<SmsNotice, 0>) as SmsNotice[];

/** How a notice is told apart from the others of its kind. */
const nameOf = ({ kind, ...facts }: Notice) => [kind, ...Object.values(facts)].join(' ').trim();

export function everyMail(reader: Reader): Promise<MailExample[]> {
  const examples: { name: string; mail: Promise<Mail>; links: readonly string[] }[] = [
    ...purposes.map((purpose) => ({
      name: `code ${purpose}`,
      mail: codeMail({ code: '012345', purpose, validMinutes: 10, from: near }, reader),
      links: [],
    })),
    {
      name: 'recovery',
      mail: recoveryMail({ link: goOn, notMe, validMinutes: 5, at, from: near }, reader),
      links: [goOn, notMe.url],
    },
    ...reasons.map((after) => ({
      name: `password ${after}`,
      mail: passwordMail({ link: newPassword, leadsTo: 'password', after, validMinutes: 30, at, from: byNetwork }, reader),
      links: [newPassword],
    })),
    {
      name: 'password not me, where the shop keeps it',
      mail: passwordMail({ link: askForPassword.url, leadsTo: 'page', after: 'not me', validMinutes: 30, at, from: byNetwork }, reader),
      links: [askForPassword.url],
    },
    { name: 'support asked', mail: supportAskedMail({ notMe, at, from: near }, reader), links: [notMe.url] },
    { name: 'support approved', mail: supportAnnouncementMail({ notMe, executeAt: at }, reader), links: [notMe.url] },
    ...everyNotice.map((notice) => {
      const link = notice.kind === 'password_ended' ? askForPassword : notMe;
      return { name: nameOf(notice), mail: noticeMail({ notice, link, at, from: near }, reader), links: [link.url] };
    }),
    {
      name: 'team',
      mail: supportTeamMail(
        {
          requestId: '0b6f9a52-3a2b-4c7e-9a57-0d8f5a1c2e3d',
          username: 'jana@example.com',
          message: 'My phone is gone,\nand so is my mailbox.',
          reachMeAt: '+420 601 123 456',
          dueAt: at,
        },
        reader,
      ),
      links: [],
    },
  ];
  return Promise.all(examples.map(async ({ mail, ...example }) => ({ ...example, mail: await mail })));
}

export function everySms({ locale, shopName }: Reader): Promise<SmsExample[]> {
  const code = codeSms({ code: '012345', validMinutes: 10, locale, shopName, host });
  const examples = [{ name: 'code', sms: code }, ...smsNotices.map((kind) => ({ name: kind, sms: noticeSms({ kind, locale, shopName }) }))];
  return Promise.all(examples.map(async ({ name, sms }) => ({ name, sms: await sms })));
}
