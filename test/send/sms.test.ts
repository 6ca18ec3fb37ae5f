import { describe, expect, test } from 'vitest';
import { codeSms } from '../../shared/send/code-sms.ts';
import { gsmLetters } from '../../shared/send/gsm-letters.ts';
import { noticeSms } from '../../shared/send/notice-sms.ts';
import { locales } from '../../shared/words/locale.ts';

const gsm = /^[\n @£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ!"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà]*$/;

const everyNotice = locales.flatMap((locale) =>
  (['recovered', 'support_approved', 'phone_left'] as const).map((kind) => ({ kind, locale })),
);

describe('a notice by SMS', () => {
  test.each(everyNotice)('fits into one message: $kind $locale', async ({ kind, locale }) => {
    const { text } = await noticeSms({ kind, locale, shopName: 'Žaneta Nováková Květiny 2000' });
    expect(text).toMatch(gsm);
    expect(text.length).toBeLessThanOrEqual(160);
    expect(text).toMatch(/^Zaneta Novakova Kvetiny 2000: /);
  });

  test.each(everyNotice)('has no links: $kind $locale', async ({ kind, locale }) => {
    expect((await noticeSms({ kind, locale, shopName: 'Shop' })).text).not.toMatch(/https?:|www\.|\//);
  });
});

describe('a code by SMS', () => {
  test.each(locales)('stays in the letters of one message even for a shop with accents, and ends as WebOTP asks (%s)', async (locale) => {
    const { text } = await codeSms({ code: '012345', validMinutes: 10, locale, shopName: 'Žluťoučký kůň', host: 'login.shop.example' });
    expect(text).toMatch(gsm);
    expect(text.length).toBeLessThanOrEqual(160);
    expect(text).toMatch(/\n@login\.shop\.example #012345$/);
  });
});

describe('letters for a telephone network', () => {
  test.each([
    ['Příliš žluťoučký kůň', 'Prilis zlutoucky kun'],
    ['Gärtnerei Müßig', 'Gärtnerei Müßig'],
    ['Ga\u0308rtnerei', 'Gärtnerei'],
    ['Bob’s „Tea“ – Łódź', `Bob's "Tea" - Lodz`],
    ['花 🐎', '? ?'],
    ['5 € [net]', '5 € [net]'],
  ])('of %s are %s', (text, letters) => {
    expect(gsmLetters(text)).toBe(letters);
  });
});
