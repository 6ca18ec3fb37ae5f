import { describe, expect, test } from 'vitest';
import { noticeMail } from '../../shared/send/notice-mail.ts';
import { recoveryMail } from '../../shared/send/recovery-mail.ts';
import { supportAnnouncementMail, supportAskedMail } from '../../shared/send/support-mail.ts';
import { locales } from '../../shared/words/locale.ts';
import { notices } from './notices.ts';
import { linesOfHtml, linesOfText } from './reading.ts';

const link = 'https://login.shop.example/recover#t=go-on_1';
const notMe = { leadsTo: 'not me', url: 'https://login.shop.example/recover#n=stop_2' } as const;
const executeAt = Date.UTC(2026, 10, 22, 17, 5);
const shopName = `Bob's <b>"Tea" & Co</b>`;

const written = locales.flatMap((locale) => [
  {
    name: `recovery ${locale}`,
    locale,
    links: [link, notMe.url],
    mail: recoveryMail({ link, notMe, validMinutes: 5, locale, shopName }),
  },
  {
    name: `announcement ${locale}`,
    locale,
    links: [notMe.url],
    mail: supportAnnouncementMail({ notMe, executeAt, locale, shopName }),
  },
  ...notices.map((notice) => ({
    name: `${JSON.stringify(notice)} ${locale}`,
    locale,
    links: [notMe.url],
    mail: noticeMail({ notice, link: notMe, at: executeAt, locale, shopName }),
  })),
  { name: `asked ${locale}`, locale, links: [notMe.url], mail: supportAskedMail({ notMe, locale, shopName }) },
]);
const everyMail = await Promise.all(written.map(async (each) => ({ ...each, mail: await each.mail })));

describe('the e-mail for a lost device', () => {
  test('leads with what happened, then the link, and last the way to cancel', async () => {
    const { subject, text } = await recoveryMail({ link, notMe, validMinutes: 5, locale: 'en', shopName: 'Shop' });
    const order = ['has your password', link, '5 minutes', 'changes nothing yet', 'SMS', 'Wasn’t it you', notMe.url].map((part) =>
      text.indexOf(part),
    );
    expect(subject).toBe('Your OTP keycard was reported lost');
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(Math.min(...order)).toBeGreaterThan(0);
  });

  test.each([
    ['en', 1, '1 minute.'],
    ['de', 5, '5 Minuten.'],
    ['cs', 5, '5 minut.'],
    ['cs', 3, '3 minuty.'],
  ] as const)('says how long its link holds, counted as %s counts %i', async (locale, validMinutes, words) => {
    expect((await recoveryMail({ link, notMe, validMinutes, locale, shopName: 'Shop' })).text).toContain(words);
  });
});

describe('the announcement of an approved request', () => {
  test('says when it happens, in UTC and in the form of its language', async () => {
    const mails = await Promise.all(locales.map((locale) => supportAnnouncementMail({ notMe, executeAt, locale, shopName: 'Shop' })));
    const times = mails.map(({ text }) => text);
    expect(times[0]).toContain('22 November 2026 at 17:05\u00a0UTC');
    expect(times[1]).toMatch(/22\. November 2026 (?:um|,) ?17:05\u00a0UTC/);
    expect(times[2]).toMatch(/22\. listopadu 2026 (?:v|,) ?17:05\u00a0UTC/);
  });
});

describe('every e-mail with links', () => {
  test.each(everyMail)('has these links and no others, each as a link and as text: $name', ({ mail, links }) => {
    expect([...mail.text.matchAll(/https?:\S+/g)].map(([url]) => url)).toEqual(links);
    expect([...mail.html.matchAll(/href="([^"]*)"/g)].map(([, url]) => url)).toEqual(links.flatMap((url) => [url, url]));
    for (const url of links) expect(linesOfHtml(mail.html)).toContain(url);
    expect(mail.html).not.toMatch(/src=|<img|<script|<form/i);
  });

  test.each(everyMail)('lets nobody count clicks, which would hand the token on: $name', ({ mail }) => {
    expect(mail.html.match(/<a /g)?.length).toBe(mail.html.match(/<a ses:no-track /g)?.length);
  });

  test.each(everyMail)('says the same in both parts: $name', ({ mail }) => {
    // In the text, a colon leads from the label to the address.
    expect(linesOfHtml(mail.html)).toEqual(linesOfText(mail.text.replace(/:\nhttps:/g, '\nhttps:')));
  });

  test.each(everyMail)('names its language, has nothing unwritten in it, and stays small: $name', ({ mail, locale }) => {
    expect(mail.html).toContain(`<html lang="${locale}">`);
    expect(mail.html).not.toContain('<b>');
    expect(mail.text + mail.html).not.toMatch(/undefined|\[object/);
    expect(mail.subject).not.toMatch(/[\r\n]/);
    expect(Buffer.byteLength(mail.html)).toBeLessThan(8 * 1024);
  });

  test.each(everyMail)('does not say that it has none: $name', ({ mail }) => {
    expect(mail.text).not.toMatch(/no links|keine Links|žádné odkazy/);
  });

  test('is written in its own language', () => {
    const others = everyMail.filter(({ name }) => !name.startsWith('{'));
    expect(new Set(others.map(({ mail }) => mail.subject)).size).toBe(others.length);
  });

  test('cannot be given an address that ends the link', async () => {
    const { html } = await recoveryMail({ link: `${link}"><img src=x>`, notMe, validMinutes: 5, locale: 'en', shopName: 'Shop' });
    expect(html).not.toContain('<img');
  });
});
