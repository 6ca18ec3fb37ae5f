import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { acceptedSteps, codeOfStep, isNewStep, KEY_LENGTH, keyForApp, STEP, stepOf } from '../../shared/flow/totp.ts';
import { AuthenticatorApp, fromBase32, hotp, scan } from '../support/authenticator.ts';

const sharedKey = Buffer.from('12345678901234567890');

test('a step is accepted once, and none before it', () => {
  expect([8, 9, 10].map((step) => isNewStep(step, 9))).toEqual([false, false, true]);
  expect(isNewStep(0, undefined)).toBe(true);
});

describe('the vectors', () => {
  // RFC 4226, appendix D.
  const byCounter = ['755224', '287082', '359152', '969429', '338314', '254676', '287922', '162583', '399871', '520489'];
  test.each(byCounter.map((code, counter) => ({ code, counter })))('of RFC 4226: counter $counter is $code', ({ code, counter }) => {
    expect(codeOfStep(sharedKey, counter)).toBe(code);
    expect(hotp(sharedKey, counter)).toBe(code);
  });

  // RFC 6238, appendix B, the rows of SHA-1: eight digits, of which a six-digit code is the last six.
  const byTime = [
    { seconds: 59, digits: '94287082' },
    { seconds: 1111111109, digits: '07081804' },
    { seconds: 1111111111, digits: '14050471' },
    { seconds: 1234567890, digits: '89005924' },
    { seconds: 2000000000, digits: '69279037' },
    { seconds: 20000000000, digits: '65353130' },
  ];
  test.each(byTime)('of RFC 6238: $seconds s is $digits', ({ seconds, digits }) => {
    const code = digits.slice(2);
    const step = Math.floor(seconds / 30);
    expect(codeOfStep(sharedKey, step)).toBe(code);
    expect(stepOf(code, sharedKey, seconds * 1000)).toBe(step);
    expect(new AuthenticatorApp('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ').codeAt(seconds * 1000)).toBe(code);
  });
});

describe('the steps that are accepted', () => {
  const began = 60_000_000 * STEP;
  const step = began / STEP;

  test('are two at any moment, next to each other', () => {
    for (let ms = -STEP; ms <= STEP; ms += 250) {
      const [earlier, later] = acceptedSteps(began + ms);
      expect([later - earlier, [earlier, later].includes(Math.floor((began + ms) / STEP))]).toEqual([1, true]);
    }
  });

  test('change in the middle of a step, to the millisecond', () => {
    expect(acceptedSteps(began + 14_999)).toEqual([step - 1, step]);
    expect(acceptedSteps(began + 15_000)).toEqual([step, step + 1]);
    expect(acceptedSteps(began + 44_999)).toEqual([step, step + 1]);
    expect(acceptedSteps(began + 45_000)).toEqual([step + 1, step + 2]);
  });

  test('hold what a device up to 15 s off shows, at every moment', () => {
    for (let ms = 0; ms < STEP; ms += 500) {
      for (const off of [-15_000, -1, 0, 1, 15_000]) {
        expect(acceptedSteps(began + ms)).toContain(Math.floor((began + ms + off) / STEP));
      }
    }
  });

  test('do not hold what a device 16 s off shows at the edge of a step', () => {
    for (const [ms, off] of [
      [14_000, 16_000],
      [15_999, -16_000],
    ] as const) {
      expect(acceptedSteps(began + ms)).not.toContain(Math.floor((began + ms + off) / STEP));
    }
  });
});

describe('a typed code', () => {
  const at = 1_800_000_007_000;

  test('is the code of its step', () => {
    const key = randomBytes(KEY_LENGTH);
    for (const step of acceptedSteps(at)) expect(acceptedSteps(at)).toContain(stepOf(codeOfStep(key, step), key, at));
  });

  test('of another step or another key, or of another length, is none', () => {
    const step = Math.floor(at / STEP);
    const near = acceptedSteps(at).map((accepted) => codeOfStep(sharedKey, accepted));
    for (const other of [step - 2, step + 2, step + 1000]) {
      const code = codeOfStep(sharedKey, other);
      if (!near.includes(code)) expect(stepOf(code, sharedKey, at)).toBeUndefined();
    }
    const ofAnotherKey = codeOfStep(Buffer.from('09876543210987654321'), step);
    if (!near.includes(ofAnotherKey)) expect(stepOf(ofAnotherKey, sharedKey, at)).toBeUndefined();
    for (const code of ['', near[0]?.slice(1), `${near[0]}0`, '١٢٣٤٥٦']) expect(stepOf(code ?? '', sharedKey, at)).toBeUndefined();
  });

  test('keeps its leading zeros', () => {
    const step = Array.from({ length: 1000 }, (_, nth) => nth).find((nth) => hotp(sharedKey, nth).startsWith('00')) ?? 0;
    expect(codeOfStep(sharedKey, step)).toBe(hotp(sharedKey, step));
    expect(codeOfStep(sharedKey, step)).toHaveLength(6);
  });
});

describe('a shared key as an app takes it in', () => {
  test('is 160 bits as Base32 without padding', () => {
    const key = randomBytes(KEY_LENGTH);
    const shown = keyForApp(key, 'Shop', 'jana@example.com');
    expect(KEY_LENGTH).toBe(20);
    expect(shown.sharedKey).toMatch(/^[A-Z2-7]{32}$/);
    expect(fromBase32(shown.sharedKey)).toEqual(key);
  });

  test('is an otpauth URI with issuer and account, which no sign in either of them can break', () => {
    for (const [issuer, account] of [
      ['Shop', 'jana@example.com'],
      ['Květiny & Söhne, "100 %"', 'jana+shop?x=1&secret=AAAA#@example.com'],
    ] as const) {
      const { sharedKey: secret, otpauthUri } = keyForApp(sharedKey, issuer, account);
      expect(otpauthUri.startsWith('otpauth://totp/')).toBe(true);
      expect(scan(otpauthUri)).toMatchObject({ issuer, account, sharedKey: secret });
      // Spaces as %20: some apps show the plus sign of form encoding as it is.
      expect(otpauthUri).not.toMatch(/[ +]/);
    }
  });

  test('has no colon in its issuer, where the account would begin', () => {
    const { otpauthUri } = keyForApp(sharedKey, 'Shop: the best', 'jana@example.com');
    expect(otpauthUri.startsWith('otpauth://totp/Shop%20the%20best:jana%40example.com?')).toBe(true);
    expect(scan(otpauthUri)).toMatchObject({ issuer: 'Shop the best', account: 'jana@example.com' });
  });

  test('says nothing but what every app takes for granted: SHA-1, six digits, 30 seconds', () => {
    const { parameters } = scan(keyForApp(sharedKey, 'Shop', 'jana@example.com').otpauthUri);
    expect({ algorithm: 'SHA1', digits: '6', period: '30', ...parameters }).toMatchObject({ algorithm: 'SHA1', digits: '6', period: '30' });
  });
});
