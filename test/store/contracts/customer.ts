/** Customers are put in, changed and taken out, and their sessions ended. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { codesOf, untouchedCodes } from '../../../shared/flow/codes.ts';
import { type CustomerEvent, type CustomerState, type Facts, type Link, type Person, transition } from '../../../shared/flow/customer.ts';
import type { PasswordPut } from '../../../shared/flow/password-link.ts';
import type { Round } from '../../../shared/flow/round.ts';
import type { Customer } from '../../../shared/store/customers.ts';
import type { Linked } from '../../../shared/store/passwords.ts';
import { start } from '../customer.ts';
import * as store from '../store.ts';
import { contract, oneFieldOff } from './contract.ts';
import { isDue, isWritten, type NotedAgo, noted, notedAgo } from './noted-lately.ts';

/** What the table has, a field at a time. */
type Case = Person & {
  isThere: boolean;
  isBeingErased: boolean;
  name: 'free' | 'own' | 'taken';
  link: Link;
  event: CustomerEvent;
  notedAgo: NotedAgo;
};

const username = fc.constantFrom('a name', 'another name');
const email = fc.constantFrom('one@example.com', 'another@example.com');
const phone = fc.option(fc.constantFrom('+420601000001', '+420601000002'), { nil: undefined });
const name = fc.constantFrom('free' as const, 'own' as const);
const facts: fc.Arbitrary<Facts> = fc.record({ username, email, emailVerified: fc.boolean(), phone, phoneVerified: fc.boolean() });
/** Nobody has guessed, or so often that the password has ended. */
const codes = fc.constantFrom(untouchedCodes, {
  ...untouchedCodes,
  wrongInRow: 30,
  pauseAt: 30,
  rowTold: 30,
  dispatchesInRow: 8,
  passwordEndedAt: start - 1,
});
/** Of a password that was ended or set a millisecond ago, or of which nothing is known. */
const link = fc.constantFrom<Link>({}, { version: 4 }, { version: 4, setAt: start - 1 }, { version: 4, setAt: start - 1, disputed: true });
const password = fc.option(
  fc.constantFrom<PasswordPut>(
    { is: 'chosen' },
    ...[undefined, start - 2, start - 1, start].map((setAt) => ({ is: 'imported' as const, setAt })),
    ...[start - 1, start].map((setAt) => ({ is: 'elsewhere' as const, setAt })),
  ),
  { nil: undefined },
);
const seen: fc.Arbitrary<Person> = fc
  .record({ codes, username, email, phone, epoch: fc.constant(7), version: fc.constant(3) })
  .map(({ codes: of, ...person }) => ({ ...of, ...person }));

const allowed: fc.Arbitrary<Case> = fc
  .record({
    is: fc.constantFrom('created' as const, 'changed' as const, 'deleted' as const, 'sessions ended' as const),
    seen,
    facts,
    password,
    link,
    name,
    by: fc.constantFrom('this session', undefined),
    asRead: fc.boolean(),
    notedAgo,
  })
  .map(({ is, notedAgo, ...of }) => ({
    notedAgo,
    ...of.seen,
    name: of.name,
    link: of.link,
    isThere: is !== 'created',
    isBeingErased: false,
    event: { is, ...of } as CustomerEvent,
  }));

const cases = oneFieldOff(allowed, {
  isThere: fc.boolean(),
  isBeingErased: fc.constant(true),
  name: fc.constant('taken' as const),
  version: fc.constantFrom(2, 4),
  link: fc.constantFrom({ version: 5 }, { version: 5, setAt: start - 1 }),
  username,
  epoch: fc.constantFrom(6, 8),
});

/** With a code on its way. */
const customerIn = ({ username: called, email: address, phone: number, epoch, version, ...codesOfIt }: Person): Person => ({
  ...codesOf(codesOfIt),
  username: called,
  email: address,
  ...(number && { phone: number }),
  epoch,
  version,
  round: aRound,
});

const aRound: Round = {
  id: 'a round',
  digest: Buffer.from('a digest'),
  purpose: 'login',
  expiresAt: start + 1,
  attempts: 5,
  guesses: [],
  guessIds: [],
};

/** Only somebody who is not there can be being erased. */
function stateIn(played: Case): CustomerState {
  if (played.isThere) return { is: 'present', customer: customerIn(played), link: played.link };
  return { is: played.isBeingErased ? 'being erased' : 'absent' };
}

