/**
 * `npm run support`: the queue of support requests, worked from a terminal. Every call is signed (SigV4), so the audit log knows
 * who approved. Exit codes: 0 done, 1 refused or not reached, 2 called wrongly.
 */
import { parseArgs } from 'node:util';
import type { AnswerOf } from '../shared/http/routes/route.ts';
import type { listSupport } from '../shared/http/routes/support.ts';
import { call, queryOf } from './admin-call.ts';
import { type AdminCaller, adminCaller } from './admin-caller.ts';
import { endWith, parsed, WrongUse } from './command.ts';
import type { Status, SupportRequest } from './support-request.ts';
import { inFull, table } from './support-table.ts';

const statuses: readonly Status[] = ['open', 'approved', 'executed', 'rejected', 'cancelled', 'superseded'];
const path = '/v1/admin/support-requests';

const usage = `Usage:
  npm run support -- list [--status ${statuses.join('|')}] [--cursor …]
  npm run support -- list --username jana@example.com      all about one account, by its username or e-mail address
  npm run support -- show <id>
  npm run support -- attach <id> --customer c-1001         whom a request is about that named no account
  npm run support -- note <id> --note "for the team"
  npm run support -- approve <id> --reason "how the owner was recognised"
  npm run support -- reject <id> --reason "why"

  --url    the API, such as https://login.shop.example; else KEYCARD_URL, else http://localhost:3000
           Behind a CDN: the output OriginUrl, and the CDN's secret in KEYCARD_CDN_SECRET.
  Credentials come from AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN and AWS_REGION.`;

type Given = { status?: string; username?: string; cursor?: string; customer?: string; note?: string; reason?: string };
type Command = (caller: AdminCaller, id: string, given: Given) => Promise<string>;

const commands: Record<string, Command> = {
  list: async (caller, _, { status, username, cursor }) => {
    if (status !== undefined && !isStatus(status)) throw new WrongUse(`there is no status ${status}`);
    const asked = { status: status ?? (username === undefined ? 'open' : undefined), username, cursor };
    const { answer, now } = await call(caller, 'GET', `${path}?${queryOf(asked)}`);
    const page = answer as AnswerOf<typeof listSupport>;
    const more = page.cursor === undefined ? '' : `\n\nThere are more. The next page: add --cursor ${page.cursor}`;
    return `${table(page.requests, status ?? (username === undefined ? 'open' : 'found'), now)}${more}`;
  },
  show: (caller, id) => one(caller, 'GET', id),
  attach: (caller, id, { customer }) => one(caller, 'POST', `${id}/attach`, { customerId: needed('attach', 'customer', customer) }),
  note: (caller, id, { note }) => one(caller, 'POST', `${id}/notes`, { note: needed('note', 'note', note) }),
  approve: (caller, id, { reason }) => one(caller, 'POST', `${id}/approve`, { reason: needed('approve', 'reason', reason) }),
  reject: (caller, id, { reason }) => one(caller, 'POST', `${id}/reject`, { reason: needed('reject', 'reason', reason) }),
};

function needed(command: string, option: string, given: string | undefined): string {
  if (!given?.trim()) throw new WrongUse(`${command} needs a --${option}`);
  return given;
}

async function one(caller: AdminCaller, method: string, below: string, body?: unknown): Promise<string> {
  const { answer, now } = await call(caller, method, `${path}/${below.split('/').map(encodeURIComponent).join('/')}`, body);
  return inFull(answer as SupportRequest, now);
}

const isStatus = (text: string): text is Status => (statuses as readonly string[]).includes(text);

async function run(argv: string[]): Promise<string> {
  const text = { type: 'string' } as const;
  const given = { status: text, username: text, cursor: text, customer: text, note: text, reason: text };
  const options = { ...given, url: text, help: { type: 'boolean' } } as const;
  const { values, positionals } = parsed(() => parseArgs({ args: argv, options, allowPositionals: true }));
  if (values.help) return usage;
  const [name = '', id = '', ...more] = positionals;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw new WrongUse(name ? `there is no command ${name}` : 'which command?');
  if (more.length > 0 || (name === 'list' && id)) throw new WrongUse(`${name} does not know what to do with ${more[0] ?? id}`);
  if (name !== 'list' && !id) throw new WrongUse(`${name} needs the id of a request`);
  return command(
    parsed(() => adminCaller(values.url, process.env)),
    id,
    values,
  );
}

try {
  console.log(await run(process.argv.slice(2)));
} catch (error) {
  endWith(error, usage);
}
