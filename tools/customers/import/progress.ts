/** How far an import has come: a bar where somebody looks on, a line now and then where a log does. */
import type { Outcome, Progress } from './import.ts';
import { doneOf } from './import.ts';
import type { Counts } from './journal.ts';

const WIDTH = 24;
const [OF_A_BAR, OF_A_LOG] = [200, 10_000];

type Output = { isTTY?: boolean | undefined; columns?: number; write(text: string): unknown };

/** @param now milliseconds, by any clock */
export function progressOn(output: Output, now: () => number): { show(progress: Progress): void; end(): void } {
  const isLookedAt = output.isTTY === true;
  const began = now();
  let shownAt = isLookedAt ? Number.NEGATIVE_INFINITY : began;
  let shown: Progress | undefined;
  const print = (progress: Progress) => {
    const text = lineOf(progress, now() - began);
    output.write(isLookedAt ? `\r${text.slice(0, (output.columns ?? 80) - 1)}\u001b[K` : `${text}\n`);
  };
  return {
    show: (progress) => {
      shown = progress;
      if (now() - shownAt < (isLookedAt ? OF_A_BAR : OF_A_LOG)) return;
      shownAt = now();
      print(progress);
    },
    end: () => {
      if (!isLookedAt || !shown) return;
      print(shown);
      output.write('\n');
    },
  };
}

/** @param took since it began, or was gone on with, in milliseconds */
export function lineOf({ counts, read, size, resumed }: Progress, took: number): string {
  const [part, done] = [size === 0 ? 1 : read / size, doneOf(counts)];
  const rate = took > 0 ? ((done - resumed) * 1000) / took : 0;
  const filled = Math.round(part * WIDTH);
  const bar = `[${'#'.repeat(filled)}${'-'.repeat(WIDTH - filled)}]`;
  const left = rate > 0 && part > 0 && part < 1 ? `, ${duration(((done / part) * (1 - part)) / rate)} left` : '';
  const faulty = counts.faulty > 0 ? `, ${counts.faulty} faulty` : '';
  return `${bar} ${Math.floor(part * 100)} %  ${done} done${faulty}, ${Math.round(rate)}/s${left}`;
}

/** Of seconds. */
const duration = (seconds: number) => (seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`);

const wordsOf: Readonly<Record<keyof Counts, string>> = {
  created: 'created',
  changed: 'changed, or as they were',
  left: 'left as they were',
  faulty: 'faulty',
  keptPassword: 'with a newer password, which stays',
};

const inWords = (counts: Counts) => {
  const told = (Object.keys(wordsOf) as (keyof Counts)[]).filter((name) => name === 'created' || counts[name] > 0);
  return told.map((name) => `${counts[name]} ${wordsOf[name]}`).join(', ');
};

export function report(file: string, { counts, wasOver, stopped, hasChanged }: Outcome): string {
  const lines = [`${doneOf(counts)} customers: ${inWords(counts)}.`];
  if (counts.faulty > 0) lines.push(`Who was not taken stands in ${file}.faulty, with the reason: mend it, and import that.`);
  if (wasOver) lines.push(`${file} was imported before, and nothing was done. To import it once more remove ${file}.journal.`);
  if (stopped) lines.push(stopped, 'It is not at the end of the file: the same command goes on where it stopped.');
  if (hasChanged) lines.push(`${file} became another while it was imported: look what it has now.`);
  return lines.join('\n');
}
