/**
 * The customer's round of codes, moved by conditional writes only: open, spend an attempt, use it up, give it back, undo a
 * dispatch that was refused. What the facts mean is `flow/round.ts` and `flow/codes.ts`, and what may follow on what `flow/code-events.ts`.
 */
import { randomBytes } from 'node:crypto';
import { CHALLENGE_LIFETIME, WRONG_CODES_END_PASSWORD } from '../flow/budgets.ts';
import { type CodeEvent, type Flow, transition } from '../flow/code-events.ts';
import { type Codes, codesOf } from '../flow/codes.ts';
import { type Method, rulesOf } from '../flow/method.ts';
import { MARK, type Opening, type Purpose, sameBytes, stateOf, VOID } from '../flow/round.ts';
import { nextEpoch } from '../flow/session.ts';
import { type Customer, changeCustomer, customerIsAsRead, epochIs, factorIs, readCustomer } from './customers.ts';
import { type Change, type Condition, condition } from './expressions.ts';
import type { Written } from './table.ts';

/** A row of this length takes one wrong code more. */
const LAST_OF_ROW = WRONG_CODES_END_PASSWORD - 1;

// ---- the rules as DynamoDB checks them ----

/** The right digest is not among the guesses yet: a code is used once. */
const codeIsUnspent = condition('codeIsUnspent', 'NOT contains(round.guesses, round.digest)');
/** The fifth wrong guess was the last. */
const attemptsAreLeft = condition('attemptsAreLeft', 'size(round.guesses) < round.attempts');
/** A code is accepted for five minutes. */
const codeIsFresh = (now: number): Condition => condition('codeIsFresh', 'round.expiresAt > :now', { ':now': now });
/** A code sent for one thing confirms no other. */
const codeIsFor = (purpose: Purpose): Condition => condition('codeIsFor', 'round.purpose = :purpose', { ':purpose': purpose });
/** The guess was digested under the key that digested the code. */
const codeKeyIs = (key: number): Condition => condition('codeKeyIs', 'round.keyVersion = :key', { ':key': key });
/** After every fifth wrong code of a row nothing is evaluated for a while. */
const rowHasWaited = (now: number): Condition =>
  condition('rowHasWaited', '(wrongInRow <> pauseAt OR resumesAt <= :resumed)', { ':resumed': now });
/** No lock has ended the challenge's flow. */
const flowIsNotLocked = ({ lockedRounds }: Flow): Condition =>
  condition('flowIsNotLocked', 'lockedRounds = :lockedRounds', { ':lockedRounds': lockedRounds });
/** No right code has ended the challenge's flow. */
const flowIsNotOver = ({ completedRounds }: Flow): Condition =>
  condition('flowIsNotOver', 'completedRounds = :completedRounds', { ':completedRounds': completedRounds });
/** This very guess is not written yet: a write repeated after a lost answer counts once. */
const guessIsNew = (id: string): Condition => condition('guessIsNew', 'NOT contains(round.guessIds, :guessId)', { ':guessId': id });
/** The last attempt that a row may have takes another write, in which it ends the password. */
const rowGoesOn = condition('rowGoesOn', 'wrongInRow < :lastOfRow', { ':lastOfRow': LAST_OF_ROW });
/** The same of a guess, unless it is right. */
const rowGoesOnAfter = (digest: Uint8Array): Condition =>
  condition('rowGoesOnAfter', '(wrongInRow < :lastOfRow OR round.digest = :guessed)', { ':lastOfRow': LAST_OF_ROW, ':guessed': digest });
/** The round is the one in which the attempt was spent. */
const roundIs = (id: string): Condition => condition('roundIs', 'round.id = :round', { ':round': id });
/** Whoever loses to another write tries again on what it left; no round takes more than five guesses, so nobody loses for long. */
export const MOST_TURNS = 25;

/** Names are for telling a round, or a guess of a round, from the few others beside it. */
export const newRoundId = (): string => randomBytes(9).toString('base64url');
export const newGuessId = (): string => randomBytes(6).toString('base64url');

/** The codes after a guess, which may have ended the password of `before`: with it go every session and flow. */
export function afterGuess(before: Customer, codes: Codes): NonNullable<Change['set']> {
  const hasJustEnded = codes.passwordEndedAt !== undefined && before.passwordEndedAt === undefined;
  return { ...codesOf(codes), ...(hasJustEnded && nextEpoch(before, undefined)) };
}

// ---- opening and undoing ----

type OpenedRound =
  | { is: 'opened'; item: Customer; before: Customer }
  | { is: 'not_due'; item: Customer }
  /** Epoch or factor are others than those that were seen. */
  | { is: 'ended' };

/**
 * Opens the next round of a dispatched code on the state that was read. Of any number of parallel ones a single one holds, and the
 * others ask the rules again with the item as the winner left it.
 */
export async function openCustomerRound(seen: Customer, opening: Opening, now: number): Promise<OpenedRound> {
  let customer = seen;
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const next = transition(customer, { is: 'dispatch', opening }, now);
    if (!next) return { is: 'not_due', item: customer };
    const written = await moved(customer, next, opening.id);
    if (written.held) return { is: 'opened', item: written.item, before: customer };
    if (written.item?.epoch !== seen.epoch || written.item.factor !== seen.factor) return { is: 'ended' };
    customer = written.item;
  }
  throw new Error('no round could be opened: others kept writing to the customer');
}

