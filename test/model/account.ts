/**
 * What the model knows of one customer: everything that was sent to them and told to whoever acts in their name. The
 * rules of the contract are stated over this history, without regard to how the service keeps its books.
 */
import { GuessHistory } from './guess-history.ts';
import { attemptsPerCode, challengeLives, codeLives, cookieLives, cookieLivesUnused, must } from './limits.ts';
import { Person } from './person.ts';

export type Purpose = 'login' | 'security';

/** One code, from its dispatch on. Times in ms. */
type Dispatch = {
  id: string;
  at: number;
  purpose: Purpose;
  /** Absent when the provider failed and nobody knows whether it went out. */
  code?: string;
  /** Attempts it has: five, or what the day's budget had left. */
  attempts: number;
  /** Guesses that were compared, the right one included. */
  evaluated: number;
  used: boolean;
  sessions: number;
};

export type Pending = {
  token: string;
  epoch: number;
  issuedAt: number;
  /** How many codes of the customer had been locked and used when it was issued. */
  locked: number;
  used: number;
  stay: boolean;
};

export type Family = {
  cookie: string;
  /** As its access tokens name it. */
  sid: string;
  replaced: string[];
  epoch: number;
  startedAt: number;
  /** When the cookie was traded last, or the login was. */
  usedAt: number;
  secondFactor: boolean;
  /** `unsure`: an answer was lost, or two refreshes met; whether it goes on is not told. */
  is: 'alive' | 'ended' | 'unsure';
};

export type Digits = 'right' | 'older' | 'wrong' | "another's";

export class Account extends Person {
  factorIsOn = false;
  readonly dispatches: Dispatch[] = [];
  readonly challenges: Pending[] = [];
  readonly families: Family[] = [];
  readonly history = new GuessHistory();

  get newest(): Dispatch | undefined {
    return this.dispatches.at(-1);
  }

  // ---- codes ----

  isLocked = (dispatch: Dispatch): boolean => !dispatch.used && dispatch.evaluated >= dispatch.attempts;

  /** The code that a guess would be compared with. */
  liveCode(purpose: Purpose, now: number): Dispatch | undefined {
    const { newest } = this;
    const lives = newest && !newest.used && !this.isLocked(newest) && now - newest.at < codeLives && newest.purpose === purpose;
    return lives ? newest : undefined;
  }

  get lockedCodes(): number {
    return this.dispatches.filter(this.isLocked).length;
  }

  get usedCodes(): number {
    return this.dispatches.filter(({ used }) => used).length;
  }

  budgetLeft = (now: number): number => this.history.budgetLeft(now);

  /** When the next code may go out, leaving aside the day's budget. */
  nextDispatchAt = (): number => this.history.nextDispatchAt();

  dispatchIsDue = (now: number): boolean => now >= this.nextDispatchAt() && this.budgetLeft(now) > 0;

  /** A code went out, or may have. @throws Error when it may not. */
  dispatched(dispatch: Pick<Dispatch, 'id' | 'at' | 'purpose' | 'attempts'> & { code: string | undefined }): void {
    const { at, attempts, code, ...rest } = dispatch;
    this.history.dispatched(at);
    this.history.roundOpened(at);
    must(attempts === Math.min(attemptsPerCode, this.budgetLeft(at)), 'a code has five attempts, or what the day has left');
    this.dispatches.push({ ...rest, at, attempts, ...(code && { code }), evaluated: 0, used: false, sessions: 0 });
  }

  /** So many guesses were compared with a code. @throws Error when that is more than it allows. */
  guessed(dispatch: Dispatch, evaluated: number, right: boolean, now: number): void {
    must(!(right && dispatch.used), 'a code is used once');
    dispatch.evaluated += evaluated;
    dispatch.used ||= right;
    this.history.guessed(evaluated - (right ? 1 : 0), right, true, now);
    must(dispatch.evaluated <= attemptsPerCode, 'at most five guesses are compared with a code');
    must(dispatch.evaluated <= dispatch.attempts, 'a code takes no more guesses than it has attempts');
  }

  /** Six digits to type. */
  digits(kind: Digits, another: Account | undefined): string {
    const codes = this.dispatches.flatMap(({ code }) => code ?? []);
    const typed = { right: this.newest?.code, older: codes.at(-2), wrong: undefined, "another's": another?.newest?.code }[kind];
    if (typed !== undefined && (kind === 'right' || typed !== this.newest?.code)) return typed;
    for (let wrong = 123_456; ; wrong++) {
      const digits = String(wrong).padStart(6, '0');
      if (!codes.includes(digits)) return digits;
    }
  }

  // ---- logins and sessions ----

  /** Why a challenge cannot go on; `undefined`: it can. */
  endOf(challenge: Pending, now: number): string | undefined {
    if (now >= challenge.issuedAt + challengeLives) return 'challenge_expired';
    if (challenge.epoch !== this.epoch || !this.factorIsOn) return 'invalid_challenge';
    if (challenge.locked < this.lockedCodes) return 'challenge_locked';
    if (challenge.used < this.usedCodes) return 'invalid_challenge';
    return undefined;
  }

  /** Leaves aside what the flag demands. */
  goesOn(family: Family, now: number): boolean {
    return (
      family.is !== 'ended' &&
      family.epoch === this.epoch &&
      now < family.startedAt + cookieLives &&
      now < family.usedAt + cookieLivesUnused
    );
  }

  /** The factor changed, or every session was ended. `by`: the session that goes on. */
  changed(factorIsOn: boolean, by: string | undefined): void {
    this.factorIsOn = factorIsOn;
    this.epoch += 1;
    this.changedBy = by;
  }
}
