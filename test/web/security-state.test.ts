import { expect, test } from 'vitest';
import type { Overview, Problem } from '../../web/client.ts';
import { type SecurityEvent, type SecurityState, transition } from '../../web/security/state.ts';

const now = Date.parse('2026-11-21T12:00:00Z');

const overview = (enabled: boolean): Overview => ({
  ok: true,
  twoFactor: {
    available: true,
    methods: ['email'],
    enabled,
    ...(enabled && { method: 'email' as const }),
    recoveryCodesLeft: enabled ? 10 : 0,
  },
  contact: { email: 'e•••@example.com', emailVerified: true, phoneVerified: false },
  sessions: [],
});
const refused = (code: Problem['code'], extras: Partial<Problem> = {}): SecurityEvent => ({
  type: 'refused',
  now,
  problem: { code, status: 400, title: '', ...extras },
});
const sent: SecurityEvent = {
  type: 'codeSent',
  sent: { ok: true, sentTo: 'e•••@example.com', resendAt: '2026-11-21T12:01:00.000Z', codeExpiresAt: '2026-11-21T12:05:00.000Z' },
};
const reached = (enabled: boolean, ...events: SecurityEvent[]): SecurityState =>
  [{ type: 'read', overview: overview(enabled) } satisfies SecurityEvent, ...events].reduce<SecurityState>(transition, { at: 'loading' });

test('switching on ends with the recovery codes, which only the customer can put away', () => {
  const codes = ['a', 'b'];
  const state = reached(false, { type: 'switchOnChosen' }, { type: 'submitted' }, { type: 'switchedOn', codes });
  expect(state).toEqual({ at: 'recoveryCodes', codes });
  expect(transition(state, { type: 'cancelled' })).toBe(state);
  expect(transition(state, { type: 'timePassed', now })).toBe(state);
});

test('a wrong password keeps the form open', () => {
  expect(reached(false, { type: 'switchOnChosen' }, { type: 'submitted' }, refused('invalid_credentials'))).toMatchObject({
    at: 'switchingOn',
    busy: false,
    failure: { code: 'invalid_credentials' },
  });
});

test('a code that was sent says where it went and when the next can follow', () => {
  expect(reached(true, { type: 'switchOffChosen' }, { type: 'codeAsked' }, sent)).toMatchObject({
    at: 'switchingOff',
    sent: { sentTo: 'e•••@example.com' },
    resendAt: now + 60_000,
  });
});

test('asking too soon says when', () => {
  expect(reached(true, { type: 'switchOffChosen' }, { type: 'codeAsked' }, refused('too_soon', { retryAfter: 20 }))).toMatchObject({
    resendAt: now + 20_000,
    failure: { code: 'too_soon' },
  });
});

test.each(['code_expired', 'challenge_locked'] as const)('%s asks for another code', (code) => {
  const state = reached(true, { type: 'switchOffChosen' }, sent, { type: 'submitted' }, refused(code));
  expect(state).toMatchObject({ at: 'switchingOff', failure: { code } });
  expect(state).not.toHaveProperty('sent');
});

test('a wrong code tells the attempts left', () => {
  expect(
    reached(true, { type: 'switchOffChosen' }, sent, { type: 'submitted' }, refused('invalid_code', { attemptsLeft: 2 })),
  ).toMatchObject({
    failure: { code: 'invalid_code', attemptsLeft: 2 },
  });
});

test('cancelling changes nothing', () => {
  expect(reached(true, { type: 'switchOffChosen' }, { type: 'cancelled' })).toEqual({ at: 'overview', overview: overview(true) });
});

test('an account that cannot be read says why', () => {
  expect(transition({ at: 'loading' }, refused('unavailable'))).toEqual({ at: 'unreadable', failure: { code: 'unavailable' } });
});
