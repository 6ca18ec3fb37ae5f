/**
 * A bundle is compiled once, not again in each environment of each stack. What V8 has compiled by the end of the first invocation is
 * kept, and with it the functions that it compiles only when they are called: most of a cold start's work.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire, wrap } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { threadId } from 'node:worker_threads';

type Loader = (exports: object, require: NodeJS.Require, module: { exports: object }, filename: string, directory: string) => void;

export class CompiledOnce {
  readonly #file: string;
  readonly #kept: string;
  #script: Script | undefined;

  /** @param folder where what was compiled is kept: it goes with the assembly that it lies in */
  constructor(file: string, folder: string) {
    this.#file = file;
    this.#kept = join(folder, `${basename(dirname(file))}-${process.versions.v8}`);
  }

  /** What the bundle exports. */
  load(): object {
    const cachedData = this.#read();
    const script = new Script(wrap(readFileSync(this.#file, 'utf8')), { filename: this.#file, ...(cachedData && { cachedData }) });
    if (!cachedData || script.cachedDataRejected) this.#script = script;
    const module = { exports: {} };
    const load = script.runInThisContext() as Loader;
    load.call(module.exports, module.exports, createRequire(this.#file), module, this.#file, dirname(this.#file));
    return module.exports;
  }

  /** Keeps what has been compiled by now, unless it was there at the load. */
  keep(): void {
    const data = this.#script?.createCachedData();
    if (!data) return;
    this.#script = undefined;
    mkdirSync(dirname(this.#kept), { recursive: true });
    // Others may come here at once: each finds a whole file, its own or another's.
    const making = `${this.#kept}.${process.pid}.${threadId}`;
    writeFileSync(making, data);
    renameSync(making, this.#kept);
  }

  #read(): Buffer | undefined {
    try {
      return readFileSync(this.#kept);
    } catch {
      return undefined;
    }
  }
}
