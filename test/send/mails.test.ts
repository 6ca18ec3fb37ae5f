import { describe, expect, test } from 'vitest';
import { plainBrand } from '../../shared/config/brand.ts';
import { codeMail } from '../../shared/send/code-mail.ts';
import { everyMail, everyNotice } from '../../shared/send/every-message.ts';
import type { NotMeLink } from '../../shared/send/not-me.ts';
import { noticeMail } from '../../shared/send/notice-mail.ts';
import { recoveryMail } from '../../shared/send/recovery-mail.ts';
import { supportAnnouncementMail } from '../../shared/send/support-mail.ts';
import { locales } from '../../shared/words/locale.ts';
import type { CodePurpose } from '../../shared/words/mails.ts';
import type { Notice } from '../../shared/words/notice.ts';
import type { Near } from '../../shared/words/whence.ts';
import { linesOfHtml, linesOfText, previewOf } from './reading.ts';
import { ofItsOwn, shops } from './shops.ts';

const at = Date.UTC(2026, 10, 21, 17, 5);
const notMe = { leadsTo: 'not me', url: 'https://login.shop.example/recover#n=stop_2' } as const;
const goOn = 'https://login.shop.example/recover#t=go-on_1';
const shopName = 'Shop';
const from = { device: 'Firefox, Windows', network: '203.0.113.0/24' };

const readers = shops.flatMap((shop) => locales.map((locale) => ({ ...shop, locale })));
const written = await Promise.all(
  readers.map(async (reader) =>
    (await everyMail(reader)).map((example) => ({ ...example, reader, of: `${reader.locale}, ${example.name}` })),
  ),
);
const every = written.flat();
const ofKind = (kind: string) => every.filter(({ name }) => name.split(' ')[0] === kind);
const toCustomers = every.filter(({ name }) => name !== 'team');
const code = (purpose: CodePurpose, validMinutes = 5) => ({ code: '012345', purpose, validMinutes, from });
const told = (notice: Notice, reader: Parameters<typeof noticeMail>[1], link: NotMeLink = notMe) =>
  noticeMail({ notice, link, at, from }, reader);

