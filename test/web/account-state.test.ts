import { beforeAll, describe, expect, test, vi } from 'vitest';
import { loadSecurityPart } from '../../web/account/security-part.ts';
import { type AccountEvent, type AccountState, accountPlaceOf, loginOf, transition } from '../../web/account/state.ts';
import type { Overview } from '../../web/client.ts';
import { loginStart } from '../../web/login/state.ts';

const now = Date.parse('2026-11-21T12:00:00Z');
const opening = { at: 'opening', place: 'login' } as const;
const loggedOut = { at: 'loggedOut', place: 'login', login: loginStart } as const;
const through = (state: AccountState, ...events: AccountEvent[]): AccountState => events.reduce(transition, state);

const cookieIsThere = { type: 'login', event: { type: 'loggedIn' } } as const;
const goneTo = (to: 'home' | 'login' | 'security') => ({ type: 'went', to }) as const;
const passwordRight: AccountEvent = { type: 'login', event: { type: 'passwordSubmitted', username: 'eva', stayLoggedIn: false } };
const codeAsked: AccountEvent = {
  type: 'login',
  event: {
    type: 'answered',
    now,
    answer: {
      ok: true,
      status: 'second_factor_required',
      challenge: {
        token: 'sealed',
        method: 'totp',
        sent: false,
        attemptsLeft: 5,
        expiresAt: new Date(now + 900_000).toISOString(),
        canRecover: true,
      },
    },
  },
};
const overview = {} as Overview;
const codesGiven: AccountEvent = { type: 'security', event: { type: 'codesGiven', overview, codes: ['a', 'b'], why: 'switchedOn', now } };
const read: AccountEvent = { type: 'security', event: { type: 'read', overview } };

beforeAll(loadSecurityPart);

describe('whoever opens a page', () => {
  test('sees the login once it is known that no cookie is there', () => {
    expect(transition(opening, { type: 'nobodyStays' })).toEqual(loggedOut);
  });

  test('is logged in by the cookie, at the page that was opened', () => {
    const at = { at: 'opening', place: 'security' } as const;
    expect(transition(at, cookieIsThere)).toEqual({ at: 'loggedIn', place: 'security', security: { at: 'loading' } });
  });

  test('reads why the cookie could not be tried', () => {
    const problem = { code: 'unavailable', status: 0, title: '' } as const;
    const after = transition(opening, { type: 'login', event: { type: 'refused', problem, now } });
    expect(after).toMatchObject({ at: 'loggedOut', login: { at: 'password', failure: { code: 'unavailable' } } });
  });

  test('waits, however long it takes', () => {
    expect(transition(opening, { type: 'timePassed', now })).toBe(opening);
  });
});

describe('going back and forth', () => {
  test('leaves the login where it is', () => {
    const atCode = through(loggedOut, passwordRight, codeAsked);
    expect(loginOf(atCode)).toMatchObject({ at: 'code' });
    expect(through(atCode, goneTo('home'), goneTo('login'))).toEqual(atCode);
  });

  test('reads the account anew', () => {
    const inAccount = through(opening, cookieIsThere, goneTo('security'), read);
    expect(inAccount).toMatchObject({ security: { at: 'overview' } });
    expect(through(inAccount, goneTo('login'), goneTo('security'))).toMatchObject({ place: 'security', security: { at: 'loading' } });
  });

  test('loses no recovery codes that have not been put away', () => {
    const withCodes = through(opening, cookieIsThere, goneTo('security'), codesGiven);
    expect(through(withCodes, goneTo('login'), goneTo('security'))).toEqual(withCodes);
  });
});

describe('the account page whose part of the program is not there yet', () => {
  test('stays as it is, whatever it is told, but where it is told that the part does not come', async () => {
    vi.resetModules();
    const { transition } = await import('../../web/account/state.ts');
    const awaited = [cookieIsThere, goneTo('security')].reduce<AccountState>(transition, opening);
    for (const event of [read, codesGiven, { type: 'timePassed', now } as const]) expect(transition(awaited, event)).toBe(awaited);
    const problem = { code: 'unavailable', status: 0, title: '' } as const;
    expect(transition(awaited, { type: 'security', event: { type: 'refused', problem, now } })).toEqual({
      ...awaited,
      security: { at: 'unreadable', failure: { code: 'unavailable' } },
    });
  });
});

describe('whoever is logged out', () => {
  const leftNow: AccountEvent = { type: 'login', event: { type: 'loggedOut', notice: 'sessionEnded' } };

  test('is told, and nothing of the account is left', () => {
    const left = through(opening, cookieIsThere, goneTo('security'), codesGiven, leftNow);
    expect(left).toEqual({ at: 'loggedOut', place: 'security', login: { ...loginStart, notice: 'sessionEnded' } });
  });

  test('sees nothing of an account whose answer comes late', () => {
    expect(transition(loggedOut, read)).toBe(loggedOut);
  });
});

describe('whom a shop has handed over', () => {
  const back = { type: 'handedBack' } as const;

  test('is in the account, and led back to the shop once that is over, wherever they are by then', () => {
    const there = through({ at: 'opening', place: 'security' }, cookieIsThere);
    expect(there).toMatchObject({ at: 'loggedIn', place: 'security' });
    expect(transition(there, back)).toEqual({ at: 'handedBack', place: 'security' });
    expect(through(there, back, { type: 'nobodyStays' }, { type: 'timePassed', now })).toEqual({ at: 'handedBack', place: 'security' });
  });

  test('reads why nobody knows yet, and may come in after all', () => {
    const failed = transition({ at: 'opening', place: 'security' }, { ...back, failure: { code: 'unavailable' } });
    expect(failed).toEqual({ at: 'handedBack', place: 'security', failure: { code: 'unavailable' } });
    expect(transition(failed, cookieIsThere)).toMatchObject({ at: 'loggedIn', place: 'security' });
  });
});

test('whoever is logged in meets no answer to a login any more', () => {
  const loggedIn = through(opening, cookieIsThere);
  expect(transition(loggedIn, codeAsked)).toBe(loggedIn);
  expect(transition(loggedIn, { type: 'nobodyStays' })).toBe(loggedIn);
});

test('time reaches the machine that the customer is at, and moves nothing that need not move', () => {
  const atCode = through(loggedOut, passwordRight, codeAsked);
  expect(transition(atCode, { type: 'timePassed', now })).toBe(atCode);
  expect(transition(atCode, { type: 'timePassed', now: now + 900_000 })).toMatchObject({ login: { at: 'over', why: 'challenge_expired' } });
  const loggedIn = through(opening, cookieIsThere);
  expect(transition(loggedIn, { type: 'timePassed', now })).toBe(loggedIn);
});

test.each([
  ['/prod/security', 'security'],
  ['/login', 'login'],
  ['/', 'home'],
  ['/recover', 'home'],
  ['/constructor', 'home'],
])('%s is the place %s of the account', (path, place) => {
  expect(accountPlaceOf(path)).toBe(place);
});
