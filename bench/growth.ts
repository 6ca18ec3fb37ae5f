/**
 * Does a login take longer where more customers are? A stack for each size, all of them there at once, which take turns: what slows the
 * machine down for a while slows them all.
 */
import type { LocalStack } from '../local/stack.ts';
import { customers, quickly } from './arguments.ts';
import { challengeIn, codeFor, demand, enableEmail, logIn, manyLike, otherThan, person, putIn, tag } from './people.ts';
import { type Answer, benchStack, Environments, straightToEngine } from './stack.ts';
import { median, ratios, spread } from './statistics.ts';
import type { Goal, Row, Section } from './table.ts';

const SMALLEST = 1000;
const ROUNDS = quickly ? 2 : 15;
/** Customers of a round, of each size. */
const EACH = quickly ? 5 : 20;
const WARM_UP = 2;

/** The largest table beside the smallest. The engine searches a tree; DynamoDB finds a partition by its hash. */
const flat: Goal = { most: 1.2 };

const kinds = ['login, code by e-mail', 'wrong code', 'right code'] as const;
type Times = Record<(typeof kinds)[number], number[]>;
const none = (): Times => ({ 'login, code by e-mail': [], 'wrong code': [], 'right code': [] });

type Sized = { size: number; stack: LocalStack; functions: Environments; medians: Times; next: number };

export async function measure(): Promise<Section[]> {
  const sizes: number[] = [];
  for (let size = SMALLEST; size < customers; size *= 10) sizes.push(size);
  sizes.push(Math.max(customers, SMALLEST));
  const sized: Sized[] = [];
  try {
    for (const size of sizes) sized.push(await filled(size));
    for (let round = 0; round < ROUNDS + WARM_UP; round++) {
      for (const each of round % 2 === 0 ? sized : sized.toReversed()) {
        const times = await timesOf(each);
        if (round < WARM_UP) continue;
        for (const kind of kinds) each.medians[kind].push(median(times[kind]));
      }
    }
    const [smallest, ...larger] = sized as [Sized, ...Sized[]];
    return [
      {
        title: `time of an answer ÷ the same with ${SMALLEST.toLocaleString('en')} customers, trivial hash`,
        rows: larger.flatMap((each) => kinds.map((kind) => row(kind, each, smallest))),
      },
    ];
  } finally {
    for (const { functions, stack } of sized) {
      await functions.stop();
      await stack.stop();
    }
  }
}

function row(kind: (typeof kinds)[number], { size, medians }: Sized, smallest: Sized): Row {
  const [here, there] = [medians[kind], smallest.medians[kind]];
  const what = `${kind}, ${size.toLocaleString('en')} customers`;
  return { what, value: spread(ratios(here, there)), goal: flat, note: `${median(here).toFixed(2)} ms ÷ ${median(there).toFixed(2)} ms` };
}

async function filled(size: number): Promise<Sized> {
  const stack = await benchStack();
  const functions = new Environments(stack, { tag, variables: straightToEngine(stack) });
  const model = person('grown', 0);
  await putIn(functions, model);
  await enableEmail(functions, model);
  await manyLike(stack, 'grown', size);
  return { size, stack, functions, medians: none(), next: 0 };
}

/** Customers from everywhere in the table, each once. */
async function timesOf(sized: Sized): Promise<Times> {
  const { size, stack, functions } = sized;
  const times = none();
  const apart = Math.floor(size / (EACH * (ROUNDS + WARM_UP)));
  if (apart < 1) throw new Error('there are fewer customers than are asked for');
  for (let nth = 0; nth < EACH; nth++) {
    const someone = person('grown', 1 + apart * sized.next++);
    const keep = (kind: (typeof kinds)[number], answer: Answer) => times[kind].push(answer.ms);
    const login = demand(200, await logIn(functions, someone));
    keep('login, code by e-mail', login);
    const [challenge, code] = [challengeIn(login), codeFor(stack, someone)];
    const verify = (typed: string) => functions.send('POST', '/v1/login/verify', { body: { challenge, code: typed } });
    keep('wrong code', demand(401, await verify(otherThan(code))));
    keep('right code', demand(200, await verify(code)));
  }
  return times;
}