/** The usernames of a case are those of no other case. */
async function play(played: Case, customerId: string): Promise<boolean> {
  const { event } = played;
  const own = (called: string) => `${called} of ${customerId}`;
  const read = { ...(event.is === 'created' ? {} : event.seen), round: aRound, customerId } as Customer;
  switch (event.is) {
    case 'created':
    case 'changed': {
      const { password: given } = event;
      const passwordHash = given && given.is !== 'elsewhere' ? 'another hash' : undefined;
      const imported = given?.is === 'imported' ? { setAt: given.setAt } : undefined;
      const changedElsewhere = given?.is === 'elsewhere' ? given.setAt : undefined;
      const put = { ...event.facts, username: own(event.facts.username), locale: undefined, passwordHash, imported, changedElsewhere };
      if (played.name !== 'free') {
        const owner = played.name === 'own' ? customerId : randomUUID();
        await store.put({ ...store.loginKey(put.username), customerId: owner });
      }
      if (event.is === 'created') return (await store.createCustomer(customerId, put, 'tests', start)).held;
      const linked = { customer: { ...read, username: own(read.username) }, link: event.link as Linked['link'] };
      return (await store.changeFacts(linked, store.withoutOld(put, linked), 'tests', start)).held;
    }
    case 'deleted':
      return (await store.takeCustomerOut({ ...read, username: own(read.username) }, 'tests', start, { asRead: event.asRead })).held;
    case 'sessions ended':
      return event.by === undefined ? store.endEverySession(read, start) : store.endOtherSessions(read, { jti: event.by }, () => [], start);
  }
}

const told = (state: CustomerState) => {
  if (state.is !== 'present') return state;
  const { username: called, email: address, phone: number, epoch, version, round } = state.customer;
  const { epochMadeBy, emailChangedAt, phoneChangedAt, emailVerified, phoneVerified } = state.customer as Customer;
  const { wrongInRow, pauseAt, rowTold, dispatchesInRow, passwordEndedAt } = state.customer;
  const row = { wrongInRow, pauseAt, rowTold, dispatchesInRow, passwordEndedAt };
  const { setAt, vouchedAt, disputed, version: linkVersion } = state.link;
  const marks = {
    setAt,
    vouchedAt,
    disputed,
    linkVersion,
    version,
    epoch,
    epochMadeBy,
    emailChangedAt,
    phoneChangedAt,
    codeExpiresAt: round?.expiresAt,
    row,
  };
  return { called, address, number, emailVerified, phoneVerified, ...marks };
};

const events = {
  created: 'a customer is put in',
  changed: 'a customer is changed',
  deleted: 'a customer is taken out',
  'sessions ended': 'sessions are ended',
};

export const customer = contract<Case>('customers: put in, changed, taken out, their sessions ended', {
  cases,
  event: ({ event }) => (event.is === 'deleted' && event.asRead ? 'a customer is taken out as they were read' : events[event.is]),
  table: async (played) => {
    const customerId = randomUUID();
    const before = stateIn(played);
    if (before.is === 'present') {
      const called = `${played.username} of ${customerId}`;
      await store.put({ ...store.customerKey(customerId), customerId, ...before.customer, username: called });
    }
    const linkKey = { ...store.customerKey(customerId), sk: 'PASSWORD' };
    if (before.is === 'present' && before.link.version !== undefined) await store.put({ ...linkKey, ...before.link });
    if (before.is === 'present') await store.put({ ...store.directoryKey(customerId), customerId });
    if (before.is === 'being erased') await store.put({ ...store.noteKey(customerId), usernameId: 'of an earlier one' });
    await noted(customerId, 'sessions_ended this session', played.notedAgo, start);
    const held = await play(played, customerId);
    const entry = await isWritten(customerId, 'sessions_ended');

    const isListed = (await store.get(store.directoryKey(customerId))) !== undefined;
    const after = await store.readCustomer(customerId);
    if (after)
      return {
        held,
        entry,
        isListed,
        after: told({
          is: 'present',
          link: (await store.get<Link>(linkKey)) ?? {},
          customer: { ...after, username: after.username.replace(` of ${customerId}`, '') },
        }),
      };
    const isLeft = await store.get(store.noteKey(customerId));
    return { held, entry, isListed, after: told({ is: isLeft ? 'being erased' : 'absent' }) };
  },
  machine: (played) => {
    const { event, name: present } = played;
    const before = stateIn(played);
    const named = 'name' in event ? { ...event, name: present } : event;
    const read = named.is === 'changed' ? { ...named, seen: { ...named.seen, round: aRound } } : named;
    const after = transition(before, read, start);
    const held = after !== undefined;
    // Who ends the others can do so again; who ends all has to log in first.
    const entry = held && event.is === 'sessions ended' && (event.by === undefined || isDue(played.notedAgo, start));
    return { held, entry, isListed: (after ?? before).is === 'present', after: told(after ?? before) };
  },
});
