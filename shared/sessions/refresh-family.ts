/** One refresh of a stay-logged-in session, however many ask for it at once. */
import { type FamilyOwner, needsNoFactor, transition } from '../flow/session-family.ts';
import { type SessionToken, successorOf } from '../flow/session-token.ts';
import { currentKey, keyOfVersion } from '../keyring/secret-keys.ts';
import { type Customer, readCustomer } from '../store/customers.ts';
import { endCopiedFamily, type FamilyWrite, replaceToken } from '../store/families.ts';
import { type Family, readFamily } from '../store/family-items.ts';

type Refreshed =
  /** `next`: the token that counts from now on, the same for everybody who brought this one. */
  | { is: 'refreshed'; family: Family; next: SessionToken }
  /** The token was replaced before: the family is ended by it, and the owner is to be told. */
  | { is: 'copied'; family: Family; owner: Customer }
  | { is: 'over' };

/**
 * What the token is to its family is asked of what was read, and decided by the write: whoever loses to another reads again.
 * A repetition needs no write. The family was alive when it was read, and its owner, read afterwards, is still of its epoch,
 * so it is as good as having been asked at the first of both moments.
 *
 * @param factorIsDemanded the flag is on
 * @throws Error when others kept writing: nobody's word against the token, so the cookie stays
 */
export async function refreshFamily(token: SessionToken, factorIsDemanded: boolean, now: number): Promise<Refreshed> {
  let family = await readFamily(token.familyId);
  for (let tries = 0; tries < 4; tries++) {
    if (!family) return { is: 'over' };
    const tried = await tryOnce(token, family, factorIsDemanded, now);
    if (typeof tried !== 'string') return tried;
    const before = family;
    family = await readFamily(token.familyId);
    // Its owner does not have it any more, unless it was carried over into another epoch meanwhile.
    if (tried === 'lost to its owner' && family?.epoch === before.epoch) return { is: 'over' };
  }
  throw new Error('the token could not be replaced: others kept writing to its items');
}

async function tryOnce(
  token: SessionToken,
  family: Family,
  factorIsDemanded: boolean,
  now: number,
): Promise<Refreshed | Exclude<FamilyWrite, 'done'>> {
  const refresh = { is: 'refresh', token: token.digest, successor: '', tokenKey: 0, factorIsDemanded } as const;
  const movedBy = (owner: FamilyOwner) => transition({ is: 'alive', ...family }, owner, refresh, now).is;
  // Asked as if the owner were as the family needs them: whether they are, the write says, or who reads them.
  switch (movedBy({ epoch: family.epoch })) {
    case 'replaced': {
      const { key, version } = await currentKey('sessions', now);
      const next = successorOf(token, key);
      const done = await replaceToken(token, family, next, version, needsNoFactor(family, factorIsDemanded), now);
      return done === 'done' ? { is: 'refreshed', family, next } : done;
    }
    case 'repeated': {
      const owner = await readCustomer(family.customerId);
      if (movedBy(owner) !== 'repeated') return 'lost to its owner';
      const held = await keyOfVersion('sessions', family.tokenKey, now);
      if (!held) throw new Error('the key of a token is not in the keyring');
      return { is: 'refreshed', family, next: successorOf(token, held.key) };
    }
    case 'copied': {
      const owner = await readCustomer(family.customerId);
      if (!owner) return 'lost to its owner';
      const done = await endCopiedFamily(token, family, now);
      return done === 'done' ? { is: 'copied', family, owner } : done;
    }
    default:
      return { is: 'over' };
  }
}
