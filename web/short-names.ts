/**
 * Which words of the pages may have a short name in what a browser loads. Their names are as long as readers of the source need them, and
 * stand in each of the languages: they are a fiftieth of a page as API Gateway sends it.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { words } from './words/words.ts';

/** Everything but what gives the words, or says what they are. */
const sources = globSync('**/*.ts', { cwd: import.meta.dirname })
  .filter((file) => !/^words\b|\bwords\.ts$/.test(file))
  .map((file) => readFileSync(join(import.meta.dirname, file), 'utf8'))
  .join('\n');

/** Asked for as `say.…` and in no other way: of whatever else has the same name, or is looked up by it, nothing may be renamed. */
const isOnlySaid = (name: string): boolean => !new RegExp(`(?<!\\bsay\\.(?:\\w+\\.)?)\\b${name}\\b`).test(sources);

const namesIn = (all: object): string[] =>
  Object.entries(all).flatMap(([name, said]) => [name, ...(typeof said === 'object' ? namesIn(said as object) : [])]);

const said = [...new Set(namesIn(words.en))].filter((name) => /^[a-z]+[A-Z]\w+$/.test(name) && isOnlySaid(name));

/** For esbuild's `mangleProps`. */
export const shortNamed = new RegExp(`^(?:${said.join('|')})$`);
