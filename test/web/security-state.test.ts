import { describe, expect, test } from 'vitest';
import type { CodeSent, KeyForApp, Overview } from '../../web/client.ts';
import type { AccountProblem } from '../../web/login/words.ts';
import { type SecurityEvent, type SecurityState, transition } from '../../web/security/state.ts';
import { asksForProof, type Task } from '../../web/security/tasks.ts';

const now = Date.parse('2026-11-21T12:00:00Z');

type Given = { method?: 'email' | 'totp'; emailVerified?: boolean; phoneVerified?: boolean };
const overview = ({ method, emailVerified = true, phoneVerified = true }: Given = {}): Overview => ({
  ok: true,
  username: 'eva@example.com',
  login: { at: '2026-11-21T11:55:00.000Z', by: method ?? 'password' },
  twoFactor: {
    available: true,
    methods: ['email', 'totp'],
    enabled: method !== undefined,
    ...(method && { method }),
    recoveryCodesLeft: method ? 10 : 0,
  },
  contact: { email: 'e•••@example.com', emailVerified, phoneVerified },
  sessions: [],
});
const plain = overview();
const byEmail = overview({ method: 'email' });
const byApp = overview({ method: 'totp' });

const refused = (code: AccountProblem['code'], extras: Partial<AccountProblem> = {}): SecurityEvent => ({
  type: 'refused',
  now,
  problem: { code, status: 400, title: '', ...extras },
});
const timePassed = (seconds: number): SecurityEvent => ({ type: 'timePassed', now: now + seconds * 1000 });
const codeSent: CodeSent = {
  ok: true,
  sentTo: 'e•••@example.com',
  resendAt: '2026-11-21T12:01:00.000Z',
  codeExpiresAt: '2026-11-21T12:05:00.000Z',
};
const sent: SecurityEvent = { type: 'codeSent', sent: codeSent };
const key: KeyForApp = {
  ok: true,
  sharedKey: 'GE',
  otpauthUri: 'otpauth://totp/x',
  qrSvg: '<svg/>',
  expiresAt: '2026-11-21T12:15:00.000Z',
};
const submitted: SecurityEvent = { type: 'submitted' };

const reached = (from: Overview, ...events: SecurityEvent[]): SecurityState =>
  [{ type: 'read', overview: from } satisfies SecurityEvent, ...events].reduce<SecurityState>(transition, { at: 'loading' });

