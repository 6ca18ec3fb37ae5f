/** The few figures that the measurements speak of. */

export const sorted = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);

/**
 * Between two values it lies as far as the share does (Hyndman and Fan 1996, definition 7: what R and NumPy do).
 *
 * @param share 0.5 is the median
 */
export function quantile(values: readonly number[], share: number): number {
  const ordered = sorted(values);
  const at = share * (ordered.length - 1);
  const [below = Number.NaN, above = Number.NaN] = [ordered[Math.floor(at)], ordered[Math.ceil(at)]];
  return below + (above - below) * (at - Math.floor(at));
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** The median, and between which two values half of all lie. */
export type Spread = { median: number; lower: number; upper: number };

export const spread = (values: readonly number[]): Spread => ({
  median: median(values),
  lower: quantile(values, 0.25),
  upper: quantile(values, 0.75),
});

/** Each value by the one that was measured right beside it: what slows the machine down for a while slows both. */
export const ratios = (values: readonly number[], beside: readonly number[]): number[] =>
  values.map((value, index) => value / (beside[index] ?? Number.NaN));

export const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function variance(values: readonly number[]): number {
  const middle = mean(values);
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
}

/** Welch's t of two samples: how many standard errors their means are apart. */
export function welchT(a: readonly number[], b: readonly number[]): number {
  return (mean(a) - mean(b)) / Math.sqrt(variance(a) / a.length + variance(b) / b.length);
}

export type Interval = { began: number; ended: number };

/**
 * The longest row of intervals of which each begins after the one before has ended; where there are several, the one whose members end
 * first.
 */
export function longestRow<T extends Interval>(intervals: readonly T[]): T[] {
  const row: T[] = [];
  for (const interval of intervals.toSorted((one, other) => one.ended - other.ended)) {
    if (interval.began >= (row.at(-1)?.ended ?? Number.NEGATIVE_INFINITY)) row.push(interval);
  }
  return row;
}
