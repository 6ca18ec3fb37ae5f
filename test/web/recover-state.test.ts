import { describe, expect, test } from 'vitest';
import { type CaptchaState, captchaStart, transition as moveCaptcha, solvesByItself } from '../../web/captcha/state.ts';
import { linkIn } from '../../web/mailed-link.ts';
import { recoverPage } from '../../web/recover/page.ts';
import { type RecoverEvent, type RecoverProblem, type RecoverState, transition } from '../../web/recover/state.ts';

const now = Date.parse('2026-11-21T12:00:00Z');
const inSeconds = (seconds: number) => new Date(now + seconds * 1000).toISOString();

const link = { does: 'goOn', token: 'sealed' } as const;
const opened = transition({ at: 'noLink' }, { type: 'opened', link });
const smsSent = (resendIn = 60): RecoverEvent => ({
  type: 'smsSent',
  sent: { ok: true, sentTo: '+420 ••• 123', resendAt: inSeconds(resendIn), codeExpiresAt: inSeconds(600) },
});
const reached = (...events: RecoverEvent[]): RecoverState => events.reduce(transition, opened);
const problem = (code: RecoverProblem['code'], extras: Partial<RecoverProblem> = {}): RecoverProblem => ({
  code,
  status: 400,
  title: '',
  ...extras,
});
const smsRefused = (code: RecoverProblem['code'], extras: Partial<RecoverProblem> = {}): RecoverEvent => ({
  type: 'smsRefused',
  problem: problem(code, extras),
  now,
});
const refused = (code: RecoverProblem['code'], extras: Partial<RecoverProblem> = {}): RecoverEvent => ({
  type: 'refused',
  problem: problem(code, extras),
  now,
});

describe('the link', () => {
  test.each([
    ['#t=abc-_1', { does: 'goOn', token: 'abc-_1' }],
    ['#n=abc', { does: 'cancel', token: 'abc' }],
    ['', undefined],
    ['#', undefined],
    ['#t=', undefined],
    ['#other=abc', undefined],
    ['#t=a&n=b', undefined],
  ])('in %j is %j', (fragment, wanted) => {
    expect(linkIn(fragment)).toEqual(wanted);
  });

  test('opens the step it is for, and without one the page explains how to get it', () => {
    expect(opened).toEqual({ at: 'sms', token: 'sealed', smsLeft: 3, busy: false });
    expect(transition(opened, { type: 'opened', link: { does: 'cancel', token: 'x' } })).toMatchObject({ at: 'cancel', token: 'x' });
    expect(transition({ at: 'noLink' }, { type: 'opened', link: undefined })).toEqual({ at: 'noLink' });
  });
});

describe('the SMS', () => {
  test('leads to the code, with what is left of the three', () => {
    expect(reached({ type: 'smsAsked' }, smsSent())).toEqual({
      at: 'code',
      token: 'sealed',
      smsLeft: 2,
      sentTo: '+420 ••• 123',
      resendAt: now + 60_000,
      codeExpiresAt: now + 600_000,
      attemptsLeft: 5,
    });
    expect(reached(smsSent(), { type: 'smsAsked' }, smsSent(), smsSent())).toMatchObject({ smsLeft: 0, attemptsLeft: 5 });
  });

  test('asked for too soon counts down to the next one', () => {
    const tooSoon = reached({ type: 'smsAsked' }, smsRefused('too_soon', { retryAfter: 42 }));
    expect(tooSoon).toMatchObject({ at: 'sms', busy: false, resendAt: now + 42_000, failure: { code: 'too_soon' } });
  });

  test.each([
    ['too_many_attempts', 'too_many_sms'],
    ['delivery_failed', 'delivery_failed'],
    ['unavailable', 'unavailable'],
  ] as const)('refused with %s can be tried again', (code, shown) => {
    expect(reached({ type: 'smsAsked' }, smsRefused(code))).toMatchObject({ at: 'sms', busy: false, failure: { code: shown } });
    expect(reached(smsSent(), { type: 'smsAsked' }, smsRefused(code))).toMatchObject({ at: 'code', failure: { code: shown } });
  });

  test.each(['recovery_expired', 'invalid_token', 'contact_too_new'] as const)('refused with %s ends it', (code) => {
    expect(reached({ type: 'smsAsked' }, smsRefused(code))).toEqual({ at: 'over', why: code });
  });

  test('that the ended link cannot send any more leaves the code that was sent', () => {
    const stays = reached(smsSent(), { type: 'smsAsked' }, smsRefused('recovery_expired'));
    expect(stays).toMatchObject({ at: 'code', smsLeft: 0, failure: { code: 'no_more_sms' } });
  });
});

