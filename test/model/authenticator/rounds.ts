/**
 * The model's rounds of one place: of the customer's own codes, of a recovery's SMS, of a contact. A round is a number of attempts,
 * opened by a code that was sent or, with an app, by the first guess. What all places have in common is the `GuessHistory`.
 */
import type { GuessHistory } from '../guess-history.ts';
import { attemptsPerCode, betweenDispatches, challengeLives, codeLives, minute, must } from '../limits.ts';
import { givenBack, isUsed, type StoredRound } from '../stored-facts.ts';

export type Purpose = StoredRound['purpose'];

/** Times in ms. */
export type Round = {
  id: string;
  purpose: Purpose;
  /** Absent in a round without a dispatch, or when nobody knows whether the code went out. */
  code: string | undefined;
  endsAt: number;
  /** Attempts it has: five, or what the day's budget had left. */
  attempts: number;
  /** Attempts taken and not given back. */
  taken: number;
  givenBack: number;
  used: boolean;
  /** A new password has put it away. */
  isGone: boolean;
};

/** What the table says of a place. */
export type StoredPlace = { round?: StoredRound; lastSentAt?: number };

/** What the guesses of one command came to, as far as the answers told. */
export type Told = { typed: number; wrong: number; right: number; mayRight: boolean; storeFailed: boolean };

const lives = { login: codeLives, security: codeLives, contact: codeLives, recovery: 10 * minute, app: challengeLives };

export class Rounds {
  readonly all: Round[] = [];
  lastSentAt: number | undefined;
  readonly #history: GuessHistory;
  /** The customer's own; the others lie beside it, and end nobody's login. */
  readonly #own: boolean;

  constructor(history: GuessHistory, of: 'customer' | 'place') {
    this.#history = history;
    this.#own = of === 'customer';
  }

  get newest(): Round | undefined {
    return this.all.at(-1);
  }

  isLocked = ({ used, taken, attempts }: Round): boolean => !used && taken >= attempts;

  live(now: number): Round | undefined {
    const { newest } = this;
    return newest && !newest.used && !this.isLocked(newest) && now < newest.endsAt ? newest : undefined;
  }

  get locked(): number {
    return this.all.filter(this.isLocked).length;
  }

  get used(): number {
    return this.all.filter(({ used }) => used).length;
  }

  budgetLeft = (now: number): number => this.#history.budgetLeft(now);
  waitEndsAt = (): number => this.#history.waitEndsAt();
  waits = (now: number): boolean => this.#history.waits(now);

  mayOpen = (now: number): boolean => !this.waits(now) && this.budgetLeft(now) > 0;

