import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, test } from 'vitest';
import { signedFetch } from '../../local/signed-request.ts';
import { smoke } from '../../tools/smoke-checks.ts';
import { auditLog } from '../account/audit-log.ts';
import { type Overview, signIn } from '../account/signed-in.ts';
import { synthesized } from '../cdk/synthesized.ts';
import type { CallOptions } from '../support/browser.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';
import { outcome, type Shopper, shopper, Visitor } from './visitor.ts';

const [secret, next] = ['keycard/cdn-1-AbCdEf', 'keycard/cdn-2-AbCdEf'] as const;
const arnOf = (name: string) => `arn:aws:secretsmanager:eu-central-1:123456789012:secret:${name}`;

const placeHeaders = { country: 'X-Customer-Country', city: 'X-Customer-City' };

let stack: TestStack;
beforeAll(async () => {
  const { pathOf } = await synthesized({
    stage: 'local',
    publicUrl: 'https://www.shop.example/login',
    cdn: { secretArns: [secret, next].map(arnOf), addressHeader: 'X-Customer-Address', placeHeaders },
  });
  stack = await startTestStack({ assembly: pathOf('.'), streams: true });
  stack.freezeClock();
});

/** All customers come from the CDN's one address. It writes what it knows over whatever they have sent, and proves itself. */
const throughTheCdn = (address: string | string[], headers: Record<string, string> = {}): CallOptions => ({
  from: '127.7.0.1',
  // Node.js sends a header of several values that often.
  headers: { ...headers, 'x-customer-address': address as string, 'X-Api-Key': secret },
});
const wrong = (customer: Shopper, options: CallOptions) => new Visitor(stack, { ...customer, password: 'wrong' }, options).logIn();