describe('the code', () => {
  test('is asked for in full, and with the CAPTCHA', () => {
    expect(reached(smsSent(), { type: 'codeIncomplete' })).toMatchObject({ at: 'code', failure: { code: 'code_incomplete' } });
    expect(reached(smsSent(), { type: 'captchaMissing' })).toMatchObject({ at: 'code', failure: { code: 'captcha_missing' } });
  });

  test('wrong five times is dead: a new SMS is the way on', () => {
    expect(reached(smsSent(), { type: 'submitted' }, refused('invalid_code', { attemptsLeft: 4 }))).toMatchObject({
      at: 'code',
      attemptsLeft: 4,
      failure: { code: 'invalid_code' },
    });
    const dead = reached(smsSent(), { type: 'submitted' }, refused('invalid_code', { attemptsLeft: 0 }));
    expect(dead).toEqual({
      at: 'sms',
      token: 'sealed',
      smsLeft: 2,
      resendAt: now + 60_000,
      busy: false,
      failure: { code: 'challenge_locked' },
    });
  });

  test.each(['challenge_locked', 'code_expired'] as const)('refused with %s has to be sent anew', (code) => {
    expect(reached(smsSent(), { type: 'submitted' }, refused(code))).toMatchObject({ at: 'sms', failure: { code } });
  });

  test('that came too soon after wrong ones stays to be typed, and counts down', () => {
    const state = reached(smsSent(), { type: 'submitted' }, refused('too_soon', { retryAfter: 60 }));
    expect(state).toMatchObject({ at: 'code', attemptsLeft: 5, failure: { code: 'after_wrong_codes', until: now + 60_000 } });
    expect(transition(state, { type: 'timePassed', now: now + 60_000 })).not.toHaveProperty('failure');
  });

  test.each(['captcha_failed', 'too_many_attempts', 'unavailable'] as const)('stays after %s', (code) => {
    expect(reached(smsSent(), { type: 'submitted' }, refused(code))).toMatchObject({ at: 'code', attemptsLeft: 5, failure: { code } });
  });

  test('ends by the clock, but not while it is being checked', () => {
    const late = { type: 'timePassed', now: now + 600_000 } as const;
    expect(reached(smsSent(), late)).toMatchObject({ at: 'sms', failure: { code: 'code_expired' } });
    expect(reached(smsSent(), { type: 'submitted' }, late)).toMatchObject({ at: 'code', busy: 'checking' });
  });

  test('and all else right: two-factor login is off', () => {
    expect(reached(smsSent(), { type: 'submitted' }, { type: 'confirmed' })).toEqual({ at: 'done' });
  });

  test('cannot be confirmed before an SMS was sent', () => {
    for (const event of [{ type: 'submitted' }, { type: 'confirmed' }, refused('invalid_code')] as const) {
      expect(transition(opened, event)).toBe(opened);
    }
  });
});

describe('"this wasn’t me"', () => {
  const cancel = transition(opened, { type: 'opened', link: { does: 'cancel', token: 'sealed' } });
  const cancelRefused = (code: RecoverProblem['code']): RecoverEvent => ({ type: 'cancelRefused', problem: problem(code), now });

  test('is done, or leads on where the link is too old or not whole', () => {
    expect(transition(cancel, { type: 'cancelled' })).toEqual({ at: 'cancelled' });
    for (const why of ['link_expired', 'invalid_token'] as const) {
      expect(transition(cancel, cancelRefused(why))).toEqual({ at: 'cancelOver', why });
    }
    expect(transition(cancel, cancelRefused('unavailable'))).toMatchObject({ at: 'cancel', busy: false, failure: { code: 'unavailable' } });
  });

  test('sends nothing and confirms nothing', () => {
    for (const event of [smsSent(), { type: 'confirmed' }] as const) expect(transition(cancel, event)).toBe(cancel);
  });
});

describe('the CAPTCHA', () => {
  const solved = { type: 'solved', solution: 'x', expiresAt: now + 600_000 } as const;
  const all = (...events: Parameters<typeof moveCaptcha>[1][]): CaptchaState => events.reduce(moveCaptcha, captchaStart);

  test('is solved when asked for, and not by itself', () => {
    expect(solvesByItself(captchaStart)).toBe(false);
    expect(all({ type: 'asked' })).toEqual({ at: 'solving' });
    expect(all({ type: 'asked' }, solved)).toMatchObject({ at: 'solved', solution: 'x' });
  });

  test('once used or too old makes place for another by itself', () => {
    expect(solvesByItself(all({ type: 'asked' }, solved, { type: 'spent' }))).toBe(true);
    expect(all({ type: 'asked' }, solved, { type: 'timePassed', now: now + 560_000 })).toMatchObject({ at: 'solved' });
    expect(solvesByItself(all({ type: 'asked' }, solved, { type: 'timePassed', now: now + 570_000 }))).toBe(true);
  });

  test('that failed waits to be asked again', () => {
    expect(all({ type: 'asked' }, { type: 'failed' })).toEqual({ at: 'open', failure: 'unreachable' });
    expect(all({ type: 'asked' }, solved, { type: 'refused' })).toEqual({ at: 'open', failure: 'refused' });
    expect(solvesByItself(all({ type: 'asked' }, solved, { type: 'refused' }))).toBe(false);
  });
});

describe('a page with a CAPTCHA', () => {
  const page = recoverPage({ does: 'goOn', token: 'sealed' });

  test('moves its own part and the CAPTCHA’s, each for itself', () => {
    const asked = page.transition(page.start, { type: 'page', event: { type: 'smsAsked' } });
    expect(asked).toMatchObject({ page: { at: 'sms', busy: true }, captcha: captchaStart });
    const solving = page.transition(asked, { type: 'captcha', event: { type: 'asked' } });
    expect(solving).toEqual({ page: asked.page, captcha: { at: 'solving' } });
  });

  test('tells both of the time, and stays the same where that means nothing', () => {
    expect(page.transition(page.start, { type: 'timePassed', now })).toBe(page.start);
    const solved = page.transition(page.start, { type: 'captcha', event: { type: 'solved', solution: 's', expiresAt: now + 60_000 } });
    expect(page.transition(solved, { type: 'timePassed', now: now + 31_000 }).captcha).toEqual({ at: 'open', again: true });
    const sent = { ok: true, sentTo: '+420 ••• 123', resendAt: inSeconds(60), codeExpiresAt: inSeconds(600) } as const;
    const withCode = page.transition(page.start, { type: 'page', event: { type: 'smsSent', sent } });
    expect(page.transition(withCode, { type: 'timePassed', now: now + 600_000 })).toMatchObject({
      page: { at: 'sms', failure: { code: 'code_expired' } },
      captcha: captchaStart,
    });
  });
});
