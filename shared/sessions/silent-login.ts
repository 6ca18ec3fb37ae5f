/** Is somebody logged in by their cookie alone? Asked without a word to them, so nothing is used up by it. */
import { transition } from '../flow/session-family.ts';
import type { SessionToken } from '../flow/session-token.ts';
import { readCustomer } from '../store/customers.ts';
import { type Family, readFamily } from '../store/family-items.ts';

/**
 * The session that the token would go on with. A replaced token is no session here; that it was copied is told to its owner by the
 * refresh that finds it out.
 *
 * @param factorIsDemanded the flag is on
 */
export async function silentLogin(token: SessionToken, factorIsDemanded: boolean, now: number): Promise<Family | undefined> {
  const family = await readFamily(token.familyId);
  const owner = family && (await readCustomer(family.customerId));
  if (!owner) return undefined;
  const refresh = { is: 'refresh', token: token.digest, successor: '', tokenKey: 0, factorIsDemanded } as const;
  const { is } = transition({ is: 'alive', ...family }, owner, refresh, now);
  return is === 'replaced' || is === 'repeated' ? family : undefined;
}
