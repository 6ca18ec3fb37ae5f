import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { outcome, shopper, Visitor } from '../login/visitor.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';
import { allRoutes, fieldsOf, type NamedRoute, sendText, wellFormedBody } from './calls.ts';
import { expectSecurityHeaders, problemIn } from './catalogue-answer.ts';

/** The same requests at every run, unless asked for others: `KEYCARD_FUZZ_SEED`, and how many of each: `KEYCARD_FUZZ_RUNS`. */
const parameters = { seed: Number(process.env.KEYCARD_FUZZ_SEED ?? 20261121), numRuns: Number(process.env.KEYCARD_FUZZ_RUNS ?? 60) };
const timeout = 60_000 + parameters.numRuns * 500;

let stack: TestStack;
let bearer: string;

beforeAll(async () => {
  stack = await startTestStack();
  await stack.setFlag(true);
  const answer = await new Visitor(stack, await shopper(stack, 'signed-in')).logIn();
  bearer = (answer.body as { accessToken: string }).accessToken;
});

/** Words that have broken parsers, stores and headers before. */
const troublesome = fc.constantFrom(
  '',
  ' ',
  '\u0000',
  '\ud800',
  '\ufeff',
  '\u2028',
  '\r\nX: y',
  '__proto__',
  'constructor',
  'null',
  'NaN',
  '1e999',
  '-0',
  '#',
  ':now',
  '<%= 7*7 %>',
  '\u0661\u0662\u0663\u0664\u0665\u0666',
  '123456',
  'x'.repeat(300),
  '\u{1f511}'.repeat(130),
);
const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 400 }), fc.string({ maxLength: 40 }), troublesome);
const anything = fc.oneof(
  { weight: 3, arbitrary: text },
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(null, true, 0, -1, 1e308, [], {}, [null], { toString: 1 }, ['123456']),
);

/** A body with some of the call's fields as they should be, others as they should not, and perhaps some that are no fields. */
function bodyFor(route: NamedRoute): fc.Arbitrary<string> {
  const { all } = fieldsOf(route);
  const good = wellFormedBody(route);
  const field = (name: string) =>
    fc.oneof(
      { weight: 3, arbitrary: fc.constant<unknown>(good[name]) },
      { weight: 2, arbitrary: anything },
      { weight: 1, arbitrary: fc.constant<unknown>(undefined) },
    );
  const nearly = fc
    .tuple(
      fc.record(Object.fromEntries(all.map((name) => [name, field(name)]))),
      fc.oneof({ weight: 4, arbitrary: fc.constant({}) }, fc.dictionary(text, anything, { maxKeys: 2 })),
    )
    .map(([fields, others]) => JSON.stringify({ ...fields, ...others }));
  return fc.oneof(
    { weight: 6, arbitrary: nearly },
    { weight: 1, arbitrary: fc.json({ maxDepth: 4 }) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
    // Well-formed but for one cut.
    { weight: 1, arbitrary: fc.tuple(nearly, fc.nat(100)).map(([json, at]) => json.slice(0, at)) },
  );
}

const withBody = allRoutes.filter(({ body }) => body !== undefined);
const fromOutside = withBody.filter(({ auth }) => auth !== 'iam');
const byAdmins = withBody.filter(({ auth }) => auth === 'iam');

describe('whatever is sent, it is answered from the catalogue and never as a failure', () => {
  test.each(fromOutside.map((route) => ({ path: route.path, route })))('$path', { timeout }, async ({ route }) => {
    const signedIn = route.auth === 'bearer';
    await fc.assert(
      fc.asyncProperty(bodyFor(route), fc.boolean(), async (sent, asSomebody) => {
        const answer = await sendText(stack, route, sent, asSomebody && signedIn ? { bearer } : {});
        expectSecurityHeaders(answer, sent);
        if (answer.status === route.status) {
          // Only calls whose body may be empty can succeed by chance; and one that answers everybody the same.
          if (route.name !== 'forgotPassword') expect(fieldsOf(route).required).toEqual([]);
          return;
        }
        const { status } = problemIn(answer, sent);
        expect(status, sent).toBeLessThan(500);
      }),
      parameters,
    );
  });

  test.each(byAdmins.map((route) => ({ path: route.path, route })))('$path, signed', { timeout }, async ({ route }) => {
    await fc.assert(
      fc.asyncProperty(bodyFor(route), text, async (sent, id) => {
        const path = route.path.replace(/\{\w+\}/, encodeURIComponent(id.toWellFormed()) || 'x');
        const { status, body } = await stack.admin(
          route.method,
          path,
          sent.startsWith('{') && isJson(sent) ? JSON.parse(sent) : { username: sent },
        );
        expect(status, sent).toBeLessThan(500);
        if (status >= 400) expect(body, sent).toMatchObject({ code: expect.stringMatching(/^[a-z_]+$/), status });
      }),
      parameters,
    );
  });
});

test('whatever stands in the headers, it is answered from the catalogue and never as a failure', { timeout }, async () => {
  const value = fc.string({
    unit: fc.integer({ min: 0x20, max: 0xff }).map((unit) => String.fromCharCode(unit).replace('\x7f', ' ')),
    maxLength: 120,
  });
  const names = [
    'Authorization',
    'Cookie',
    'Accept-Language',
    'User-Agent',
    'Content-Type',
    'Origin',
    'X-Forwarded-For',
    'Accept',
    'X-Amz-Date',
  ];
  const headers = fc.record(Object.fromEntries(names.map((name) => [name, value])), { requiredKeys: [] });
  const prefix = fc.constantFrom(
    '',
    'Bearer ',
    'bearer a.b.',
    '__Host-keycard=',
    '__Host-keycard=a; __Host-keycard=',
    'AWS4-HMAC-SHA256 ',
    'application/json;',
  );
  const calls = allRoutes.filter(({ page, oauth }) => !page && !oauth);
  await fc.assert(
    fc.asyncProperty(headers, prefix, fc.constantFrom(...calls), async (given, begin, route) => {
      const sent: Record<string, string> = {};
      for (const [name, each] of Object.entries(given)) if (each !== undefined) sent[name] = `${begin}${each}`;
      const body = route.body && JSON.stringify(wellFormedBody(route));
      const answer = await stack.browser().send(route.method, route.path.replace(/\{\w+\}/, 'x'), body, { headers: sent });
      expectSecurityHeaders(answer, JSON.stringify(sent));
      if (answer.status < 300) return;
      expect(problemIn(answer, JSON.stringify(sent)).status).toBeLessThan(500);
    }),
    { ...parameters, numRuns: parameters.numRuns * 5 },
  );
});

test('and afterwards the service is as it was', async () => {
  expect(outcome(await new Visitor(stack, await shopper(stack, 'afterwards')).logIn())).toBe('200 authenticated');
  // A function that threw outside of its pipeline would have said so here.
  expect(stack.logs().filter(({ line }) => /Invoke Error|Uncaught|Task timed out/.test(line))).toEqual([]);
});

function isJson(sent: string): boolean {
  try {
    JSON.parse(sent);
    return true;
  } catch {
    return false;
  }
}
