import { expect, test } from 'vitest';
import { destination } from '../../web/destination.ts';
import { baseOf, placeOf } from '../../web/place.ts';
import { countdown } from '../../web/time.ts';

const page = 'https://shop.example/prod/login';
const next = (path: string) => destination(`?next=${encodeURIComponent(path)}`, page);

test.each([
  ['/checkout', 'https://shop.example/checkout'],
  ['/prod/security?a=b#c', 'https://shop.example/prod/security?a=b#c'],
  // The path alone would be a host of its own; with the origin in front it is not.
  ['/.//evil.example', 'https://shop.example//evil.example'],
])('after the login %s is followed', (path, url) => {
  expect(next(path)).toBe(url);
});

test.each([
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  'https://evil.example',
  'javascript:alert(1)',
  'checkout',
  '',
])('%j does not lead away from the shop', (path) => {
  expect(next(path)).toBeUndefined();
});

test.each([
  [300_900, '5:00'],
  [60_000, '1:00'],
  [9_999, '0:09'],
  [400, '0:01'],
  [0, '0:00'],
  [-5000, '0:00'],
  [3_661_000, '1:01:01'],
])('%i ms are shown as %s', (milliseconds, shown) => {
  expect(countdown(milliseconds)).toBe(shown);
});

test.each([
  ['https://login.example/', 'home', 'https://login.example/'],
  ['https://login.example/login?next=/a', 'login', 'https://login.example/'],
  ['https://api.example/prod', 'home', 'https://api.example/prod/'],
  ['https://api.example/prod/', 'home', 'https://api.example/prod/'],
  ['https://api.example/prod/security#x', 'security', 'https://api.example/prod/'],
])('%s is the page %s of the service at %s', (url, place, base) => {
  expect(placeOf(new URL(url).pathname)).toBe(place);
  expect(baseOf(url)).toBe(base);
});
