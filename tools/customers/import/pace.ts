/** So many calls a second, evenly; and none while the service has asked to wait. Times in milliseconds. */

export type Wait = (milliseconds: number) => Promise<void>;

/** What a timer that came late may catch up on. */
const CATCH_UP = 50;

export class Pace {
  readonly #interval: number;
  readonly #now: () => number;
  readonly #wait: Wait;
  #next = 0;

  /** @param rate calls a second */
  constructor(rate: number, now: () => number, wait: Wait) {
    this.#interval = 1000 / rate;
    this.#now = now;
    this.#wait = wait;
  }

  /** Ends when it is the caller's turn. */
  async turn(): Promise<void> {
    const mine = Math.max(this.#next, this.#now() - CATCH_UP);
    this.#next = mine + this.#interval;
    const early = mine - this.#now();
    if (early > 1) await this.#wait(early);
  }

  /** Nobody's turn comes before then. */
  hold(milliseconds: number): void {
    this.#next = Math.max(this.#next, this.#now() + milliseconds);
  }
}
