import { describe, expect, it } from 'vitest';
import { MINUTE } from '../../shared/flow/budgets.ts';
import { type Handover, handoverEndsAt, redeemed } from '../../shared/flow/handover.ts';

const start = Date.UTC(2026, 0, 1);
const [owner, client] = [{ epoch: 7 }, { version: 3 }];
const handover: Handover = { customerId: 'c', epoch: 7, clientId: 'shop', clientVersion: 3, expiresAt: handoverEndsAt(start) };

describe('a link from a shop into the account', () => {
  it('is redeemed within a minute, and not once it has passed', () => {
    expect(handoverEndsAt(start)).toBe(start + MINUTE);
    expect(redeemed(handover, owner, client, start + MINUTE - 1)).toEqual({ ...handover, redeemedAt: start + MINUTE - 1 });
    expect(redeemed(handover, owner, client, start + MINUTE)).toBeUndefined();
  });

  it('is redeemed once', () => {
    expect(redeemed({ ...handover, redeemedAt: start }, owner, client, start)).toBeUndefined();
    expect(redeemed(undefined, owner, client, start)).toBeUndefined();
  });

  it('ends with the customer and the client as they were when it was made', () => {
    for (const other of [undefined, { epoch: 6 }, { epoch: 8 }]) expect(redeemed(handover, other, client, start)).toBeUndefined();
    for (const other of [undefined, { version: 2 }, { version: 4 }]) expect(redeemed(handover, owner, other, start)).toBeUndefined();
  });
});
