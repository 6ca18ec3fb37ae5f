import { parse as parseSchema } from 'valibot';
import { beforeAll, describe, expect, test } from 'vitest';
import { catalogue, type ProblemCode } from '../../shared/http/problems.ts';
import { type RouteName, routes } from '../../shared/http/routes/map.ts';
import { problemsOf, type Route } from '../../shared/http/routes/route.ts';
import { otherThan, outcome, shopper, shopperWithFactor, Visitor } from '../login/visitor.ts';
import { expectSecurityHeaders } from '../security/catalogue-answer.ts';
import type { Answer, CallOptions } from '../support/browser.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { fieldsOf, shownFieldsOf } from './example-fields.ts';
import { accessTokenIn, signIn } from './signed-in.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack();
});

const all = Object.entries(routes) as [RouteName, Route][];
const calls = all.filter(([, route]) => !route.page);
/** What speaks OAuth is refused in words of its own. */
const open = calls.filter(([, route]) => route.auth !== 'iam' && !route.oauth);

const pathOf = ({ path }: Route) => path.replaceAll(/\{\w+\}/g, 'x');
/** A call of a route with any body, by somebody without credentials. */
const send = (route: Route, body?: string, options: CallOptions = {}) => stack.browser().send(route.method, pathOf(route), body, options);

/** Whatever it has stands in an example of the contract too. */
function expectShown(route: Route, body: unknown): void {
  const [name] = all.find(([, each]) => each === route) as [RouteName, Route];
  if (name === 'openapi' || !route.answer) return;
  const shown = shownFieldsOf(name);
  expect({ name, unshown: fieldsOf(body).filter((field) => !shown.has(field)) }).toEqual({ name, unshown: [] });
}

/** The answer is the route's own, to the last field, or one of the problems that it may refuse with (RFC 9457). */
function expectAnswerOf(route: Route, expected: string, answer: Answer): void {
  expect(outcome(answer)).toBe(expected);
  expectSecurityHeaders(answer);
  if (answer.status === route.status) {
    const fields = route.answer && parseSchema(route.answer, answer.body);
    expect(answer.body).toEqual(fields);
    expectShown(route, answer.body);
    expect(answer.headers['content-type']).toBe(route.answer && 'application/json');
    if (answer.headers['set-cookie']) expect(route.cookies).toBe(true);
    return;
  }
  const { code, type, title, status, retryAfter } = answer.body as Record<string, unknown> & { code: ProblemCode };
  expect(problemsOf(route)).toContain(code);
  expect({ type, title, status }).toEqual({ type: `${stack.url}/problems/${code}`, title: expect.any(String), status: answer.status });
  expect(answer.status).toBe(catalogue[code].status);
  expect(answer.headers['content-type']).toBe('application/problem+json');
  expect(answer.headers['retry-after']).toBe(retryAfter === undefined ? undefined : String(retryAfter));
}

test('the published problem codes stay what they are', () => {
  const published = Object.entries(catalogue).map(([code, { status }]) => `${status} ${code}`);
  expect(published.sort()).toEqual([
    '400 invalid_request',
    '401 client_token_required',
    '401 invalid_challenge',
    '401 invalid_code',
    '401 invalid_credentials',
    '401 invalid_token',
    '401 session_required',
    '403 api_login_refused',
    '403 captcha_failed',
    '403 captcha_required',
    '403 origin_refused',
    '403 password_reset_required',
    '404 not_found',
    '409 already_decided',
    '409 already_enabled',
    '409 contact_incomplete',
    '409 contact_too_new',
    '409 no_pending_key',
    '409 not_enabled',
    '409 password_kept_elsewhere',
    '409 password_unusable',
    '409 superseded',
    '409 two_factor_unavailable',
    '409 username_taken',
    '410 challenge_expired',
    '410 code_expired',
    '410 link_expired',
    '410 recovery_expired',
    '412 precondition_failed',
    '423 challenge_locked',
    '429 too_many_attempts',
    '429 too_soon',
    '503 delivery_failed',
    '503 unavailable',
  ]);
});

