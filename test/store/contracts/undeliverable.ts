/** Undeliverable addresses are marked, and a right code takes the mark away. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { type AddressEvent, type AddressState, transition } from '../../../shared/flow/undeliverable.ts';
import { anEmail, start } from '../customer.ts';
import { addressKey, addressProved, emailIsUndeliverable, get, markUndeliverable, put, transact } from '../store.ts';
import { contract, oneFieldOff } from './contract.ts';
import { isWritten } from './noted-lately.ts';

type Case = { isThere: boolean; since: number; undeliverableSince: number | undefined; event: AddressEvent };

const allowed: fc.Arbitrary<Case> = fc
  .constantFrom<AddressEvent>({ is: 'mail feedback', sentAt: start - 1 }, { is: 'proved' })
  .map((event) => ({ isThere: true, since: start - 2, undeliverableSince: undefined, event }));

const cases = oneFieldOff(allowed, {
  isThere: fc.constant(false),
  since: fc.constantFrom(start - 1, start),
  undeliverableSince: fc.constantFrom(start - 1, start),
});

function stateIn({ isThere, since, undeliverableSince }: Pick<Case, 'isThere' | 'since' | 'undeliverableSince'>): AddressState {
  if (!isThere) return { is: 'absent' };
  return undeliverableSince === undefined ? { is: 'trusted', since } : { is: 'undeliverable', since, undeliverableSince };
}

async function play({ event }: Case, customerId: string, email: string): Promise<boolean> {
  if (event.is === 'proved') return (await transact(addressProved(customerId, email, email, start))).held;
  return markUndeliverable(customerId, email, { sentAt: event.sentAt, why: 'bounced' }, start);
}

export const undeliverable = contract<Case>('addresses: marked by mail feedback, trusted again by a right code', {
  cases,
  event: ({ event }) => (event.is === 'proved' ? 'an address is proved' : 'mail feedback'),
  table: async (played) => {
    const [customerId, email] = [randomUUID(), anEmail()];
    const { isThere, since, undeliverableSince } = played;
    if (isThere) await put({ ...addressKey(email, customerId), customerId, since, ...(undeliverableSince && { undeliverableSince }) });
    const held = await play(played, customerId, email);
    const item = await get<{ since: number; undeliverableSince?: number }>(addressKey(email, customerId));
    const after = stateIn({ isThere: item !== undefined, since: 0, undeliverableSince: undefined, ...item });
    const told = await emailIsUndeliverable({ customerId, email });
    return { held, entry: await isWritten(customerId, 'email_undeliverable'), after, told };
  },
  machine: (played) => {
    const before = stateIn(played);
    const after = transition(before, played.event, start);
    const held = after !== undefined;
    const state = after ?? before;
    return { held, entry: held && played.event.is === 'mail feedback', after: state, told: state.is === 'undeliverable' };
  },
});
