/**
 * One try of a password, at login and wherever a change asks for it. The comparison comes first, but its result is told
 * only after the budgets' own word: a wrong one is told once its count is written, a right one once a consistent read
 * shows that no count came in between. So of a thousand parallel guesses only those within the budget are ever answered.
 */
import { nextTryAt, rightPasswordIsNews } from '../flow/password-tries.ts';
import type { Customer } from '../store/customers.ts';
import { stillIs } from '../store/expressions.ts';
import {
  type BothTries,
  countWrongPassword,
  loginKey,
  readCustomerAfterPassword,
  readLogin,
  rememberRightPassword,
} from '../store/logins.ts';
import { update } from '../store/table.ts';
import { hashIsOurs, hashPassword, passwordIsRight } from './hashes.ts';

export type PasswordTry =
  | { is: 'right'; customer: Customer }
  | { is: 'wrong' }
  /** Not evaluated, as far as anybody outside can tell. `until`: ms since 1970. */
  | { is: 'blocked'; until: number };

/** `network`: the source network as API Gateway saw it. */
export async function tryPassword(username: string, password: string, network: string, now: number): Promise<PasswordTry> {
  const seen = await readLogin(username, network);
  const until = nextTryAt(seen.ofNetwork, seen.ofUsername, now);
  if (until > now) return { is: 'blocked', until };

  const { login } = seen;
  if (!(await passwordIsRight(password, login?.passwordHash)) || !login) {
    let tries: BothTries = seen;
    do {
      if (await countWrongPassword(username, network, tries, now)) return { is: 'wrong' };
      tries = await readCustomerAfterPassword(login?.customerId ?? '', username, network);
    } while (nextTryAt(tries.ofNetwork, tries.ofUsername, now) <= now);
    return { is: 'blocked', until: nextTryAt(tries.ofNetwork, tries.ofUsername, now) };
  }

  const { customer, ...after } = await readCustomerAfterPassword(login.customerId, username, network);
  if (nextTryAt(after.ofNetwork, after.ofUsername, now) > now) {
    // A wrong one that loses the race costs this write and a read: to the outside both look the same.
    await countWrongPassword(username, network, seen, now);
    return { is: 'blocked', until: nextTryAt(after.ofNetwork, after.ofUsername, now) };
  }
  if (!customer) return { is: 'wrong' };
  if (rightPasswordIsNews(after.ofNetwork, now)) await rememberRightPassword(username, network, after, now);
  if (login.passwordHash && !hashIsOurs(login.passwordHash)) {
    await update(loginKey(username), { set: { passwordHash: await hashPassword(password) } }, stillIs('passwordHash', login.passwordHash));
  }
  return { is: 'right', customer };
}