describe('every answer', () => {
  test('of a customer’s whole journey has the fields that its route says, and no others', async () => {
    const customer = await shopper(stack, 'journey', { phone: '+420601123456' });
    const visitor = new Visitor(stack, customer);
    expectAnswerOf(routes.login, '401 invalid_credentials', await visitor.logIn({ password: 'wrong' }));
    expectAnswerOf(routes.login, '200 authenticated', await visitor.logIn());
    const session = await signIn(stack, customer, { stayLoggedIn: true });
    expectAnswerOf(routes.session, '200', await session.session());
    expectAnswerOf(routes.security, '200', await session.get('/v1/security'));
    expectAnswerOf(routes.stepUpCode, '409 not_enabled', await session.requestCode());
    expectAnswerOf(routes.refresh, '200 authenticated', await session.refresh());
    expectAnswerOf(routes.enableEmail, '401 invalid_credentials', await session.switchOn('wrong'));
    expectAnswerOf(routes.enableEmail, '200', await session.switchOn());
    expectAnswerOf(routes.enableEmail, '409 already_enabled', await session.switchOn());
    expectAnswerOf(routes.security, '200', await session.get('/v1/security'));

    expectAnswerOf(routes.login, '403 api_login_refused', await visitor.logIn({ channel: 'api' }));
    const challenge = await visitor.challenge();
    expectAnswerOf(routes.login, '200 second_factor_required', await visitor.logIn());
    expectAnswerOf(routes.resend, '429 too_soon', await visitor.resend(challenge));
    stack.advanceClock(60);
    expectAnswerOf(routes.resend, '200 second_factor_required', await visitor.resend(challenge));
    const guesses = await visitor.guessWrong(challenge, 6);
    for (const [nth, answer] of guesses.entries())
      expectAnswerOf(routes.verify, nth < 5 ? '401 invalid_code' : '423 challenge_locked', answer);
    expectAnswerOf(routes.resend, '423 challenge_locked', await visitor.resend(challenge));
    stack.advanceClock(60);
    const again = await visitor.challenge({ stayLoggedIn: true });
    const verified = await visitor.verifyRight(again);
    expectAnswerOf(routes.verify, '200 authenticated', verified);
    expectAnswerOf(routes.verify, '401 invalid_challenge', await visitor.verifyRight(again));
    expectAnswerOf(routes.security, '200', await visitor.browser.get('/v1/security', { bearer: accessTokenIn(verified) }));
    expectAnswerOf(routes.refresh, '200 authenticated', await visitor.browser.post('/v1/session/refresh'));

    stack.advanceClock(60);
    expectAnswerOf(routes.stepUpCode, '200', await session.requestCode());
    expectAnswerOf(routes.stepUpCode, '429 too_soon', await session.requestCode());
    const code = stack.lastCode(customer.email);
    expectAnswerOf(routes.disable, '401 invalid_code', await session.switchOff(otherThan(code)));
    expectAnswerOf(routes.disable, '401 invalid_credentials', await session.switchOff(code, 'wrong'));
    expectAnswerOf(routes.disable, '204', await session.switchOff(code));
    expectAnswerOf(routes.disable, '409 not_enabled', await session.switchOff(code));
    expectAnswerOf(routes.logout, '204', await session.logOut({ everywhere: true }));
    expectAnswerOf(routes.logout, '401 session_required', await session.logOut({ everywhere: true }));
    expectAnswerOf(routes.logout, '204', await session.logOut());
    expectAnswerOf(routes.refresh, '401 session_required', await session.refresh());
  }, 60_000);

  test('to an admin too', async () => {
    const path = '/v1/admin/customers/journey-admin';
    const facts = { username: 'journey-admin', email: 'journey-admin@example.com', phone: '+420601123456' };
    const fitsBody = async (route: Route, answered: Promise<{ status: number; body: unknown }>) => {
      const { status, body } = await answered;
      expect(status).toBe(route.status);
      if (route.answer) expect(parseSchema(route.answer, body)).toEqual(body);
      expectShown(route, body);
    };
    await fitsBody(routes.putCustomer, stack.admin('PUT', path, facts));
    await fitsBody(routes.getCustomer, stack.admin('GET', path));
    await shopperWithFactor(stack, 'journey-factor');
    await fitsBody(routes.getCustomer, stack.admin('GET', '/v1/admin/customers/journey-factor'));
    await fitsBody(routes.patchCustomer, stack.admin('PATCH', path, { locale: 'de', password: 'an entirely new one' }));
    await fitsBody(routes.listCustomers, stack.admin('GET', '/v1/admin/customers'));
    await fitsBody(routes.endSessions, stack.admin('POST', `${path}/end-sessions`));
    await fitsBody(routes.deleteCustomer, stack.admin('DELETE', path));
  });

  test.each(open)('of %s to somebody without credentials is one of its own', async (_, route) => {
    const body = route.method === 'GET' ? undefined : '{}';
    const answer = await send(route, body);
    expectAnswerOf(route, outcome(answer), answer);
    expect(answer.status).toBeLessThan(500);
  });

  test('that API Gateway gives by itself is a problem of the catalogue', async () => {
    const answers = [
      await stack.browser().get('/v1/nothing-here'),
      await stack.browser().send('PATCH', '/v1/login', '{}'),
      await stack.browser().post('/v1/login', '{"username":'),
      await stack.browser().get('/v1/admin/customers/x'),
    ];
    for (const answer of answers) {
      expectSecurityHeaders(answer);
      const { code, status, type } = answer.body as { code: ProblemCode; status: number; type: string };
      expect(catalogue[code].status).toBe(answer.status);
      expect({ status, type }).toEqual({ status: answer.status, type: `${stack.url}/problems/${code}` });
      expect(answer.headers['content-type']).toBe('application/problem+json');
    }
  });

  test('that API Gateway gives by itself has its title in every language, as it cannot choose one', async () => {
    const answers = {
      broken: await stack.browser().post('/v1/login', '{"username":'),
      unknown: await stack.browser().post('/nowhere', {}),
    };
    for (const { headers } of Object.values(answers)) expect(headers['content-language']).toBe('en, de, cs');
    expect(answers.broken.body).toMatchObject({ title: 'The request is not valid / Die Anfrage ist ungültig / Požadavek není platný' });
    expect(answers.unknown.body).toMatchObject({ title: 'There is nothing here / Hier ist nichts zu finden / Tady nic není' });
  });

  test('says of an unsigned call of an admin that it may be that', async () => {
    const { body } = await stack.browser().get('/v1/admin/customers/x');
    expect(body).toMatchObject({ code: 'not_found', detail: expect.stringContaining('AWS signature (SigV4)') });
  });
});
