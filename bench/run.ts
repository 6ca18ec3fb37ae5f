/**
 * `npm run bench`: all measurements but those that take hours, or those named, and one table of what they found.
 *
 *     npm run bench                                   # all of them but password-time, forgot-time and lighthouse
 *     npm run bench -- cold-start calls               # some
 *     npm run bench -- growth --customers 1000000     # a larger table; 100,000 if not said
 *     npm run bench -- password-time --pairs 200     # fewer pairs; 2,000 if not said
 *     npm run bench -- forgot-time --pairs 200
 *     npm run bench -- lighthouse                     # the pages by Lighthouse, which is installed for it (176 MB)
 *     npm run bench -- --quick                        # does each of them work? its figures are worth nothing
 *     npm run bench -- --keep                         # all of them, and the table goes into docs/performance.md
 *
 * Ends with 1 when a goal is missed.
 */
import { cpus } from 'node:os';
import { asked, isKept, quickly } from './arguments.ts';
import { keep } from './keep.ts';
import { missed, type Section, table } from './table.ts';

const parts = ['cold-start', 'calls', 'beside-better-auth', 'growth', 'costs', 'username-timing', 'pages'] as const;
/** Long: they come when they are named. */
const long = ['password-time', 'forgot-time', 'lighthouse'] as const;
const known: readonly string[] = [...parts, ...long];

const unknown = asked.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(', ')}. There are: ${known.join(', ')}.`);
  process.exit(1);
}

if (isKept && (asked.length > 0 || quickly)) {
  console.error('What is kept is one whole run.');
  process.exit(1);
}

const sections: Section[] = [];
for (const name of asked.length === 0 ? parts : known.filter((part) => asked.includes(part))) {
  const began = performance.now();
  const { measure } = (await import(`./${name}.ts`)) as { measure: () => Promise<Section[]> };
  sections.push(...(await measure()));
  console.error(`${name}: ${Math.round((performance.now() - began) / 1000)} s`);
}

const [{ model = 'unknown' } = {}, ...others] = cpus();
const day = new Date().toISOString().slice(0, 10);
const found = `${table(sections)}\n\n${day}, Node.js ${process.versions.node}, ${others.length + 1} × ${model.trim()}.`;
console.log(found);
if (isKept) keep(found);
const misses = missed(sections);
console.log(misses.length === 0 ? 'Every goal is met.' : `Goals missed: ${misses.map(({ what }) => what).join('; ')}.`);
process.exitCode = misses.length === 0 ? 0 : 1;
