/**
 * Can the time of an answer tell who has an account, and what kind of one, where somebody says that they forgot their password? A call for
 * one of each kind of customers, and beside it one for nobody, in an order by chance; each kind is compared with its nobodies by Welch's t
 * (|t| < 4.5, ISO/IEC 17825).
 *
 * Nobody is asked for twice, so nobody waits for the next e-mail, whatever the time is; but for those of whom it is measured that they do.
 */
import { pairs } from './arguments.ts';
import { beside, inLanes, type Pair, pairOf, shuffled } from './by-pairs.ts';
import { demand, enableApp, enableEmail, manyLike, type Person, person, putIn } from './people.ts';
import { benchStack, Environments, straightToEngine } from './stack.ts';
import type { Section } from './table.ts';

const WARM_UP = 20;
const LANES = 4;

type Kind = {
  what: string;
  /** Makes one of them, whom the others are like. */
  make: (functions: Environments, someone: Person) => Promise<unknown>;
  /** Asked for a moment ago, so that no e-mail is due. */
  isEarly?: boolean;
};

const putInWith = (functions: Environments, { id, address }: Person, more: object) =>
  functions
    .send('PUT', `/v1/admin/customers/${id}`, { body: { username: address, email: address, locale: 'en', ...more } })
    .then((answer) => demand(200, answer));

const kinds: Record<string, Kind> = {
  plain: { what: 'a customer with a password', make: putIn },
  mail: {
    what: 'with codes by e-mail',
    make: (functions, someone) => putIn(functions, someone).then(() => enableEmail(functions, someone)),
  },
  app: { what: 'with an app', make: (functions, someone) => putIn(functions, someone, 0).then(() => enableApp(functions, someone)) },
  bare: { what: 'without a password', make: (functions, someone) => putInWith(functions, someone, { emailVerified: true }) },
  unsure: { what: 'with an address that is not verified', make: (functions, someone) => putInWith(functions, someone, {}) },
  early: { what: 'who has just asked for an e-mail', make: putIn, isEarly: true },
};
/** Names as long as theirs. */
const nobody = 'never';

export async function measure(): Promise<Section[]> {
  const stack = await benchStack();
  const lanes = Array.from({ length: LANES }, () => new Environments(stack, { variables: straightToEngine(stack) }));
  const [functions] = lanes as [Environments];
  try {
    for (const [kind, { make }] of Object.entries(kinds)) {
      await make(functions, person(kind, 0));
      await manyLike(stack, kind, pairs + WARM_UP);
    }
    const forgot = async (lane: Environments, { address }: Person) =>
      demand(202, await lane.send('POST', '/v1/password/forgot', { body: { username: address } }));
    const measured = new Map(Object.keys(kinds).map((kind) => [kind, [] as Pair[]]));
    let strangers = 0;
    await inLanes(pairs + WARM_UP, lanes, async (round, lane) => {
      const nth = 1 + round;
      for (const kind of shuffled(Object.keys(kinds))) {
        const theirs = person(kind, nth);
        const stranger = person(nobody, ++strangers);
        if (kinds[kind]?.isEarly) await forgot(lane, theirs);
        const pair = await pairOf(async (whose) => (await forgot(lane, whose === 'theirs' ? theirs : stranger)).ms);
        if (nth > WARM_UP) measured.get(kind)?.push(pair);
      }
    });
    return [
      {
        title: `a forgotten password beside one of nobody, ${pairs} pairs of each kind`,
        rows: Object.entries(kinds).map(([kind, { what }]) => beside(what, measured.get(kind) ?? [])),
      },
    ];
  } finally {
    await Promise.all(lanes.map((lane) => lane.stop()));
    await stack.stop();
  }
}
