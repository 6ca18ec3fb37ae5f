/**
 * Can the time of an answer tell whose hash is an imported one, or that there is one at all? Wrong passwords by HTTP, each for a customer
 * of a shop of which half still have imported hashes, and beside it one for nobody, in an order by chance; all of them, and each kind of
 * hash, are compared with nobody's by Welch's t (|t| < 4.5, ISO/IEC 17825).
 *
 * 2,000 pairs take half an hour or more, two at a time: every try waits for the slowest hash.
 */
import { argon2Sync, hash, pbkdf2Sync, randomBytes } from 'node:crypto';
import { hashSync } from 'bcryptjs';
import { pairs } from './arguments.ts';
import { beside, inLanes, type Pair, pairOf } from './by-pairs.ts';
import { manyLike, password, person, putIn } from './people.ts';
import { benchStack, Environments } from './stack.ts';
import type { Section } from './table.ts';

const WARM_UP = 10;
/** Of fewer pairs of a kind nothing can be said. */
const FEWEST = 30;
/** Fewer than the five free tries a day, so that none is ever blocked. */
const TRIES_PER_CUSTOMER = 4;

const unpadded = (data: Buffer) => data.toString('base64').replaceAll('=', '');

function argon2id(memory: number, passes: number): string {
  const nonce = randomBytes(16);
  const settings = { message: Buffer.from(password), nonce, memory, passes, parallelism: 1, tagLength: 32 };
  return `$argon2id$v=19$m=${memory},t=${passes},p=1$${unpadded(nonce)}$${unpadded(argon2Sync('argon2id', settings))}`;
}

/** `undefined`: our own. */
const kinds: Record<string, string | undefined> = {
  own: undefined,
  bcrypt10: hashSync(password, 10),
  bcrypt12: hashSync(password, 12),
  argon2id: argon2id(65_536, 4),
  pbkdf2: `pbkdf2_sha256$600000$salt$${pbkdf2Sync(password, 'salt', 600_000, 32, 'sha256').toString('base64')}`,
  wrapped: `{sha1:salt+password:c2FsdA==}${hash('sha1', `salt${password}`)}`,
};
const nobody = 'never';
const imported = Object.keys(kinds).filter((kind) => kind !== 'own');

/** By turns one of ours and one of each of the others. */
const kindOf = (round: number): string => (round % 2 === 0 ? 'own' : (imported[Math.floor(round / 2) % imported.length] ?? 'own'));

export async function measure(): Promise<Section[]> {
  const stack = await benchStack();
  const functions = new Environments(stack);
  try {
    for (const [kind, hash] of Object.entries(kinds)) {
      await putIn(functions, person(kind, 0), undefined, hash);
      await manyLike(stack, kind, Math.ceil((pairs + WARM_UP) / TRIES_PER_CUSTOMER));
    }
    const measured: (Pair & { kind: string })[] = [];
    await inLanes(pairs + WARM_UP, ['one', 'other'], async (round) => {
      const nth = 1 + Math.floor(round / TRIES_PER_CUSTOMER);
      const kind = kindOf(round);
      const pair = await pairOf((whose) => wrongPassword(stack.url, person(whose === 'theirs' ? kind : nobody, nth).address));
      if (round >= WARM_UP) measured.push({ kind, ...pair });
    });
    const ofKinds = Object.keys(kinds).map((kind) => ({ kind, of: measured.filter((pair) => pair.kind === kind) }));
    const rows = ofKinds.filter(({ of }) => of.length >= FEWEST).map(({ kind, of }) => beside(kind, of));
    return [
      {
        title: `a wrong password by HTTP beside one of nobody, ${pairs} pairs`,
        rows: [beside('half of all imported', measured), ...rows],
      },
    ];
  } finally {
    await functions.stop();
    await stack.stop();
  }
}

/** @returns milliseconds until the whole answer was there */
async function wrongPassword(url: string, username: string): Promise<number> {
  const request = {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ username, password: 'a wrong one' }),
  };
  const began = performance.now();
  const response = await fetch(`${url}/v1/login`, request);
  await response.arrayBuffer();
  const ms = performance.now() - began;
  if (response.status !== 401) throw new Error(`a try was answered ${response.status}`);
  return ms;
}
