/** Tries of a password, at a network that is known or not, with budgets that wait or do not. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { DAY, HOUR, SECOND } from '../../../shared/flow/budgets.ts';
import { type BothTries, type PasswordEvent, type Tries, transition } from '../../../shared/flow/password-tries.ts';
import { start } from '../customer.ts';
import { countWrongPassword, networkTriesKey, put, readLogin, rememberRightPassword, triesKey } from '../store.ts';
import { contract, oneFieldOff } from './contract.ts';

type Case = BothTries & PasswordEvent;

const ago = (...times: number[]) => fc.constantFrom(...times.map((time) => start - time));

const tries = (versions: { min: number; max: number }) =>
  fc.record<Tries, 'version' | 'failures' | 'lastFailureAt' | 'nextTryAt'>(
    {
      version: fc.integer(versions),
      failures: fc.integer({ min: 0, max: 120 }),
      lastFailureAt: ago(SECOND, HOUR, DAY, 2 * DAY),
      // The last two: it is the very moment, and it is not yet.
      nextTryAt: ago(HOUR, SECOND, 0, -SECOND),
      succeededAt: ago(HOUR, 29 * DAY, 31 * DAY, 89 * DAY, 90 * DAY, 91 * DAY),
    },
    { requiredKeys: ['version', 'failures', 'lastFailureAt', 'nextTryAt'] },
  );

const read = tries({ min: 1, max: 50 });
const written = tries({ min: 51, max: 100 });
const perhaps = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: undefined, freq: 3 });

const asRead: fc.Arbitrary<Case> = fc
  .record({ ofNetwork: perhaps(read), ofUsername: perhaps(read), password: fc.constantFrom('wrong' as const, 'right' as const) })
  .map(({ password, ...seen }) => ({ ...seen, password, seen }));

const cases = oneFieldOff(asRead, { ofNetwork: perhaps(written), ofUsername: perhaps(written) });

const factsOf = (found: Tries | undefined) => {
  if (!found) return undefined;
  const { version, failures, lastFailureAt, nextTryAt, succeededAt } = found;
  return { version, failures, lastFailureAt, nextTryAt, succeededAt };
};

const network = '192.0.2.0/24';

export const passwordTries = contract<Case>('password tries: a password was compared', {
  cases,
  event: ({ password }) => `a ${password} password`,
  table: async ({ ofNetwork, ofUsername, password, seen }) => {
    const username = randomUUID();
    if (ofNetwork) await put({ ...networkTriesKey(username, network), ...ofNetwork });
    if (ofUsername) await put({ ...triesKey(username), ...ofUsername });
    const told = password === 'wrong' ? await countWrongPassword(username, network, seen, start) : undefined;
    if (password === 'right') await rememberRightPassword(username, network, seen, start);
    const after = await readLogin(username, network);
    return { told, ofNetwork: factsOf(after.ofNetwork), ofUsername: factsOf(after.ofUsername) };
  },
  machine: ({ ofNetwork, ofUsername, password, seen }) => {
    const next = transition({ ofNetwork, ofUsername }, { password, seen }, start);
    const told = next.is === 'moved' ? { is: 'counted' } : next;
    const after = { ofNetwork, ofUsername, ...(next.is === 'moved' && next) };
    return { told: password === 'wrong' ? told : undefined, ofNetwork: factsOf(after.ofNetwork), ofUsername: factsOf(after.ofUsername) };
  },
});
