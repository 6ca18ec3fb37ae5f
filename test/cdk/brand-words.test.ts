import { describe, expect, test } from 'vitest';
import type { Options } from '../../cdk/options.ts';
import { read, textOf, writtenBy } from './read-brand.ts';

const branded = (brand: object) => read({ brand });
const inWords = (words: Record<string, string>, locale = 'de') => branded({ words: { [locale]: words } });

describe('own words', () => {
  const wordsOf = (options: Options) => {
    const { pageWords } = writtenBy(options);
    return pageWords ? JSON.parse(textOf(options, `assets/${pageWords}`)) : undefined;
  };

  test('are a file of the pages, with places for what is filled in', () => {
    const options = branded({
      words: {
        en: { 'pages.login.logIn': 'Sign in', 'pages.login.codeSentTo': 'Look there, {address}: it’s yours' },
        cs: { 'pages.common.attemptsLeft': 'Ještě {attempts, plural, one {# pokus} few {# pokusy} other {# pokusů}}.' },
      },
    });
    expect(wordsOf(options)).toEqual({
      en: { 'pages.login.logIn': 'Sign in', 'pages.login.codeSentTo': 'Look there, {0}: it’s yours' },
      cs: { 'pages.common.attemptsLeft': 'Ještě {0 cs one{{0} pokus}few{{0} pokusy}other{{0} pokusů}}.' },
    });
    expect(writtenBy(options).words).toBeUndefined();
  });

  test.each([
    ['pages.login.logln', 'Hinein', 'is no text of ours; did you mean pages.login.logIn?'],
    ['pages.login', 'Hinein', 'is no text of ours'],
    ['toString', 'Hinein', 'is no text of ours'],
    ['__proto__', 'Hinein', 'is no text of ours'],
    ['constructor', 'Hinein', 'is no text of ours'],
    ['prototype', 'Hinein', 'is no text of ours'],
    ['pages.login.logIn', ' ', 'must be 1 to 1000 printable characters without < and >'],
    ['pages.login.logIn', 'a\nb', 'must be 1 to 1000 printable characters without < and >'],
    ['pages.login.logIn', '<b>Hinein</b>', 'must be 1 to 1000 printable characters without < and >'],
    ['pages.login.logIn', 'a\u202eb', 'must be 1 to 1000 printable characters without < and >'],
    ...['<', '>', '\u2028', '\u2029', '\u202a', '\u2066', '\u2069', '\r', '\u0000', '\u0085'].map((letter): [string, string, string] => [
      'pages.login.logIn',
      `a${letter}b`,
      'must be 1 to 1000 printable characters without < and >',
    ]),
    ['mails.code.login.subject', '{code}\r\nBcc: a@evil.example', 'must be 1 to 1000 printable characters without < and >'],
    ['pages.login.codeSentTo', '{address} {constructor}', 'must not name {constructor}'],
    [
      'mails.notices.two_factor_on.happened',
      '{shop} {method, select, other {{method, select, other {x}}}}',
      'must have no forms within a form, as of {method}',
    ],
    ['pages.login.logIn', 'x'.repeat(1001), 'must be 1 to 1000 printable characters without < and >'],
    ['pages.login.logIn', 'Hinein, {shop}', 'must not name {shop}, as nothing is filled in there'],
    ['pages.login.codeSentTo', 'An {adress}', 'must not name {adress}; did you mean {address}?'],
    ['pages.login.codeSentTo', 'An Sie', 'must name {address}'],
    ['pages.login.codeStillGood', 'Noch gut', 'must name {address} and {time}'],
    ['pages.login.codeStillGood', '{address} {time} {0}', 'must not name {0}, but {address}, {time}'],
    ['pages.login.codeSentTo', 'An {address', 'must close each brace that it opens, and no other'],
    ['pages.login.codeSentTo', 'An {address}}', 'must close each brace that it opens, and no other'],
    ['pages.common.attemptsLeft', '{attempts, plural, other {#}}', 'must have a form one of {attempts}, as 1 takes it'],
    ['pages.common.attemptsLeft', '{attempts, plural, one {#} few {#} other {#}}', 'must not have a form few of {attempts}: de has none'],
    ['pages.common.attemptsLeft', '{attempts, number, percent}', 'must say plural or select of {attempts}, and not number'],
    ['pages.common.attemptsLeft', '{attempts, plural, x}', 'must have forms of {attempts} such as one {…} other {…}'],
    ['pages.common.attemptsLeft', '{attempts, select, a {#}}', 'must have a form other of {attempts}'],
  ])('%s: %j are refused by their key', (key, text, why) => {
    expect(() => inWords({ [key]: text })).toThrow(`\n- brand.words.de.${key} ${why}`);
  });

  test('of e-mails, SMS and the frame of pages are in the brand itself, by what their functions take', () => {
    const own = {
      'mails.code.login.subject': '{code}: Ihr Code',
      'mails.notices.two_factor_on.happened': 'Bei {shop}: {method, select, totp {App} other {E-Mail}}.',
      'sms.code': '{code} ist Ihr Code ({shop}, {minutes} Minuten)',
      'pages.frame.toShop': 'Zurück zum Laden',
    };
    const { words, pageWords } = writtenBy(inWords(own));
    expect(words?.de).toEqual({
      'mails.code.login.subject': '{0.code}: Ihr Code',
      'mails.notices.two_factor_on.happened': 'Bei {0.shop}: {0.method totp{App}other{E-Mail}}.',
      'sms.code': '{0.code} ist Ihr Code ({0.shop}, {0.minutes} Minuten)',
      'pages.frame.toShop': 'Zurück zum Laden',
    });
    expect(pageWords).toMatch(/^words-/);
    expect(() => inWords({ 'mails.frame.dates': 'en-US' })).toThrow('- brand.words.de.mails.frame.dates is no text of ours');
  });

  test('of SMS keep to the letters and the length of one', () => {
    expect(() => inWords({ 'sms.code': '{code} {shop} {minutes} Kč' })).toThrow(
      '- brand.words.de.sms.code must keep to the letters of an SMS (GSM 03.38), which has no č',
    );
    const filler = (letters: number) => `{code} {shop} {minutes} ${'x'.repeat(letters)}`;
    const shop = { shopName: 'Žaneta', publicUrl: 'https://login.shop.example' };
    const said = (letters: number) => read({ ...shop, brand: { words: { de: { 'sms.code': filler(letters) } } } });
    const trailer = '\n\n@login.shop.example #123456';
    const room = 160 - '123456 Zaneta 10 '.length - trailer.length;
    expect(() => said(room)).not.toThrow();
    expect(() => said(room + 1)).toThrow(
      '- brand.words.de.sms.code must fit into one SMS of 160 letters, and has 161 with all that is filled in',
    );
    expect(() => inWords({ 'sms.notices.phone_left': `{shop} ${'€'.repeat(80)}` })).toThrow('must fit into one SMS of 160 letters');
  });

  test('in a language that is none of ours are refused', () => {
    expect(() => inWords({ 'pages.login.logIn': 'x' }, 'sk')).toThrow('- brand.words.sk is no option');
  });

  test('need the forms that their language has', () => {
    const key = 'pages.common.attemptsLeft';
    expect(() => inWords({ [key]: '{attempts, plural, one {#} other {#}}' }, 'cs')).toThrow(
      'must have a form few of {attempts}, as 2 takes it',
    );
    expect(() => inWords({ [key]: '{attempts, plural, one {#} few {#} other {#}}' }, 'cs')).not.toThrow();
  });
});
