import { describe, expect, test } from 'vitest';
import type { Challenge } from '../../web/client.ts';
import {
  asksByItself,
  codeComesTooLate,
  hasLiveCode,
  type LoginEvent,
  type LoginState,
  loginStart,
  transition,
} from '../../web/login/state.ts';
import type { AccountProblem } from '../../web/login/words.ts';

const now = Date.parse('2026-11-21T12:00:00Z');
const inSeconds = (seconds: number) => new Date(now + seconds * 1000).toISOString();

const challenge = (changes: Partial<Challenge> = {}): Challenge => ({
  token: 'sealed',
  method: 'email',
  sentTo: 'e•••@example.com',
  sent: true,
  sentAt: inSeconds(0),
  codeExpiresAt: inSeconds(300),
  resendAt: inSeconds(60),
  attemptsLeft: 5,
  expiresAt: inSeconds(900),
  canRecover: false,
  ...changes,
});

const answered = (changes: Partial<Challenge> = {}): LoginEvent => ({
  type: 'answered',
  now,
  answer: { ok: true, status: 'second_factor_required', challenge: challenge(changes) },
});
const refused = (code: AccountProblem['code'], extras: Partial<AccountProblem> = {}): LoginEvent => ({
  type: 'refused',
  now,
  problem: { code, status: 400, title: '', ...extras },
});
const authenticated: LoginEvent = {
  type: 'answered',
  now,
  answer: { ok: true, status: 'authenticated', customerId: 'c', accessToken: 't', tokenType: 'Bearer', expiresIn: 900 },
};
const submitted: LoginEvent = { type: 'passwordSubmitted', username: 'eva@example.com', stayLoggedIn: true };

const reached = (...events: LoginEvent[]): LoginState => events.reduce(transition, loginStart);
/** Nothing was sent and no earlier code is good: one must be waited for. */
const nothingSent: Partial<Challenge> = (() => ({ sent: false, resendAt: inSeconds(40) }))();
function atAwaiting(): LoginState {
  const { sentAt: _, codeExpiresAt: __, ...bare } = challenge(nothingSent);
  return transition(reached(submitted), { type: 'answered', now, answer: { ok: true, status: 'second_factor_required', challenge: bare } });
}

describe('the password step', () => {
  test('shows while it is busy that the page does a proof of work, and no longer once that is over', () => {
    const working = reached(submitted, { type: 'workAsked' });
    expect(working).toMatchObject({ at: 'password', busy: true, working: true, username: 'eva@example.com' });
    for (const event of [refused('invalid_credentials'), submitted]) expect(transition(working, event)).not.toHaveProperty('working');
    const undone = transition(working, { type: 'workUndone' });
    expect(undone).toMatchObject({ busy: false, failure: { code: 'work_undone' } });
    expect(undone).not.toHaveProperty('working');
    expect(transition(working, authenticated)).toEqual({ at: 'loggedIn' });
  });

  test('a right password of a customer without a factor logs in', () => {
    expect(reached(submitted, authenticated)).toEqual({ at: 'loggedIn' });
  });

  test('a right password of a customer with a factor asks for the code', () => {
    expect(reached(submitted, answered())).toMatchObject({ at: 'code', awaiting: false, username: 'eva@example.com', stayLoggedIn: true });
  });

  test('a wrong password says so and keeps the username', () => {
    expect(reached(submitted, refused('invalid_credentials'))).toMatchObject({
      at: 'password',
      busy: false,
      username: 'eva@example.com',
      failure: { code: 'invalid_credentials' },
    });
  });

  test('having to wait is over when the time has passed', () => {
    const waiting = reached(submitted, refused('too_many_attempts', { retryAfter: 4 }));
    expect(waiting).toMatchObject({ failure: { until: now + 4000 } });
    expect(transition(waiting, { type: 'timePassed', now: now + 3999 })).toBe(waiting);
    expect(transition(waiting, { type: 'timePassed', now: now + 4000 })).not.toHaveProperty('failure');
  });

  test('any other failure stays to be read until the next try', () => {
    const failed = reached(submitted, refused('unavailable', { retryAfter: 5 }));
    expect(transition(failed, { type: 'timePassed', now: now + 6000 })).toBe(failed);
    expect(transition(failed, submitted)).not.toHaveProperty('failure');
  });

  test('a failed delivery stays with the form, so that the next try is one press away', () => {
    expect(reached(submitted, refused('delivery_failed'))).toMatchObject({ at: 'password', failure: { code: 'delivery_failed' } });
  });

  test('a password that has ended leaves the form as it was: another page says so', () => {
    const left = reached(submitted, refused('password_reset_required'));
    expect(left).toMatchObject({ at: 'password', busy: false, username: 'eva@example.com' });
    expect(left).not.toHaveProperty('failure');
  });

  test('no state ever holds a password', () => {
    const withPassword = { ...submitted, password: 'secret' } as LoginEvent;
    expect(JSON.stringify(reached(withPassword, answered()))).not.toContain('secret');
    expect(JSON.stringify(reached(withPassword))).not.toContain('secret');
  });
});

