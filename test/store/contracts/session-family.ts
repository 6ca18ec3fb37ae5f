/** Stay-logged-in families. */
import { randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { DAY, SECOND } from '../../../shared/flow/budgets.ts';
import type { Method } from '../../../shared/flow/method.ts';
import type { Acr } from '../../../shared/flow/session.ts';
import { type FamilyEvent, type FamilyOwner, needsNoFactor, type SessionFamily, transition } from '../../../shared/flow/session-family.ts';
import { type SessionToken, successorOf, tokenOf } from '../../../shared/flow/session-token.ts';
import type { Customer } from '../../../shared/store/customers.ts';
import type { Family } from '../../../shared/store/family-items.ts';
import { start } from '../customer.ts';
import {
  beginFamily,
  carriedOver,
  customerKey,
  endCopiedFamily,
  endFamily,
  endOtherSessions,
  familyKey,
  put,
  readFamily,
  replaceToken,
} from '../store.ts';
import { contract, oneFieldOff } from './contract.ts';
import { knownKeys } from './known-keys.ts';
import { isDue, isWritten, type NotedAgo, noted, notedAgo } from './noted-lately.ts';

const { refreshFamily } = await import('../../../shared/sessions/refresh-family.ts');

type Write = 'begin' | 'replace the token' | 'end a copied family' | 'log out' | 'carry over';

/** `brought`: how many refreshes ago the token was the newest. Times in ms. */
type Case = {
  write: Write;
  isThere: boolean;
  brought: 0 | 1 | 2;
  replacedAgo: number;
  endsIn: number;
  epoch: number;
  acr: Acr;
  ownerIsThere: boolean;
  ownerEpoch: number;
  factor: Method | undefined;
  factorIsDemanded: boolean;
  /** The epoch of the owner as whoever writes has read them. */
  seenEpoch: number;
  /** When this session last ended the others. */
  notedAgo: NotedAgo;
};

const acr = fc.constantFrom<Acr>('password', 'email', 'totp', 'recovery-code');
const factor = fc.constantFrom<Method | undefined>('email', 'totp', undefined);

const allowed: fc.Arbitrary<Case> = fc
  .record({
    write: fc.constantFrom<Write>('begin', 'replace the token', 'end a copied family', 'log out', 'carry over'),
    acr,
    factor,
    factorIsDemanded: fc.boolean(),
    replacedAgo: fc.constantFrom(31 * SECOND, DAY),
    notedAgo,
  })
  .map(({ write, acr, factor, factorIsDemanded, replacedAgo, notedAgo }) => ({
    write,
    isThere: write !== 'begin',
    brought: write === 'end a copied family' ? 1 : 0,
    replacedAgo,
    endsIn: 13 * DAY,
    epoch: 7,
    acr,
    ownerIsThere: true,
    ownerEpoch: 7,
    factor: factorIsDemanded && acr === 'password' ? undefined : factor,
    factorIsDemanded,
    seenEpoch: 7,
    notedAgo,
  }));

const cases = oneFieldOff(allowed, {
  isThere: fc.constant(false),
  brought: fc.constantFrom(0 as const, 1 as const, 2 as const),
  replacedAgo: fc.constantFrom(0, 1, 30 * SECOND - 1, 30 * SECOND, 30 * SECOND + 1),
  endsIn: fc.constantFrom(-1, 0, 1),
  epoch: fc.constantFrom(6, 8),
  acr,
  ownerIsThere: fc.constant(false),
  ownerEpoch: fc.constantFrom(6, 8),
  factor: fc.constantFrom('email' as const, 'totp' as const),
  factorIsDemanded: fc.boolean(),
  seenEpoch: fc.constantFrom(6, 8),
});

const tokenKey = 3;
const now = start + 20 * DAY;
const { key } = await knownKeys.keyOfVersion('sessions', tokenKey);
const current = await knownKeys.currentKey('sessions', now);

/** A family's first tokens, the newest first, and the one that may follow. */
function chain(): { next: SessionToken; tokens: SessionToken[] } {
  const oldest = tokenOf(randomBytes(32));
  const previous = successorOf(oldest, key);
  const newest = successorOf(previous, key);
  return { next: successorOf(newest, key), tokens: [newest, previous, oldest] };
}

function familyOf({ epoch, acr, replacedAgo, endsIn }: Case, tokens: SessionToken[]): Omit<Family, 'customerId' | 'device'> {
  const [newest = '', previous = ''] = tokens.map(({ digest }) => digest);
  return { epoch, acr, newest, previous, tokenKey, replacedAt: now - replacedAgo, startedAt: start, expiresAt: now + endsIn };
}

/** The one set of tokens that a case is played with by both. */
const chains = new WeakMap<Case, ReturnType<typeof chain>>();
function chainOf(played: Case) {
  const known = chains.get(played) ?? chain();
  chains.set(played, known);
  return known;
}
const broughtIn = (played: Case) => chainOf(played).tokens[played.brought] as SessionToken;

/** A family that has begun has a token that nobody has drawn before. */
async function begin({ epoch, acr }: Case, customerId: string) {
  const begun = await beginFamily({ customerId, epoch, acr, device: '' }, now);
  const after = begun && (await readFamily(begun.token.familyId));
  return {
    held: begun !== undefined,
    entry: false,
    after: factsOf(after && { ...after, newest: after.newest === begun.token.digest ? 'its first' : '' }),
  };
}

type Later = Case & { write: Exclude<Write, 'begin'> };
const isLater = (played: Case): played is Later => played.write !== 'begin';

async function write(played: Later, family: Family, customer: Customer): Promise<boolean | undefined> {
  const token = broughtIn(played);
  const { next } = chainOf(played);
  switch (played.write) {
    case 'replace the token':
      return (await replaceToken(token, family, next, tokenKey, needsNoFactor(family, played.factorIsDemanded), now)) === 'done';
    case 'end a copied family':
      return (await endCopiedFamily(token, family, now)) === 'done';
    case 'log out':
      await endFamily(token.familyId);
      return undefined;
    case 'carry over':
      return endOtherSessions(
        customer,
        { jti: 'own', sid: 'family' },
        (epoch) => [carriedOver(token.familyId, customer.epoch, epoch)],
        now,
      );
  }
}

const holds: Record<Write, ReturnType<typeof transition>['is']> = {
  begin: 'begun',
  'replace the token': 'replaced',
  'end a copied family': 'copied',
  'log out': 'logged out',
  'carry over': 'carried over',
};

function eventOf(played: Case): FamilyEvent {
  const { seenEpoch, factorIsDemanded } = played;
  if (played.write === 'begin') return { is: 'begin', of: { epoch: played.epoch, acr: played.acr }, newest: 'its first' };
  if (played.write === 'log out') return { is: 'logout' };
  if (played.write === 'carry over') return { is: 'carry over', from: seenEpoch, to: seenEpoch + 1 };
  return { is: 'refresh', token: broughtIn(played).digest, successor: chainOf(played).next.digest, tokenKey, factorIsDemanded };
}

const factsOf = (family: SessionFamily | Family | undefined) => {
  if (!family || ('is' in family && family.is === 'ended')) return 'ended';
  const { epoch, acr, newest, previous, replacedAt, startedAt, expiresAt } = family as Family;
  return { epoch, acr, newest, previous, replacedAt, startedAt, expiresAt, tokenKey: (family as Family).tokenKey };
};

/** The case as the table has it. @returns its family, and the customer whose it is */
async function setUp(played: Case): Promise<{ family: Family; familyId: string; customer: Pick<Customer, 'customerId' | 'epoch'> }> {
  const customerId = randomUUID();
  const family: Family = { ...familyOf(played, chainOf(played).tokens), customerId, device: '' };
  const familyId = broughtIn(played).familyId;
  const { ownerEpoch, factor } = played;
  const customer = { ...customerKey(customerId), customerId, epoch: ownerEpoch, ...(factor && { factor }) };
  if (played.ownerIsThere) await put(customer);
  if (played.isThere) await put({ ...familyKey(familyId), ...family });
  return { family, familyId, customer };
}

/** The same, as the rules see it. */
function stateOf(played: Case): { before: SessionFamily; owner: FamilyOwner } {
  const { ownerIsThere, ownerEpoch: epoch, factor } = played;
  const before: SessionFamily = played.isThere ? { is: 'alive', ...familyOf(played, chainOf(played).tokens) } : { is: 'ended' };
  return { before, owner: ownerIsThere ? { epoch, ...(factor && { factor }) } : undefined };
}

export const sessionFamily = contract<Case>('session family: a stay-logged-in session goes on, is copied, and ends', {
  cases,
  event: ({ write }) => write,
  table: async (played) => {
    const { family, familyId, customer } = await setUp(played);
    const { customerId } = customer;
    if (!isLater(played)) return begin(played, customerId);
    await noted(customerId, 'sessions_ended family', played.notedAgo, now);
    const held = await write(played, family, { ...customer, epoch: played.seenEpoch } as unknown as Customer);
    return { held, entry: await isWritten(customerId, 'sessions_ended'), after: factsOf(await readFamily(familyId)) };
  },
  machine: (played) => {
    const { before, owner } = stateOf(played);
    const moved = transition(before, owner, eventOf(played), now);
    const held = moved.is === holds[played.write];
    const after = held && 'family' in moved ? moved.family : before;
    const entry = held && played.write === 'carry over' && isDue(played.notedAgo, now);
    return { held: played.write === 'log out' ? undefined : held, entry, after: factsOf(after) };
  },
});

/** What is answered to a refresh that the rules call so. */
const answers = { replaced: 'refreshed', repeated: 'refreshed', copied: 'copied', over: 'over' } as const;

export const sessionRefresh = contract<Case>(
  'session refresh: the newest token is replaced, repeated it has the same successor, and copied it ends',
  {
    cases,
    event: () => 'refresh',
    table: async (played) => {
      const { familyId } = await setUp(played);
      const refreshed = await refreshFamily(broughtIn(played), played.factorIsDemanded, now);
      const next = refreshed.is === 'refreshed' ? refreshed.next.digest : undefined;
      return { is: refreshed.is, next, after: factsOf(await readFamily(familyId)) };
    },
    machine: (played) => {
      const { before, owner } = stateOf(played);
      const successor = successorOf(broughtIn(played), current.key).digest;
      const event = { is: 'refresh', token: broughtIn(played).digest, successor, tokenKey: current.version } as const;
      const moved = transition(before, owner, { ...event, factorIsDemanded: played.factorIsDemanded }, now);
      const family = 'family' in moved ? moved.family : before;
      const next = (moved.is === 'replaced' || moved.is === 'repeated') && family.is === 'alive' ? family.newest : undefined;
      return { is: answers[moved.is as keyof typeof answers], next, after: factsOf(family) };
    },
  },
);
