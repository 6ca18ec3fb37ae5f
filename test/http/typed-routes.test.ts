import { describe, expect, expectTypeOf, test } from 'vitest';
import { accepted, noContent, type OutcomeOf, ok, problem } from '../../shared/http/answers.ts';
import { oauthError } from '../../shared/http/oauth.ts';
import { factorProblem } from '../../shared/http/refusals.ts';
import { getCustomer, putCustomer } from '../../shared/http/routes/admin.ts';
import { login, resend, verify } from '../../shared/http/routes/login.ts';
import { routes } from '../../shared/http/routes/map.ts';
import { startRecovery } from '../../shared/http/routes/recovery.ts';
import { oauthErrorsOf, type ProblemOf, problemsOf, type Route, route } from '../../shared/http/routes/route.ts';
import { disable, security, stepUpCode } from '../../shared/http/routes/security.ts';
import { logout, session } from '../../shared/http/routes/session.ts';
import { token } from '../../shared/http/routes/token.ts';
import type { StepUpProblem } from '../../shared/http/step-up.ts';

/** A handler of the route, as `endpoint` takes it; the compiler is what these promises are kept by (`npm run check`). */
function handles<R extends Route>(_: R, handler: () => Promise<OutcomeOf<R>>): void {
  expect(handler).toBeTypeOf('function');
}

describe('a handler', () => {
  test('gives the answer of its route', () => {
    const times = { authTime: '2030-01-01T00:00:00Z', expiresAt: '2030-01-01T00:15:00Z' };
    handles(session, async () => ok({ customerId: 'anna', amr: ['pwd'], acr: 'https://login.shop.example/acr/password', ...times }));
    handles(logout, async () => noContent());
    handles(startRecovery, async () => accepted({ sentTo: 'a•••@example.com', expiresAt: '2030-01-01T00:00:00Z' }));
    // @ts-expect-error a field is missing
    handles(session, async () => ok({ customerId: 'anna', amr: ['pwd'], acr: '' }));
    // @ts-expect-error a field is of another type
    handles(session, async () => ok({ customerId: 'anna', amr: 'pwd', acr: '', ...times }));
    // @ts-expect-error a variant that is none
    handles(login, async () => ok({ status: 'logged_in' }));
    // @ts-expect-error no body at all
    handles(session, async () => noContent());
    // @ts-expect-error a body where the route has none
    handles(logout, async () => ok({ done: true }));
    // @ts-expect-error the right body with another status
    handles(startRecovery, async () => ok({ sentTo: 'a•••@example.com', expiresAt: '2030-01-01T00:00:00Z' }));
  });

  test('refuses with the problems of its route', () => {
    handles(verify, async () => problem('challenge_locked'));
    handles(disable, async () => problem('too_soon', { retryAfter: 60 }));
    // @ts-expect-error not a problem of a login
    handles(login, async () => problem('not_enabled'));
    // @ts-expect-error whoever asks for a fresh code types none
    handles(resend, async () => problem('invalid_code'));
    // @ts-expect-error no code of the catalogue
    handles(login, async () => problem('wrong_password'));
  });

  test('may always say that a request is invalid, or that it can do nothing at the moment', () => {
    handles(session, async () => problem('invalid_request', { errors: [{ path: 'code', message: 'is required' }] }));
    handles(getCustomer, async () => problem('unavailable', { retryAfter: 1 }));
  });

  test('asks for a session where its route does, and nowhere else', () => {
    handles(security, async () => problem('session_required'));
    handles(logout, async () => problem('session_required'));
    // @ts-expect-error who logs in has no session yet
    handles(login, async () => problem('session_required'));
  });

  test('does not refuse origins: that is done before it is asked', () => {
    // @ts-expect-error the pipeline's own
    handles(login, async () => problem('origin_refused'));
  });
});

describe('a handler of OAuth', () => {
  test('refuses with the errors of its route, and with no problem', () => {
    handles(token, async () => oauthError('invalid_client'));
    handles(token, async () => oauthError('invalid_request', 'grant_type is required'));
    // @ts-expect-error a problem of the catalogue
    handles(token, async () => problem('invalid_request'));
    // @ts-expect-error no error of OAuth
    handles(token, async () => oauthError('invalid_password'));
    const narrow = route({ ...token, oauth: { ...token.oauth, errors: ['invalid_client'] } });
    // @ts-expect-error not declared
    handles(narrow, async () => oauthError('invalid_scope'));
    // @ts-expect-error every call may be refused so
    route({ ...token, oauth: { ...token.oauth, errors: ['invalid_request'] } });
  });

  test('is the only one that does', () => {
    // @ts-expect-error a login has problems
    handles(login, async () => oauthError('invalid_client'));
    expect(oauthErrorsOf(login)).toEqual([]);
    expect(problemsOf(token)).toEqual([]);
    expect(oauthErrorsOf(token)).toEqual(expect.arrayContaining(['invalid_client', 'invalid_request', 'temporarily_unavailable']));
  });
});

describe('a route', () => {
  test('refuses with what follows from its method and authentication, undeclared', () => {
    expectTypeOf<ProblemOf<typeof session>>().toEqualTypeOf<'session_required' | 'invalid_request' | 'unavailable'>();
    expectTypeOf<ProblemOf<typeof logout>>().toEqualTypeOf<'session_required' | 'origin_refused' | 'invalid_request' | 'unavailable'>();
    expectTypeOf<ProblemOf<typeof putCustomer>>().toEqualTypeOf<
      'username_taken' | 'password_unusable' | 'precondition_failed' | 'invalid_request' | 'unavailable'
    >();
    expect(problemsOf(session)).toEqual(['session_required', 'invalid_request', 'unavailable']);
    expect(problemsOf(logout)).toEqual(['session_required', 'origin_refused', 'invalid_request', 'unavailable']);
    expect(problemsOf(putCustomer)).toEqual([
      'username_taken',
      'password_unusable',
      'precondition_failed',
      'invalid_request',
      'unavailable',
    ]);
    expect(problemsOf(stepUpCode)).toEqual(expect.arrayContaining(['delivery_failed', 'session_required', 'origin_refused']));
  });

  test.each(Object.entries(routes) as [string, Route][])('%s names no problem twice', (_, each) => {
    expect(new Set(problemsOf(each)).size).toBe(problemsOf(each).length);
  });

  test('cannot declare what follows anyway', () => {
    // @ts-expect-error session_required is derived
    route({ ...session, problems: ['session_required'] });
    // @ts-expect-error origin_refused is derived
    route({ ...logout, problems: ['origin_refused'] });
    // @ts-expect-error precondition_failed is derived
    route({ ...putCustomer, problems: ['precondition_failed'] });
  });
});

describe('what was not right', () => {
  const wrong = { is: 'wrong', attemptsLeft: 3, customer: {} as never } as const;

  test('is told as narrowly as it can be', () => {
    const told = factorProblem(wrong, 0);
    expectTypeOf<(typeof told)['problem']>().exclude<ProblemOf<typeof verify>>().toEqualTypeOf<never>();
    expect(told).toEqual({ problem: 'invalid_code', attemptsLeft: 3 });
    expect(factorProblem({ is: 'refused', refusal: { code: 'too_soon', until: 2000 } }, 0)).toEqual({ problem: 'too_soon', retryAfter: 2 });
    expectTypeOf<StepUpProblem['problem']>().exclude<ProblemOf<typeof disable>>().toEqualTypeOf<never>();
  });
});
