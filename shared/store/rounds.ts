/**
 * Rounds of codes on an item (the customer's, or that of a contact being verified), moved by conditional writes only:
 * open, spend an attempt, give one back, undo a dispatch that was refused. What the facts mean is `flow/code-round.ts`.
 */
import { randomUUID } from 'node:crypto';
import { CHALLENGE_LIFETIME } from '../flow/budgets.ts';
import type { Challenge } from '../flow/challenge.ts';
import { countersAfter, nextRoundAt, type Opening, type Purpose, type Round, roundOf, stateOf, VOID } from '../flow/code-round.ts';
import { type Customer, customerKey, epochIs, factorIs, readCustomer } from './customers.ts';
import { type Condition, condition, stillIs } from './expressions.ts';
import { type Key, update, type Written } from './table.ts';

// ---- the rules as DynamoDB checks them ----

/** The right digest is not among the guesses yet: a code is used once. */
export const codeIsUnspent = condition('codeIsUnspent', 'NOT contains(codeGuesses, codeDigest)');
/** The fifth wrong guess was the last. */
const attemptsAreLeft = condition('attemptsAreLeft', 'size(codeGuesses) < codeAttempts');
const codeIsFresh = (now: number): Condition => condition('codeIsFresh', 'codeExpiresAt > :now', { ':now': now });
const codeIsFor = (purpose: Purpose): Condition => condition('codeIsFor', 'codePurpose = :purpose', { ':purpose': purpose });
/** The guess was digested under the key that digested the code. */
const codeKeyIs = (key: number): Condition => condition('codeKeyIs', 'codeKey = :key', { ':key': key });
/** No lock and no right code has ended the challenge's flow. */
const flowGoesOn = ({ lockedRounds, completedRounds }: Challenge): Condition =>
  condition('flowGoesOn', 'lockedRounds = :lockedRounds AND completedRounds = :completedRounds', {
    ':lockedRounds': lockedRounds,
    ':completedRounds': completedRounds,
  });
/** This very guess is not written yet: a write repeated after a lost answer counts once. */
const guessIsNew = (id: string): Condition => condition('guessIsNew', 'NOT contains(codeGuessIds, :guessId)', { ':guessId': id });
/** The round is the one in which the attempt was spent. */
export const roundIs = (id: string): Condition => condition('roundIs', 'codeDispatch = :round', { ':round': id });
/** Nobody has opened a round or guessed since `round` was read. */
const roundIsStill = (round: Round): Condition[] => [
  stillIs('codeDispatch', round.codeDispatch),
  ...(round.codeDispatch === undefined
    ? []
    : [condition('roundIsStill', 'size(codeGuesses) = :guesses', { ':guesses': round.codeGuesses?.length ?? 0 })]),
];

// ---- opening and undoing ----

/** A round with the ids of its guesses, which only the store looks at. */
type Stored = Round & { codeGuessIds?: string[] };

const guessIdsOf = (item: Round | undefined) => (item as Stored | undefined)?.codeGuessIds ?? [];

/**
 * Opens the next round on the state that was read; its time must have come. Of any number of parallel ones a single one
 * holds, and the others get the item as the winner left it. `also` is written with it, `conditions` must hold as well.
 */
export async function openRound<T extends Round>(
  key: Key,
  before: Round,
  opening: Opening,
  now: number,
  conditions: readonly Condition[] = [],
  also: Record<string, unknown> = {},
): Promise<Written<T>> {
  const fresh = { codeKey: undefined, ...roundOf(opening, before, now), codeGuessIds: [], lastGuessAt: undefined, ...also };
  const opened = await update<T>(key, { set: fresh }, ...conditions, ...roundIsStill(before));
  // The same write, repeated after its answer was lost, finds its own round.
  if (!opened.held && opened.item?.codeDispatch === opening.id) return { held: true, item: opened.item };
  return opened;
}

/** Opens a round of the customer, while the factor is as it was read. */
export function openCustomerRound(customer: Customer, opening: Opening, now: number): Promise<Written<Customer>> {
  return openRound<Customer>(customerKey(customer.customerId), customer, opening, now, unchanged(customer));
}

const unchanged = (customer: Customer) => [epochIs(customer.epoch), stillIs('factor', customer.factor)];

/**
 * Gives the reservation back when the provider refused the message: the round before it stands again as it was.
 * Not held when somebody has moved on meanwhile; the next dispatch then works after the interval.
 */
