/** How often support can be asked: about one account, and from one network. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { DAY, SUPPORT_REQUESTS_PER_ACCOUNT } from '../../../shared/flow/budgets.ts';
import { afterOneMore, fewerThan, type Lately } from '../../../shared/flow/lately.ts';
import { REMEMBERED_PER_NETWORK, workSuffices } from '../../../shared/flow/support-limits.ts';
import type { Item, Key } from '../../../shared/store/table.ts';
import { start } from '../customer.ts';
import { accountOf, countOfNetwork, customerKey, fileSupportRequest, get, latelyFrom, limitKey, networkKey, put } from '../store.ts';
import { contract } from './contract.ts';

type Case =
  /** `typed` and `ofCustomer`: when requests came about what was typed, and about the customer it led to, who may be gone since. */
  | { event: 'file'; typed: Lately; ofCustomer: Lately | undefined; by: 'the one who was read' | 'the next one' | 'nobody' }
  | { event: 'ask from a network'; lately: Lately; work: number };

/** Times around the edge of the 24 hours, and within them. */
const age = fc.oneof(fc.constantFrom(DAY - 1, DAY, DAY + 1), fc.integer({ min: 0, max: 2 * DAY }));
const lately = (most: number): fc.Arbitrary<Lately> =>
  fc.array(age, { maxLength: most }).map((ages) => ages.toSorted((one, other) => one - other).map((each) => start - each));

const cases: fc.Arbitrary<Case> = fc.oneof(
  fc.record({
    event: fc.constant('file' as const),
    typed: lately(SUPPORT_REQUESTS_PER_ACCOUNT),
    ofCustomer: fc.option(lately(SUPPORT_REQUESTS_PER_ACCOUNT), { nil: undefined }),
    by: fc.constantFrom('the one who was read' as const, 'the next one' as const, 'nobody' as const),
  }),
  fc.record({
    event: fc.constant('ask from a network' as const),
    lately: lately(REMEMBERED_PER_NETWORK),
    work: fc.constantFrom(1, 2, 4, 8, 16, Number.POSITIVE_INFINITY),
  }),
);

const keep = (key: Key, times: Lately) =>
  times.length === 0 ? undefined : put({ ...key, ...Object.fromEntries(times.map((at, index) => [`at${index + 1}`, at])) });
const kept = async (key: Key) => latelyFrom(await get<Item>(key));

const more = (times: Lately) => afterOneMore(times, SUPPORT_REQUESTS_PER_ACCOUNT, start);
const isFree = (times: Lately) => fewerThan(SUPPORT_REQUESTS_PER_ACCOUNT, times, start);

export const supportLimits = contract<Case>('support limits: so many about an account, at so much work from a network', {
  cases,
  event: ({ event }) => event,
  table: async (played) => {
    if (played.event === 'ask from a network') {
      const network = randomUUID();
      await keep(networkKey(network), played.lately);
      const held = await countOfNetwork(network, played.work, start);
      return { held, lately: await kept(networkKey(network)) };
    }
    const [username, customerId] = [`${randomUUID()}@example.com`, played.ofCustomer && randomUUID()];
    const keys = {
      typed: limitKey(accountOf({ typed: username })),
      ofCustomer: limitKey(accountOf({ customerId: customerId ?? 'nobody' })),
    };
    await keep(keys.typed, played.typed);
    if (played.ofCustomer) await keep(keys.ofCustomer, played.ofCustomer);
    if (customerId && played.by !== 'nobody') {
      await put({ ...customerKey(customerId), createdAt: played.by === 'the next one' ? start : start - 1 });
    }
    const about = customerId === undefined ? undefined : { customerId, createdAt: start - 1 };
    const filed = await fileSupportRequest({ requestId: randomUUID(), username, message: 'm', reachMeAt: 'r' }, about, start);
    const isAbout = filed.is === 'filed' && filed.request.customerId !== undefined;
    return { is: filed.is, isAbout, typed: await kept(keys.typed), ofCustomer: played.ofCustomer && (await kept(keys.ofCustomer)) };
  },
  machine: (played) => {
    if (played.event === 'ask from a network') {
      const held = workSuffices(played.work, played.lately, start);
      return { held, lately: held ? afterOneMore(played.lately, REMEMBERED_PER_NETWORK, start) : played.lately };
    }
    const { typed, ofCustomer } = played;
    const isAbout = false;
    if (!isFree(typed)) return { is: 'too_many', isAbout, typed, ofCustomer };
    if (ofCustomer && !isFree(ofCustomer)) return { is: 'account_full', isAbout, typed: more(typed), ofCustomer };
    if (!ofCustomer || played.by !== 'the one who was read') return { is: 'filed', isAbout, typed: more(typed), ofCustomer };
    return { is: 'filed', isAbout: true, typed: more(typed), ofCustomer: more(ofCustomer) };
  },
});