describe('choosing a method', () => {
  test('the e-mail method is confirmed, by the password alone while no factor is on', () => {
    expect(reached(plain, { type: 'wanted', goal: 'email' })).toMatchObject({ at: 'confirming', task: 'switchOnEmail' });
  });

  test('the first app needs nothing confirmed: its key is made at once', () => {
    expect(reached(plain, { type: 'wanted', goal: 'app' })).toEqual({ at: 'starting', overview: plain });
    expect(reached(plain, { type: 'wanted', goal: 'app' }, { type: 'keyMade', key })).toMatchObject({ at: 'enrolling', key });
  });

  test.each([
    ['email', byEmail, 'changeToApp', 'app'],
    ['totp', byApp, 'newKey', 'app'],
    ['totp', byApp, 'changeToEmail', 'email'],
  ] as const)('who has the method %s confirms a change with it', (_, from, task, goal) => {
    expect(reached(from, { type: 'wanted', goal })).toMatchObject({ at: 'confirming', task });
  });

  test('missing contacts come first, one after the other, and then the way goes on', () => {
    const nothing = overview({ emailVerified: false, phoneVerified: false });
    const noPhone = overview({ phoneVerified: false });
    const asksEmail = reached(nothing, { type: 'wanted', goal: 'app' });
    expect(asksEmail).toMatchObject({ at: 'confirming', task: 'verifyEmail', goal: 'app' });
    expect(transition(asksEmail, { type: 'chosen', task: 'email' })).toMatchObject({ at: 'confirming', task: 'email', goal: 'app' });
    const contact = { kind: 'email' } as const;
    const checks = transition(transition(asksEmail, submitted), { type: 'contactAsked', contact, sent: codeSent });
    expect(checks).toMatchObject({ at: 'checkingContact', contact, goal: 'app' });
    const asksPhone = transition(checks, { type: 'contactVerified', overview: noPhone });
    expect(asksPhone).toMatchObject({ at: 'confirming', task: 'phone', goal: 'app' });
    const phone = { kind: 'phone', value: '+420601123456' } as const;
    const checksPhone = transition(asksPhone, { type: 'contactAsked', contact: phone, sent: codeSent });
    expect(transition(checksPhone, { type: 'contactVerified', overview: plain })).toEqual({ at: 'starting', overview: plain });
  });

  test('the e-mail method asks for no phone', () => {
    expect(reached(overview({ phoneVerified: false }), { type: 'wanted', goal: 'email' })).toMatchObject({ task: 'switchOnEmail' });
  });

  test('when the service knows of a missing contact that the page did not, the page leads there', () => {
    const state = reached(plain, { type: 'wanted', goal: 'app' }, refused('contact_incomplete', { missing: ['phone'] }));
    expect(state).toMatchObject({ at: 'confirming', task: 'phone', goal: 'app' });
  });

  test('what goes wrong while the key is made is said on the account page', () => {
    expect(reached(plain, { type: 'wanted', goal: 'app' }, refused('unavailable'))).toEqual({
      at: 'overview',
      overview: plain,
      failure: { code: 'unavailable' },
    });
  });
});

describe('another password', () => {
  const changing = reached(byApp, { type: 'chosen', task: 'password' });

  test('asks for the old one and the factor, however fresh the login is', () => {
    expect(changing).toEqual({ at: 'confirming', overview: byApp, task: 'password', by: 'code' });
    expect(asksForProof({ ...byApp, provedUntil: new Date(now + 600_000).toISOString() }, 'password', now)).toBe(true);
  });

  test('can be read while it is typed, and is hidden before it is sent', () => {
    const shown = transition(changing, { type: 'newPasswordToggled' });
    expect(shown).toMatchObject({ shown: true });
    expect(transition(shown, { type: 'newPasswordToggled' })).toMatchObject({ shown: false });
    expect(transition(shown, submitted)).toMatchObject({ busy: 'submitting', shown: false });
  });

  test('that cannot be chosen says why, and what was given beside it stands', () => {
    const busy = transition(changing, submitted);
    for (const reason of ['too_short', 'common', 'same'] as const) {
      const state = transition(busy, refused('password_unusable', { reason }));
      expect(state).toMatchObject({ at: 'confirming', task: 'password', by: 'code', failure: { code: reason } });
      expect(state).not.toHaveProperty('busy');
    }
  });
});