export function undoRound<T extends Round>(
  key: Key,
  opened: Round,
  before: Round,
  also: Record<string, unknown> = {},
  conditions: readonly Condition[] = [],
): Promise<Written<T>> {
  const { codeDispatch, codeDigest, codeKey, codePurpose, codeSentAt, codeExpiresAt, codeAttempts, codeGuesses, lastGuessAt } = before;
  const { lockedRounds, completedRounds, lockStreak, wrongLedger } = before;
  const code = { codeDispatch, codeDigest, codeKey, codePurpose, codeSentAt, codeExpiresAt, codeAttempts, codeGuesses, lastGuessAt };
  const counters = { lockedRounds, completedRounds, lockStreak, wrongLedger };
  const codeGuessIds = codeDispatch === undefined ? undefined : guessIdsOf(before);
  return update<T>(key, { set: { ...code, ...counters, codeGuessIds, ...also } }, ...conditions, ...roundIsStill(opened));
}

/** As `undoRound`. What moved the epoch meanwhile may have ended the code that would stand again. */
export function undoCustomerRound(opened: Customer, before: Customer): Promise<Written<Customer>> {
  return undoRound<Customer>(customerKey(before.customerId), opened, before, {}, [epochIs(opened.epoch)]);
}

// ---- guessing a dispatched code: one write, right or wrong ----

/**
 * What became of a guess. `evaluated`: it took one of the attempts. `refused`: it took none and was not compared, and
 * `item` is what refused it.
 */
export type Guess<T extends Round> =
  | { is: 'evaluated'; right: boolean; attemptsLeft: number; item: T }
  | { is: 'refused'; item: T | undefined };

/** Makes the guess's digest under a version of the key, the current one if none is named. */
export type DigestUnder = (key?: number) => Promise<{ key: number; digest: string } | undefined>;

/**
 * One attempt, reserved and evaluated by the same write. Only in the minutes after a rotation is the code's key another
 * than the current one, and then a second write follows the first that was refused.
 */
export async function guessCode<T extends Round>(
  key: Key,
  purpose: Purpose,
  digestUnder: DigestUnder,
  now: number,
  conditions: readonly Condition[] = [],
): Promise<Guess<T>> {
  const guessId = randomUUID();
  let under = await digestUnder();
  while (under) {
    const { digest } = under;
    const spent = await update<T>(
      key,
      { append: { codeGuesses: [digest], codeGuessIds: [guessId] }, set: { lastGuessAt: now } },
      codeIsFor(purpose),
      codeKeyIs(under.key),
      codeIsFresh(now),
      attemptsAreLeft,
      codeIsUnspent,
      guessIsNew(guessId),
      ...conditions,
    );
    const { item } = spent;
    if (item && (spent.held || guessIdsOf(item).includes(guessId))) {
      return { is: 'evaluated', right: item.codeDigest === digest, attemptsLeft: attemptsLeftOf(item, now), item };
    }
    const madeWith = item?.codeKey;
    if (!item || madeWith === undefined || madeWith === under.key || stateOf(item, now).is !== 'live') return { is: 'refused', item };
    under = await digestUnder(madeWith);
  }
  return { is: 'refused', item: undefined };
}

/** A guess at the code that was sent to a customer with the e-mail method. */
export function guessCustomerCode(of: Guesser, purpose: Purpose, digestUnder: DigestUnder, now: number): Promise<Guess<Customer>> {
  const flow = of.challenge ? [flowGoesOn(of.challenge)] : [];
  return guessCode<Customer>(customerKey(of.customerId), purpose, digestUnder, now, [epochIs(of.epoch), factorIs('email'), ...flow]);
}

export function attemptsLeftOf(round: Round, now: number): number {
  const state = stateOf(round, now);
  return state.is === 'live' ? state.attemptsLeft : 0;
}

// ---- guessing what the table cannot compare: reserve an attempt, compare, then use the round up ----

/** An attempt that was taken; its mark stands at `index` of the round `round`. */
export type Attempt = { customer: Customer; round: string; index: number };

/** Who guesses: a customer of an epoch, in the flow of a challenge or (a security change) in none. */
export type Guesser = { customerId: string; epoch: number; challenge?: Challenge | undefined };

