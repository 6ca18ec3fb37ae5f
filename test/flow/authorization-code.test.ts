import { describe, expect, it } from 'vitest';
import { type AuthorizationCode, codeEndsAt, type Redemption, redeemed } from '../../shared/flow/authorization-code.ts';
import { DAY, MINUTE } from '../../shared/flow/budgets.ts';

const start = Date.UTC(2026, 0, 1);
const brought: Redemption = { clientId: 'shop', redirectUri: 'https://shop.example/cb', codeChallenge: 'a challenge' };
const owner = { epoch: 7 };
const code: AuthorizationCode = { ...brought, epoch: 7, expiresAt: codeEndsAt(start) };
const once: AuthorizationCode = { ...code, redeemedAt: start };

const others: Partial<Redemption>[] = [
  { clientId: 'another' },
  { redirectUri: 'https://shop.example/other' },
  { codeChallenge: 'another challenge' },
];

describe('a code of a login', () => {
  it('is redeemed within a minute, and not once it has passed', () => {
    expect(codeEndsAt(start)).toBe(start + MINUTE);
    expect(redeemed(code, owner, brought, start + MINUTE - 1)).toEqual({
      is: 'redeemed',
      code: { ...code, redeemedAt: start + MINUTE - 1 },
    });
    expect(redeemed(code, owner, brought, start + MINUTE)).toEqual({ is: 'refused' });
  });

  it('is for its client, the place it was sent to and who began the login, and for nobody else', () => {
    for (const other of others)
      expect(redeemed(code, owner, { ...brought, ...other }, start), JSON.stringify(other)).toEqual({ is: 'refused' });
    expect(redeemed(undefined, owner, brought, start)).toEqual({ is: 'refused' });
  });

  it('ends with the customer, and with their epoch', () => {
    for (const other of [undefined, { epoch: 6 }, { epoch: 8 }]) expect(redeemed(code, other, brought, start)).toEqual({ is: 'refused' });
  });

  it('that is brought twice is told as that, however late, but to nobody whose it is not', () => {
    for (const at of [start, start + DAY]) expect(redeemed(once, undefined, brought, at)).toEqual({ is: 'brought twice' });
    for (const other of others) expect(redeemed(once, owner, { ...brought, ...other }, start)).toEqual({ is: 'refused' });
  });
});
