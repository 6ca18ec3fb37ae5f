/** Customers to measure with: one is put in and set up through the functions, and as many like them as are wanted, past everything. */
import { createHash } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import type { LocalStack } from '../local/stack.ts';
import { variables } from '../shared/config/environment.ts';
import { hashPassword } from '../shared/passwords/hashes.ts';
import { AuthenticatorApp } from '../test/support/authenticator.ts';
import type { Answer, Environments } from './stack.ts';

export const password = 'correct horse battery staple';

/** The only hash: whoever is measured with a trivial one knows its tag. */
const passwordHash = await hashPassword(password);
/** Base64. */
export const tag = passwordHash.split('$').at(-1) ?? '';

export type Person = { id: string; address: string };

/** All have names of one length, and an address of sixty characters, by which they log in. */
export function person(kind: string, nth: number): Person {
  const id = `${kind}-${String(nth).padStart(8, '0')}`;
  return { id, address: `${id.padStart(48, 'a')}@example.com` };
}

const phoneOf = (nth: number) => `+420601${String(nth).padStart(6, '0')}`;

/** Puts a customer in, with everything verified. @param hash of the password, if not our own */
export async function putIn(functions: Environments, { id, address }: Person, phone?: number, hash = passwordHash): Promise<void> {
  const contacts = { email: address, emailVerified: true, ...(phone !== undefined && { phone: phoneOf(phone), phoneVerified: true }) };
  const body = { username: address, passwordHash: hash, locale: 'en', ...contacts };
  demand(200, await functions.send('PUT', `/v1/admin/customers/${id}`, { body }));
}

/** Has them log in, whatever comes of it. */
export const logIn = (functions: Environments, { address }: Person, more: Record<string, unknown> = {}): Promise<Answer> =>
  functions.send('POST', '/v1/login', { body: { username: address, password, ...more } });

/** Logged in with the password alone. @returns the access token */
export async function session(functions: Environments, someone: Person): Promise<string> {
  return String(demand(200, await logIn(functions, someone)).body.accessToken);
}

/** Switches codes by e-mail on. @returns the recovery codes */
export async function enableEmail(functions: Environments, someone: Person): Promise<string[]> {
  const bearer = await session(functions, someone);
  return demand(200, await functions.send('POST', '/v1/security/email', { bearer, body: { password } })).body.recoveryCodes as string[];
}

/**
 * Switches an app on. A step is accepted within 15 s of it (docs/design.md): the activation takes the oldest that is, so that the login
 * after it need not wait for the next.
 */
export async function enableApp(functions: Environments, someone: Person): Promise<AuthenticatorApp> {
  const bearer = await session(functions, someone);
  const shown = demand(200, await functions.send('POST', '/v1/security/totp', { bearer, body: {} })).body;
  const app = new AuthenticatorApp(String(shown.otpauthUri));
  const code = app.codeAt(Date.now() - 15_000);
  demand(200, await functions.send('POST', '/v1/security/totp/activate', { bearer, body: { password, code } }));
  return app;
}

/** What the app shows next, and is accepted already. */
export const nextCode = (app: AuthenticatorApp): string => app.codeAt(Date.now() + 15_000);

/** The code in the newest e-mail to somebody. */
export function codeFor(stack: LocalStack, { address }: Person): string {
  const code = /^\d{6}/.exec(
    stack.outbox().findLast(({ to, subject }) => to === address && /^\d{6}/.test(subject ?? ''))?.subject ?? '',
  )?.[0];
  if (!code) throw new Error('no code was sent');
  return code;
}

export const otherThan = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

export const challengeIn = ({ body }: Answer): string => (body.challenge as { token: string }).token;

export function demand(status: number, answer: Answer): Answer {
  if (answer.status !== status) throw new Error(`answered ${answer.status}, not ${status}: ${JSON.stringify(answer.body)}`);
  return answer;
}

const digest = (username: string) => createHash('sha256').update(username).digest('base64url');

/** DynamoDB takes so many items at once. */
const BATCH = 25;
/** Batches under way at a time. */
const LANES = 8;

/**
 * Writes the items of as many customers like this one, who is the first of their kind: `person(kind, 1)` to `person(kind, count)`. What was
 * made for the model's id alone (recovery codes, an app's key) lies there and is good for nobody.
 */
export async function manyLike(stack: LocalStack, kind: string, count: number, from = 1): Promise<void> {
  const model = person(kind, 0);
  const TableName = stack.model.functions.find(({ shortName }) => shortName === 'login')?.environment[variables.table];
  const table = stack.model.tables.find(({ name }) => name === TableName);
  if (!table) throw new Error('there is no table of data');
  const written = JSON.stringify((await stack.engine.scan([table])).filter((item) => belongsTo(model, item)));
  if (!written.includes(digest(model.address))) throw new Error('usernames are not kept by their digest any more');
  const items = JSON.parse(written).length as number;
  const each = Math.floor(BATCH / items);

  let next = from;
  const lane = async () => {
    while (next < from + count) {
      const first = next;
      next += each;
      const these = Array.from({ length: Math.min(each, from + count - first) }, (_, index) => person(kind, first + index));
      const requests = these.flatMap((other) => renamed(written, model, other).map((Item) => ({ PutRequest: { Item } })));
      await stack.engine.call('BatchWriteItem', { RequestItems: { [table.name]: requests } });
      await turn();
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

function belongsTo({ id, address }: Person, item: Record<string, unknown>): boolean {
  const text = JSON.stringify(item);
  // What is proved belongs to a session, which nobody of the others has.
  return !text.includes('"PROOF#') && (text.includes(id) || text.includes(digest(address)));
}

/** The address has the id in it. */
function renamed(items: string, model: Person, other: Person): object[] {
  return JSON.parse(items.replaceAll(digest(model.address), digest(other.address)).replaceAll(model.id, other.id)) as object[];
}
