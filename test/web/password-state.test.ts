import { describe, expect, test } from 'vitest';
import type { Problem } from '../../web/client.ts';
import { opened, type PasswordEvent, type PasswordState, transition } from '../../web/password/state.ts';
import type { ResetProblemCode } from '../../web/password/words.ts';

const now = Date.parse('2026-11-26T12:00:00Z');
const link = { does: 'goOn', token: 'sealed' } as const;
const start = opened(undefined);

const through = (state: PasswordState, ...events: PasswordEvent[]): PasswordState => events.reduce(transition, state);
const problem = <Code extends string>(code: Code, extras: Partial<Problem<Code>> = {}): Problem<Code> => ({
  code,
  status: 400,
  title: '',
  ...extras,
});
const refused = (code: ResetProblemCode, extras: Partial<Problem<ResetProblemCode>> = {}): PasswordEvent => ({
  type: 'refused',
  problem: problem(code, extras),
  now,
});

const asked = { type: 'linkAsked', username: 'eva' } as const;
const sent = { type: 'linkSent', now } as const;

describe('whoever has forgotten the password', () => {
  test('is told the same once asked, and can ask again after a minute', () => {
    expect(through(start, asked)).toEqual({ at: 'forgot', username: 'eva', busy: true });
    const after = through(start, asked, sent);
    expect(after).toEqual({ at: 'asked', username: 'eva', busy: false, againAt: now + 60_000 });
    expect(through(after, asked)).toMatchObject({ at: 'asked', busy: true });
    expect(through(after, asked, { type: 'linkSent', now: now + 61_000 })).toMatchObject({ at: 'asked', againAt: now + 121_000 });
  });

  test('or had it ended by wrong codes, reads so before the form', () => {
    const ended = opened(undefined, true);
    expect(ended).toEqual({ ...start, ended: true });
    expect(through(ended, { type: 'nameMissing' })).toMatchObject({ ended: true, failure: { code: 'name_missing' } });
    expect(through(ended, asked, sent)).not.toHaveProperty('ended');
    expect(opened(link, true)).toEqual(opened(link));
  });

  test('can mend the name', () => {
    expect(through(start, asked, sent, { type: 'startedOver' })).toEqual({ at: 'forgot', username: 'eva', busy: false });
    expect(through(start, { type: 'nameMissing' })).toMatchObject({ at: 'forgot', failure: { code: 'name_missing' } });
  });

  test.each(['forgot', 'asked'] as const)('reads at the step %s why it did not work, and may try again', (at) => {
    const step = at === 'forgot' ? start : through(start, asked, sent);
    const busy = through(step, asked);
    const failed = through(busy, { type: 'linkRefused', problem: problem('delivery_failed', { retryAfter: 60 }), now });
    expect(failed).toMatchObject({ at, username: 'eva', busy: false, failure: { code: 'delivery_failed', until: now + 60_000 } });
    expect(through(failed, asked)).toMatchObject({ busy: true });
    expect(through(failed, asked)).not.toHaveProperty('failure');
  });

  test('waits out too many calls, and nothing else disappears by itself', () => {
    const limited = through(start, asked, { type: 'linkRefused', problem: problem('too_many_attempts', { retryAfter: 30 }), now });
    expect(through(limited, { type: 'timePassed', now: now + 29_000 })).toBe(limited);
    expect(through(limited, { type: 'timePassed', now: now + 30_000 })).not.toHaveProperty('failure');
    const failed = through(start, asked, { type: 'linkRefused', problem: problem('unavailable', { retryAfter: 30 }), now });
    expect(through(failed, { type: 'timePassed', now: now + 60_000 })).toBe(failed);
  });
});

describe('whoever opens the link', () => {
  const choosing = opened(link);

  test('chooses a password, and nothing else has happened', () => {
    expect(choosing).toEqual({ at: 'choose', token: 'sealed', shown: false, busy: false });
  });

  test('that cancels something else finds the form for a link', () => {
    expect(opened({ does: 'cancel', token: 'sealed' })).toEqual(start);
  });

  test('reads why a password cannot be chosen, by its reason', () => {
    expect(through(choosing, { type: 'passwordMissing' })).toMatchObject({ at: 'choose', failure: { code: 'too_short' } });
    const busy = through(choosing, { type: 'submitted' });
    expect(through(busy, refused('password_unusable', { reason: 'common' }))).toEqual({ ...choosing, failure: { code: 'common' } });
    expect(through(busy, refused('password_unusable'))).toEqual({ ...choosing, failure: { code: 'password_unusable' } });
  });

  test('is led to another one where it leads nowhere', () => {
    for (const why of ['link_expired', 'invalid_token'] as const) {
      const over = through(choosing, { type: 'submitted' }, refused(why));
      expect(over).toEqual({ at: 'over', why });
      expect(through(over, { type: 'startedOver' })).toEqual(start);
    }
  });

  test('may show what is typed, and it is hidden before it is sent', () => {
    const shown = through(choosing, { type: 'passwordToggled' });
    expect(shown).toMatchObject({ shown: true });
    expect(through(shown, { type: 'submitted' })).toMatchObject({ shown: false, busy: true });
  });

  test('tries again where the service could not be reached, and is done once', () => {
    const failed = through(choosing, { type: 'submitted' }, refused('unavailable'));
    expect(failed).toMatchObject({ at: 'choose', token: 'sealed', failure: { code: 'unavailable' } });
    const done = through(failed, { type: 'submitted' }, { type: 'set' });
    expect(done).toEqual({ at: 'done' });
    for (const event of [{ type: 'set' }, refused('link_expired'), { type: 'timePassed', now }] as const) {
      expect(transition(done, event)).toBe(done);
    }
  });

  test('in the tab that shows the page already, begins with that one', () => {
    const over = through(choosing, refused('link_expired'));
    expect(through(over, { type: 'opened', link: { does: 'goOn', token: 'newer' } })).toMatchObject({ at: 'choose', token: 'newer' });
  });
});

test('what means nothing at a step leaves it as it is', () => {
  const choosing = opened(link);
  for (const event of [asked, sent, { type: 'startedOver' }] as const) expect(transition(choosing, event)).toBe(choosing);
  expect(transition(start, { type: 'set' })).toBe(start);
});
