/** Codes of hosted logins. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { type AuthorizationCode, type Redemption, redeemed } from '../../../shared/flow/authorization-code.ts';
import { DAY, MINUTE } from '../../../shared/flow/budgets.ts';
import { start } from '../customer.ts';
import { codeKey, customerKey, familyKey, get, put, readFamily, redeemCode } from '../store.ts';
import { contract, oneFieldOff } from './contract.ts';

/** Times in ms: `endsIn` from now on, `redeemedAgo` before it. */
type Case = Redemption & {
  isThere: boolean;
  endsIn: number;
  redeemedAgo: number | undefined;
  ownerIsThere: boolean;
  ownerEpoch: number;
  /** The session by which the code was given. */
  session: 'none' | 'goes on' | 'logged out';
};

const brought: Redemption = { clientId: 'shop', redirectUri: 'https://shop.example/cb', codeChallenge: 'a challenge' };

const allowed: fc.Arbitrary<Case> = fc
  .record({
    endsIn: fc.constantFrom(1, MINUTE),
    redeemedAgo: fc.constantFrom(undefined, undefined, 0, DAY),
    session: fc.constantFrom('none' as const, 'goes on' as const),
  })
  .map((times) => ({ ...brought, ...times, isThere: true, ownerIsThere: true, ownerEpoch: 7 }));

const cases = oneFieldOff(allowed, {
  isThere: fc.constant(false),
  clientId: fc.constant('another client'),
  redirectUri: fc.constant('https://shop.example/other'),
  codeChallenge: fc.constant('another challenge'),
  endsIn: fc.constantFrom(-1, 0),
  ownerIsThere: fc.constant(false),
  ownerEpoch: fc.constantFrom(6, 8),
  session: fc.constant('logged out' as const),
});

const ofCode = ({ endsIn, redeemedAgo, ownerIsThere: _, ownerEpoch: __, isThere: ___, session: ____, ...of }: Case): AuthorizationCode => ({
  ...of,
  epoch: 7,
  expiresAt: start + endsIn,
  ...(redeemedAgo !== undefined && { redeemedAt: start - redeemedAgo }),
});

export const authorizationCode = contract<Case>('authorization code: redeemed once, by its client', {
  cases,
  event: () => 'redeem',
  table: async (played) => {
    const [customerId, code, sid] = [randomUUID(), randomUUID(), randomUUID()];
    const grantedBy = played.session === 'none' ? {} : { grantedBy: randomUUID() };
    const of = { customerId, sid, acr: 'email', authTime: start, scopes: ['openid'], device: '', ...grantedBy };
    if (grantedBy.grantedBy && played.session === 'goes on') await put({ ...familyKey(grantedBy.grantedBy), customerId, epoch: 7 });
    if (played.ownerIsThere) await put({ ...customerKey(customerId), customerId, epoch: played.ownerEpoch });
    if (played.isThere) await put({ ...codeKey(code), ...ofCode(played), ...of });
    // Of one that was redeemed before the session is there.
    if (played.redeemedAgo !== undefined) await put({ ...familyKey(sid), customerId, epoch: 7 });
    const kept = await redeemCode(code, brought, start);
    const after = await get<AuthorizationCode>(codeKey(code));
    return { held: kept !== undefined, redeemedAt: after?.redeemedAt, session: (await readFamily(sid)) !== undefined };
  },
  machine: (played) => {
    const before = played.isThere ? ofCode(played) : undefined;
    const { is } = redeemed(
      before,
      played.ownerIsThere ? { epoch: played.ownerEpoch, hasLeft: played.session === 'logged out' } : undefined,
      brought,
      start,
    );
    const wasRedeemed = played.redeemedAgo !== undefined;
    return {
      held: is === 'redeemed',
      redeemedAt: is === 'redeemed' ? start : before?.redeemedAt,
      session: is === 'redeemed' || (wasRedeemed && is !== 'brought twice'),
    };
  },
});