/** Writes what the rules made of the customer's codes, unless anybody has written since they were read. */
async function moved(customer: Customer, next: Codes, roundId: string): Promise<Written<Customer>> {
  const written = await changeCustomer(customer.customerId, { set: codesOf(next) }, customerIsAsRead(customer));
  // The same write, repeated after its answer was lost, finds its own round.
  if (!written.held && written.item?.round?.id === roundId) return { held: true, item: written.item };
  return written;
}

/**
 * Gives the reservation back when the provider refused the message: the codes before it stand again as they were.
 * Not held when anybody has written meanwhile; the next dispatch then works after the interval.
 */
export function undoCustomerRound(opened: Customer, before: Customer): Promise<Written<Customer>> {
  return changeCustomer(before.customerId, { set: codesOf(before) }, customerIsAsRead(opened));
}

// ---- guessing a dispatched code: one write, right or wrong ----

/**
 * What became of a guess. `evaluated`: it took one of the attempts. `refused`: it took none and was not compared, and
 * `item` is what refused it.
 */
export type Guess =
  | { is: 'evaluated'; right: boolean; attemptsLeft: number; item: Customer }
  | { is: 'refused'; item: Customer | undefined };

/** Makes the guess's digest under a version of the key, the current one if none is named. */
export type DigestUnder = (key?: number) => Promise<{ key: number; digest: Uint8Array } | undefined>;

/** Who guesses: a customer of an epoch, in the flow of a challenge or (a security change) in none. */
type Guesser = { customerId: string; epoch: number; method: Method; challenge?: Flow | undefined };

const flowGoesOn = ({ challenge }: Guesser) => (challenge ? [flowIsNotLocked(challenge), flowIsNotOver(challenge)] : []);

/** One attempt more; it counts as wrong until it is known to be right. */
function spending(guess: Uint8Array, id: string, now: number): Change {
  return {
    append: { 'round.guesses': [guess], 'round.guessIds': [id] },
    set: { lastGuessAt: now },
    setSum: { resumesAt: { of: 'pause', plus: now } },
    add: { wrongInRow: 1 },
  };
}

const stillGuessable = (id: string, now: number) => [codeIsFresh(now), attemptsAreLeft, codeIsUnspent, guessIsNew(id), rowHasWaited(now)];

/**
 * A guess at the code that was sent to a customer: reserved and evaluated by the same write. A second write follows the first, which was
 * refused, in the minutes after a rotation, when the code's key is another than the current one; and for the last wrong code of a row.
 */
export async function guessCustomerCode(of: Guesser, purpose: Purpose, digestUnder: DigestUnder, now: number): Promise<Guess> {
  const id = newGuessId();
  let under = await digestUnder();
  for (let turn = 0; under && turn < MOST_TURNS; turn++) {
    const { key, digest } = under;
    const spent = await changeCustomer(
      of.customerId,
      spending(digest, id, now),
      codeIsFor(purpose),
      codeKeyIs(key),
      ...stillGuessable(id, now),
      epochIs(of.epoch),
      factorIs(of.method),
      ...flowGoesOn(of),
      rowGoesOnAfter(digest),
    );
    let { item } = spent;
    const next = spent.held
      ? undefined
      : endOfRow(of, { is: 'guess', id, digest, keyVersion: key, purpose, flow: of.challenge }, item, now);
    if (item && next) {
      item = (await changeCustomer(of.customerId, { set: afterGuess(item, next) }, customerIsAsRead(item))).item;
      // Somebody else's write came first: perhaps the row is another by now.
      if (!item?.round?.guessIds.includes(id)) continue;
    }
    const round = item?.round;
    if (item && round && (spent.held || round.guessIds.includes(id))) {
      return { is: 'evaluated', right: sameBytes(round.digest, digest), attemptsLeft: attemptsLeftOf(item, now), item };
    }
    const madeWith = round?.keyVersion;
    if (madeWith === undefined || madeWith === key || stateOf(round, now).is !== 'live') return { is: 'refused', item };
    under = await digestUnder(madeWith);
  }
  // A key that was never made has digested no code.
  if (!under) return { is: 'refused', item: undefined };
  throw new Error('the code could not be evaluated: others kept writing to the customer');
}

/** What a guess makes of codes whose row takes one wrong code more; `undefined`: something else refused it. */
function endOfRow(of: Guesser, guess: CodeEvent, customer: Customer | undefined, now: number): Codes | undefined {
  if (!customer || customer.wrongInRow < LAST_OF_ROW || customer.epoch !== of.epoch || customer.factor !== of.method) return undefined;
  return transition(customer, guess, now);
}

export function attemptsLeftOf({ round, passwordEndedAt }: Pick<Codes, 'round' | 'passwordEndedAt'>, now: number): number {
  if (passwordEndedAt !== undefined) return 0;
  const state = stateOf(round, now);
  return state.is === 'live' ? state.attemptsLeft : 0;
}

