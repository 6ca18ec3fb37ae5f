/**
 * A bundle is compiled once, not again in each environment of each stack. What V8 has compiled by the end of the first invocation is
 * kept, and with it the functions that it compiles only when they are called: most of a cold start's work.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire, wrap } from 'node:module';
import { basename, join } from 'node:path';
import { Script } from 'node:vm';
import { threadId } from 'node:worker_threads';

type Loader = (exports: object, require: (id: string) => unknown, module: { exports: object }, filename: string, directory: string) => void;

export class CompiledOnce {
  readonly #directory: string;
  readonly #kept: string;
  readonly #modules = new Map<string, { exports: object }>();
  readonly #toKeep = new Map<string, Script>();

  /** @param folder where what was compiled is kept: it goes with the assembly that it lies in */
  constructor(directory: string, folder: string) {
    this.#directory = directory;
    this.#kept = join(folder, `${basename(directory)}-${process.versions.v8}`);
  }

  /** What a file of the bundle exports; the parts that it requires are loaded the same way. */
  load(file: string): object {
    const loaded = this.#modules.get(file);
    if (loaded) return loaded.exports;
    const filename = join(this.#directory, file);
    const cachedData = this.#read(file);
    const script = new Script(wrap(readFileSync(filename, 'utf8')), { filename, ...(cachedData && { cachedData }) });
    if (!cachedData || script.cachedDataRejected) this.#toKeep.set(file, script);
    const module = { exports: {} };
    this.#modules.set(file, module);
    const ofNode = createRequire(filename);
    const require = (id: string) => (id.startsWith('./') ? this.load(id.slice(2)) : ofNode(id));
    (script.runInThisContext() as Loader).call(module.exports, module.exports, require, module, filename, this.#directory);
    return module.exports;
  }

  /** Keeps what has been compiled by now of the files that were loaded since, unless it was kept before. */
  keep(): void {
    if (this.#toKeep.size === 0) return;
    mkdirSync(this.#kept, { recursive: true });
    for (const [file, script] of this.#toKeep) {
      // Others may come here at once: each finds a whole file, its own or another's.
      const kept = join(this.#kept, file);
      const making = `${kept}.${process.pid}.${threadId}`;
      writeFileSync(making, script.createCachedData());
      renameSync(making, kept);
    }
    this.#toKeep.clear();
  }

  #read(file: string): Buffer | undefined {
    try {
      return readFileSync(join(this.#kept, file));
    } catch {
      return undefined;
    }
  }
}
