import { Hash } from '@smithy/core/serde';
import { describe, expect, it } from 'vitest';
import { Sha256 } from '../../shared/aws/sha256.ts';

const text = (chunk: string) => Buffer.from(chunk);
const hex = async (sum: { digest(): Promise<Uint8Array> }) => Buffer.from(await sum.digest()).toString('hex');

describe('a sum', () => {
  // NIST, "Secure Hashing": example values of SHA-256; RFC 4231, test case 2.
  it('is that of the standards', async () => {
    const hash = new Sha256();
    hash.update(text('abc'));
    expect(await hex(hash)).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    for (const secret of ['Jefe', text('Jefe'), text('Jefe')]) {
      const hmac = new Sha256(secret);
      hmac.update(text('what do ya want '));
      hmac.update(text('for nothing?'));
      expect(await hex(hmac)).toBe('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843');
    }
  });

  it('is what the SDK makes, again and again under the same keys', async () => {
    const secrets = [undefined, 'a secret', 'another', text('bytes'), text('other bytes')];
    for (const secret of [...secrets, ...secrets]) {
      const [ours, theirs] = [new Sha256(secret), new Hash('sha256', secret)];
      for (const sum of [ours, theirs]) sum.update(text('ž, and more'));
      expect(await hex(ours)).toBe(await hex(theirs));
    }
  });

  it('can begin anew', async () => {
    const [one, other] = [new Sha256('secret'), new Sha256('secret')];
    one.update(text('something else'));
    one.reset();
    for (const sum of [one, other]) sum.update(text('the same'));
    expect(await hex(one)).toBe(await hex(other));
  });
});
