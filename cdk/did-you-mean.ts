/** What somebody may have wanted to write. */

/**
 * @param alike what each word is compared by, if not by itself
 * @returns the one word that is within two slips of what was written (one of a short one); undefined if there is none, or several
 */
export function didYouMean(
  written: string,
  words: readonly string[],
  alike: (word: string) => readonly string[] = (word) => [word],
): string | undefined {
  const slips = written.length > 4 ? 2 : 1;
  const near = words
    .map((word) => ({ word, distance: Math.min(...alike(word).map((each) => distance(plain(written), plain(each)))) }))
    .filter(({ distance }) => distance <= slips)
    .sort((one, other) => one.distance - other.distance);
  return near[0] && near[0].distance !== near[1]?.distance ? near[0].word : undefined;
}

const plain = (word: string): string => word.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** Levenshtein's: letters left out, added or exchanged. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const exchanged = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(exchanged, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
