/**
 * The link of a forgotten password, passwords that are set, and "this wasn't me", by which one ends. Somebody else's write comes in between, and what is written then is what
 * the rules make of what that write left.
 */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { DAY, MINUTE, NOT_ME_LIFETIME, PASSWORD_LINK_LIFETIME } from '../../../shared/flow/budgets.ts';
import { untouchedCodes } from '../../../shared/flow/codes.ts';
import { afterNewPassword, afterNotMe } from '../../../shared/flow/customer.ts';
import { afterPasswordSet, type NotMe, type PasswordLink, type PasswordOwner, transition } from '../../../shared/flow/password-link.ts';
import type { Customer } from '../../../shared/store/customers.ts';
import { guessedAt } from '../../flow/codes.ts';
import { start } from '../customer.ts';
import { beforeCall, undisturbed } from '../interleaving.ts';
import {
  askForLink,
  changePassword,
  customerKey,
  endPasswordByOwner,
  get,
  loginKey,
  put,
  readCustomer,
  resetPassword,
  undoLink,
} from '../store.ts';
import { contract, oneFieldOff } from './contract.ts';

type Owner = PasswordOwner & { epoch: number; epochMadeBy?: string | undefined };
type Both = { owner: Owner; link: PasswordLink };

/** What somebody else does just before the write. */
const between = {
  nothing: (both) => both,
  'the epoch moves': ({ owner, link }) => ({ owner: { ...owner, epoch: owner.epoch + 1 }, link }),
  'a code is guessed at': ({ owner, link }) => ({ owner: { ...owner, ...guessedAt(start, 2, owner) }, link }),
  'the address is another': ({ owner, link }) => ({ owner: { ...owner, emailChangedAt: 99 }, link }),
  'another link is sent': ({ owner, link }) => ({ owner, link: { ...link, linkId: 'another', linkSentAt: start } }),
  'it was said before': ({ owner, link }) => ({ owner, link: { ...link, notMeAt: start } }),
  'a password is set': ({ owner, link }) => ({ owner, link: { ...link, ...afterPasswordSet(start) } }),
} satisfies Record<string, (both: Both) => Both>;

type Case = Both & {
  write: 'ask' | 'undo ask' | 'use' | 'change' | 'not me';
  said: NotMe;
  between: keyof typeof between;
  isThere: boolean;
};

const allowed: fc.Arbitrary<Case> = fc
  .record({
    write: fc.constantFrom('ask' as const, 'undo ask' as const, 'use' as const, 'change' as const, 'not me' as const),
    former: fc.constantFrom(undefined, true as const),
    between: fc.constantFrom(...(Object.keys(between) as (keyof typeof between)[])),
    linksInRow: fc.constantFrom(1, 4, 5, 40),
    emailChangedAt: fc.constantFrom(undefined, 5),
    codes: fc.constantFrom(untouchedCodes, { ...untouchedCodes, wrongInRow: 30, rowTold: 30, passwordEndedAt: start - 1 }),
    isFirst: fc.boolean(),
  })
  .map(({ write, linksInRow, emailChangedAt, codes, isFirst, former, ...of }) => {
    const owner: Owner = { ...codes, createdAt: 3, emailVerified: true, epoch: 7, ...(emailChangedAt && { emailChangedAt }) };
    const sent = { linkId: 'the link', linkSentAt: start - 2 * MINUTE, linksInRow, rightCodesAtLink: 0, createdAt: 3, emailChangedAt };
    const said: NotMe = { at: start - MINUTE, createdAt: 3, former };
    const isNone = isFirst && (write === 'ask' || write === 'not me');
    return { ...of, write, said, owner, link: isNone ? {} : sent, isThere: true };
  });

const ownersOff = fc.constantFrom<Partial<Owner>>(
  { emailVerified: false },
  { createdAt: 4 },
  { emailChangedAt: 6 },
  { emailChangedAt: start - 1 },
  { emailChangedAt: start - MINUTE },
  { emailChangedAt: start - MINUTE + 1 },
  { completedRounds: 1 },
);
const linksOff = fc.constantFrom<PasswordLink>(
  { linkId: 'an older one' },
  { linkId: undefined },
  { linkSentAt: start - MINUTE + 1 },
  { linkSentAt: start - MINUTE },
  { linkSentAt: start - PASSWORD_LINK_LIFETIME },
  { linkSentAt: start - PASSWORD_LINK_LIFETIME + 1 },
  { linkSentAt: start - DAY },
  { notMeAt: start - MINUTE },
  { notMeAt: start - MINUTE - 1 },
  { disputed: true },
  { disputed: true, notMeAt: start - MINUTE },
  { vouchedAt: 5 },
  { vouchedAt: 4 },
  { notMeAt: start + 1 },
);
const wordsOff = fc.constantFrom<Partial<NotMe>>({ at: start - NOT_ME_LIFETIME }, { at: start - NOT_ME_LIFETIME + 1 }, { createdAt: 4 });

const cases = fc.oneof(
  oneFieldOff(allowed, { isThere: fc.constant(false) }),
  fc.tuple(allowed, ownersOff).map(([each, off]) => ({ ...each, owner: { ...each.owner, ...off } })),
  fc.tuple(allowed, linksOff).map(([each, off]) => ({ ...each, link: { ...each.link, ...off } })),
  fc.tuple(allowed, wordsOff).map(([each, off]) => ({ ...each, said: { ...each.said, ...off } })),
);