describe('enrolment', () => {
  const enrolling = (...events: SecurityEvent[]) => reached(plain, { type: 'wanted', goal: 'app' }, { type: 'keyMade', key }, ...events);

  test('ends with the recovery codes, which only the customer can put away', () => {
    const codes = ['a', 'b'];
    const state = enrolling(submitted, { type: 'codesGiven', overview: plain, codes, why: 'switchedOn', now });
    expect(state).toEqual({ at: 'recoveryCodes', overview: plain, codes, why: 'switchedOn', made: now });
    expect(transition(state, { type: 'leaving' })).toEqual({ ...state, leaving: true });
    expect(transition(state, { type: 'cancelled' })).toBe(state);
    expect(transition(state, timePassed(3600))).toBe(state);
  });

  test.each([
    ['invalid_code', 'invalid_code'],
    ['invalid_credentials', 'password_wrong'],
    ['no_pending_key', 'no_pending_key'],
    ['too_many_attempts', 'too_many_attempts'],
  ] as const)('%s has cost the key, and the way on is a new one', (code, shown) => {
    const state = enrolling(submitted, refused(code, { attemptsLeft: 0 }));
    expect(state).toEqual({ at: 'keyVoid', overview: plain, failure: { code: shown } });
    expect(JSON.stringify(state)).not.toContain(key.sharedKey);
    expect(transition(state, { type: 'wanted', goal: 'app' })).toEqual({ at: 'starting', overview: plain });
  });

  test.each(['unavailable', 'two_factor_unavailable'] as const)('%s leaves the key as it was', (code) => {
    expect(enrolling(submitted, refused(code))).toMatchObject({ at: 'enrolling', key, busy: false, failure: { code } });
  });

  test('a typing error that the page sees costs nothing', () => {
    expect(enrolling({ type: 'refusedHere', code: 'code_incomplete' })).toMatchObject({ at: 'enrolling', key });
  });

  test('a key that waited for a quarter of an hour is void', () => {
    expect(enrolling(timePassed(899))).toMatchObject({ at: 'enrolling' });
    expect(enrolling(timePassed(900))).toMatchObject({ at: 'keyVoid', failure: { code: 'no_pending_key' } });
  });

  test('who changes the method confirms once more after a failed activation', () => {
    const state = reached(byEmail, { type: 'wanted', goal: 'app' }, { type: 'keyMade', key }, refused('invalid_code'));
    expect(transition(state, { type: 'wanted', goal: 'app' })).toMatchObject({ at: 'confirming', task: 'changeToApp' });
  });
});

describe('confirming a change', () => {
  const switchingOff = (from: Overview, ...events: SecurityEvent[]) => reached(from, { type: 'chosen', task: 'switchOff' }, ...events);

  test('a wrong password keeps the form open', () => {
    const state = reached(plain, { type: 'wanted', goal: 'email' }, submitted, refused('invalid_credentials'));
    expect(state).toMatchObject({ at: 'confirming', failure: { code: 'password_wrong' } });
    expect(state).not.toHaveProperty('busy');
  });

  test('a code that was sent says where it went and when the next can follow', () => {
    expect(switchingOff(byEmail, { type: 'codeAsked' }, sent)).toMatchObject({
      sent: { sentTo: 'e•••@example.com' },
      resendAt: now + 60_000,
    });
  });

  test('asking too soon says when', () => {
    expect(switchingOff(byEmail, { type: 'codeAsked' }, refused('too_soon', { retryAfter: 20 }))).toMatchObject({
      resendAt: now + 20_000,
      failure: { code: 'too_soon' },
    });
  });

  test.each([refused('code_expired'), refused('challenge_locked'), refused('invalid_code', { attemptsLeft: 0 })])(
    'a mailed code that is dead (%o) asks for another',
    (refusal) => {
      const state = switchingOff(byEmail, sent, submitted, refusal);
      expect(state).toMatchObject({ at: 'confirming', failure: {} });
      expect(state).not.toHaveProperty('sent');
    },
  );

  test.each([
    ['the app', byApp, 'code', 'app_code_wrong'],
    ['an e-mail', byEmail, 'code', 'invalid_code'],
    ['the ten recovery codes', byEmail, 'recoveryCode', 'recovery_code_wrong'],
  ] as const)('a wrong code of %s is told in its own words, with the attempts left', (_, from, by, code) => {
    const state = switchingOff(from, { type: 'proofChosen', by }, submitted, refused('invalid_code', { attemptsLeft: 2 }));
    expect(state).toMatchObject({ failure: { code, attemptsLeft: 2 } });
  });

  test('a code of an app that another change has used up is said to be that, and no wrong one', () => {
    for (const by of ['code', 'recoveryCode'] as const) {
      const state = switchingOff(byApp, { type: 'proofChosen', by }, submitted, refused('code_expired'));
      expect(state).toMatchObject({ at: 'confirming', failure: { code: 'overtaken' } });
    }
  });

  test('after a lock an app has to wait, and the page says for how long', () => {
    const state = switchingOff(byApp, submitted, refused('too_soon', { retryAfter: 60 }));
    expect(state).toMatchObject({ failure: { code: 'after_lock', until: now + 60_000 } });
    expect(transition(state, timePassed(60))).not.toHaveProperty('failure');
  });

  test('the active key is shown after its confirmation, and gone with the next step', () => {
    const state = reached(byApp, { type: 'chosen', task: 'showKey' }, submitted, { type: 'keyShown', key });
    expect(state).toMatchObject({ at: 'keyShown', key });
    expect(transition(state, { type: 'cancelled' })).toEqual({ at: 'overview', overview: byApp });
  });

  test('cancelling changes nothing', () => {
    expect(switchingOff(byEmail, { type: 'cancelled' })).toEqual({ at: 'overview', overview: byEmail });
  });

  test('no state ever holds a password', () => {
    const withPassword = { ...submitted, password: 'secret' } as SecurityEvent;
    expect(JSON.stringify(switchingOff(byEmail, withPassword))).not.toContain('secret');
  });
});

