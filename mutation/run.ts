/**
 * `npm run mutate`: changes the rules one small change at a time, and fails where no test notices and `survivors.json` does not say
 * why that is right. What was judged before is judged again only where the source or a test of it has changed.
 *
 *     npm run mutate                          # shared/flow, shared/factors and shared/store
 *     npm run mutate -- shared/flow           # some of it
 *     npm run mutate -- --force               # each mutant anew, those of the list too: does it still tell the truth?
 */
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { synthesize } from '../local/synthesize.ts';
import { misjudged } from './planted.ts';
import { kept, type Mutant, mutants, root } from './stryker.ts';
import { asListed, list, listed, outdated, type Survivors, survived, unexplained } from './survivors.ts';

const rooms = ['shared/flow', 'shared/factors', 'shared/store'];
/** What judges: the tests that meet these rooms in their own process. */
const tests = [
  'test/flow/*.test.ts',
  'test/factors/*.test.ts',
  'test/store/*.test.ts',
  '!test/store/dropped-conditions.test.ts',
  '!test/factors/new-method.test.ts',
];
/** In percent, of each room. */
const leastScore = 90;

const begun = performance.now();
const args = process.argv.slice(2);
const chosen = args.filter((arg) => !arg.startsWith('-'));
const sources = (chosen.length > 0 ? chosen : rooms).flatMap((path) =>
  path.endsWith('.ts') ? [path] : globSync(`${path}/**/*.ts`, { cwd: root }),
);
if (sources.length === 0) throw new Error(`no source file in ${chosen.join(' ')}`);

mkdirSync(kept, { recursive: true });
const assembly = await synthesize();
const wrong = await misjudged(assembly);
if (wrong.length > 0) {
  console.error(`The planted mutants are misjudged, so no other is judged:\n${wrong.join('\n')}`);
  process.exit(1);
}
console.log('The planted mutants are judged as they must be.');

const incrementalFile = join(kept, 'incremental.json');
forgetOldJudges();
const everything = await mutants({
  mutate: sources,
  tests,
  assembly,
  incrementalFile,
  force: args.includes('--force'),
  report: join(kept, 'report.html'),
}).catch((error: unknown) => {
  // Stryker has said it already: a test fails without any mutant, most likely.
  console.error(String(error));
  process.exit(1);
});
forgetTrusted();
const judged = everything.filter(({ fileName }) => sources.includes(relative(root, fileName)));
process.exitCode = verdict(judged) ? 0 : 1;
console.log(`${judged.length} mutants in ${Math.ceil((performance.now() - begun) / 60_000)} minutes`);

/** Stryker sees a change of a test file, and none of what test files stand on: with that, each mutant is judged anew. */
function forgetOldJudges(): void {
  const files = globSync(['test/{flow,factors,store,support}/**/*.ts', 'local/**/*.ts', 'mutation/*.ts', 'package-lock.json'], {
    cwd: root,
  });
  const hash = createHash('sha256');
  for (const file of files.filter((each) => !each.endsWith('.test.ts')).toSorted())
    hash.update(file).update(readFileSync(join(root, file)));
  const [note, judges] = [join(kept, 'judges'), hash.digest('hex')];
  if (existsSync(note) && readFileSync(note, 'utf8') === judges) return;
  rmSync(incrementalFile, { force: true });
  writeFileSync(note, judges);
}

/** What survived only because the list says so is not known to: once it leaves the list, it is judged. */
function forgetTrusted(): void {
  type Report = { files: Record<string, { mutants: { status: string; testsCompleted?: number }[] }> };
  const report = JSON.parse(readFileSync(incrementalFile, 'utf8')) as Report;
  for (const file of Object.values(report.files)) {
    file.mutants = file.mutants.filter(({ status, testsCompleted }) => status !== 'Survived' || testsCompleted !== 0);
  }
  writeFileSync(incrementalFile, JSON.stringify(report));
}

function verdict(judged: Mutant[]): boolean {
  const scores = scoresOf(judged);
  console.table(scores);
  const unjudged = judged.filter(({ status }) => status === 'RuntimeError' || status === 'CompileError');
  for (const { fileName, location, statusReason } of unjudged) {
    console.error(`${relative(root, fileName)}:${location.start.line} could not be judged: ${statusReason}`);
  }
  const [survivors, found] = [listed(), asListed(judged)];
  const missing = unexplained(survivors, found);
  const gone = outdated(survivors, found, sources);
  say(`Survivors that ${list} gives no reason for: kill them, or write them there with one`, missing);
  say(`No survivors any more; they have to leave ${list}`, gone);
  const low = Object.entries(scores).filter(([, { score }]) => score < leastScore);
  for (const [room, { score }] of low) console.error(`${room} is at ${score} %, and ${leastScore} is the least.`);
  console.log(`Every mutant, in its source: ${relative(root, join(kept, 'report.html'))}`);
  return unjudged.length + low.length + Object.keys(missing).length + Object.keys(gone).length === 0;
}

function say(what: string, survivors: Survivors): void {
  if (Object.keys(survivors).length > 0) console.error(`${what}:\n${JSON.stringify(survivors, undefined, 2)}`);
}

type Score = { score: number; killed: number; hung: number; survived: number; 'not met': number; ignored: number };

function scoresOf(judged: Mutant[]): Record<string, Score> {
  const rows = rooms.map((room) => [room, judged.filter(({ fileName }) => relative(root, fileName).startsWith(`${room}/`))] as const);
  return Object.fromEntries(rows.filter(([, of]) => of.length > 0).map(([room, of]) => [room, scoreOf(of)]));
}

function scoreOf(of: Mutant[]): Score {
  const count = (status: Mutant['status']) => of.filter((mutant) => mutant.status === status).length;
  const [killed, hung] = [count('Killed'), count('Timeout')];
  const detected = killed + hung;
  const valid = detected + of.filter(survived).length;
  const score = valid === 0 ? 100 : Math.floor((1000 * detected) / valid) / 10;
  return { score, killed, hung, survived: count('Survived'), 'not met': count('NoCoverage'), ignored: count('Ignored') };
}