describe('the code step', () => {
  test('a wrong code costs an attempt and leaves the step as it is', () => {
    const state = reached(submitted, answered(), { type: 'codeSubmitted' }, refused('invalid_code', { attemptsLeft: 4 }));
    expect(state).toMatchObject({ at: 'code', failure: { code: 'invalid_code' }, challenge: { attemptsLeft: 4 } });
    expect(state).not.toHaveProperty('busy');
  });

  test.each([
    ['no attempt left', refused('invalid_code', { attemptsLeft: 0 })],
    ['challenge_locked', refused('challenge_locked')],
  ])('the last wrong code (%s) leaves only logging in again', (_, event) => {
    const locked = reached(submitted, answered({ attemptsLeft: 1 }), { type: 'codeSubmitted' }, event);
    expect(locked).toEqual({ at: 'over', why: 'challenge_locked', username: 'eva@example.com', stayLoggedIn: true });
    expect(transition(locked, { type: 'codeSubmitted' })).toBe(locked);
    expect(transition(locked, { type: 'codeAsked' })).toBe(locked);
    expect(transition(locked, { type: 'startedOver' })).toEqual({ ...loginStart, username: 'eva@example.com', stayLoggedIn: true });
  });

  test('another account starts from an empty form', () => {
    expect(reached(submitted, answered(), { type: 'startedOver', forget: true })).toEqual(loginStart);
  });

  test.each(['challenge_expired', 'invalid_challenge'] as const)('%s ends the flow', (code) => {
    expect(reached(submitted, answered(), refused(code))).toMatchObject({ at: 'over', why: code });
  });

  test('the daily budget ends the flow and says until when', () => {
    expect(reached(submitted, answered(), refused('too_many_attempts', { retryAfter: 7200 }))).toMatchObject({
      at: 'over',
      why: 'too_many_attempts',
      until: now + 7_200_000,
    });
  });

  test('an expired code is gone from the page, whether the service or the clock says so first', () => {
    const told = reached(submitted, answered(), refused('code_expired'));
    const seen = transition(reached(submitted, answered()), { type: 'timePassed', now: now + 300_000 });
    for (const state of [told, seen]) {
      expect(state).toMatchObject({ at: 'code', awaiting: false, failure: { code: 'code_expired' } });
      expect(hasLiveCode((state as LoginState & { at: 'code' }).challenge, now + 300_000)).toBe(false);
    }
  });

  test('a code that ran out is not replaced unasked: an open page would send e-mails for ever', () => {
    const state = transition(reached(submitted, answered()), { type: 'timePassed', now: now + 300_000 });
    expect(asksByItself(state, now + 300_000)).toBe(false);
  });

  test('after 15 minutes the flow is over', () => {
    expect(transition(reached(submitted, answered()), { type: 'timePassed', now: now + 900_000 })).toMatchObject({
      at: 'over',
      why: 'challenge_expired',
    });
  });

  test('a service that cannot be reached loses nothing', () => {
    const state = reached(submitted, answered(), { type: 'codeSubmitted' }, refused('unavailable'));
    expect(state).toMatchObject({ at: 'code', challenge: { attemptsLeft: 5 }, failure: { code: 'unavailable' } });
  });

  test('asking too soon moves the moment of the next code', () => {
    expect(reached(submitted, answered(), { type: 'codeAsked' }, refused('too_soon', { retryAfter: 42 }))).toMatchObject({
      challenge: { resendAt: inSeconds(42) },
      failure: { code: 'too_soon' },
    });
  });

  test('a mailed code that came too soon after wrong ones says so, stays to be typed, and counts down', () => {
    const state = reached(submitted, answered(), { type: 'codeSubmitted' }, refused('too_soon', { retryAfter: 60 }));
    expect(state).toMatchObject({ at: 'code', failure: { code: 'after_lock', until: now + 60_000 } });
    expect(transition(state, { type: 'timePassed', now: now + 60_000 })).not.toHaveProperty('failure');
  });

  test('a new code brings its own attempts and says that it was sent', () => {
    const state = reached(submitted, answered({ attemptsLeft: 2 }), { type: 'codeAsked' }, answered({ attemptsLeft: 5 }));
    expect(state).toMatchObject({ sentAgain: true, challenge: { attemptsLeft: 5 } });
  });

  test('a code from an earlier login that is still good is asked for at once', () => {
    expect(reached(submitted, answered({ sent: false, attemptsLeft: 3 }))).toMatchObject({
      awaiting: false,
      challenge: { attemptsLeft: 3 },
    });
  });
});