describe('what the session has proved', () => {
  const provedUntil = new Date(now + 60_000).toISOString();
  const proved: Overview = { ...byApp, provedUntil };
  /** Whose own address is not verified yet. */
  const unverified = overview({ emailVerified: false });
  const provedUnverified: Overview = { ...unverified, provedUntil };
  const task = (name: Task, ...events: SecurityEvent[]) =>
    reached(name === 'verifyEmail' ? provedUnverified : proved, { type: 'chosen', task: name }, ...events);
  const asking = (name: 'phone' | 'verifyEmail') => ({
    at: 'confirming',
    overview: name === 'verifyEmail' ? unverified : byApp,
    failure: { code: 'proof_needed' },
  });

  test.each(['phone', 'verifyEmail'] as const)('is asked for by an open form (%s) when it is over, not a moment before', (name) => {
    expect(task(name, timePassed(59.999))).toMatchObject({ overview: { provedUntil } });
    const over = task(name, timePassed(60));
    expect(over).toMatchObject(asking(name));
    expect(over).not.toHaveProperty('overview.provedUntil');
    expect(transition(over, timePassed(61))).toBe(over);
  });

  test.each(['phone', 'verifyEmail'] as const)('is asked for when the service says so (%s)', (name) => {
    const errors = [{ path: 'password', message: 'is required' }];
    const state = task(name, submitted, refused('invalid_request', { errors }));
    expect(state).toMatchObject(asking(name));
    expect(asksForProof((state as { overview: Overview }).overview, name, now)).toBe(true);
    expect(state).not.toHaveProperty('busy');
  });

  test.each(['switchOff', 'replaceCodes', 'showKey', 'newKey'] as const)(
    'says nothing where both are asked for in any case (%s)',
    (name) => {
      expect(task(name, timePassed(60))).not.toHaveProperty('failure');
      expect(asksForProof(proved, name, now)).toBe(true);
    },
  );

  test('is enough for the own address, and for no other', () => {
    for (const verified of [provedUnverified, { ...plain, provedUntil }, proved]) {
      expect(asksForProof(verified, 'verifyEmail', now)).toBe(false);
      expect(asksForProof(verified, 'email', now)).toBe(true);
      expect(asksForProof(verified, 'phone', now)).toBe(false);
      expect(reached(verified, { type: 'chosen', task: 'email' }, timePassed(60))).not.toHaveProperty('failure');
    }
  });

  test('is not enough for the address that codes go to, while they do', () => {
    const mailed = { ...overview({ method: 'email', emailVerified: false }), provedUntil };
    expect(asksForProof(mailed, 'verifyEmail', now)).toBe(true);
    expect(asksForProof(mailed, 'verifyPhone', now)).toBe(false);
    expect(asksForProof({ ...mailed, twoFactor: { ...mailed.twoFactor, available: false } }, 'verifyEmail', now)).toBe(false);
    expect(reached(mailed, { type: 'chosen', task: 'verifyEmail' }, timePassed(60))).not.toHaveProperty('failure');
  });

  test('is not what is meant by a number that cannot be used', () => {
    const errors = [{ path: 'phone', message: 'is not a phone number' }];
    expect(task('phone', submitted, refused('invalid_request', { errors }))).toMatchObject({ failure: { code: 'phone_unusable' } });
  });

  test('is read again without a step of the page', () => {
    const shown = reached(byApp, { type: 'chosen', task: 'showKey' }, submitted, { type: 'keyShown', key });
    expect(transition(shown, { type: 'readAgain', overview: proved })).toEqual({ ...shown, overview: proved });
    const kept = reached(byApp, { type: 'codesGiven', overview: byApp, codes: ['a'], why: 'replaced', now });
    expect(transition(kept, { type: 'readAgain', overview: proved })).toBe(kept);
  });
});

