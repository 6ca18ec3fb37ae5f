/**
 * The clock of one local stack: real time plus an offset, or standing still. It lives in shared memory, so that every
 * function's worker reads the same time without a message.
 */
const offset = 0;
/** Milliseconds at which the clock stands; 0 while it runs. */
const stoppedAt = 1;

export class Clock {
  readonly memory: SharedArrayBuffer;
  readonly #cells: BigInt64Array;

  constructor(memory = new SharedArrayBuffer(16)) {
    this.memory = memory;
    this.#cells = new BigInt64Array(memory);
  }

  /** Milliseconds since 1970-01-01 UTC. `realTime` is the machine's own clock. */
  now(realTime = Date.now()): number {
    const stopped = Number(Atomics.load(this.#cells, stoppedAt));
    return (stopped || realTime) + Number(Atomics.load(this.#cells, offset));
  }

  /** Fractions of a second are kept to the millisecond. */
  advance(seconds: number): void {
    Atomics.add(this.#cells, offset, BigInt(Math.round(seconds * 1000)));
  }

  /** Time stands still from here on, but for `advance`. So a test can come within a millisecond of a limit. */
  freeze(): void {
    if (!this.frozen) Atomics.store(this.#cells, stoppedAt, BigInt(Date.now()));
  }

  /** Time goes on from where it stands. */
  resume(): void {
    if (!this.frozen) return;
    const now = this.now();
    Atomics.store(this.#cells, stoppedAt, 0n);
    Atomics.store(this.#cells, offset, BigInt(now - Date.now()));
  }

  get frozen(): boolean {
    return Atomics.load(this.#cells, stoppedAt) !== 0n;
  }
}
