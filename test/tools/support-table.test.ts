import { expect, test } from 'vitest';
import type { SupportRequest } from '../../tools/support-request.ts';
import { inFull, table } from '../../tools/support-table.ts';

const now = Date.UTC(2026, 10, 24, 12);
const request: SupportRequest = {
  id: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  status: 'open',
  createdAt: '2026-11-24T09:00:00.000Z',
  ageHours: 3,
  dueAt: '2026-11-25T09:00:00.000Z',
  overdue: false,
  username: 'jana@example.com',
  customerId: 'c-1001',
  message: 'My phone is gone.',
  reachMeAt: '+420 601 123 456',
  notes: [],
  approvals: [],
  approversNeeded: 1,
};

test('the list shows the age of each request against its target', () => {
  const late = { ...request, id: 'late', createdAt: '2026-11-20T09:00:00.000Z', dueAt: '2026-11-23T09:00:00.000Z', overdue: true };
  const shown = table([late, request], 'open', now);
  expect(shown).toMatch(/late +4 d 3 h +OVERDUE by 1 d 3 h +jana@example\.com +c-1001/);
  expect(shown).toMatch(/7c9e6679\S+ +3 h +21 h left/);
  expect(shown).toContain('2 open, 1 overdue');
});

test('the list says which logins are no account at all', () => {
  const { customerId: _, ...unknown } = request;
  expect(table([unknown], 'open', now)).toContain('no such account');
});

test('what an attacker typed into the form moves no cursor and turns no text round', () => {
  const escapes = '\u001b[2J\u001b]0;x\u0007 \u202eevil\u2028 \u0085\r';
  const shown = `${table([{ ...request, username: escapes }], 'open', now)}${inFull({ ...request, message: `a\n${escapes}`, reachMeAt: escapes }, now)}`;
  expect(shown.replaceAll('\n', '')).not.toMatch(/[\p{C}\u2028\u2029]/u);
  expect(shown).toContain('\\u001b[2J');
});

test('a username with line breaks stays in its row', () => {
  expect(table([{ ...request, username: 'a\nID  AGE\nb' }], 'open', now).split('\n')).toHaveLength(4);
});

test('one request is shown with who decided and why', () => {
  const decided = {
    ...request,
    status: 'approved' as const,
    decidedAt: '2026-11-24T11:00:00.000Z',
    decidedBy: 'arn:aws:iam::111122223333:user/eva',
    reason: 'video call',
    executeAt: '2026-11-25T11:00:00.000Z',
  };
  expect(inFull(decided, now)).toMatch(/Decided +2026-11-24T11:00:00\.000Z by arn:aws:iam::111122223333:user\/eva/);
  expect(inFull(decided, now)).toMatch(/Executed +at 2026-11-25T11:00:00\.000Z, unless the customer cancels it/);
  expect(table([decided], 'approved', now)).toContain('off in 23 h');
});

test('one request is shown with its notes and approvals, and what an attacker typed into neither of them turns round', () => {
  const by = 'arn:aws:iam::111122223333:user/eva';
  const shown = inFull(
    {
      ...request,
      notes: [{ at: '2026-11-24T10:00:00.000Z', by, note: 'called back\u202e' }],
      approvals: [{ at: '2026-11-24T11:00:00.000Z', by, reason: 'video call' }],
      approversNeeded: 2,
    },
    now,
  );
  expect(shown).toMatch(/Note +2026-11-24T10:00:00\.000Z by arn:aws:iam::111122223333:user\/eva: called back\\u202e/);
  expect(shown).toMatch(/Approved +2026-11-24T11:00:00\.000Z by \S+ \(1 of 2\)/);
  expect(table([], 'found', now)).toBe('No request is about this account.');
});

test('the longest note that the form can leave is shown to its last character, whatever it is made of', () => {
  // What the form takes (routes/support.ts), of what cannot be printed as it is.
  const [username, reachMeAt, message] = [254, 200, 2000].map((longest) => '\u202e'.repeat(longest - 1).concat('!'));
  const note = `Asked again as ${username}, to be reached at ${reachMeAt}: ${message}`;
  const shown = inFull({ ...request, notes: [{ at: '2026-11-24T10:00:00.000Z', by: 'form', note }] }, now);
  expect(shown.match(/(?:\\u202e)+!/g)?.map((typed) => typed.split('\\').length)).toEqual([254, 200, 2000]);
});