// ---- guessing what the table cannot compare: reserve an attempt, compare, then use the round up ----

/**
 * An attempt that was taken; its mark stands at `index` of the round `round`. `ended`: it was the last that the row may have, and has ended
 * the password, in this epoch. Should it turn out right, or have been none, that is taken back with its count.
 */
export type Attempt = { customer: Customer; round: string; index: number; ended?: { epoch: number; epochMadeBy: string | undefined } };

export type Taken = { is: 'taken'; attempt: Attempt } | { is: 'refused'; customer: Customer | undefined };

/**
 * Takes one attempt for a code of an app or a recovery code: in the round that is open, or as the first of the next one,
 * when its time has come. One write either way.
 *
 * @param seen the customer, where they were read already
 * @returns the attempt, or the customer whose state refused it
 */
export async function takeAttempt(of: Guesser, now: number, seen?: Customer): Promise<Taken> {
  const id = newGuessId();
  const flow = of.challenge;
  let customer = seen ?? (await readCustomer(of.customerId));
  // Each turn but the last loses to another write of the customer, and no round takes more than five guesses.
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    if (customer?.epoch !== of.epoch || customer.factor !== of.method) return { is: 'refused', customer };
    // With an app no round ends before the challenges whose guesses it counts: none of them ever gets more than five.
    const prolongs = !rulesOf(of.method).dispatches;
    const opening: Opening = { id: newRoundId(), digest: randomBytes(16), purpose: 'app' };
    const opened = transition(customer, { is: 'open by attempt', opening, id, flow }, now);
    const next = opened ?? transition(customer, { is: 'attempt', id, prolongs, flow }, now);
    if (!next) return { is: 'refused', customer };
    const { customerId, epoch, epochMadeBy }: Customer = customer;
    const ended = next.passwordEndedAt === undefined ? {} : { ended: { epoch, epochMadeBy } };
    const isWhole = opened !== undefined || 'ended' in ended;
    const taken: Written<Customer> = isWhole
      ? await changeCustomer(customerId, { set: afterGuess(customer, next) }, customerIsAsRead(customer))
      : await appendAttempt(of, id, prolongs, now);
    customer = taken.item;
    const index = customer?.round?.guessIds.indexOf(id) ?? -1;
    if (customer?.round && index >= 0) return { is: 'taken', attempt: { customer, round: customer.round.id, index, ...ended } };
  }
  throw new Error('the round never came to rest');
}

function appendAttempt(of: Guesser, id: string, prolongs: boolean, now: number): Promise<Written<Customer>> {
  const spent = spending(MARK, id, now);
  const longer = prolongs ? { 'round.purpose': 'app', 'round.expiresAt': now + CHALLENGE_LIFETIME } : {};
  return changeCustomer(
    of.customerId,
    { ...spent, set: { ...spent.set, ...longer } },
    ...stillGuessable(id, now),
    epochIs(of.epoch),
    ...flowGoesOn(of),
    rowGoesOn,
  );
}

/**
 * Uses the round up by a right code: with `change`, under `conditions` (the step is new, the recovery code is there).
 * Not held where one of them did not, and the attempt stays spent as a wrong one.
 */
export async function useUp(
  { customer, round, index, ended }: Attempt,
  change: Pick<Change, 'set' | 'take'>,
  conditions: readonly Condition[],
): Promise<Written<Customer>> {
  const digest = customer.round?.digest ?? VOID;
  const used = await changeCustomer(
    customer.customerId,
    { ...change, set: { ...change.set, ...(ended && passwordGoesOn(ended)) }, setAt: { name: 'round.guesses', index, value: digest } },
    roundIs(round),
    codeIsUnspent,
    epochIs(customer.epoch),
    ...conditions,
  );
  const { item } = used;
  // Repeated after a lost answer, the write finds its own mark; nobody else writes to that place.
  if (!used.held && item?.round?.id === round && sameBytes(item.round.guesses[index] ?? VOID, digest)) return { held: true, item };
  return used;
}

/** As if the attempt had not ended it. In the epoch that its end has begun nothing was issued: no password opened anything. */
const passwordGoesOn = ({ epoch, epochMadeBy }: NonNullable<Attempt['ended']>) => ({ epoch, epochMadeBy, passwordEndedAt: undefined });

/** Gives an attempt back that could not be evaluated: its mark is void, the round allows one more, and the row is one shorter. */
export async function giveBack({ customer, round, index, ended }: Attempt, now: number): Promise<void> {
  let seen: Customer | undefined = customer;
  for (let turn = 0; seen && turn < MOST_TURNS; turn++) {
    const next = transition(seen, { is: 'give back', round, index, endedPassword: ended !== undefined }, now);
    // Of another epoch it was ended by somebody else, too: by its owner's word, say.
    if (!next || (ended && seen.epoch !== customer.epoch)) return;
    const change = { set: { ...codesOf(next), ...(ended && passwordGoesOn(ended)) } };
    const written: Written<Customer> = await changeCustomer(seen.customerId, change, customerIsAsRead(seen));
    // Once it is given back, the rules say so.
    seen = written.item;
  }
}
