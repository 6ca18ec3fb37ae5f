import { expect, it } from 'vitest';
import { matches, mayBegin, type Tagged, tagOf } from '../../shared/flow/customer-tag.ts';

const jana: Tagged = {
  createdAt: 1,
  epoch: 7,
  username: 'jana',
  email: 'jana@example.com',
  emailVerified: true,
  phone: '+420601000001',
  phoneVerified: true,
  locale: 'cs',
  factor: 'email',
  factorSince: 5,
  recoveryCodes: { size: 10 },
};

it('a tag is opaque, strong, and the same for the same customer', () => {
  expect(tagOf(jana)).toMatch(/^"[\w-]{22}"$/);
  expect(tagOf({ ...jana })).toBe(tagOf(jana));
});

it('what an administrator sees, or could overwrite, makes it another', () => {
  const others: Partial<Tagged>[] = [
    { createdAt: 2 },
    { epoch: 8 },
    { username: 'jan' },
    { email: 'jan@example.com' },
    { emailVerified: false },
    { phone: '+420601000002' },
    { phone: undefined },
    { phoneVerified: false },
    { locale: 'de' },
    { locale: undefined },
    { factor: 'totp' },
    { factor: undefined },
    { factorSince: 6 },
    { recoveryCodes: { size: 9 } },
    { recoveryCodes: undefined },
  ];
  expect(new Set([jana, ...others.map((other) => ({ ...jana, ...other }))].map(tagOf)).size).toBe(others.length + 1);
});

it('codes, rounds and the version of the item do not', () => {
  expect(tagOf({ ...jana, version: 4, wrongInRow: 3, round: { id: 'r' }, ledger: 'x' } as Tagged)).toBe(tagOf(jana));
});

it('a precondition holds for whom it names, and none holds where nobody is', () => {
  expect(matches(undefined, undefined)).toBe(true);
  expect(matches(undefined, jana)).toBe(true);
  expect(matches('*', jana)).toBe(true);
  expect(matches('*', undefined)).toBe(false);
  expect(matches(['"another"', tagOf(jana)], jana)).toBe(true);
  expect(matches([tagOf(jana)], { ...jana, phone: '+420601000002' })).toBe(false);
  expect(matches([tagOf(jana)], undefined)).toBe(false);
  expect(matches([], jana)).toBe(false);
});

it('somebody may begin where nobody is, and where nobody asks for that', () => {
  const asked = { ifNoneMatch: '*' } as const;
  expect([mayBegin(asked, undefined), mayBegin(asked, jana), mayBegin({}, undefined), mayBegin({}, jana)]).toEqual([
    true,
    false,
    true,
    true,
  ]);
});