  nextDispatchAt(): number {
    if (this.#own) return this.#history.nextDispatchAt();
    return Math.max(this.waitEndsAt(), (this.lastSentAt ?? Number.NEGATIVE_INFINITY) + betweenDispatches);
  }

  dispatchIsDue = (now: number): boolean => now >= this.nextDispatchAt() && this.budgetLeft(now) > 0;

  /** Attempts a guesser has from now on. */
  attemptsLeft(now: number): number {
    const live = this.live(now);
    return live ? live.attempts - live.taken : Math.min(attemptsPerCode, this.budgetLeft(now));
  }

  /** Guesses that are compared before anything stops them. */
  comparedAtOnce = (now: number): number => Math.min(this.attemptsLeft(now), this.#history.untilWait);

  /** Wrong codes that other places may take beside this one: what is left of a live round is taken already. */
  budgetBeside(now: number): number {
    return Math.max(0, this.budgetLeft(now) - (this.live(now) ? this.attemptsLeft(now) : 0));
  }

  /** Whatever was sent before is worth nothing from now on. */
  endPresent(): void {
    if (this.newest) this.newest.endsAt = 0;
  }

  /** The customer has a new password: the row is over, and what was wrong in the round counts as it stands. */
  putAway(): void {
    if (this.newest) Object.assign(this.newest, { endsAt: 0, isGone: true });
    this.#history.passwordIsNew();
  }

  /**
   * Brings the history up to what is stored. `code`: what was sent meanwhile. `prolongs`: a guess gives the round its full time again.
   *
   * @returns whether a right code was accepted
   */
  observe(stored: StoredPlace, code: string | undefined, told: Told, prolongs: boolean, now: number): boolean {
    const usedBefore = this.used;
    const { round } = stored;
    const given = round ? givenBack(round) : 0;
    const taken = (round?.guesses.length ?? 0) - given;
    const used = round !== undefined && isUsed(round);
    const toldAll = told.wrong + told.right;
    let unseen = 0;
    if (round && round.id !== this.newest?.id) {
      // Of guesses at one moment, some may have used the round before this one up.
      unseen = Math.max(0, toldAll - taken);
      const before = unseen > 0 ? (this.live(now) ?? this.#open('unseen', 'app', undefined, now)) : undefined;
      if (before) this.#guessed(before, unseen, told.right > (used ? 1 : 0), now, prolongs);
      if (round.purpose !== 'app') this.#dispatched(stored, now);
      this.#open(round.id, round.purpose, code, now);
    } else must(code === undefined, 'the code in the newest message is the one that counts');
    const { newest } = this;
    must(newest !== undefined || toldAll === 0, 'only in a round can be guessed');
    if (!newest) return false;
    if (!round) {
      must((newest.used || newest.isGone) && toldAll === 0, 'a round is there until the next one, a guess elsewhere or a new password');
      return false;
    }

    const evaluated = taken - newest.taken;
    const counted = evaluated + unseen;
    must(
      toldAll <= counted && counted <= told.typed,
      `each guess is counted once at most, told ones exactly once: ${counted} of ${toldAll}`,
    );
    must(counted === toldAll || told.storeFailed, 'no attempt is lost but by a lost answer of the store');
    must(!used || newest.used || told.mayRight, 'only a right code uses a round up');
    this.#guessed(newest, evaluated, used && !newest.used, now, prolongs);
    // One that was given back keeps the round, its wrong guesses and the row's wait for as long as any other does.
    if (given > newest.givenBack) {
      newest.givenBack = given;
      this.#history.touched(now);
      if (prolongs) Object.assign(newest, { purpose: 'app', endsAt: now + challengeLives });
    }
    must(round.attempts - given === newest.attempts, 'an attempt given back can be taken again, once');
    must(round.expiresAt === newest.endsAt, `a round ends in time: at ${newest.endsAt}, not ${round.expiresAt}`);
    must(this.used - usedBefore >= told.right, 'what is told to be right uses a round up');
    return this.used > usedBefore;
  }

  #dispatched(stored: StoredPlace, now: number): void {
    if (this.#own) this.#history.dispatched(now);
    else must(now >= this.nextDispatchAt() && this.budgetLeft(now) > 0, 'a place waits a minute, and with the row');
    must(stored.lastSentAt === now, 'a code is dispatched when it is asked for');
    this.lastSentAt = now;
  }

  #open(id: string, purpose: Purpose, code: string | undefined, now: number): Round {
    if (this.#own) this.#history.roundOpened(now);
    const attempts = this.#own ? Math.min(attemptsPerCode, this.budgetLeft(now)) : attemptsPerCode;
    const round = { id, purpose, code, endsAt: now + lives[purpose], attempts, taken: 0, givenBack: 0, used: false, isGone: false };
    this.all.push(round);
    return round;
  }

  #guessed(round: Round, evaluated: number, right: boolean, now: number, prolongs: boolean): void {
    must(!(right && round.used), 'a round is used up once');
    round.taken += evaluated;
    round.used ||= right;
    if (evaluated > 0 && prolongs) Object.assign(round, { purpose: 'app', endsAt: now + challengeLives });
    this.#history.guessed(evaluated - (right ? 1 : 0), right, this.#own, now);
    must(round.taken <= round.attempts, 'a round takes no more guesses than it has attempts');
  }
}