/**
 * Takes one attempt for a code of an app or a recovery code: in the round that is open, or as the first of the next one,
 * when its time has come. One write either way.
 *
 * @param seen the customer, where they were read already
 * @returns the attempt, or the customer whose state refused it
 */
export async function takeAttempt(
  of: Guesser,
  now: number,
  seen?: Customer,
): Promise<{ is: 'taken'; attempt: Attempt } | { is: 'refused'; customer: Customer | undefined }> {
  const guessId = randomUUID();
  let customer = seen ?? (await readCustomer(of.customerId));
  // Each turn but the last loses to another request that opened a round or took an attempt, of which there are five.
  for (let turn = 0; turn < 12; turn++) {
    if (!customer || customer.epoch !== of.epoch || !mayGuess(of, customer, now)) return { is: 'refused', customer };
    const taken: Written<Customer> =
      stateOf(customer, now).is === 'live' ? await appendGuess(of, customer, guessId, now) : await openByGuess(customer, guessId, now);
    customer = taken.item;
    const index = guessIdsOf(customer).indexOf(guessId);
    if (customer?.codeDispatch && index >= 0) return { is: 'taken', attempt: { customer, round: customer.codeDispatch, index } };
  }
  throw new Error('the round never came to rest');
}

function appendGuess(of: Guesser, customer: Customer, guessId: string, now: number): Promise<Written<Customer>> {
  // With an app no round ends before the challenges whose guesses it counts: none of them ever gets more than five.
  const prolonged = customer.factor === 'totp' ? { codePurpose: 'app', codeExpiresAt: now + CHALLENGE_LIFETIME } : {};
  return update<Customer>(
    customerKey(of.customerId),
    { append: { codeGuesses: ['-'], codeGuessIds: [guessId] }, set: { lastGuessAt: now, ...prolonged } },
    codeIsFresh(now),
    attemptsAreLeft,
    codeIsUnspent,
    guessIsNew(guessId),
    epochIs(of.epoch),
    ...(of.challenge ? [flowGoesOn(of.challenge)] : []),
  );
}

function openByGuess(customer: Customer, guessId: string, now: number): Promise<Written<Customer>> {
  const opening: Opening = { id: randomUUID(), digest: randomUUID(), purpose: 'app' };
  const guess = { codeGuesses: ['-'], codeGuessIds: [guessId], lastGuessAt: now };
  return openRound<Customer>(customerKey(customer.customerId), customer, opening, now, unchanged(customer), guess);
}

/** Is a round open, or its time come, in which this guesser's flow goes on? */
function mayGuess({ challenge }: Guesser, customer: Customer, now: number): boolean {
  const isOpen = stateOf(customer, now).is === 'live';
  if (!isOpen && nextRoundAt(customer, now) > now) return false;
  const { lockedRounds, completedRounds } = countersAfter(customer, now);
  return !challenge || (lockedRounds === challenge.lockedRounds && completedRounds === challenge.completedRounds);
}

/**
 * Uses the round up by a right code: with `change`, under `conditions` (the step is new, the recovery code is there).
 * `false`: one of them did not hold, and the attempt stays spent as a wrong one.
 */
export async function useUp(
  { customer, round, index }: Attempt,
  change: { set?: Record<string, unknown>; take?: Record<string, Set<unknown>> },
  conditions: readonly Condition[],
): Promise<Written<Customer>> {
  const setAt = { name: 'codeGuesses', index, value: customer.codeDigest };
  const used = await update<Customer>(
    customerKey(customer.customerId),
    { ...change, setAt },
    roundIs(round),
    codeIsUnspent,
    epochIs(customer.epoch),
    ...conditions,
  );
  const { item } = used;
  // Repeated after a lost answer, the write finds its own mark; nobody else writes to that place.
  if (!used.held && item?.codeDispatch === round && item.codeGuesses?.[index] === item.codeDigest) return { held: true, item };
  return used;
}

/** Gives an attempt back that could not be evaluated: its mark is void, and the round allows one more. */
export async function giveBack({ customer, round, index }: Attempt): Promise<void> {
  const notYet = condition('notYet', `codeGuesses[${index}] = :mark`, { ':mark': '-' });
  const change = { setAt: { name: 'codeGuesses', index, value: VOID }, increment: ['codeAttempts'] };
  await update(customerKey(customer.customerId), change, roundIs(round), notYet);
}
