/**
 * How many AWS calls are held back by a fault of kind `timeout`, in shared memory, so that every function's worker knows. Only while there
 * are some does a function that waits in vain give up as soon as on AWS; else the answer is late because the machine is busy.
 */
export class HeldCalls {
  readonly memory: SharedArrayBuffer;
  readonly #count: Int32Array;

  constructor(memory = new SharedArrayBuffer(4)) {
    this.memory = memory;
    this.#count = new Int32Array(memory);
  }

  hold(): void {
    Atomics.add(this.#count, 0, 1);
  }

  release(): void {
    Atomics.sub(this.#count, 0, 1);
  }

  get any(): boolean {
    return Atomics.load(this.#count, 0) > 0;
  }
}
