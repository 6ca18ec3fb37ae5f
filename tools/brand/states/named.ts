/** States of pages by the names that the gallery has for them. */

/** @param now the moment at which all pages of the gallery are looked at, in ms */
export type Named<State> = Readonly<Record<string, (now: number) => State>>;

/** For each step of a machine what it may look like: a new step does not compile before it has an entry. */
export type ByStep<State extends { at: string }> = { readonly [Step in State['at']]: Named<Extract<State, { at: Step }>> };

/** The same state once for each of these words, under their names. */
export function each<Word extends string, State>(words: readonly Word[], stateOf: (word: Word, now: number) => State): Named<State> {
  return Object.fromEntries(words.map((word) => [word, (now: number) => stateOf(word, now)]));
}

/** Of a union of words all, in the order in which they are given: one that is left out, or made up, does not compile. */
export const all = <Word extends string>(words: Readonly<Record<Word, true>>): Word[] => Object.keys(words) as Word[];

/** `{ password: { plain } }` and `login` make `login.password.plain`, put into what the page has around that step. */
export function flat<Inner extends { at: string }, State>(
  prefix: string,
  steps: ByStep<Inner>,
  around: (inner: Inner) => State,
): Named<State> {
  const named = Object.entries<Named<Inner>>(steps).flatMap(([step, states]) =>
    Object.entries(states).map(([name, stateOf]) => [`${prefix}.${step}.${name}`, (now: number) => around(stateOf(now))] as const),
  );
  return Object.fromEntries(named);
}

export const iso = (at: number): string => new Date(at).toISOString();
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
