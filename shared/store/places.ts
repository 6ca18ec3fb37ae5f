/**
 * Codes that are sent to a place of their own: a contact being verified, a recovery. A guess moves the place and the customer's
 * ledger and row in one transaction, on the versions that were read; a right one brings what it is right for with it. What may
 * follow on what is `flow/place.ts`.
 */

import type { RoundRefusal } from '../flow/codes.ts';
import { type Guessed, guessedAt, type Place } from '../flow/place.ts';
import type { Purpose } from '../flow/round.ts';
import { type Customer, customerIsAsRead, customerKey, customerStep } from './customers.ts';
import { transact, update } from './data.ts';
import { type Change, type Condition, condition } from './expressions.ts';
import { afterGuess, type DigestUnder, MOST_TURNS, newGuessId } from './rounds.ts';
import type { Key, Step, Written } from './table.ts';

/** `version`: raised by every write of the item; absent while there is none. */
export type StoredPlace = Place & { version?: number };

/** Nobody has written to the place since it was read. */
const placeIsAsRead = (version: number): Condition => condition('placeIsAsRead', 'version = :place', { ':place': version });
/** Nobody has made the place since it was not there. */
const placeIsNew = condition('placeIsNew', 'attribute_not_exists(pk)');

const isAsRead = ({ version }: StoredPlace) => (version === undefined ? placeIsNew : placeIsAsRead(version));

const versioned = (change: Change): Change => ({ ...change, add: { version: 1 } });

/** A place and its customer, as they were read. */
export type Both<P> = { customer: Customer; place: P };

/** Moves a place on the state that was read: part of a transaction. */
export const placeStep = (key: Key, place: StoredPlace, change: Change): Step => ({
  update: key,
  change: versioned(change),
  if: [isAsRead(place)],
});

/** Moves a place by `change`, whatever has become of its customer. */
export const changePlace = <P extends StoredPlace>(key: Key, place: P, change: Change): Promise<Written<P>> =>
  update<P>(key, versioned(change), isAsRead(place));

/** The steps that move a place by `change` while neither it nor its customer is another than was read. */
export const placeSteps = <P extends StoredPlace>(key: Key, { customer, place }: Both<P>, change: Change): Step[] => [
  placeStep(key, place, change),
  { check: customerKey(customer.customerId), if: [customerIsAsRead(customer)] },
];

/** The same, by themselves. */
export const movePlace = async <P extends StoredPlace>(key: Key, both: Both<P>, change: Change): Promise<boolean> =>
  (await transact(placeSteps(key, both, change))).held;

/** What was refused by the provider never happened; not held when anybody has written meanwhile. */
export function undoPlace<P extends StoredPlace>(key: Key, opened: P, before: P, also: Record<string, unknown>): Promise<Written<P>> {
  const { round, lastSentAt } = before;
  return update<P>(key, versioned({ set: { round, lastSentAt, ...also } }), isAsRead(opened));
}

export type PlaceGuess<P extends StoredPlace> = {
  key: Key;
  purpose: Purpose;
  digestUnder: DigestUnder;
  /** Both as they are now; asked again after somebody else's write. `undefined`: what the code was for is over. */
  read: () => Promise<Both<P> | undefined>;
  /** What a right code changes beside the round. */
  whenRight: (both: Both<P>) => { customer: NonNullable<Change['set']>; place: NonNullable<Change['set']>; also: Step[] };
};

export type GuessedAtPlace<P> =
  | ({ is: 'right' } & Both<P>)
  | ({ is: 'wrong'; attemptsLeft: number } & Both<P>)
  | { is: 'refused'; refusal: RoundRefusal }
  | { is: 'over' };

/** One guess at the code of a place; `seen`: both as they were read already, as `read` gives them. */
export async function guessAtPlace<P extends StoredPlace>(
  { key, purpose, digestUnder, read, whenRight }: PlaceGuess<P>,
  seen: Both<P> | undefined,
  now: number,
): Promise<GuessedAtPlace<P>> {
  const id = newGuessId();
  let both = seen;
  // Each turn but the last loses to another write of the customer or the place, and no round takes more than five guesses.
  for (let turn = 0; both && turn < MOST_TURNS; turn++) {
    const { customer, place } = both;
    const under = await digestUnder(place.round?.keyVersion);
    // A key that was never made has digested no code.
    if (!under) return { is: 'refused', refusal: { code: 'code_expired' } };
    const guessed: Guessed<P> = guessedAt(place, customer, { purpose, digest: under.digest, id }, now);
    if (guessed.is === 'refused') return guessed;
    const effects = guessed.is === 'right' ? whenRight(both) : { customer: {}, place: {}, also: [] };
    const changes = { ...afterGuess(customer, guessed.codes), ...effects.customer };
    const done = await transact([
      customerStep(customer.customerId, { set: changes }, [customerIsAsRead(customer)]),
      placeStep(key, place, { set: { round: guessed.place.round, ...effects.place } }),
      ...effects.also,
    ]);
    if (done.held) {
      const after = { ...customer, ...changes, version: customer.version + 1 } as Customer;
      if (guessed.is === 'right') return { is: 'right', customer: after, place: guessed.place };
      return { is: 'wrong', attemptsLeft: guessed.attemptsLeft, customer: after, place: guessed.place };
    }
    both = await read();
  }
  if (!both) return { is: 'over' };
  throw new Error('the code could not be evaluated: others kept writing to its items');
}