const linkKey = (customerId: string) => ({ pk: `CUSTOMER#${customerId}`, sk: 'PASSWORD' });
const username = (customerId: string) => `owner of ${customerId}`;

/** Versions go up with what was written. */
async function store(customerId: string, was: Both | undefined, { owner, link }: Both): Promise<void> {
  const facts = { username: username(customerId), ...owner };
  if (was?.owner !== owner) await put({ ...customerKey(customerId), version: was ? 6 : 5, ...facts });
  if (was?.link !== link && Object.keys(link).length > 0) await put({ ...linkKey(customerId), version: was ? 6 : 5, ...link });
}

/** Whoever sets a password has read both before. */
async function write(played: Case, customerId: string): Promise<boolean> {
  const { owner, link } = played;
  const customer = { ...owner, customerId, username: username(customerId), version: 5 } as unknown as Customer;
  switch (played.write) {
    case 'ask':
      return (await askForLink(customer, customer.username, 'the next', start)) !== undefined;
    case 'undo ask':
      return (await undoLink(customerId, 'the link', start)) === undefined;
    case 'not me':
      return (await endPasswordByOwner(customerId, played.said, start)).is === 'ended';
    case 'use': {
      const seen = { customer, link: { ...link, ...(Object.keys(link).length > 0 && { version: 5 }) } };
      return (await resetPassword(seen, 'the link', 'another hash', start)) !== undefined;
    }
    case 'change':
      return changePassword(customer, 'another hash', { jti: 'this session' }, start);
  }
}

type After = Both & { passwordHash: string };

/** What the rules make of both as they are; `undefined`: nothing. */
function rule({ write: name, ...was }: Case, { owner, link }: Both): After | undefined {
  const set = (by: string | undefined, to: PasswordLink) => ({
    owner: { ...owner, ...afterNewPassword(owner, by, start) },
    link: to,
    passwordHash: 'another hash',
  });
  if (name === 'change') return owner.epoch === was.owner.epoch ? set('this session', { ...link, ...afterPasswordSet(start) }) : undefined;
  const linkId = name === 'ask' ? 'the next' : 'the link';
  const next = transition(link, name === 'not me' ? { is: name, said: was.said } : { is: name, linkId }, owner, start);
  if (next.is === 'refused') return undefined;
  if (name === 'not me') return { owner: { ...owner, ...afterNotMe(owner, start) }, link: next.to, passwordHash: 'the hash' };
  return name === 'use' ? set(undefined, next.to) : { owner, link: next.to, passwordHash: 'the hash' };
}

/** What can be compared. */
function seenFrom({ owner, link, passwordHash }: After) {
  const { epoch, epochMadeBy, wrongInRow, rowTold, passwordEndedAt, round, ledger, createdAt, emailChangedAt } = owner;
  const { linkId, linkSentAt, linksInRow, rightCodesAtLink, setAt, notMeAt, disputed, vouchedAt } = link;
  const ofOwner = { epoch, epochMadeBy, wrongInRow, rowTold, passwordEndedAt, guesses: round?.guesses.length, ledger };
  const of = { createdAt, emailChangedAt, linkCreatedAt: link.createdAt, linkEmailChangedAt: link.emailChangedAt };
  return { ...ofOwner, ...of, linkId, linkSentAt, linksInRow, rightCodesAtLink, setAt, notMeAt, disputed, vouchedAt, passwordHash };
}

/** Calls before the write that somebody else's write precedes: who sets a password has read both, the others read first. */
const readsBefore = { ask: 1, 'undo ask': 1, use: 0, change: 0, 'not me': 1 };

const fromTable = async (customerId: string): Promise<After | undefined> => {
  const [customer, link] = [await readCustomer(customerId), await get<PasswordLink>(linkKey(customerId))];
  const login = await get<{ passwordHash: string }>(loginKey(username(customerId)));
  return customer && { owner: customer, link: link ?? {}, passwordHash: login?.passwordHash ?? '' };
};

export const passwordLink = contract<Case>(
  'password: a link is asked for, taken back and used, a password is changed, and ended by its owner',
  {
    cases,
    event: ({ write: name }) => `password: ${name}`,
    table: async (played) => {
      const customerId = randomUUID();
      await put({ ...loginKey(username(customerId)), customerId, passwordHash: 'the hash' });
      if (played.isThere) await store(customerId, undefined, played);
      const left = between[played.between](played);
      let isDone = !played.isThere;
      beforeCall(readsBefore[played.write] + 1, async () => {
        if (!isDone) {
          isDone = true;
          await store(customerId, played, left);
        }
      });
      const held = await write(played, customerId).finally(undisturbed);
      if (!isDone) await store(customerId, played, left);
      const after = await fromTable(customerId);
      return { held: played.write === 'undo ask' ? undefined : held, after: after && seenFrom(after) };
    },
    machine: (played) => {
      const { write: name, isThere } = played;
      const left = between[played.between](played);
      const isFirst = left.owner === played.owner && left.link === played.link;
      // What refuses before anything comes in between is final; and taking back is tried once.
      const first =
        isThere &&
        (name === 'change' || rule(played, played) !== undefined) &&
        (isFirst || name !== 'undo ask' || left.link === played.link);
      const after = first ? rule(played, left) : undefined;
      const is = after ?? { ...left, passwordHash: 'the hash' };
      return { held: name === 'undo ask' ? undefined : after !== undefined, after: isThere ? seenFrom(is) : undefined };
    },
  },
);
