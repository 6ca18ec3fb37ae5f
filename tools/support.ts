/**
 * `npm run support`: the queue of support requests, worked from a terminal. Every call is signed (SigV4), so the audit log knows
 * who approved. Exit codes: 0 done, 1 refused or not reached, 2 called wrongly.
 */
import { parseArgs } from 'node:util';
import type { ProblemCode } from '../shared/http/problems.ts';
import type { AnswerOf } from '../shared/http/routes/route.ts';
import { listSupport } from '../shared/http/routes/support.ts';
import { type AdminCaller, adminCaller } from './admin-caller.ts';
import { signedFetch } from './signed-fetch.ts';
import { inFull, table } from './support-table.ts';

export type SupportRequest = AnswerOf<typeof listSupport>['requests'][number];
export type Status = SupportRequest['status'];

const statuses: readonly Status[] = ['open', 'approved', 'rejected', 'executed', 'cancelled'];

const usage = `Usage:
  npm run support -- list [--status ${statuses.join('|')}]
  npm run support -- show <id>
  npm run support -- approve <id> --reason "how the owner was recognised"
  npm run support -- reject <id> --reason "why"

  --url    the API, such as https://login.shop.example; else KEYCARD_URL, else http://localhost:3000
  Credentials come from AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN and AWS_REGION.`;

class WrongUse extends Error {}
class Refused extends Error {}

type Command = (caller: AdminCaller, id: string, given: { status?: string; reason?: string }) => Promise<string>;

const commands: Record<string, Command> = {
  list: async (caller, _, { status = 'open' }) => {
    if (!isStatus(status)) throw new WrongUse(`there is no status ${status}`);
    const { requests, now } = await listed(caller, status);
    return table(requests, status, now);
  },
  show: async (caller, id) => {
    for (const status of statuses) {
      const { requests, now } = await listed(caller, status);
      const found = requests.find((request) => request.id === id);
      if (found) return inFull(found, now);
    }
    throw new Refused(`There is no request ${id} among the first hundred of each status.`);
  },
  approve: (caller, id, { reason }) => decide(caller, id, 'approve', reason),
  reject: (caller, id, { reason }) => decide(caller, id, 'reject', reason),
};

async function listed(caller: AdminCaller, status: Status): Promise<{ requests: SupportRequest[]; now: number }> {
  const { answer, now } = await call(caller, 'GET', `${listSupport.path}?status=${status}`);
  return { ...(answer as AnswerOf<typeof listSupport>), now };
}

async function decide(caller: AdminCaller, id: string, decision: 'approve' | 'reject', reason: string | undefined): Promise<string> {
  if (!reason?.trim()) throw new WrongUse(`${decision} needs a --reason: the audit log keeps it`);
  const { answer, now } = await call(caller, 'POST', `${listSupport.path}/${encodeURIComponent(id)}/${decision}`, { reason });
  return inFull(answer as SupportRequest, now);
}

/**
 * @returns the answer, and the time by the service's own clock: ages are told by that one
 * @throws Refused with the problem's title and code.
 */
async function call(caller: AdminCaller, method: string, path: string, body?: unknown): Promise<{ answer: unknown; now: number }> {
  const response = await signedFetch({ ...caller, method, path, body, now: Date.now() }).catch((error: Error) => {
    throw new Refused(`${caller.url} was not reached: ${(error.cause as Error | undefined)?.message || error.message}`);
  });
  const text = await response.text();
  if (response.ok) return { answer: JSON.parse(text), now: Date.parse(response.headers.get('date') ?? '') || Date.now() };
  throw new Refused(problemIn(text) ?? `${caller.url} answered ${response.status}`);
}

function problemIn(text: string): string | undefined {
  try {
    const { title, code, detail, errors = [] } = JSON.parse(text) as Problem;
    // API Gateway words what IAM refuses as { message }.
    if (!title || !code) return undefined;
    const faults = errors.map(({ path, message }) => `\n  ${path} ${message}`).join('');
    return `${title} (${code})${detail ? `\n  ${detail}` : ''}${faults}`;
  } catch {
    return undefined;
  }
}

type Problem = { title?: string; code?: ProblemCode; detail?: string; errors?: { path: string; message: string }[] };

const isStatus = (text: string): text is Status => (statuses as readonly string[]).includes(text);

async function run(argv: string[]): Promise<string> {
  const options = { status: { type: 'string' }, reason: { type: 'string' }, url: { type: 'string' }, help: { type: 'boolean' } } as const;
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

/** What goes wrong while the call is read is the caller's to put right. */
function parsed<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new WrongUse((error as Error).message);
  }
}

try {
  console.log(await run(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof WrongUse) && !(error instanceof Refused)) throw error;
  console.error(error instanceof WrongUse ? `${error.message}\n\n${usage}` : error.message);
  process.exitCode = error instanceof WrongUse ? 2 : 1;
}
