import { expect, it } from 'vitest';
import { keepKey, readKey, readKeys } from './store.ts';

const key = (first: number) => ({ wrapped: Uint8Array.of(first, 2, 3), madeAt: first });

it('keys of several purposes come in the order in which they are asked for, of the version alone, with gaps where none is made', async () => {
  const [codes, links] = [await keepKey('codes', 7, key(1)), await keepKey('links', 7, key(2))];
  await keepKey('captcha', 8, key(3));
  const found = await readKeys(['links', 'captcha', 'codes'], 7);
  expect(found.map((each) => each?.wrapped)).toEqual([links.wrapped, undefined, codes.wrapped]);
  expect((await readKey('captcha', 8))?.madeAt).toBe(3);
});
