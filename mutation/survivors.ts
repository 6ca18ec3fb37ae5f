/** The list of survivors: every change of the sources that no test notices, with the reason why that is right. */
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type Mutant, root } from './stryker.ts';

/** `in`: the line of the source that it begins in. Lines may move; a line that changes has to be thought about again. */
type Survivor = { in: string; was: string; becomes: string; reason: string };
/** By source file. */
export type Survivors = Record<string, Survivor[]>;

export const list = 'mutation/survivors.json';

export const survived = ({ status }: Mutant): boolean => status === 'Survived' || status === 'NoCoverage';

export const listed = (): Survivors => JSON.parse(readFileSync(join(root, list), 'utf8')) as Survivors;

/** What stands in the list and is none of the survivors of the files that were judged, or of a file that is gone; it has to leave the list. */
export function outdated(survivors: Survivors, found: Survivors, judged: string[]): Survivors {
  return kept(survivors, (file, each) => (judged.includes(file) || !existsSync(join(root, file))) && !has(found, file, each));
}

/** What was found and stands in the list without a reason, or not at all; with what is to be written there. */
export function unexplained(survivors: Survivors, found: Survivors): Survivors {
  const reasoned = explained(survivors);
  return kept(found, (file, each) => !has(reasoned, file, each));
}

/** As they stand in the list, without a reason. The same change of two lines that are the same is one. */
export function asListed(mutants: Mutant[]): Survivors {
  const survivors: Survivors = {};
  for (const mutant of mutants.filter(survived)) {
    const file = relative(root, mutant.fileName);
    const survivor = describe(mutant);
    if (!has(survivors, file, survivor)) survivors[file] = [...(survivors[file] ?? []), survivor];
  }
  return survivors;
}

/** A change as it stands in the list. Its place in the file: from 1. */
export function describe({ fileName, location: { start, end }, replacement }: Change): Survivor {
  const lines = readFileSync(fileName, 'utf8').split('\n');
  const within = lines.slice(start.line - 1, end.line);
  const last = within.length - 1;
  const was = within.map((line, index) => line.slice(index === 0 ? start.column - 1 : 0, index === last ? end.column - 1 : undefined));
  return { in: (lines[start.line - 1] ?? '').trim(), was: short(was.join('\n')), becomes: short(replacement), reason: '' };
}

type Change = Pick<Mutant, 'fileName' | 'location' | 'replacement'>;

/** Is it in the list, with a reason? */
export const isExplained = (survivors: Survivors, change: Change): boolean =>
  has(explained(survivors), relative(root, change.fileName), describe(change));

const explained = (survivors: Survivors) => kept(survivors, (_, { reason }) => reason.trim() !== '');

function short(code: string): string {
  const line = code.replaceAll(/\s+/g, ' ').trim();
  return line.length > 120 ? `${line.slice(0, 80)} … ${line.slice(-30)}` : line;
}

const has = (survivors: Survivors, file: string, { in: line, was, becomes }: Survivor): boolean =>
  (survivors[file] ?? []).some((each) => each.in === line && each.was === was && each.becomes === becomes);

function kept(survivors: Survivors, which: (file: string, each: Survivor) => boolean): Survivors {
  const files = Object.entries(survivors).map(([file, each]) => [file, each.filter((survivor) => which(file, survivor))] as const);
  return Object.fromEntries(files.filter(([, each]) => each.length > 0));
}
