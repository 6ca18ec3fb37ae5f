/**
 * `npm run customers`: customers looked up, put in by the thousand, given out and erased, from a terminal. Every call is signed (SigV4), so
 * the audit log knows who did it. Exit codes: 0 done, 1 refused, not reached or not all of it, 2 called wrongly; 130 and 143 for an
 * import that was stopped by a signal.
 */
import { parseArgs } from 'node:util';
import { type AdminCaller, adminCaller } from './admin-caller.ts';
import { endWith, parsed, Refused, WrongUse } from './command.ts';
import { confirmed } from './customers/confirmed.ts';
import { inFull, table } from './customers/customers-table.ts';
import { erase, toErase } from './customers/erase.ts';
import { exported, type Format, formats } from './customers/export-all.ts';
import { exportOf } from './customers/export-one.ts';
import { dryRun } from './customers/import/dry-run.ts';
import { importFile } from './customers/import/import.ts';
import { progressOn, report } from './customers/import/progress.ts';
import { found, one, pageOf } from './customers/look-up.ts';
import { writeOut } from './customers/written-out.ts';

/** Below what the API takes of this call from everybody (`cdk/api.ts`): the shop puts customers in meanwhile. */
const RATE = 180;
const HIGHEST_RATE = 1000;

const usage = `Usage:
  npm run customers -- list [--cursor …] [--json]
  npm run customers -- list --search jana@example.com     by username, e-mail address, or the beginning of the id
  npm run customers -- show <id> [--json]
  npm run customers -- import <file> [--dry-run] [--only-new] [--rate ${RATE}]
                                                          comma-separated values with a header, or JSON lines
  npm run customers -- export [--format ${formats.join('|')}] [--to <file>]
  npm run customers -- export <id> [--to <file>]          all of one customer that may be given to them
  npm run customers -- erase <id> [--yes]

  --only-new   leave customers alone who are there already; else the file says all of them
  --rate       customers a second, 1 to ${HIGHEST_RATE}
  --url        the API, such as https://login.shop.example; else KEYCARD_URL, else http://localhost:3000
               Behind a CDN: the output OriginUrl, and the CDN's secret in KEYCARD_CDN_SECRET.
  Credentials come from AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN and AWS_REGION.`;

const [text, yes] = [{ type: 'string' }, { type: 'boolean' }] as const;
const options = {
  search: text,
  cursor: text,
  json: yes,
  'dry-run': yes,
  'only-new': yes,
  rate: text,
  format: text,
  to: text,
  yes,
  url: text,
  help: yes,
} as const;

type Given = { [Name in keyof typeof options]?: (typeof options)[Name] extends typeof text ? string : boolean };
type Command = {
  /** The options that it knows, beside --url and --help. */
  takes: readonly (keyof Given)[];
  /** What it is about: an id, or a file. */
  about: 'none' | 'one' | 'optional';
  /** @returns what is printed at its end */
  run(about: string, given: Given, caller: () => AdminCaller): Promise<string>;
};

const inJson = (value: unknown): string => JSON.stringify(value, undefined, 2);

const commands: Readonly<Record<string, Command>> = {
  list: {
    takes: ['search', 'cursor', 'json'],
    about: 'none',
    run: async (_, { search, cursor, json }, caller) => {
      if (search !== undefined && cursor !== undefined) throw new WrongUse('--search and --cursor do not go together');
      if (search === undefined) {
        const page = await pageOf(caller(), { cursor });
        const more = page.cursor === undefined ? '' : `\n\nThere are more. The next page: add --cursor ${page.cursor}`;
        return json ? inJson(page) : `${table(page.customers)}${more}`;
      }
      const { customers, more } = await found(caller(), search);
      return json ? inJson({ customers, more }) : `${table(customers)}${more ? '\n\nThere are more: search for a longer text.' : ''}`;
    },
  },
  show: {
    takes: ['json'],
    about: 'one',
    run: async (id, { json }, caller) => {
      const { customer } = await one(caller(), id);
      return json ? inJson(customer) : inFull(customer);
    },
  },
  import: { takes: ['dry-run', 'only-new', 'rate'], about: 'one', run: importOf },
  export: {
    takes: ['format', 'to'],
    about: 'optional',
    run: async (id, given, caller) => {
      const { format = 'csv', to } = given;
      if (id && given.format !== undefined) throw new WrongUse('one customer is written as JSON: --format is for all of them');
      if (!isFormat(format)) throw new WrongUse(`there is no format ${format}`);
      const signed = caller();
      if (id) await writeOut(only(`${inJson(await exportOf(signed, id))}\n`), to);
      else await writeOut(exported(signed, format, tellCount(to)), to);
      return '';
    },
  },
  erase: {
    takes: ['yes'],
    about: 'one',
    run: async (id, given, caller) => {
      const signed = caller();
      if (!given.yes && !process.stdin.isTTY) throw new WrongUse('erase asks you to type the id; where nobody can, add --yes');
      const seen = await toErase(signed, id);
      const who = seen ? inFull(seen.customer) : `Nobody is there by the id ${id}; what may be left of who was is erased.`;
      if (!given.yes && !(await confirmed(`${who}\n\nThis cannot be undone. Type the id to erase: `, id))) {
        throw new Refused('That is not the id: nobody was erased.');
      }
      return erase(signed, id, seen);
    },
  },
};

