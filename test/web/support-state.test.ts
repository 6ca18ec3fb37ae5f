import { expect, test } from 'vitest';
import { type SupportState, supportStart, transition } from '../../web/support/state.ts';

const now = Date.parse('2026-11-21T12:00:00Z');

test('what is empty has to be filled in', () => {
  const wanting = transition(supportStart, { type: 'fieldsMissing', fields: ['message'] });
  expect(wanting).toEqual({ at: 'form', busy: false, wrong: ['message'], failure: { code: 'all_fields_missing' } });
});

test('the answer is the same, and nothing leads back', () => {
  const sent = transition(transition(supportStart, { type: 'submitted' }), { type: 'sent' });
  expect(sent).toEqual({ at: 'sent' });
  expect(transition(sent, { type: 'submitted' })).toBe(sent);
});

test('a refusal points at the field that is at fault', () => {
  const problem = { code: 'invalid_request', status: 400, title: '', errors: [{ path: 'reachMeAt', message: 'too long' }] } as const;
  const refused = transition(supportStart, { type: 'refused', problem: { ...problem, errors: [...problem.errors] }, now });
  expect(refused).toMatchObject({ at: 'form', busy: false, wrong: ['reachMeAt'], failure: { code: 'invalid_request' } });
});

test('having had to wait is over when the time has come', () => {
  const problem = { code: 'too_many_attempts', status: 429, title: '', retryAfter: 60 } as const;
  const waiting: SupportState = transition(supportStart, { type: 'refused', problem, now });
  expect(waiting).toMatchObject({ failure: { until: now + 60_000 } });
  expect(transition(waiting, { type: 'timePassed', now: now + 59_000 })).toBe(waiting);
  expect(transition(waiting, { type: 'timePassed', now: now + 60_000 })).toEqual({ at: 'form', busy: false, wrong: [] });
});
