/**
 * The round of codes on the customer's item, moved by conditional writes only: reserve a dispatch, spend an attempt, undo
 * a dispatch that was refused. What the facts mean is `flow/code-round.ts`.
 */
import { randomUUID } from 'node:crypto';
import type { Challenge } from '../flow/challenge.ts';
import { type Dispatch, type Purpose, type Round, roundOf, stateOf } from '../flow/code-round.ts';
import { type Customer, customerKey, epochIs, factorIs } from './customers.ts';
import { type Condition, stillIs } from './expressions.ts';
import { update, type Written } from './table.ts';

// ---- the rules as DynamoDB checks them ----

/** The right digest is not among the guesses yet: a code is used once. */
const codeIsUnspent: Condition = { text: 'NOT contains(codeGuesses, codeDigest)' };
/** The fifth wrong guess was the last. */
const attemptsAreLeft: Condition = { text: 'size(codeGuesses) < codeAttempts' };
const codeIsFresh = (now: number): Condition => ({ text: 'codeExpiresAt > :now', values: { ':now': now } });
const codeIsFor = (purpose: Purpose): Condition => ({ text: 'codePurpose = :purpose', values: { ':purpose': purpose } });
/** The guess was digested under the key that digested the code. */
const codeKeyIs = (key: number): Condition => ({ text: 'codeKey = :key', values: { ':key': key } });
/** No lock and no right code has ended the challenge's flow. */
const flowGoesOn = ({ lockedRounds, completedRounds }: Challenge): Condition => ({
  text: 'lockedRounds = :lockedRounds AND completedRounds = :completedRounds',
  values: { ':lockedRounds': lockedRounds, ':completedRounds': completedRounds },
});
/** This very guess is not written yet: a write repeated after a lost answer counts once. */
const guessIsNew = (id: string): Condition => ({ text: 'NOT contains(codeGuessIds, :guessId)', values: { ':guessId': id } });
/** Nobody has dispatched or guessed since `round` was read. */
const roundIsStill = (round: Round): Condition[] => [
  stillIs('codeDispatch', round.codeDispatch),
  ...(round.codeDispatch === undefined
    ? []
    : [{ text: 'size(codeGuesses) = :guesses', values: { ':guesses': round.codeGuesses?.length ?? 0 } }]),
];

// ---- the moves ----

const guessesOf = (customer: Round | undefined) => (customer as { codeGuessIds?: string[] } | undefined)?.codeGuessIds ?? [];

/**
 * Opens the next round on the state that was read; `nextDispatchAt` must have come. Of any number of parallel dispatches
 * one holds, and the others get the customer as the winner left it.
 */
export async function reserveDispatch(customer: Customer, dispatch: Dispatch, now: number): Promise<Written<Customer>> {
  const reserved = await update<Customer>(
    customerKey(customer.customerId),
    { set: { ...roundOf(dispatch, customer, now), codeGuessIds: [], lastGuessAt: undefined } },
    epochIs(customer.epoch),
    stillIs('factor', customer.factor),
    ...roundIsStill(customer),
  );
  if (!reserved.held && reserved.item?.codeDispatch === dispatch.id) return { held: true, item: reserved.item };
  return reserved;
}

/**
 * Gives the reservation back when the provider refused the message: the round before it stands again as it was.
 * Not held when somebody has moved on meanwhile; the next dispatch then works after the interval.
 */
export function undoDispatch(reserved: Customer, before: Customer): Promise<Written<Customer>> {
  const { codeDispatch, codeDigest, codeKey, codePurpose, codeSentAt, codeExpiresAt, codeAttempts, codeGuesses, lastGuessAt } = before;
  const { lockedRounds, completedRounds, lockStreak, wrongLedger } = before;
  const code = { codeDispatch, codeDigest, codeKey, codePurpose, codeSentAt, codeExpiresAt, codeAttempts, codeGuesses, lastGuessAt };
  const counters = { lockedRounds, completedRounds, lockStreak, wrongLedger };
  const codeGuessIds = codeDispatch === undefined ? undefined : guessesOf(before);
  return update<Customer>(
    customerKey(before.customerId),
    { set: { ...code, ...counters, codeGuessIds } },
    // What moved the epoch may have ended the code that would stand again.
    epochIs(reserved.epoch),
    ...roundIsStill(reserved),
  );
}

/**
 * What became of a guess. `evaluated`: it took one of the attempts. `refused`: it took none and was not compared, and
 * `customer` is what refused it.
 */
export type Guess =
  | { is: 'evaluated'; right: boolean; attemptsLeft: number; customer: Customer }
  | { is: 'refused'; customer: Customer | undefined };

/**
 * One attempt, reserved and evaluated by the same write. `digestUnder` makes the guess's digest under a version of the
 * key; only in the minutes after a rotation is the code's version another than the current one, and then a second write
 * follows the first that was refused.
 */
export async function spendAttempt(
  guess: {
    customerId: string;
    purpose: Purpose;
    epoch: number;
    challenge?: Challenge;
    digestUnder: (key?: number) => Promise<{ key: number; digest: string } | undefined>;
  },
  now: number,
): Promise<Guess> {
  const guessId = randomUUID();
  let under = await guess.digestUnder();
  for (;;) {
    if (!under) return { is: 'refused', customer: undefined };
    const { key, digest } = under;
    const spent = await update<Customer>(
      customerKey(guess.customerId),
      { append: { codeGuesses: [digest], codeGuessIds: [guessId] }, set: { lastGuessAt: now } },
      codeIsFor(guess.purpose),
      codeKeyIs(key),
      codeIsFresh(now),
      attemptsAreLeft,
      codeIsUnspent,
      epochIs(guess.epoch),
      factorIs('email'),
      ...(guess.challenge ? [flowGoesOn(guess.challenge)] : []),
      guessIsNew(guessId),
    );
    const customer = spent.item;
    if (spent.held || (customer && guessesOf(customer).includes(guessId))) return evaluated(customer as Customer, digest, now);
    const otherKey = customer?.codeKey;
    if (otherKey === undefined || otherKey === key || stateOf(customer as Customer, now).is !== 'live') return { is: 'refused', customer };
    under = await guess.digestUnder(otherKey);
  }
}

function evaluated(customer: Customer, digest: string, now: number): Guess {
  const state = stateOf(customer, now);
  const right = customer.codeDigest === digest;
  return { is: 'evaluated', right, attemptsLeft: state.is === 'live' ? state.attemptsLeft : 0, customer };
}
