import { describe, expect, test } from 'vitest';
import { codeIn, recoveryCodeIn } from '../../web/typed-code.ts';

describe('a code is read out of', () => {
  test.each([
    ['as it was sent', '526292'],
    ['with spaces around it', '  526292 '],
    ['in two groups', '526 292'],
    ['in three groups', '52 62 92'],
    ['digit by digit', '5 2 6 2 9 2'],
    ['with a hyphen', '526-292'],
    ['with an en dash', '526–292'],
    ['with a dash and spaces', '526 - 292'],
    ['with a dot in between', '526.292'],
    ['with a middle dot', '526·292'],
    ['with a full stop at its end', '526292.'],
    ['with a comma', '526292,'],
    ['in quotation marks', '„526292“'],
    ['in brackets', '(526 292)'],
    ['with its label', 'Your code: 526292'],
    ['behind a prefix', 'G-526292'],
    ['with non-breaking spaces', '526\u00a0292'],
    ['with narrow non-breaking spaces', '526\u202f292'],
    ['with a zero-width space', '526\u200b292\ufeff'],
    ['with marks of direction', '\u200f526292\u200e'],
    ['with a soft hyphen', '526\u00ad292'],
    ['over two lines', '526\n292\r\n'],
    ['with a tabulator', '526\t292'],
    ['in full-width digits', '５２６２９２'],
    ['in Arabic-Indic digits', '٥٢٦٢٩٢'],
    ['in Persian digits', '۵۲۶۲۹۲'],
    ['in Devanagari digits', '५२६२९२'],
    ['in Bengali digits, with a space', '৫২৬ ২৯২'],
    ['in bold digits of mathematics', '𝟓𝟐𝟔𝟐𝟗𝟐'],
    ['in a whole sentence', 'Your code is 526292. It is valid for 5 minutes.'],
    ['in a whole sentence, in groups', 'Your code is 526 292 and is valid for 5 minutes'],
    ['beside a number that is longer', 'Order 20261121, code 526292'],
    ['beside a phone number', '526292, not you? Call +420 601 123 456'],
    ['twice, in subject and mail', '526292 is your code\n\nYour code: 526292'],
    ['in a bound last line of an SMS', 'Code: 526292\n\n@login.shop.example #526292'],
  ])('%s: %j', (_, typed) => {
    expect(codeIn(typed)).toBe('526292');
  });

  test.each([
    ['nothing', ''],
    ['no field', null],
    ['five digits', '52629'],
    ['seven digits', '5262921'],
    ['seven digits in groups', '526 2921'],
    ['a phone number', '+420 601 123 456'],
    ['two codes', '526292 or 987654'],
    ['two codes in groups', '526 292, 987 654'],
    ['a date and a time', '2026-11-21 10:05'],
    ['words', 'the code'],
    ['a recovery code', '4k7mz-0qtrp'],
    ['what only looks like digits', '②⑥'],
  ])('no code is in %s: %j', (_, typed) => {
    expect(codeIn(typed)).toBeUndefined();
  });

  test('leading zeros stay', () => {
    expect(codeIn('００7 012')).toBe('007012');
  });
});

describe('a recovery code is read out of', () => {
  test.each([
    ['as it is printed', '4k7mz-0qtrp'],
    ['in capitals', '4K7MZ-0QTRP'],
    ['without the hyphen', '4k7mz0qtrp'],
    ['with a space', '4k7mz 0qtrp'],
    ['with spaces around it', ' 4k7mz-0qtrp\n'],
    ['letter by letter', '4 k 7 m z 0 q t r p'],
    ['with an en dash', '4k7mz–0qtrp'],
    ['with the hyphen that does not break', '4k7mz\u20110qtrp'],
    ['with spaces around the dash', '4k7mz - 0qtrp'],
    ['with a zero-width space', '4k7mz-\u200b0qtrp'],
    ['in quotation marks', '“4k7mz-0qtrp”'],
    ['with a full stop', '4k7mz-0qtrp.'],
    ['with its number in the list', '3. 4k7mz-0qtrp'],
    ['with a label', 'Recovery code: 4k7mz-0qtrp'],
    ['with a label and no hyphen', 'Recovery code: 4k7mz0qtrp'],
    ['with a label and a space', 'Recovery code: 4k7mz 0qtrp'],
    ['in full-width digits', '４k７mz-０qtrp'],
    ['twice', '4k7mz-0qtrp 4k7mz-0qtrp'],
  ])('%s: %j', (_, typed) => {
    expect(recoveryCodeIn(typed)).toBe('4k7mz-0qtrp');
  });

  test('a code of letters alone is one too', () => {
    expect(recoveryCodeIn('abcde-fghjk')).toBe('abcde-fghjk');
    expect(recoveryCodeIn('abcde fghjk')).toBe('abcde-fghjk');
  });

  test.each([
    ['nothing', ''],
    ['no field', undefined],
    ['nine signs', '4k7mz-0qtr'],
    ['eleven signs', '4k7mz-0qtrpp'],
    ['six digits', '526292'],
    ['two codes', '4k7mz-0qtrp 9abcd-efghj'],
    ['words', 'these words are no code'],
    ['other letters', 'žluťoučký-x'],
  ])('no recovery code is in %s: %j', (_, typed) => {
    expect(recoveryCodeIn(typed)).toBeUndefined();
  });
});
