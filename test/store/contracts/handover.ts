/** Links from a shop's account into the account page. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { DAY, MINUTE } from '../../../shared/flow/budgets.ts';
import { type Handover, redeemed } from '../../../shared/flow/handover.ts';
import { start } from '../customer.ts';
import { clientKey, customerKey, get, handoverKey, put, redeemHandover } from '../store.ts';
import { contract, oneFieldOff } from './contract.ts';
import { isWritten } from './noted-lately.ts';

/** Times in ms: `endsIn` from now on, `redeemedAgo` before it. */
type Case = {
  isThere: boolean;
  endsIn: number;
  redeemedAgo: number | undefined;
  ownerIsThere: boolean;
  ownerEpoch: number;
  clientIsThere: boolean;
  clientVersion: number;
};

const allowed: fc.Arbitrary<Case> = fc.record({
  isThere: fc.constant(true),
  endsIn: fc.constantFrom(1, MINUTE),
  redeemedAgo: fc.constant(undefined),
  ownerIsThere: fc.constant(true),
  ownerEpoch: fc.constant(7),
  clientIsThere: fc.constant(true),
  clientVersion: fc.constant(3),
});

const cases = oneFieldOff(allowed, {
  isThere: fc.constant(false),
  endsIn: fc.constantFrom(-1, 0),
  redeemedAgo: fc.constantFrom(0, DAY),
  ownerIsThere: fc.constant(false),
  ownerEpoch: fc.constantFrom(6, 8),
  clientIsThere: fc.constant(false),
  clientVersion: fc.constantFrom(2, 4),
});

const ofCase = ({ endsIn, redeemedAgo }: Case, customerId: string, clientId: string): Handover => ({
  customerId,
  epoch: 7,
  clientId,
  clientVersion: 3,
  expiresAt: start + endsIn,
  ...(redeemedAgo !== undefined && { redeemedAt: start - redeemedAgo }),
});

export const handover = contract<Case>('handover: redeemed once, while customer and client are as they were', {
  cases,
  event: () => 'redeem a handover',
  table: async (played) => {
    const [customerId, clientId, token] = [randomUUID(), randomUUID(), randomUUID()];
    if (played.ownerIsThere) await put({ ...customerKey(customerId), customerId, epoch: played.ownerEpoch });
    if (played.clientIsThere) await put({ ...clientKey(clientId), clientId, version: played.clientVersion });
    if (played.isThere) await put({ ...handoverKey(token), ...ofCase(played, customerId, clientId) });
    const held = (await redeemHandover(token, start)) !== undefined;
    const after = await get<Handover>(handoverKey(token));
    return { held, redeemedAt: after?.redeemedAt, entry: await isWritten(customerId, 'logged_in') };
  },
  machine: (played) => {
    const before = played.isThere ? ofCase(played, 'c', 'shop') : undefined;
    const owner = played.ownerIsThere ? { epoch: played.ownerEpoch } : undefined;
    const after = redeemed(before, owner, played.clientIsThere ? { version: played.clientVersion } : undefined, start);
    return { held: after !== undefined, redeemedAt: (after ?? before)?.redeemedAt, entry: after !== undefined };
  },
});
