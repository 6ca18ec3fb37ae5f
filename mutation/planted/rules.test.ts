import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { put, update } from '../../test/store/store.ts';
import { fewerThan, isUnheeded, isWithin, limits, sumTo } from './rules.ts';

describe('a test', () => {
  it('that looks at the boundary', () => {
    expect(isWithin(5, 5)).toBe(true);
    expect(isWithin(6, 5)).toBe(false);
  });

  it('that looks away', () => {
    isUnheeded(3);
    expect(limits).toHaveProperty('unheeded');
  });

  it('of what was decided while the file was loading', () => {
    expect(limits.heeded).toBe(5);
  });

  it('of a loop', () => {
    expect(sumTo(4)).toBe(6);
  });
});

it('of a property that the engine checks', async () => {
  const property = fc.asyncProperty(fc.integer({ min: 0, max: 9 }), async (guesses) => {
    const key = { pk: `TEST#${randomUUID()}`, sk: 'TEST' };
    await put({ ...key, guesses: Array.from({ length: guesses }, () => '-') });
    const { held } = await update(key, { append: { guesses: ['-'] } }, fewerThan(5));
    expect(held).toBe(guesses < 5);
  });
  await fc.assert(property);
});
