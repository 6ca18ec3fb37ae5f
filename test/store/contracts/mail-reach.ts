/** Addresses that e-mails do not reach are marked, and a right code takes the mark away. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { type AddressEvent, type AddressState, transition } from '../../../shared/flow/mail-reach.ts';
import { anEmail, start } from '../customer.ts';
import { addressKey, addressProved, get, markFailing, put, transact } from '../store.ts';
import { contract, oneFieldOff } from './contract.ts';
import { isWritten } from './noted-lately.ts';

type Case = { isThere: boolean; since: number; failingSince: number | undefined; event: AddressEvent };

const allowed: fc.Arbitrary<Case> = fc
  .constantFrom<AddressEvent>({ is: 'mail returned', sentAt: start - 1 }, { is: 'proved' })
  .map((event) => ({ isThere: true, since: start - 2, failingSince: undefined, event }));

const cases = oneFieldOff(allowed, {
  isThere: fc.constant(false),
  since: fc.constantFrom(start - 1, start),
  failingSince: fc.constantFrom(start - 1, start),
});

function stateIn({ isThere, since, failingSince }: Pick<Case, 'isThere' | 'since' | 'failingSince'>): AddressState {
  if (!isThere) return { is: 'absent' };
  return failingSince === undefined ? { is: 'trusted', since } : { is: 'failing', since, failingSince };
}

async function play({ event }: Case, customerId: string, email: string): Promise<boolean> {
  if (event.is === 'proved') return (await transact(addressProved(customerId, email, email, start))).held;
  return markFailing(customerId, email, { sentAt: event.sentAt, why: 'bounced' }, start);
}

export const mailReach = contract<Case>('addresses: marked by what comes back, trusted again by a right code', {
  cases,
  event: ({ event }) => (event.is === 'proved' ? 'an address is proved' : 'an e-mail is returned'),
  table: async (played) => {
    const [customerId, email] = [randomUUID(), anEmail()];
    const { isThere, since, failingSince } = played;
    if (isThere) await put({ ...addressKey(email, customerId), customerId, since, ...(failingSince && { failingSince }) });
    const held = await play(played, customerId, email);
    const item = await get<{ since: number; failingSince?: number }>(addressKey(email, customerId));
    const after = stateIn({ isThere: item !== undefined, since: 0, failingSince: undefined, ...item });
    return { held, entry: await isWritten(customerId, 'email_undeliverable'), after };
  },
  machine: (played) => {
    const before = stateIn(played);
    const after = transition(before, played.event, start);
    const held = after !== undefined;
    return { held, entry: held && played.event.is === 'mail returned', after: after ?? before };
  },
});
