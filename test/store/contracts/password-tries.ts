/** Tries of a password: from a device or a session of the customer, or from anywhere; with budgets that wait, ask for work, or do not. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { DAY, HOUR, SECOND } from '../../../shared/flow/budgets.ts';
import {
  type Budgets,
  type PasswordEvent,
  type Row,
  type Tries,
  transition,
  waitsBegin,
  workBegins,
} from '../../../shared/flow/password-tries.ts';
import { start } from '../customer.ts';
import {
  budgetsOf,
  countWrongPassword,
  deviceTriesKey,
  type From,
  networkTriesKey,
  newestOf,
  passwordLog,
  put,
  readLogin,
  sessionTriesKey,
  takePlace,
  triesKey,
} from '../store.ts';
import { contract, oneFieldOff } from './contract.ts';

type By = 'session' | 'known device' | 'unknown device' | 'no device';
type Rows = { ofOwn: Tries | undefined; ofNetwork: Tries | undefined; ofUsername: Row | undefined };
/** `isNoted`: limits of this username were written down less than a day ago. */
type Case = Rows & { by: By; password: PasswordEvent['password']; alone: boolean; work: number; seen: Rows; isNoted: boolean };

const ago = (...times: number[]) => fc.constantFrom(...times.map((time) => start - time));

const row = (versions: { min: number; max: number }) =>
  fc.record({
    version: fc.integer(versions),
    failures: fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constantFrom(4, 99, 100, 199, 200, 1599, 1600)),
    lastFailureAt: ago(SECOND, HOUR, DAY - 1, DAY, 2 * DAY),
  });
const tries = (versions: { min: number; max: number }): fc.Arbitrary<Tries> =>
  // The last two: it is the very moment, and it is not yet.
  fc.tuple(row(versions), ago(HOUR, SECOND, 0, -SECOND)).map(([inARow, nextTryAt]) => ({ ...inARow, nextTryAt }));

const [read, written] = [
  { min: 1, max: 50 },
  { min: 51, max: 100 },
];
const perhaps = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: undefined, freq: 3 });
const rows = (versions: { min: number; max: number }) => ({
  ofOwn: perhaps(tries(versions)),
  ofNetwork: perhaps(tries(versions)),
  ofUsername: perhaps(row(versions)),
});

const asRead: fc.Arbitrary<Case> = fc
  .record({
    ...rows(read),
    by: fc.constantFrom<By>('session', 'known device', 'unknown device', 'no device'),
    password: fc.constantFrom('wrong' as const, 'right' as const),
    alone: fc.boolean(),
    work: fc.constantFrom(0, 1, 2, 16, Number.POSITIVE_INFINITY),
    isNoted: fc.boolean(),
  })
  .map(({ ofOwn, ofNetwork, ofUsername, ...event }) => {
    const seen = { ofOwn, ofNetwork, ofUsername };
    return { ...seen, ...event, seen };
  });

const cases = oneFieldOff(asRead, rows(written));

const network = '192.0.2.0/24';

const fromOf = (by: By): From =>
  by === 'session' ? { session: 's' } : { network, device: by === 'no device' ? undefined : { id: 'd', customerId: 'c' } };

const budgets = (by: By, found: Rows): Budgets => budgetsOf(found, fromOf(by), by === 'known device');

/** The limits that are written down when they are reached. */
const limits = ['wrong_passwords_in_row', 'wrong_passwords_everywhere', 'wrong_passwords_on_device', 'wrong_passwords_in_session'];

const reachedBy = (next: ReturnType<typeof transition>, by: By): string[] => {
  if (next.is !== 'moved') return [];
  if (next.own) return waitsBegin(next.own) ? [by === 'session' ? 'wrong_passwords_in_session' : 'wrong_passwords_on_device'] : [];
  return [
    ...(next.ofUsername && workBegins(next.ofUsername) ? ['wrong_passwords_everywhere'] : []),
    ...(waitsBegin(next.ofNetwork) ? ['wrong_passwords_in_row'] : []),
  ];
};

const factsOf = (found: Row | Tries | undefined) => {
  if (!found) return undefined;
  const { version, failures, lastFailureAt, nextTryAt } = found as Tries;
  return { version, failures, lastFailureAt, nextTryAt };
};
const allFacts = ({ ofOwn, ofNetwork, ofUsername }: Rows) => ({
  ofOwn: factsOf(ofOwn),
  ofNetwork: factsOf(ofNetwork),
  ofUsername: factsOf(ofUsername),
});

export const passwordTries = contract<Case>('password tries: a password was compared', {
  cases,
  event: ({ password, by }) => `a ${password} password, ${by}`,
  table: async ({ by, password, alone, work, seen, isNoted, ofOwn, ofNetwork, ofUsername }) => {
    const username = randomUUID();
    if (ofOwn) for (const key of [deviceTriesKey(username, 'd'), sessionTriesKey(username, 's')]) await put({ ...key, ...ofOwn });
    if (ofNetwork) await put({ ...networkTriesKey(username, network), ...ofNetwork });
    if (ofUsername) await put({ ...triesKey(username), ...ofUsername });
    if (isNoted) for (const limit of limits) await put({ pk: passwordLog(username), sk: `NOTED#${limit}`, at1: start - DAY + 1 });
    const from = fromOf(by);
    const told =
      password === 'wrong'
        ? await countWrongPassword(username, from, budgets(by, seen), work, start)
        : await takePlace(username, from, budgets(by, seen), work, alone, start);
    const [own, shared] = [
      await readLogin(username, by === 'session' ? from : fromOf('known device')),
      await readLogin(username, fromOf('no device')),
    ];
    const entries = await newestOf([passwordLog(username)], 9);
    const written = entries.flatMap((entry) => entry.limits ?? []).toSorted();
    return { told, written, ...allFacts({ ...shared, ofOwn: own.ofOwn }) };
  },
  machine: ({ by, password, alone, work, seen, isNoted, ...found }) => {
    const rowsNow = { ofOwn: found.ofOwn, ofNetwork: found.ofNetwork, ofUsername: found.ofUsername };
    const next = transition(budgets(by, rowsNow), { password, alone, seen: budgets(by, seen), work }, start);
    const told = next.is === 'moved' || next.is === 'unmoved' ? { is: password === 'wrong' ? 'counted' : 'taken' } : next;
    const after: Rows = { ...rowsNow };
    if (next.is === 'moved' && next.own) after.ofOwn = next.own;
    if (next.is === 'moved' && !next.own)
      Object.assign(after, { ofNetwork: next.ofNetwork, ...(next.ofUsername && { ofUsername: next.ofUsername }) });
    const written = password === 'wrong' && !isNoted ? reachedBy(next, by) : [];
    return { told, written, ...allFacts(after) };
  },
});
