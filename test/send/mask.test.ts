import { describe, expect, test } from 'vitest';
import { maskEmail, maskPhone } from '../../shared/send/mask.ts';

describe('a masked e-mail address', () => {
  test.each([
    ['jana.novak@example.com', 'j•••@example.com'],
    ['j@example.com', 'j•••@example.com'],
    ['😀smile@example.com', '😀•••@example.com'],
    ['"a@b"@example.com', '"•••@example.com'],
  ])('of %s is %s', (email, masked) => {
    expect(maskEmail(email)).toBe(masked);
  });

  test('of something that is no address shows nothing', () => {
    expect(maskEmail('jana')).toBe('•••');
    expect(maskEmail('')).toBe('•••');
  });

  test('does not tell how long the address is', () => {
    expect(maskEmail('jo@example.com')).toBe(maskEmail('jonathan.longname@example.com'));
  });
});

describe('a masked phone number', () => {
  test.each([
    ['+420601123456', '+420 ••• ••56'],
    ['+491711234567', '+49 ••• ••67'],
    ['+12025550123', '+1 ••• ••23'],
    ['+77011234567', '+7 ••• ••67'],
    ['+35312345678', '+353 ••• ••78'],
    ['+447700900123', '+44 ••• ••23'],
  ])('of %s shows the country and the last two digits: %s', (phone, masked) => {
    expect(maskPhone(phone)).toBe(masked);
  });

  test('of something that is no number shows nothing', () => {
    for (const phone of ['', '601123456', '+42', 'jana@example.com']) expect(maskPhone(phone)).toBe('•••');
  });
});