/** Milliseconds within which a signal is the one before, come by another way. */
const SAME_SIGNAL = 1000;

async function importOf(file: string, given: Given, caller: () => AdminCaller): Promise<string> {
  const rate = Number(given.rate ?? RATE);
  if (!(rate >= 1 && rate <= HIGHEST_RATE)) throw new WrongUse(`--rate is 1 to ${HIGHEST_RATE} customers a second`);
  if (given['dry-run']) return dryRunOf(file);

  const stop = new AbortController();
  let stoppedAt = 0;
  for (const [signal, code] of [['SIGINT', 130] as const, ['SIGTERM', 143] as const]) {
    process.on(signal, () => {
      if (stop.signal.aborted) {
        // What was called and not written down is asked about by the next import. npm hands a signal on that the terminal has sent to all.
        if (performance.now() - stoppedAt > SAME_SIGNAL) process.exit(code);
        return;
      }
      stoppedAt = performance.now();
      console.error('\nStopping after the calls that are under way …');
      process.exitCode = code;
      stop.abort();
    });
  }
  const progress = progressOn(process.stderr, () => performance.now());
  const done = await importFile(file, caller(), {
    rate,
    onlyNew: given['only-new'] ?? false,
    signal: stop.signal,
    onProgress: progress.show,
  });
  progress.end();
  if (done.stopped || done.counts.faulty > 0 || done.hasChanged) process.exitCode ??= 1;
  return report(file, done);
}

const FAULTS_TOLD = 20;

async function dryRunOf(file: string): Promise<string> {
  let told = 0;
  const { given, faulty } = await dryRun(file, ({ line, why }) => {
    if (++told <= FAULTS_TOLD) console.error(`line ${line}: ${why}`);
  });
  if (faulty > FAULTS_TOLD) console.error(`and ${faulty - FAULTS_TOLD} more`);
  if (faulty > 0) process.exitCode = 1;
  return `${given} customers could be put in, ${faulty} are faulty. Nothing was called, and nothing written.`;
}

const isFormat = (name: string): name is Format => (formats as readonly string[]).includes(name);

async function* only(whole: string): AsyncGenerator<string> {
  yield whole;
}

/** Where the customers themselves go to the terminal, nothing stands between them. */
function tellCount(to: string | undefined): (count: number) => void {
  if (to === undefined || !process.stderr.isTTY) return () => {};
  return (count) => process.stderr.write(`\r${count} customers\u001b[K`);
}

async function run(argv: string[]): Promise<string> {
  const { values, positionals } = parsed(() => parseArgs({ args: argv, options, allowPositionals: true }));
  if (values.help) return usage;
  const [name = '', about = '', ...more] = positionals;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw new WrongUse(name ? `there is no command ${name}` : 'which command?');
  const tooMany = command.about === 'none' ? about || more[0] : more[0];
  if (tooMany) throw new WrongUse(`${name} does not know what to do with ${tooMany}`);
  if (command.about === 'one' && !about) throw new WrongUse(`${name} needs ${name === 'import' ? 'a file' : 'the id of a customer'}`);
  const unknown = Object.keys(values).find((option) => option !== 'url' && !(command.takes as readonly string[]).includes(option));
  if (unknown) throw new WrongUse(`${name} does not know --${unknown}`);
  return command.run(about, values, () => parsed(() => adminCaller(values.url, process.env)));
}

/** A file that is not there, or may not be read. */
const isOfFile = (error: unknown): error is Error => error instanceof Error && 'syscall' in error && 'path' in error;

try {
  const said = await run(process.argv.slice(2));
  if (said) console.log(said);
} catch (error) {
  endWith(isOfFile(error) ? new Refused(error.message) : error, usage);
}