describe('contacts', () => {
  const contact = { kind: 'phone', value: '+420601123456' } as const;
  const asking = (...events: SecurityEvent[]) => reached(byApp, { type: 'chosen', task: 'phone' }, submitted, ...events);
  const checking = (...events: SecurityEvent[]) => asking({ type: 'contactAsked', contact, sent: codeSent }, ...events);

  test.each([
    ['invalid_request', 'phone_unusable'],
    ['delivery_failed', 'sms_failed'],
  ] as const)('%s is told in the words of a phone number', (code, shown) => {
    expect(asking(refused(code))).toMatchObject({ at: 'confirming', task: 'phone', failure: { code: shown } });
  });

  test('a confirmed number is told of', () => {
    expect(checking(submitted, { type: 'contactVerified', overview: byApp })).toEqual({
      at: 'overview',
      overview: byApp,
      notice: 'phoneVerified',
    });
  });

  test.each([
    ['locked', checking(refused('invalid_code', { attemptsLeft: 0 }))],
    ['refused as expired', checking(refused('code_expired'))],
    ['five minutes old', checking(timePassed(300))],
  ])('a code that is %s can only be replaced by another, and what was typed stays', (_, state) => {
    expect(state).toMatchObject({ at: 'checkingContact', dead: true });
    expect(transition(state, { type: 'contactAskedAgain' })).toMatchObject({ at: 'confirming', task: 'phone', typed: '+420601123456' });
  });

  test('what the account has is asked for again as it was, with nothing to type', () => {
    const onFile = reached({ ...byApp, contact: { ...byApp.contact, phone: '+420 ••• ••56' } }, { type: 'chosen', task: 'verifyPhone' });
    const dead = [{ type: 'contactAsked', contact: { kind: 'phone' }, sent: codeSent }, timePassed(300)] satisfies SecurityEvent[];
    const again = transition(dead.reduce<SecurityState>(transition, onFile), { type: 'contactAskedAgain' });
    expect(again).toMatchObject({ at: 'confirming', task: 'verifyPhone' });
    expect(again).not.toHaveProperty('typed');
    expect(transition(onFile, refused('invalid_request', { errors: [{ path: 'verify', message: '' }] }))).toMatchObject({
      failure: { code: 'phone_unusable' },
    });
  });

  test('a code that came too soon after wrong ones stays to be typed, and counts down', () => {
    const state = checking(submitted, refused('too_soon', { retryAfter: 60 }));
    expect(state).toMatchObject({ at: 'checkingContact', dead: false, failure: { code: 'after_lock', until: now + 60_000 } });
    expect(transition(state, timePassed(60))).not.toHaveProperty('failure');
  });

  test('a wrong code leaves the others of its attempts', () => {
    expect(checking(refused('invalid_code', { attemptsLeft: 3 }))).toMatchObject({ dead: false, failure: { attemptsLeft: 3 } });
  });
});

test('an account that cannot be read says why', () => {
  expect(transition({ at: 'loading' }, refused('unavailable'))).toEqual({ at: 'unreadable', failure: { code: 'unavailable' } });
});
