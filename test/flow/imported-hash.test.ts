import { expect, test } from 'vitest';
import { dearness, floorOf, isTooDear, slowestIn } from '../../shared/flow/imported-hash.ts';

test('a hash may be 64 times as dear as ours, and no more', () => {
  expect(isTooDear({ took: 2560, ours: 40 })).toBe(false);
  expect(isTooDear({ took: 2560.1, ours: 40 })).toBe(true);
});

test('whoever imports is told how dear it is', () => {
  expect(dearness({ took: 2807.3, ours: 40.1 })).toBe('takes 2807 ms here, 70 times as long as ours: at most 64 times can be afforded');
});

test('a hash that is faster than ours still makes wrong passwords wait for ours', () => {
  expect(slowestIn({ took: 3, ours: 40 })).toBe(40);
  expect(slowestIn({ took: 300, ours: 40 })).toBe(300);
});

test('wrong passwords wait half as long again as the slowest hash, and a tenth of a second; before any import, not at all', () => {
  expect(floorOf(undefined)).toBe(0);
  expect(floorOf(40)).toBe(160);
  expect(floorOf(300)).toBe(550);
});

test('whatever was written down, a password in two forms is answered in less than the ten seconds of a function', () => {
  expect(floorOf(2500)).toBe(3850);
  expect(2 * floorOf(1_000_000)).toBe(7700);
});
