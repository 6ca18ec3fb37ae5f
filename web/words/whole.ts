import type { Words } from './words.ts';

export type Whole<Names> = Names extends readonly [infer First extends keyof Words, ...infer Others]
  ? Words[First] & Whole<Others>
  : unknown;

/** Parts as one, and their failures too. Of two words for the same the later part has the last one. */
export function whole(parts: readonly object[]): object {
  const failures = parts.map((part) => ('failures' in part ? part.failures : {}));
  return Object.assign({}, ...parts, { failures: Object.assign({}, ...failures) });
}
