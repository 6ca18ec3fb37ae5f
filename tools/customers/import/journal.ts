/**
 * What has become of each record of a file, beside the file: a line is added when a record is done, so the same import goes on where it
 * was stopped, whenever that was. A line that broke off in its middle says nothing and is cut off: its record is asked about again.
 */
import { closeSync, existsSync, fdatasync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
import { promisify } from 'node:util';
import { Refused } from '../../command.ts';

/** What the journal is of: another file, or another service, is another import. */
export type Head = {
  size: number;
  sha256: string;
  url: string;
  /** By the service's clock, in ms since 1970: who was created since may be of this import. */
  startedAt: number;
};

/** `left`: was there already and was to be left alone. `kept`: there is a newer password than the one given. */
export type Became = 'created' | 'changed' | 'left' | 'faulty';
export type Entry = {
  record: number;
  became: Became;
  keptPassword?: true;
  /** How long the file of faulty records is with this one. */
  faultyBytes?: number;
};

export type Counts = Record<Became, number> & { keptPassword: number };

const VERSION = 1;
const synced = promisify(fdatasync);

export class Journal {
  readonly head: Head;
  readonly counts: Counts = { created: 0, changed: 0, left: 0, faulty: 0, keptPassword: 0 };
  /** Of the file of faulty records. */
  faultyBytes = 0;
  isOver = false;
  /** Nothing was under way when it was stopped. */
  isPaused = false;
  /** Every record up to this one is done; of later ones those of the set. */
  #low = 0;
  readonly #beyond = new Set<number>();
  readonly #file: number;
  #onDisk = 0;
  #syncing: Promise<void> | undefined;

  private constructor(file: number, head: Head) {
    this.#file = file;
    this.head = head;
  }

  /** @returns the journal that is there, cut to what is whole; `undefined`: there is none @throws Refused when it is none */
  static read(path: string): Journal | undefined {
    if (!existsSync(path)) return undefined;
    const text = readFileSync(path, 'utf8');
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    // Broken off before it began: nothing was done.
    if (whole === '') return undefined;
    try {
      const { version, ...head } = JSON.parse(whole.slice(0, whole.indexOf('\n'))) as Head & { version: number };
      if (version !== VERSION) throw new Error();
      const journal = new Journal(openSync(path, 'a'), head);
      // There may be a million of them.
      for (let at = whole.indexOf('\n') + 1; at < whole.length; at = whole.indexOf('\n', at) + 1) {
        journal.#take(JSON.parse(whole.slice(at, whole.indexOf('\n', at))) as Entry | End);
      }
      truncateSync(path, Buffer.byteLength(whole));
      journal.#onDisk = journal.#low;
      return journal;
    } catch {
      throw new Refused(`${path} is no journal of an import that can be gone on with. Remove it to begin anew.`);
    }
  }

  static begin(path: string, head: Head): Journal {
    const file = openSync(path, 'w', 0o600);
    writeSync(file, `${JSON.stringify({ version: VERSION, ...head })}\n`);
    return new Journal(file, head);
  }

  isDone(record: number): boolean {
    return record <= this.#low || this.#beyond.has(record);
  }

  /** The first one that is not done. */
  get next(): number {
    return this.#low + 1;
  }

  add(entry: Entry): void {
    this.#write(entry);
    this.#take(entry);
  }

  end(is: End['is']): void {
    this.#write({ is });
    this.#take({ is });
  }

  async close(): Promise<void> {
    await Promise.all(this.syncing);
    closeSync(this.#file);
  }

  /** Every record up to this one is known to be done even if the machine goes down. */
  get onDisk(): number {
    return this.#onDisk;
  }

  /** Ends when more of it is on the disk; none: all of it is. */
  get syncing(): readonly Promise<void>[] {
    if (this.#onDisk < this.#low) {
      this.#syncing ??= this.#sync().finally(() => {
        this.#syncing = undefined;
      });
    }
    return this.#syncing ? [this.#syncing] : [];
  }

  async #sync(): Promise<void> {
    const low = this.#low;
    // There are file systems that cannot.
    await synced(this.#file).catch(() => {});
    this.#onDisk = low;
  }

  #write(entry: Entry | End): void {
    writeSync(this.#file, `${JSON.stringify(entry)}\n`);
  }

  #take(entry: Entry | End): void {
    this.isPaused = 'is' in entry && entry.is === 'paused';
    this.isOver = 'is' in entry && entry.is === 'over';
    if ('is' in entry) return;
    this.#beyond.add(entry.record);
    while (this.#beyond.delete(this.#low + 1)) this.#low++;
    this.counts[entry.became]++;
    if (entry.keptPassword) this.counts.keptPassword++;
    this.faultyBytes = entry.faultyBytes ?? this.faultyBytes;
  }
}

/** At the end of the file, or before. */
type End = { is: 'over' | 'paused' };