describe('waiting for a code', () => {
  test('the page asks by itself at the moment it was told, not before, and once', () => {
    const state = atAwaiting();
    expect(asksByItself(state, now + 39_999)).toBe(false);
    expect(asksByItself(state, now + 40_000)).toBe(true);
    expect(asksByItself(transition(state, { type: 'codeAsked' }), now + 40_000)).toBe(false);
  });

  test('being told to wait a little longer goes on waiting, without a complaint', () => {
    const state = transition(transition(atAwaiting(), { type: 'codeAsked' }), refused('too_soon', { retryAfter: 3 }));
    expect(state).toMatchObject({ awaiting: true, challenge: { resendAt: inSeconds(3) } });
    expect(state).not.toHaveProperty('failure');
    expect(asksByItself(state, now + 3000)).toBe(true);
  });

  test('when the delivery fails, a person decides about the next try', () => {
    const state = transition(transition(atAwaiting(), { type: 'codeAsked' }), refused('delivery_failed'));
    expect(state).toMatchObject({ awaiting: false, failure: { code: 'delivery_failed' } });
    expect(asksByItself(state, now + 60_000)).toBe(false);
  });

  test('a code further away than this login lives is not waited for', () => {
    expect(codeComesTooLate(challenge({ resendAt: inSeconds(900) }))).toBe(true);
    expect(codeComesTooLate(challenge({ resendAt: inSeconds(899) }))).toBe(false);
  });
});

