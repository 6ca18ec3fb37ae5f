import { expect, test } from 'vitest';
import { dearness, isTooDear } from '../../shared/flow/imported-hash.ts';

test('a hash may be 32 times as dear as ours, and no more', () => {
  expect(isTooDear({ took: 1280, ours: 40 })).toBe(false);
  expect(isTooDear({ took: 1280.1, ours: 40 })).toBe(true);
});

test('nor may it take more than 2.5 seconds, however slow the machine', () => {
  expect(isTooDear({ took: 2500, ours: 1000 })).toBe(false);
  expect(isTooDear({ took: 2500.1, ours: 1000 })).toBe(true);
});

test('whoever imports is told how dear it is', () => {
  expect(dearness({ took: 1404.7, ours: 40.1 })).toBe(
    'takes 1405 ms here, 35 times as long as ours: at most 32 times and 2500 ms can be afforded',
  );
});
