/**
 * The model's history of rounds: a round is a number of attempts, opened by a code that was sent or, with an app, by the first guess.
 * Locks, waits and the day's budget are sums over this history.
 */
import {
  attemptsPerCode,
  betweenDispatches,
  challengeLives,
  codeLives,
  day,
  longestLockWait,
  minute,
  must,
  wrongCodesPerDay,
} from '../limits.ts';

export type Purpose = 'login' | 'security' | 'recovery' | 'app';

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
  used: boolean;
  lastGuessAt: number;
};

/** What the table says of the present round. */
export type StoredRound = {
  codeDispatch?: string;
  codeDigest?: string;
  codePurpose?: Purpose;
  codeSentAt?: number;
  codeExpiresAt?: number;
  codeAttempts?: number;
  codeGuesses?: string[];
  lastGuessAt?: number;
};

/** What the guesses of one command came to, as far as the answers told. */
export type Told = { typed: number; wrong: number; right: number; mayRight: boolean; storeFailed: boolean };

const lives = { login: codeLives, security: codeLives, recovery: 10 * minute, app: challengeLives };

export class Rounds {
  readonly all: Round[] = [];
  lastSentAt: number | undefined;
  /** When each wrong code was compared. */
  readonly #wrongCodes: number[] = [];

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

  /** Wrong guesses that the next round may take. Those of one round count together, from the last of them on. */
  budgetLeft(now: number): number {
    const recent = this.all.filter(({ lastGuessAt }) => lastGuessAt > now - day);
    return Math.max(0, wrongCodesPerDay - recent.reduce((sum, { taken, used }) => sum + taken - (used ? 1 : 0), 0));
  }

  /** When the wait after a lock is over. */
  waitEndsAt(): number {
    const { newest } = this;
    if (!newest || !this.isLocked(newest)) return 0;
    const inARow = this.all.slice(this.all.findLastIndex(({ used }) => used) + 1).filter(this.isLocked).length;
    return newest.lastGuessAt + Math.min(minute * 2 ** (inARow - 1), longestLockWait);
  }

  mayOpen = (now: number): boolean => now >= this.waitEndsAt() && this.budgetLeft(now) > 0;

  nextDispatchAt = (): number => Math.max(this.waitEndsAt(), (this.lastSentAt ?? Number.NEGATIVE_INFINITY) + betweenDispatches);

  dispatchIsDue = (now: number): boolean => now >= this.nextDispatchAt() && this.budgetLeft(now) > 0;

  /** Attempts a guesser has from now on. */
  attemptsLeft(now: number): number {
    const live = this.live(now);
    return live ? live.attempts - live.taken : Math.min(attemptsPerCode, this.budgetLeft(now));
  }

  /** Whatever was sent before is worth nothing from now on. */
  endPresent(): void {
    if (this.newest) this.newest.endsAt = 0;
  }

  /**
   * Brings the history up to what is stored. `code`: what was sent meanwhile. `prolongs`: a guess gives the round its full time again.
   *
   * @returns whether a right code was accepted
   */
  observe(stored: StoredRound, code: string | undefined, told: Told, prolongs: boolean, now: number): boolean {
    const usedBefore = this.used;
    const { codeGuesses = [], codeDispatch, codeDigest = '' } = stored;
    const given = codeGuesses.filter((guess) => guess === 'void').length;
    const taken = codeGuesses.length - given;
    const used = codeGuesses.includes(codeDigest);
    const toldAll = told.wrong + told.right;
    let unseen = 0;
    if (codeDispatch !== undefined && codeDispatch !== this.newest?.id) {
      // Of guesses at one moment, some may have used the round before this one up.
      unseen = Math.max(0, toldAll - taken);
      const before = unseen > 0 ? (this.live(now) ?? this.#open('unseen', 'app', undefined, now)) : undefined;
      if (before) this.#guessed(before, unseen, told.right > (used ? 1 : 0), now, prolongs);
      const purpose = stored.codePurpose ?? 'app';
      if (purpose !== 'app') {
        must(now >= this.nextDispatchAt(), 'no two dispatches within 60 seconds');
        must(stored.codeSentAt === now, 'a code is dispatched when it is asked for');
        this.lastSentAt = now;
      }
      this.#open(codeDispatch, purpose, code, now);
    } else must(code === undefined, 'the code in the newest message is the one that counts');
    const { newest } = this;
    must(newest !== undefined || toldAll === 0, 'only in a round can be guessed');
    if (!newest) return false;

    const evaluated = taken - newest.taken;
    const counted = evaluated + unseen;
    must(
      toldAll <= counted && counted <= told.typed,
      `each guess is counted once at most, told ones exactly once: ${counted} of ${toldAll}`,
    );
    must(counted === toldAll || told.storeFailed, 'no attempt is lost but by a lost answer of the store');
    must(!used || newest.used || told.mayRight, 'only a right code uses a round up');
    this.#guessed(newest, evaluated, used && !newest.used, now, prolongs);
    must((stored.codeAttempts ?? 0) - given === newest.attempts, 'an attempt given back can be taken again, once');
    // One that was given back keeps the round, and its wrong guesses, for as long as any other does.
    if (given > 0 && stored.lastGuessAt === now) {
      newest.lastGuessAt = now;
      if (prolongs) Object.assign(newest, { purpose: 'app', endsAt: now + challengeLives });
    }
    must(stored.codeExpiresAt === newest.endsAt, `a round ends in time: at ${newest.endsAt}, not ${stored.codeExpiresAt}`);
    must(this.used - usedBefore >= told.right, 'what is told to be right uses a round up');
    return this.used > usedBefore;
  }

  #open(id: string, purpose: Purpose, code: string | undefined, now: number): Round {
    must(now >= this.waitEndsAt(), 'after a lock the next round waits 1, 2, 4 … minutes');
    const attempts = Math.min(attemptsPerCode, this.budgetLeft(now));
    must(attempts > 0, 'no round without a budget');
    const round = { id, purpose, code, endsAt: now + lives[purpose], attempts, taken: 0, used: false, lastGuessAt: 0 };
    this.all.push(round);
    return round;
  }

  #guessed(round: Round, evaluated: number, right: boolean, now: number, prolongs: boolean): void {
    must(!(right && round.used), 'a round is used up once');
    round.taken += evaluated;
    round.used ||= right;
    if (evaluated > 0) round.lastGuessAt = now;
    if (evaluated > 0 && prolongs) Object.assign(round, { purpose: 'app', endsAt: now + challengeLives });
    this.#wrongCodes.push(...Array<number>(evaluated - (right ? 1 : 0)).fill(now));
    must(round.taken <= round.attempts, 'a round takes no more guesses than it has attempts');
    must(this.#wrongCodes.filter((at) => at > now - day).length <= wrongCodesPerDay, 'at most 100 wrong codes in 24 hours');
  }
}
