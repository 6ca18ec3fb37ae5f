import { createSecretKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { scan } from '../support/authenticator.ts';
import { currentKey, freshRecoveryCodes, makeRecoveryCodes, recoveryCodeDigest, showKey } from './factors.ts';

const key = createSecretKey(Buffer.alloc(32, 1));
const digest = (typed: string, customerId = 'a customer') => recoveryCodeDigest(key, customerId, typed);

describe('recovery codes', () => {
  it('are ten, each of two groups of five letters that nobody mistakes for another', () => {
    const codes = makeRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^[0-9a-hjkmnp-tv-z]{5}-[0-9a-hjkmnp-tv-z]{5}$/);
  });

  it('use every letter of their alphabet', () => {
    const letters = new Set(Array.from({ length: 100 }, makeRecoveryCodes).flat().join('').replaceAll('-', ''));
    expect([...letters].toSorted().join('')).toBe('0123456789abcdefghjkmnpqrstvwxyz');
  });

  it.each(['4k1mz-00trp', '4K1MZ-00TRP', ' 4k1m z00t\trp ', '4k1mz--00-trp', '4kimz-o0trp', '4kLmz-Ootrp'])(
    'may be typed as "%s"',
    (typed) => {
      expect(digest(typed)).toEqual(digest('4k1mz00trp'));
    },
  );

  it('differ by customer, and in each letter', () => {
    expect(digest('4k1mz-00trp', 'another customer')).not.toEqual(digest('4k1mz-00trp'));
    expect(digest('4k1mz-00trq')).not.toEqual(digest('4k1mz-00trp'));
  });

  it('are shown once, and kept as digests under the key of the day', async () => {
    const { shown, kept } = await freshRecoveryCodes('a customer', Date.UTC(2100, 0, 1));
    const { key: keyOfTheDay, version } = await currentKey('recovery-codes', Date.UTC(2100, 0, 1));
    expect(shown).toHaveLength(10);
    expect(kept).toEqual({ digests: new Set(shown.map((code) => recoveryCodeDigest(keyOfTheDay, 'a customer', code))), key: version });
  });
});

describe('the key of an app', () => {
  it('is shown as text, as URI and as a QR code of it', () => {
    const shown = showKey(Buffer.alloc(20, 7), 'a@example.com');
    expect(scan(shown.otpauthUri)).toMatchObject({ account: 'a@example.com', sharedKey: shown.sharedKey });
    expect(shown.qrSvg).toMatch(/^<svg .*<\/svg>$/s);
    // ISO/IEC 18004: 21 modules, or four more, or … , and around them a quiet zone of four; here each of four pixels.
    const [, width = ''] = /viewBox="0 0 (\d+) \1"/.exec(shown.qrSvg) ?? [];
    expect((Number(width) / 4 - 2 * 4 - 21) % 4).toBe(0);
  });
});
