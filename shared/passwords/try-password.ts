/**
 * One try of a password, at login and wherever a change asks for it. The comparison comes first, but its result is told
 * only after the budgets' own word: a wrong one is told once its count is written, a right one once a consistent read
 * shows that no count came in between. So of a thousand parallel guesses only those within the budget are ever answered.
 */
import { stopwatch } from '../config/clock.ts';
import { PASSWORDS_FREE_PER_NETWORK, PASSWORDS_FREE_PER_USERNAME } from '../flow/budgets.ts';
import { type BothTries, firstWaitEnds, stateOf } from '../flow/password-tries.ts';
import type { Customer } from '../store/customers.ts';
import { update } from '../store/data.ts';
import { stillIs } from '../store/expressions.ts';
import { countWrongPassword, type Login, loginKey, readCustomerAfterPassword, readLogin, rememberRightPassword } from '../store/logins.ts';
import { waitForFloor } from './floor.ts';
import { comparePassword, hashPassword } from './hashes.ts';

type PasswordTry =
  | { is: 'right'; customer: Customer }
  | { is: 'wrong' }
  /** Right, and worth nothing any more: a new one has to be set. */
  | { is: 'ended'; customer: Customer }
  /** Not evaluated, as far as anybody outside can tell. `until`: ms since 1970. */
  | { is: 'blocked'; until: number };

/** `network`: the source network as API Gateway saw it. */
export async function tryPassword(username: string, password: string, network: string, now: number): Promise<PasswordTry> {
  const passed = stopwatch();
  const { login, slowestHash, ...seen } = await readLogin(username, network);
  const before = stateOf(seen, now);
  if (before.is === 'waiting') return { is: 'blocked', until: before.until };

  const tried = await evaluate(username, password, network, login, seen, now);
  // Who has the right one knows whose it is.
  if (tried.is !== 'right') await waitForFloor(passed, password, slowestHash);
  return tried;
}

async function evaluate(
  username: string,
  password: string,
  network: string,
  login: Login | undefined,
  seen: BothTries,
  now: number,
): Promise<PasswordTry> {
  const compared = await comparePassword(password, login?.passwordHash);
  if (compared === 'wrong' || !login) return tellWrong(username, network, login?.customerId, seen, now);

  const { customer, ...after } = await readCustomerAfterPassword(login.customerId, username, network);
  const state = stateOf(after, now);
  if (state.is === 'waiting') {
    // A wrong one that loses the race costs this write and a read: to the outside both look the same.
    await countWrongPassword(username, network, seen, now, login.customerId);
    return { is: 'blocked', until: state.until };
  }
  if (!customer) return { is: 'wrong' };
  if (customer.passwordEndedAt !== undefined) return { is: 'ended', customer };
  await rememberRightPassword(username, network, after, now);
  if (compared === 'outdated') {
    await update(loginKey(username), { set: { passwordHash: await hashPassword(password) } }, stillIs('passwordHash', login.passwordHash));
  }
  return { is: 'right', customer };
}

/** Whoever has lost so many races to others who were counted meets a wait, whatever they have read. */
const MOST_RACES = PASSWORDS_FREE_PER_NETWORK + PASSWORDS_FREE_PER_USERNAME;

/** A wrong password is told once it is counted, on whatever the others who came first have left; who always comes second has to wait. */
async function tellWrong(
  username: string,
  network: string,
  customerId: string | undefined,
  seen: BothTries,
  now: number,
): Promise<PasswordTry> {
  let tries = seen;
  for (let turn = 0; turn < MOST_RACES; turn++) {
    const counted = await countWrongPassword(username, network, tries, now, customerId);
    if (counted.is === 'counted') return { is: 'wrong' };
    if (counted.is === 'waiting') return { is: 'blocked', until: counted.until };
    tries = await readCustomerAfterPassword(customerId ?? '', username, network);
  }
  return { is: 'blocked', until: firstWaitEnds(now) };
}
