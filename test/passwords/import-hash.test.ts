/** What an import makes of how long a hash takes, with a stopwatch that shows what it is told. */
import { beforeEach, expect, test, vi } from 'vitest';

const { shown, noted, failing } = vi.hoisted(() => ({
  shown: [] as number[],
  noted: [] as number[],
  failing: { bcrypt: false },
}));
vi.mock('../../shared/config/clock.ts', () => ({ stopwatch: () => () => shown.shift() }));
vi.mock('../../shared/store/imported-hashes.ts', () => ({ noteSlowestHash: async (ms: number) => noted.push(ms) }));
vi.mock('hash-wasm', async (load) => {
  const real = await load<typeof import('hash-wasm')>();
  const bcryptVerify: typeof real.bcryptVerify = (given) => {
    if (failing.bcrypt) throw new Error('out of memory');
    return real.bcryptVerify(given);
  };
  return { ...real, bcryptVerify };
});

const { hashPassword } = await import('../../shared/passwords/hashes.ts');
const { importHash } = await import('../../shared/passwords/import-hash.ts');
const { password, strong, wrapped } = await import('./vectors.ts');

const bcrypt = strong.find(([by]) => by.includes('bcrypt'))?.[1] ?? '';

beforeEach(() => {
  for (const each of [shown, noted]) each.length = 0;
  failing.bcrypt = false;
});

test('what takes 64 times as long as ours is taken, and remembered', async () => {
  shown.push(40, 2560);
  expect(await importHash(bcrypt)).toEqual({ is: 'taken', hash: bcrypt });
  expect(noted).toEqual([2560]);
});

test('what takes longer is refused, says so, and is not remembered', async () => {
  shown.push(40, 2561);
  expect(await importHash(bcrypt)).toEqual({ is: 'refused', why: expect.stringMatching(/^takes 2561 ms here, 64 times as long as ours/) });
  expect(noted).toEqual([]);
});

test('what cannot be computed is refused', async () => {
  failing.bcrypt = true;
  shown.push(40, 1);
  expect(await importHash(bcrypt)).toEqual({ is: 'refused', why: 'cannot be computed here' });
  expect(noted).toEqual([]);
});

test('of what is faster than ours, ours is remembered: it is what an unknown name takes', async () => {
  shown.push(40, 3);
  await importHash(bcrypt);
  expect(noted).toEqual([40]);
});

test('a hash of ours is taken without a trial', async () => {
  const hash = await hashPassword(password);
  expect(await importHash(hash)).toEqual({ is: 'taken', hash });
  expect(noted).toEqual([]);
});

test('what a shop has wrapped is tried as a whole, and what we wrap, too', async () => {
  shown.push(40, 41, 40, 42);
  await importHash(wrapped[0]?.[1] ?? '');
  await importHash('{md5:password}5f4dcc3b5aa765d61d8327deb882cf99');
  expect(noted).toEqual([41, 42]);
});