describe('with an authenticator app', () => {
  const atApp = (changes: Partial<Challenge> = {}, ...events: LoginEvent[]): LoginState => {
    const { sentAt: _, codeExpiresAt: __, resendAt: ___, sentTo: ____, ...bare } = challenge({ method: 'totp', sent: false });
    const answer = { ok: true, status: 'second_factor_required', challenge: { ...bare, ...changes } } as const;
    return [{ type: 'answered', now, answer } satisfies LoginEvent, ...events].reduce<LoginState>(transition, reached(submitted));
  };
  const challengeOf = (state: LoginState) => (state as LoginState & { at: 'code' }).challenge;

  test('nothing is sent and nothing waited for', () => {
    const state = atApp();
    expect(state).toMatchObject({ at: 'code', by: 'code', awaiting: false });
    expect(hasLiveCode(challengeOf(state), now)).toBe(true);
    expect(asksByItself(state, now + 60_000)).toBe(false);
  });

  test('a wrong code may also be one that was used already', () => {
    expect(atApp({}, refused('invalid_code', { attemptsLeft: 4 }))).toMatchObject({ failure: { code: 'app_code_wrong' } });
  });

  test('after a lock the field is gone until the moment that was told, and comes back by itself', () => {
    const state = atApp({ resendAt: inSeconds(60) });
    expect(hasLiveCode(challengeOf(state), now + 59_999)).toBe(false);
    expect(hasLiveCode(challengeOf(state), now + 60_000)).toBe(true);
  });

  test('being told to wait does the same, without a complaint', () => {
    const state = atApp({}, { type: 'codeSubmitted' }, refused('too_soon', { retryAfter: 30 }));
    expect(state).toMatchObject({ at: 'code', challenge: { resendAt: inSeconds(30) } });
    expect(state).not.toHaveProperty('failure');
  });
});

describe('a recovery code', () => {
  const chosen: LoginEvent = { type: 'proofChosen', by: 'recoveryCode' };
  const back: LoginEvent = { type: 'proofChosen', by: 'code' };

  test('can be used instead of a code, and the other way round', () => {
    const state = reached(submitted, answered(), refused('invalid_code', { attemptsLeft: 3 }), chosen);
    expect(state).toMatchObject({ by: 'recoveryCode', challenge: { attemptsLeft: 3 } });
    expect(state).not.toHaveProperty('failure');
    expect(transition(state, back)).toMatchObject({ by: 'code', challenge: { attemptsLeft: 3 } });
  });

  test('costs an attempt of the same five when it is wrong', () => {
    const wrong = reached(submitted, answered(), chosen, refused('invalid_code', { attemptsLeft: 1 }));
    expect(wrong).toMatchObject({ by: 'recoveryCode', failure: { code: 'recovery_code_wrong' }, challenge: { attemptsLeft: 1 } });
    expect(transition(wrong, refused('invalid_code', { attemptsLeft: 0 }))).toMatchObject({ at: 'over', why: 'challenge_locked' });
  });

  test('is not disturbed by the end of the e-mailed code, nor by the next e-mail', () => {
    const typing = reached(submitted, answered(), chosen);
    expect(transition(typing, { type: 'timePassed', now: now + 301_000 })).toBe(typing);
    const awaiting = transition(atAwaiting(), chosen);
    expect(asksByItself(awaiting, now + 40_000)).toBe(false);
    expect(asksByItself(transition(awaiting, back), now + 40_000)).toBe(true);
  });

  test.each([
    ['too_soon', refused('too_soon', { retryAfter: 60 })],
    ['code_expired', refused('code_expired')],
  ])('waits after a lock as any code does (%s)', (_, refusal) => {
    const state = reached(submitted, answered(), chosen, refusal);
    expect(state).toMatchObject({ by: 'recoveryCode', failure: { code: 'after_lock', until: now + 60_000 } });
    expect(transition(state, { type: 'timePassed', now: now + 60_000 })).not.toHaveProperty('failure');
  });

  test('that is too short is noticed here', () => {
    expect(reached(submitted, answered(), chosen, { type: 'codeIncomplete' })).toMatchObject({
      failure: { code: 'recovery_code_incomplete' },
    });
  });
});

test('logging out comes back to an empty form that says so', () => {
  expect(transition({ at: 'loggedIn' }, { type: 'loggedOut', notice: 'loggedOut' })).toEqual({ ...loginStart, notice: 'loggedOut' });
});