describe('every e-mail', () => {
  test.each(every)('says the same in both parts: $of', ({ mail }) => {
    expect(linesOfHtml(mail.html)).toEqual(linesOfText(mail.text));
  });

  test.each(every)('is in its language, has nothing unwritten in it, and one heading: $of', ({ mail, reader, name }) => {
    expect(mail.html).toContain(`<html lang="${name === 'team' ? 'en' : reader.locale}">`);
    expect(mail.text + mail.html).not.toMatch(/undefined|\[object/);
    expect(mail.html).not.toMatch(/<script|<form|<b>/i);
    expect(mail.subject).not.toMatch(/[\r\n]/);
    expect(mail.html.match(/<h1/g)).toHaveLength(1);
  });

  test.each(every)('shows beside its subject what it is about, and does not say the subject twice: $of', ({ mail }) => {
    const preview = previewOf(mail.html);
    expect(preview.length).toBeGreaterThan(30);
    expect(preview).not.toContain(mail.subject);
    expect(linesOfHtml(mail.html).join('\n')).toContain(linesOfHtml(`<body>${preview}`)[0]);
  });

  test.each(every)('loads nothing, and stays far below the size at which mailboxes cut it off: $of', ({ mail }) => {
    expect(mail.html).not.toMatch(/src="(?!cid:logo")|url\(|@import/i);
    expect(Buffer.byteLength(mail.html)).toBeLessThan(9 * 1024);
  });

  test.each(every)('breaks no line within “e-mail”: $of', ({ mail }) => {
    const prose = [...mail.html.matchAll(/<(h1|p) [^>]*>(.*?)<\/\1>/g)].map(([, , content = '']) => content.replaceAll(/<a .*?<\/a>/g, ''));
    const together = /<span style="white-space:nowrap">e-mail<\/span>/gi;
    expect(prose.length).toBeGreaterThan(2);
    expect(prose.join('\n').replaceAll(together, '')).not.toMatch(/e-mail/i);
  });

  test.each(every)('lets nobody count clicks, which would hand the token on: $of', ({ mail }) => {
    expect(mail.html.match(/<a /g)?.length).toBe(mail.html.match(/<a ses:no-track /g)?.length);
  });

  test('is one of its own in every language', () => {
    for (const shop of shops) {
      const subjects = toCustomers
        .filter(({ reader }) => reader.shopName === shop.shopName)
        .map(({ mail, name }) => `${mail.subject} ${name}`);
      expect(new Set(subjects).size).toBe(subjects.length);
    }
  });
});

describe('the frame of an e-mail', () => {
  const plain = every.filter(({ reader }) => reader.brand === plainBrand);
  const own = toCustomers.filter(({ reader }) => reader.brand === ofItsOwn);

  test.each(own)("is the shop's: logo, colours, font: $of", ({ mail }) => {
    expect(mail.logo).toEqual(ofItsOwn.mailLogo);
    expect(mail.html).toContain('<img class="logo" src="cid:logo" alt="Květiny Zahrádka" width="160" height="40"');
    expect(mail.html).toContain('font-family:Georgia, &quot;Times New Roman&quot;, serif,');
    expect(mail.html).toContain('.main{background-color:#7be0b8!important;color:#06281c!important}');
  });

  test.each(plain)('is plain where the shop says nothing of itself: its name, and no link to nowhere: $of', ({ mail, reader }) => {
    expect(mail).not.toHaveProperty('logo');
    expect(linesOfHtml(mail.html)[0]).toBe(reader.shopName);
    expect(mail.html).not.toMatch(/<img|mailto:/);
  });

  test('ends with where help, the imprint and the data protection are found', () => {
    for (const { mail, name } of own.filter(({ name }) => !name.startsWith('code'))) {
      for (const url of Object.values(ofItsOwn.links)) {
        expect([name, mail.html.includes(`href="${url}"`), mail.text.includes(`: ${url}\n`)]).toEqual([name, true, true]);
      }
    }
  });

  test('names the address of the support where there is no page of it', async () => {
    const brand = { ...ofItsOwn, links: {} };
    const { html, text } = await told({ kind: 'recovered' }, { locale: 'en', shopName, brand });
    expect(text).toContain('Contact us:\npomoc@zahradka.example\n');
    expect(html).toContain('href="mailto:pomoc@zahradka.example"');
  });

  test('never asks anybody to write to a shop that has not said where', () => {
    for (const { mail } of plain)
      expect(mail.text).not.toMatch(/contact us|write to us|reach us|bei uns|erreichen Sie uns|ozvěte|napište nám|nás najdete/i);
  });
});

describe('an e-mail with a code', () => {
  test.each(ofKind('code'))('shows it in the subject, the text and, in one piece, the HTML: $of', ({ mail }) => {
    expect(mail.subject).toMatch(/^012345 /);
    expect(mail.text).toMatch(/^ *012345$/m);
    expect(mail.html).toContain('>012345</p>');
    expect(previewOf(mail.html)).not.toContain('012345');
  });

  test.each(ofKind('code'))('has no links, whatever the shop has: $of', ({ mail }) => {
    expect(mail.text + mail.html).not.toMatch(/https?:|www\.|href|mailto|<a[\s>]/i);
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
    expect((await codeMail(code('login', validMinutes), { locale, shopName })).text).toContain(words);
  });

  test('says from where it was asked for, as far as anybody knows', async () => {
    const near = { city: 'Brno', country: 'CZ' };
    const text = async (whence: object) => (await codeMail({ ...code('login'), from: whence }, { locale: 'en', shopName })).text;
    expect(await text({ ...from, near })).toContain('Device: Firefox on Windows\nPlace: near Brno, CZ\n');
    expect(await text({ ...from, near: { country: 'CZ' } })).toContain('Place: CZ\n');
    expect(await text(from)).toContain('Device: Firefox on Windows\nNetwork: 203.0.113.0/24\n');
    expect(await text({ device: 'Firefox', network: '' })).toContain('Device: Firefox\n\n');
    expect(await text({ device: '', network: '' })).not.toMatch(/Device|Network|Place/);
  });
});

describe('a notice', () => {
  test.each([
    [
      'UTC',
      /When: 21 November 2026 at 17:05\u00a0UTC/,
      /Wann: 21\. November 2026 um 17:05\u00a0UTC/,
      /Kdy: 21\. listopadu 2026 v 17:05\u00a0UTC/,
    ],
    [
      'Europe/Prague',
      /When: 21 November 2026 at 18:05 \(Central European Time\)/,
      /Wann: 21\. November 2026 um 18:05 \(Mitteleuropäische Zeit\)/,
      /Kdy: 21\. listopadu 2026 v 18:05 \(středoevropský čas\)/,
    ],
  ])('shows the time in the time zone of the shop, in the form of its language: %s', async (timeZone, ...forms) => {
    for (const [index, locale] of locales.entries()) {
      const { text } = await told({ kind: 'two_factor_off' }, { locale, shopName, brand: { ...plainBrand, timeZone } });
      expect(text).toMatch(forms[index] as RegExp);
    }
  });

  test('says from where it was done, as far as anybody knows', async () => {
    const text = async (near?: Near) =>
      (await noticeMail({ notice: { kind: 'recovered' }, link: notMe, at, from: { ...from, near } }, { locale: 'de', shopName })).text;
    expect(await text({ city: 'Brno', country: 'CZ' })).toContain('Gerät: Firefox (Windows)\nOrt: bei Brno, Tschechien\n');
    expect(await text({ country: 'CZ' })).toContain('Ort: Tschechien\n');
    expect(await text({ country: 'XX' })).toContain('Netz: 203.0.113.0/24\n');
    expect(await text()).toContain('Netz: 203.0.113.0/24\n');
  });

  test('of a changed contact shows it masked, in both parts', async () => {
    for (const { mail } of ofKind('email_changed')) {
      for (const part of [mail.text, mail.html])
        for (const address of ['j•••@example.com', 'k•••@example.org']) expect(part).toContain(address);
    }
    for (const { mail } of every) expect(mail.subject + mail.text + mail.html).not.toMatch(/jana\.novak|karel|60112/);
  });

  test('ends with "this wasn\'t me", or, where no key could be had for it, with a new password', async () => {
    const labels = { en: ['This wasn’t me', 'Set a new password'], de: ['Das war ich nicht', 'Neues Passwort festlegen'] } as const;
    for (const [locale, [saysNotMe, newPassword]] of Object.entries(labels)) {
      const of = async (to: NotMeLink) => (await told({ kind: 'recovered' }, { locale: locale as 'en', shopName }, to)).text;
      expect(await of(notMe)).toContain(`${saysNotMe}:\n${notMe.url}\n\n--`);
      const url = 'https://login.shop.example/password';
      expect(await of({ leadsTo: 'new password', url })).toContain(`${newPassword}:\n${url}\n`);
    }
  });

  test('names the method that was switched on', async () => {
    const mails = (['email', 'totp'] as const).map((method) => told({ kind: 'two_factor_on', method }, { locale: 'en', shopName }));
    const [byMail, byApp] = await Promise.all(mails);
    expect(byMail?.text).toContain('by e-mail');
    expect(byApp?.text).toContain('authenticator app');
  });

  test('of wrong codes asks, and accuses nobody: they may be typos of one’s own', () => {
    for (const { mail } of ofKind('codes_guessed')) {
      expect(mail.subject).toMatch(/\?$/);
      expect(mail.text).not.toMatch(/somebody (has|knows) your password|kennt jemand Ihr Passwort|někdo zná Vaše heslo, |má Vaše heslo/i);
    }
  });

  test.each([
    [9, 'Zbývá Vám 9 kódů.'],
    [4, 'Zbývají Vám 4 kódy.'],
    [1, 'Zbývá Vám 1 kód.'],
    [0, 'Byl poslední'],
  ])('of a used recovery code says in Czech that there are %i left', async (left, words) => {
    const { text } = await told({ kind: 'recovery_code_used', left }, { locale: 'cs', shopName });
    expect(text).toContain(words);
  });

  test('is there of every kind that there is', () => {
    expect(new Set(everyNotice.map(({ kind }) => kind)).size).toBe(15);
  });
});

describe('every e-mail with links', () => {
  const withLinks = toCustomers.filter(({ links }) => links.length > 0);

  test.each(withLinks)('has a button for each, and its address on a line of its own in the text: $of', ({ mail, links }) => {
    const buttons = [...mail.html.matchAll(/href="([^"]*)" class="(?:main|plain)"/g)].map(([, url]) => url);
    expect(buttons).toEqual(links);
    for (const url of links) expect(mail.text.split('\n')).toContain(url);
    expect(linesOfHtml(mail.html).join('\n')).not.toContain('https:');
  });

  test.each(withLinks)('has one large button at most, and never for "this wasn\'t me": $of', ({ mail }) => {
    const large = [...mail.html.matchAll(/href="([^"]*)" class="main"/g)].map(([, url]) => url ?? '');
    expect(large.length).toBeLessThanOrEqual(1);
    for (const url of large) expect(url).not.toContain('#n=');
  });

  test.each(withLinks)('does not say that it has none: $of', ({ mail }) => {
    expect(mail.text).not.toMatch(/no links|keine Links|žádné odkazy/);
  });

  test('cannot be given an address that ends the link', async () => {
    const link = `${goOn}"><img src=x>`;
    const { html } = await recoveryMail({ link, notMe, validMinutes: 5, at, from }, { locale: 'en', shopName });
    expect(html).not.toContain('<img');
  });
});

describe('the e-mail for a lost device', () => {
  test('leads with what happened, then the link, and last the way to cancel', async () => {
    const { text } = await recoveryMail({ link: goOn, notMe, validMinutes: 5, at, from }, { locale: 'en', shopName });
    const parts = [
      'Your password was entered',
      goOn,
      '5 minutes',
      'changes nothing yet',
      'SMS',
      'Firefox on Windows',
      'Wasn’t you',
      notMe.url,
    ];
    const order = parts.map((part) => text.indexOf(part));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(Math.min(...order)).toBeGreaterThan(0);
  });

  test.each([
    ['en', 1, '1 minute.'],
    ['de', 5, '5 Minuten.'],
    ['cs', 5, '5 minut.'],
    ['cs', 3, '3 minuty.'],
  ] as const)('says how long its link holds, counted as %s counts %i', async (locale, validMinutes, words) => {
    expect((await recoveryMail({ link: goOn, notMe, validMinutes, at, from }, { locale, shopName })).text).toContain(words);
  });
});

test('the announcement of an approved request says when it happens', async () => {
  const { text } = await supportAnnouncementMail({ notMe, executeAt: at }, { locale: 'en', shopName });
  expect(text).toContain('Will be switched off: 21 November 2026 at 17:05\u00a0UTC');
});
