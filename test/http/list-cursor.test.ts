import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cursorOf, placeOf } from '../../shared/http/list-cursor.ts';

test('a cursor leads back to its place, in its own search alone', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), fc.string(), (after, search, other) => {
      fc.pre(search !== other && after.isWellFormed());
      const cursor = cursorOf(search, after);
      expect(cursor).toMatch(/^[\w-]{8}\.[\w-]*$/);
      expect(placeOf(search, cursor)).toBe(after);
      expect(placeOf(other, cursor)).toBeUndefined();
    }),
  );
});

test('what is none leads nowhere', () => {
  const cursor = cursorOf('all', 'c-1001');
  const [name, place] = cursor.split('.');
  for (const forged of [
    '',
    '.',
    `${name}.`.slice(1),
    `${cursor}=`,
    `${cursor} `,
    `${name}${place}`,
    `x${cursor.slice(1)}`,
    `${name}.+/`,
    `${name}._w`,
  ])
    expect(placeOf('all', forged), forged).toBeUndefined();
});
