/** How often a password is compared must not depend on whose it is: the time would tell. */
import { beforeEach, expect, test, vi } from 'vitest';

const counted = vi.hoisted(() => ({ times: 0, nothing: false }));

vi.mock('node:crypto', async (load) => {
  const real = await load<typeof import('node:crypto')>();
  const argon2: typeof real.argon2 = (...all) => {
    counted.times += 1;
    if (counted.nothing) return all[2](null, Buffer.alloc(32));
    return real.argon2(...all);
  };
  return { ...real, argon2 };
});

const { comparePassword, hashPassword } = await import('../../shared/passwords/hashes.ts');

beforeEach(() => {
  counted.times = 0;
  counted.nothing = false;
});

const composed = '\u017elu\u0165ou\u010dk\u00fd';
const decomposed = composed.normalize('NFD');

test.each([
  ['composed', composed, 1],
  ['decomposed', decomposed, 2],
])('typed %s, a right, a wrong and an unknown one take the same work', async (_, typed, work) => {
  const hashes = { right: await hashPassword(composed), wrong: await hashPassword('another'), unknown: undefined };
  const told: string[] = [];
  for (const hash of Object.values(hashes)) {
    counted.times = 0;
    told.push(await comparePassword(typed, hash));
    expect(counted.times).toBe(work);
  }
  expect(told).toEqual(['right', 'wrong', 'wrong']);
});

test('even a password that makes the tag of nobody’s hash is wrong where there is no hash, or none that is understood', async () => {
  counted.nothing = true;
  for (const hash of [undefined, 'no hash at all']) expect(await comparePassword('found', hash)).toBe('wrong');
  expect(counted.times).toBe(2);
});
