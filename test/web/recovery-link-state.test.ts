import { expect, test } from 'vitest';
import { type LoginEvent, type LoginState, loginStart, transition } from '../../web/login/state.ts';
import type { AccountProblem } from '../../web/login/words.ts';

const now = Date.parse('2026-11-21T12:00:00Z');
const inSeconds = (seconds: number) => new Date(now + seconds * 1000).toISOString();

const atCode = transition(loginStart, {
  type: 'answered',
  now,
  answer: {
    ok: true,
    status: 'second_factor_required',
    challenge: { token: 'sealed', method: 'totp', sent: false, attemptsLeft: 5, expiresAt: inSeconds(900), canRecover: true },
  },
});
const through = (...events: LoginEvent[]): LoginState => events.reduce(transition, atCode);
const linkRefused = (code: AccountProblem['code'], extras: Partial<AccountProblem> = {}): LoginEvent => ({
  type: 'linkRefused',
  problem: { code, status: 400, title: '', ...extras },
  now,
});
const asked = { type: 'linkAsked' } as const;
const sent = { type: 'linkSent', sentTo: 'e•••@example.com', expiresAt: inSeconds(300) } as const;

test('after "I can’t use my authenticator app" the page says where the link went, and the way back to the code stays open', () => {
  expect(through(asked)).toMatchObject({ at: 'code', busy: 'linking' });
  const waiting = through(asked, sent);
  expect(waiting).toMatchObject({ at: 'linkSent', sentTo: 'e•••@example.com', expiresAt: now + 300_000 });
  expect(transition(waiting, { type: 'backToCode' })).toEqual(atCode);
  expect(transition(waiting, { type: 'startedOver' })).toMatchObject({ at: 'password' });
  expect(transition(waiting, { type: 'timePassed', now: now + 1000 })).toBe(waiting);
});

test('a link asked for twice within a minute says so, and the code can still be typed in', () => {
  expect(through(asked, linkRefused('too_soon', { retryAfter: 30 }))).toEqual({
    ...atCode,
    failure: { code: 'link_too_soon', until: now + 30_000 },
  });
});

test.each(['contact_too_new', 'delivery_failed', 'unavailable'] as const)('%s leaves the code to be typed in', (code) => {
  expect(through(asked, linkRefused(code))).toEqual({ ...atCode, failure: { code } });
});

test.each(['invalid_challenge', 'challenge_expired', 'challenge_locked'] as const)('%s ends the login', (code) => {
  expect(through(asked, linkRefused(code))).toMatchObject({ at: 'over', why: code });
});
