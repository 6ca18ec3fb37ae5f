/** The ids of a file, and the line that each was first given in: 16 to 32 bytes an id, however long it is. */
import { hash } from 'node:crypto';

/** Of the digest. Two of a million ids have the same with a likelihood of one in 30 million. */
const FREE = 0n;

export class SeenIds {
  #digests = new BigUint64Array(1024);
  #lines = new Uint32Array(1024);
  #count = 0;

  /** The line that has given the id before, if one has. */
  add(customerId: string, line: number): number | undefined {
    if (this.#count * 2 >= this.#digests.length) this.#grow();
    const digest = hash('sha256', customerId, 'buffer').readBigUInt64LE() || 1n;
    const place = this.#placeOf(digest);
    if (this.#digests[place] !== FREE) return this.#lines[place];
    this.#digests[place] = digest;
    this.#lines[place] = line;
    this.#count++;
    return undefined;
  }

  /** Where it stands, or is to stand. */
  #placeOf(digest: bigint): number {
    const last = this.#digests.length - 1;
    let place = Number(digest & BigInt(last));
    while (this.#digests[place] !== FREE && this.#digests[place] !== digest) place = (place + 1) & last;
    return place;
  }

  #grow(): void {
    const [digests, lines] = [this.#digests, this.#lines];
    this.#digests = new BigUint64Array(digests.length * 2);
    this.#lines = new Uint32Array(lines.length * 2);
    for (const [at, digest] of digests.entries()) {
      if (digest === FREE) continue;
      const place = this.#placeOf(digest);
      this.#digests[place] = digest;
      this.#lines[place] = lines[at] ?? 0;
    }
  }
}
