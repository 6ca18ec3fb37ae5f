import { describe, expect, test } from 'vitest';
import { codeMail } from '../../shared/send/code-mail.ts';
import type { NotMeLink } from '../../shared/send/not-me.ts';
import { noticeMail } from '../../shared/send/notice-mail.ts';
import { locales } from '../../shared/words/locale.ts';
import type { CodePurpose } from '../../shared/words/mails.ts';
import type { Notice } from '../../shared/words/notice.ts';
import { notices } from './notices.ts';
import { linesOfHtml, linesOfText } from './reading.ts';

const purposes: CodePurpose[] = ['login', 'security', 'contact'];
const at = Date.UTC(2026, 10, 21, 17, 5);
const link = { leadsTo: 'not me', url: 'https://login.shop.example/recover#n=stop_2' } as const;
const shop = `Bob's <b>"Tea" & Co</b>`;

const written = locales.flatMap((locale) =>
  purposes.map((purpose) => ({
    name: `${purpose} ${locale}`,
    locale,
    mail: codeMail({ code: '012345', purpose, validMinutes: 5, locale, shopName: shop }),
  })),
);
const everyMail = await Promise.all(written.map(async (each) => ({ ...each, mail: await each.mail })));

describe('a code mail', () => {
  test.each(locales)('shows its code in the subject, the text and, in one piece, the HTML (%s)', async (locale) => {
    const mail = await codeMail({ code: '012345', purpose: 'login', validMinutes: 5, locale, shopName: 'Shop' });
    expect(mail.subject).toMatch(/^012345 /);
    expect(mail.text).toMatch(/^ *012345$/m);
    expect(mail.html).toContain('>012345</p>');
  });

  test.each([
    ['en', 1, '1 minute '],
    ['en', 5, '5 minutes '],
    ['de', 1, '1 Minute '],
    ['de', 5, '5 Minuten '],
    ['cs', 1, '1 minutu '],
    ['cs', 3, '3 minuty '],
    ['cs', 5, '5 minut '],
  ] as const)('says how long it holds, counted as %s counts %i', async (locale, validMinutes, words) => {
    const { text } = await codeMail({ code: '012345', purpose: 'login', validMinutes, locale, shopName: 'Shop' });
    expect(text).toContain(words);
  });

  test('says something of its own for each purpose', () => {
    for (const locale of locales) {
      const subjects = everyMail.filter((mail) => mail.locale === locale).map(({ mail }) => mail.subject);
      expect(new Set(subjects).size).toBe(purposes.length);
    }
  });
});

describe('a notice', () => {
  test('shows the time in UTC, in the form of its language', async () => {
    const mails = locales.map((locale) => noticeMail({ notice: { kind: 'two_factor_off' }, link, at, locale, shopName: 'Shop' }));
    const times = (await Promise.all(mails)).map(({ text }) => text);
    expect(times[0]).toContain('When: 21 November 2026 at 17:05\u00a0UTC');
    expect(times[1]).toMatch(/Wann: 21\. November 2026 (?:um|,) ?17:05\u00a0UTC/);
    expect(times[2]).toMatch(/Kdy: 21\. listopadu 2026 (?:v|,) ?17:05\u00a0UTC/);
  });

  test('of a changed contact shows it masked, in both parts', async () => {
    for (const locale of locales) {
      for (const notice of notices) {
        const { subject, text, html } = await noticeMail({ notice, link, at, locale, shopName: 'Shop' });
        expect(subject + text + html).not.toMatch(/jana\.novak|karel|60112/);
      }
      const changed = await noticeMail({
        notice: notices.find(({ kind }) => kind === 'email_changed') as Notice,
        link,
        at,
        locale,
        shopName: 'Shop',
      });
      for (const part of [changed.text, changed.html]) {
        expect(part).toContain('j•••@example.com');
        expect(part).toContain('k•••@example.org');
      }
    }
  });

  test('is written in its own language', async () => {
    for (const notice of notices) {
      const mails = await Promise.all(locales.map((locale) => noticeMail({ notice, link, at, locale, shopName: 'Shop' })));
      expect(new Set(mails.map(({ subject }) => subject)).size).toBe(locales.length);
    }
  });

  test('ends with "this wasn\'t me", or, where no key could be had for it, with a new password', async () => {
    const labels = { en: ['This wasn’t me', 'Set a new password'], de: ['Das war ich nicht', 'Neues Passwort festlegen'] } as const;
    for (const [locale, [notMe, newPassword]] of Object.entries(labels)) {
      const of = async (to: NotMeLink) =>
        (await noticeMail({ notice: { kind: 'recovered' }, link: to, at, locale: locale as 'en', shopName: 'Shop' })).text;
      expect(await of(link)).toContain(`${notMe}:\n${link.url}\n\n--`);
      expect(await of({ leadsTo: 'new password', url: 'https://login.shop.example/password' })).toContain(
        `${newPassword}:\nhttps://login.shop.example/password\n`,
      );
    }
  });

  test('names the method that was switched on', async () => {
    const mails = (['email', 'totp'] as const).map((method) =>
      noticeMail({ notice: { kind: 'two_factor_on', method }, link, at, locale: 'en', shopName: 'Shop' }),
    );
    const texts = (await Promise.all(mails)).map(({ text }) => text);
    expect(texts[0]).toContain('by e-mail');
    expect(texts[1]).toContain('authenticator app');
  });
});

describe('every e-mail with a code', () => {
  test.each(everyMail)('has no links: $name', ({ mail }) => {
    expect(mail.text + mail.html).not.toMatch(/https?:|www\.|href|src=|<a[\s>]|<img/i);
  });

  test.each(everyMail)('says the same in both parts: $name', ({ mail }) => {
    expect(linesOfHtml(mail.html)).toEqual(linesOfText(mail.text));
  });

  test.each(everyMail)('names its language and has no more in it than words: $name', ({ mail, locale }) => {
    expect(mail.html).toContain(`<html lang="${locale}">`);
    expect(mail.html).not.toContain('<b>');
    expect(mail.html).not.toMatch(/<script|<form|undefined|\[object/i);
    expect(mail.text).not.toMatch(/undefined|\[object/);
    expect(mail.subject).not.toMatch(/[\r\n]/);
  });

  test.each(everyMail)('stays far below the size at which mailboxes cut it off: $name', ({ mail }) => {
    expect(Buffer.byteLength(mail.html)).toBeLessThan(8 * 1024);
  });
});