describe('behind a CDN', () => {
  test('each customer has a budget of wrong passwords of their own, whatever one of them does', async () => {
    const customer = await shopper(stack, 'own-budget');
    for (let nth = 1; nth <= 5; nth++) expect(outcome(await wrong(customer, throughTheCdn('203.0.113.9')))).toBe('401 invalid_credentials');
    expect(outcome(await wrong(customer, throughTheCdn('203.0.113.9')))).toBe('429 too_many_attempts');
    expect(outcome(await wrong(customer, throughTheCdn('203.0.113.200')))).toBe('429 too_many_attempts');
    expect(outcome(await new Visitor(stack, customer, throughTheCdn('198.51.100.7')).logIn())).toBe('200 authenticated');
    expect(outcome(await new Visitor(stack, customer, throughTheCdn('2001:db8:1::7')).logIn())).toBe('200 authenticated');
  });

  test("the audit log tells the customer's network", async () => {
    const customer = await shopper(stack, 'told');
    await new Visitor(stack, customer, throughTheCdn('198.51.100.77')).logIn();
    const [entry] = (await auditLog(stack, customer.customerId)).filter(({ event }) => event === 'logged_in');
    expect(entry?.network).toBe('198.51.100.0/24');
  });

  test.each<[string, string, Record<string, string | string[]>, string]>([
    ['as the CDN says', 'placed', { country: 'CZ', city: 'Brno' }, 'Place: near Brno, Czechia'],
    ['with letters that headers have not', 'encoded', { country: 'DE', city: 'K%C3%B6ln' }, 'Place: near Köln, Germany'],
    ['without a city, where none is known', 'country', { country: 'CZ' }, 'Place: Czechia'],
    ['with a city that is abbreviated', 'short', { country: 'US', city: 'St. Louis' }, 'Place: near St. Louis, United States'],
    ['without a city that a mail program would make a link of', 'host', { country: 'CZ', city: 'evil.example' }, 'Place: Czechia'],
    ['without a city that is none', 'link', { country: 'CZ', city: 'evil.example/x' }, 'Place: Czechia'],
    ['without one in which a line begins', 'line', { country: 'CZ', city: 'Brno%0AThis was you' }, 'Place: Czechia'],
    ['by the network, where the country comes twice', 'two', { country: ['CZ', 'DE'], city: 'Brno' }, 'Network: 203.0.113.0/24'],
    ['by the network, where nothing is said', 'unsaid', {}, 'Network: 203.0.113.0/24'],
    ['by the network, where the country is no code', 'word', { country: 'Czechia', city: 'Brno' }, 'Network: 203.0.113.0/24'],
    ['by the network, where there is no such country', 'nowhere', { country: 'XX' }, 'Network: 203.0.113.0/24'],
  ])('an e-mail tells where its call came from, %s', async (_, id, { country, city }, told) => {
    const customer = await shopper(stack, `near-${id}`);
    const said = { ...(country && { 'x-customer-country': country }), ...(city && { 'x-customer-city': city }) };
    const options = throughTheCdn('203.0.113.9', said as Record<string, string>);
    expect(outcome(await stack.browser().post('/v1/password/forgot', { username: customer.username }, options))).toBe('202');
    expect(
      stack
        .outbox()
        .findLast(({ to }) => to === customer.email)
        ?.text.split('\n'),
    ).toContain(told);
  });

  test('the account tells its customer, and an export of it, near where each session was last used and each thing happened', async () => {
    const customer = await shopper(stack, 'places');
    stack.advanceClock(60);
    const near = (city: string, country: string) =>
      throughTheCdn('203.0.113.9', { 'x-customer-country': country, 'x-customer-city': city });
    const there = await signIn(stack, customer, { stayLoggedIn: true }, near('K%C3%B6ln', 'DE'));
    stack.advanceClock(60);
    const here = await signIn(stack, customer, { stayLoggedIn: true }, near('Brno', 'CZ'));
    const [koeln, brno] = [
      { country: 'DE', city: 'Köln' },
      { country: 'CZ', city: 'Brno' },
    ];
    const read = async (path: string) => (await here.browser.get(path, { ...near('Brno', 'CZ'), bearer: here.accessToken })).body;
    const places = async () => ((await read('/v1/security')) as Overview).sessions.map((session) => session.near);
    expect(await places()).toEqual([brno, koeln]);
    const { entries } = (await read('/v1/security/activity')) as { entries: object[] };
    // What the team does says nothing of where the team is.
    expect(entries).toMatchObject([{ near: brno }, { near: koeln }, { event: 'customer_created' }]);
    expect(entries.at(-1)).not.toHaveProperty('near');
    const exported = await stack.admin('GET', '/v1/audit/customers/places');
    expect(exported.body).toMatchObject({ sessions: [{ near: brno }, { near: koeln }], entries: [{ near: brno }, { near: koeln }, {}] });

    // It moves with the session, and is not kept beside a network of which none is told.
    await there.browser.post('/v1/session/refresh', {}, near('Praha', 'CZ'));
    expect(await places()).toEqual([brno, { country: 'CZ', city: 'Praha' }]);
    await there.browser.post('/v1/session/refresh', {}, throughTheCdn('198.51.100.7'));
    expect(await places()).toEqual([brno, undefined]);

    // It is the customer's own business: of an event nobody else is told where it came from.
    await here.browser.post('/v1/logout', { everywhere: true }, { ...near('Brno', 'CZ'), bearer: here.accessToken });
    const told = (await stack.events()).at(-1);
    expect(told?.['detail-type']).toBe('sessions_ended');
    expect(Object.keys(told?.detail ?? {}).sort()).toEqual(['at', 'by', 'customerId', 'id']);
  });

  test('what a client claims in other headers changes nothing', async () => {
    const customer = await shopper(stack, 'claims');
    const claiming = (nth: number) => {
      const names = ['X-Forwarded-For', 'X-Real-IP', 'True-Client-IP', 'X-Client-IP'];
      return { ...Object.fromEntries(names.map((name) => [name, `198.${nth}.100.7`])), Forwarded: `for=198.${nth}.100.7` };
    };
    for (let nth = 1; nth <= 5; nth++) await wrong(customer, throughTheCdn('203.0.113.9', claiming(nth)));
    expect(outcome(await wrong(customer, throughTheCdn('203.0.113.9', claiming(6))))).toBe('429 too_many_attempts');
  });

  test.each([
    ['a list, that begins with what a client has typed', 'list', (nth: number) => `198.${nth}.100.7, 203.0.113.9`],
    ['a header that comes twice', 'twice', (nth: number) => [`198.${nth}.100.7`, '203.0.113.9']],
    ['an address with a port', 'port', (nth: number) => `198.${nth}.100.7:443`],
    ['no address', 'none', (nth: number) => `nobody-${nth}`],
    ['nothing', 'nothing', () => ''],
  ])('%s is not believed: the call counts as the CDN itself', async (_, id, headerOf) => {
    const customer = await shopper(stack, id);
    for (let nth = 1; nth <= 5; nth++) await wrong(customer, throughTheCdn(headerOf(nth)));
    expect(outcome(await wrong(customer, throughTheCdn(headerOf(6))))).toBe('429 too_many_attempts');
  });

  test.each<[string, Record<string, string>]>([
    ['without the secret', {}],
    ['with a secret of their own', { 'X-Api-Key': 'keycard/cdn-3-AbCdEf' }],
    ['with both secrets at once', { 'X-Api-Key': `${secret}, ${next}` }],
    ['with an address that they claim', { 'X-Customer-Address': '198.51.100.7' }],
  ])('whoever calls directly %s is not answered, and no function runs for it', async (_, headers) => {
    const options = { headers };
    const customer = await shopper(stack, 'direct');
    const before = stack.logs().length;
    const calls = await Promise.all([
      new Visitor(stack, customer, options).logIn(),
      stack.browser().get('/login', options),
      stack.browser().get('/.well-known/jwks.json', options),
      stack.browser().send('OPTIONS', '/v1/login', undefined, options),
    ]);
    expect(calls.map(outcome)).toEqual(calls.map(() => '404 not_found'));
    expect(stack.logs().length).toBe(before);
  });

  test("an administrator's signature does not take the place of the secret", async () => {
    const path = '/v1/admin/support-requests?status=open';
    expect((await signedFetch(stack.url, 'GET', path)).status).toBe(404);
    expect(await stack.admin('GET', path)).toMatchObject({ status: 200 });
  });

  test('what looks after a deployment finds no way past it', async () => {
    const findings = await smoke({ url: 'http://127.0.0.1:1', origin: undefined, behind: stack.url });
    expect(findings.filter(({ verdict }) => verdict === 'ok').map(({ says }) => says)).toEqual(['nobody gets past the CDN']);
  });

  test.each([
    ['writes over what a client claims', 'ok', () => '203.0.113.77'],
    ['passes it on', 'wrong', (claimed: string) => claimed],
  ])('what looks after a deployment tells a CDN that %s', async (_, verdict, addressOf) => {
    const cdn = createServer(async (request, response) => {
      const address = addressOf(String(request.headers['x-customer-address']));
      const body = await text(request);
      const headers = { 'content-type': 'application/json', ...throughTheCdn(address).headers };
      const answer = await fetch(`${stack.url}${request.url}`, { method: request.method ?? '', headers, ...(body && { body }) });
      response.writeHead(answer.status).end(await answer.text());
    });
    await new Promise<void>((resolve) => cdn.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(cdn.address() as AddressInfo).port}`;
    const findings = await smoke({ url, origin: undefined, behind: stack.url, addressHeader: 'X-Customer-Address' });
    cdn.close();
    expect(findings.find(({ says }) => says.includes('the CDN names the address'))?.verdict).toBe(verdict);
  });

  test('both secrets are good while one takes the place of the other', async () => {
    const customer = await shopper(stack, 'rotated');
    for (const key of [secret, next]) {
      const options = { headers: { 'X-Customer-Address': '198.51.100.7', 'X-Api-Key': key } };
      expect(outcome(await new Visitor(stack, customer, options).logIn())).toBe('200 authenticated');
    }
  });
});
