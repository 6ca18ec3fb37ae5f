import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { idIn, packedId, packedTime, timeIn } from '../../shared/keyring/packed.ts';

test('a customer’s id comes out as it went in, whatever the shop writes there', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'grapheme' }),
        fc.uuid(),
        fc.uuid().map((id) => id.toUpperCase()),
      ),
      (id) => {
        expect(idIn(packedId(id))).toBe(id);
      },
    ),
  );
});

test('a UUID takes its 16 bytes and one more', () => {
  expect(packedId(randomUUID())).toHaveLength(17);
});

test('a time comes out to the millisecond', () => {
  for (const at of [0, 1, Date.UTC(2026, 10, 27), Date.UTC(9999, 0, 1)]) expect(timeIn(packedTime(at), 0)).toBe(at);
});
