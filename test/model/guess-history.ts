/**
 * What a customer's guesses have come to, whatever they were at: the wrong codes of a day, those since the last right one, the
 * dispatches that no right code followed, and what the owner was told. Times in ms.
 */
import {
  betweenDispatches,
  day,
  dispatchesBetweenDoublings,
  longestDispatchWait,
  longestRowWait,
  minute,
  must,
  rowBetweenWaits,
  rowsTold,
  wrongCodesPerDay,
} from './limits.ts';

/** `countsFrom`: one of a round counts from the last guess that was made while the round was the present one. */
type Wrong = { at: number; countsFrom: number };

export class GuessHistory {
  readonly #wrong: Wrong[] = [];
  #ofPresentRound: Wrong[] = [];
  #presentIsUsed = false;
  #lastGuessAt = 0;
  #lastSentAt = Number.NEGATIVE_INFINITY;
  #dispatchesInARow = 0;
  #row = 0;
  /** The longest row within the command at hand: a right code counts as wrong until it is known to be right. */
  #longest = 0;
  /** Of this row the owner was surely told so far, and is owed nothing below this. */
  #told = 0;
  #excused = 0;

  /** Wrong codes since the last right one. */
  get row(): number {
    return this.#row;
  }

  /** Guesses that may still be compared before the next wait. */
  get untilWait(): number {
    return rowBetweenWaits - (this.#row % rowBetweenWaits);
  }

  /** When the wait after every fifth wrong code of the row is over. */
  waitEndsAt(): number {
    if (this.#row === 0 || this.#row % rowBetweenWaits > 0) return 0;
    return this.#lastGuessAt + Math.min(minute * 2 ** (this.#row / rowBetweenWaits - 1), longestRowWait);
  }

  waits = (now: number): boolean => now < this.waitEndsAt();

  /** When the next code may go out to the customer, leaving aside the day's budget. */
  nextDispatchAt(): number {
    const doublings = Math.floor(this.#dispatchesInARow / dispatchesBetweenDoublings);
    return Math.max(this.waitEndsAt(), this.#lastSentAt + Math.min(betweenDispatches * 2 ** doublings, longestDispatchWait));
  }

  /** Wrong codes that a next round may take. */
  budgetLeft(now: number): number {
    const counting = this.#wrong.filter(({ countsFrom }) => Math.ceil(countsFrom / minute) * minute + day > now);
    return Math.max(0, wrongCodesPerDay - counting.length);
  }

  // ---- what happened ----

  dispatched(now: number): void {
    must(now >= this.#lastSentAt + betweenDispatches, 'no two dispatches to a customer within 60 seconds');
    must(now >= this.nextDispatchAt(), 'the next code waits after every fifth wrong one, and longer after every fifth dispatch');
    this.#lastSentAt = now;
    this.#dispatchesInARow += 1;
  }

  /** The customer has another round from now on. */
  roundOpened(now: number): void {
    must(!this.waits(now), 'no round begins while the row waits');
    must(this.budgetLeft(now) > 0, 'no round without a budget');
    this.#ofPresentRound = [];
    this.#presentIsUsed = false;
  }

  /** So many wrong guesses were compared with a code, and perhaps the right one. `own`: a code of the customer's present round. */
  guessed(wrong: number, right: boolean, own: boolean, now: number): void {
    const all = wrong + (right ? 1 : 0);
    if (all === 0) return;
    must(!this.waits(now) && all <= this.untilWait, 'after every fifth wrong code nothing is compared for a while');
    const fresh = Array.from({ length: wrong }, () => ({ at: now, countsFrom: now }));
    this.#wrong.push(...fresh);
    if (own) this.#ofPresentRound.push(...fresh);
    // Behind a round that was used another row begins, and what was wrong in it counts as it stands.
    else if (wrong > 0 && this.#presentIsUsed) this.#ofPresentRound = [];
    if (own && right) this.#presentIsUsed = true;
    const inADay = this.#wrong.filter(({ at }) => at > now - day).length;
    must(inADay <= wrongCodesPerDay, 'at most 100 wrong codes in 24 hours');
    this.#longest = Math.max(this.#longest, this.#row + all);
    this.#row = right ? 0 : this.#row + wrong;
    if (own || !right) this.touched(now);
    if (right) this.#rowEnds();
  }

  passwordIsNew(): void {
    this.#row = 0;
    this.#longest = 0;
    this.#ofPresentRound = [];
    this.#presentIsUsed = false;
    this.#rowEnds();
  }

  #rowEnds(): void {
    this.#told = 0;
    this.#excused = 0;
    this.#dispatchesInARow = 0;
  }

  /** A guess was taken, even if it could not be compared. */
  touched(now: number): void {
    this.#lastGuessAt = now;
    for (const each of this.#ofPresentRound) each.countsFrom = now;
  }

  // ---- what the owner was told ----

  /** The notices of one command, by the length of the row they tell of. `failed`: what kept them from being sent or noted. */
  told(notices: readonly number[], failed: { mail: boolean; store: boolean }): void {
    const owed = rowsTold.findLast((length) => this.#row >= length) ?? 0;
    for (const row of notices) {
      must(row <= this.#longest, 'the owner is told of a row that is so long');
      must(row > this.#told, 'the owner is told once of each length of a row');
      if (!failed.mail) this.#told = row;
    }
    if (failed.store) this.#excused = Math.max(this.#excused, owed);
    must(failed.mail || Math.max(this.#told, this.#excused) >= owed, 'the owner is told of the 5th, 10th and 20th wrong code of a row');
    this.#longest = this.#row;
  }
}

const lengths = { Five: 5, Ten: 10, Twenty: 20 };

/** The length of the row that a notice tells of. */
export function rowInNotice(subject = ''): number[] {
  const [, word] = /^(Five|Ten|Twenty) wrong codes/.exec(subject) ?? [];
  return word ? [lengths[word as keyof typeof lengths]] : [];
}
