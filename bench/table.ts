/** The one table that `npm run bench` prints, as Markdown. */
import type { Spread } from './statistics.ts';

/** `least`: the value should be no smaller; `most`: no greater. */
export type Goal = { most: number } | { least: number };

export type Row = {
  what: string;
  /** A ratio or a count; of a spread, the goal is judged by its median. */
  value: number | Spread;
  /** What stands behind the value: `ms`, `$`. */
  unit?: string;
  goal?: Goal;
  /** What else belongs to it: the absolute figures, how many runs. */
  note?: string;
};

/** One measurement and what it found. */
export type Section = { title: string; rows: Row[] };

export function meetsGoal({ value, goal }: Row): boolean {
  if (!goal) return true;
  const judged = typeof value === 'number' ? value : value.median;
  return 'most' in goal ? judged <= goal.most : judged >= goal.least;
}

export const missed = (sections: readonly Section[]): Row[] => sections.flatMap(({ rows }) => rows.filter((row) => !meetsGoal(row)));

export function table(sections: readonly Section[]): string {
  const lines = sections.flatMap(({ title, rows }) => [cells(`**${title}**`, '', '', '', ''), ...rows.map(line)]);
  return [cells('measured', 'median', 'quartiles', 'goal', 'beside'), '|---|---|---|---|---|', ...lines].join('\n');
}

const cells = (...texts: string[]): string => `| ${texts.join(' | ')} |`;

function line(row: Row): string {
  const { what, value, unit = '', goal, note = '' } = row;
  const shown = (figure: number) => `${rounded(figure)}${unit && ` ${unit}`}`;
  const [middle, quartiles] = typeof value === 'number' ? [value, ''] : [value.median, `${rounded(value.lower)} – ${rounded(value.upper)}`];
  const wanted = goal && ('most' in goal ? `≤ ${shown(goal.most)}` : `≥ ${shown(goal.least)}`);
  return cells(what, shown(middle), quartiles, wanted === undefined ? '' : `${wanted} ${meetsGoal(row) ? '✓' : '✗'}`, note);
}

/** Three figures that say something: `0.853`, `12.4`, `204`. Counts stay as they are. */
function rounded(value: number): string {
  if (Number.isInteger(value)) return String(value);
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toFixed(digits);
}
