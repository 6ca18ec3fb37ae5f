import { describe, expect, it } from 'vitest';
import { DAY, MINUTE, SECOND } from '../../shared/flow/budgets.ts';
import {
  type Budgets,
  isAsBefore,
  type Row,
  stateOf,
  type Tries,
  transition,
  waitAfter,
  waitsBegin,
  workAsked,
  workBegins,
} from '../../shared/flow/password-tries.ts';

const now = Date.UTC(2026, 0, 1);
const stranger = { shared: { ofNetwork: undefined, ofUsername: undefined } };
const device = { own: { tries: undefined }, shared: { ofNetwork: undefined, ofUsername: undefined } };
const session = { own: { tries: undefined } };
const untried: Tries = { version: 1, failures: 0, lastFailureAt: 0, nextTryAt: 0 };
const row = (failures: number): Row => ({ version: failures, failures, lastFailureAt: now });
/** After so many, the last of them just now. */
const waits = (failures: number): Tries => ({ ...row(failures), nextTryAt: now + waitAfter(failures) });

const wrong = { password: 'wrong' } as const;
const right = { password: 'right', alone: true } as const;
/** Somebody else's try was being written when the budgets were read. */
const rightAmongOthers = { password: 'right', alone: false } as const;
type Kind = typeof wrong | typeof right | typeof rightAmongOthers;

/** The budgets after one password more, compared on what they are. */
function moved(seen: Budgets, password: Kind, at = now): Budgets {
  const next = transition(seen, { ...password, seen, work: 16 }, at);
  if (next.is !== 'moved') throw new Error(next.is);
  if (next.own) return { ...seen, own: { tries: next.own } };
  return { ...seen, shared: { ofNetwork: next.ofNetwork, ofUsername: next.ofUsername ?? seen.shared?.ofUsername } };
}

const failed = (times: number, from: Budgets = stranger): Budgets =>
  Array.from({ length: times }).reduce<Budgets>((budgets) => moved(budgets, wrong), from);
const state = (budgets: Budgets, at = now) => stateOf(budgets, 0, at);

describe('wrong passwords', () => {
  it('are free five times, then each further try waits 1, 2, 4 … s, at most 15 minutes', () => {
    expect([4, 5, 6, 7, 14, 15, 300].map((failures) => waitAfter(failures) / SECOND)).toEqual([0, 1, 2, 4, 512, 900, 900]);
  });

  it.each([
    ['from a network', stranger, 'shared'],
    ['in a session', session, 'own'],
  ])('%s wait after the fifth', (_, from, by) => {
    expect(state(failed(4, from))).toEqual({ is: 'open', by });
    expect(state(failed(5, from))).toEqual({ is: 'waiting', until: now + SECOND });
    expect(state(failed(5, from), now + SECOND)).toEqual({ is: 'open', by });
  });

  it('before that make nobody wait, nor whoever began a moment before the last one was counted', () => {
    expect(state(failed(4), now - SECOND)).toEqual({ is: 'open', by: 'shared' });
    expect(state(failed(4, device), now - SECOND)).toEqual({ is: 'open', by: 'own' });
    expect(state(failed(5), now - SECOND)).toEqual({ is: 'waiting', until: now + SECOND });
  });

  it('bring the waits with the fifth, the work with the hundredth, and with no other of the row', () => {
    const some = [1, 2, 3, 4, 5, 6, 10, 99, 100, 101, 200];
    expect(some.filter((failures) => waitsBegin({ ...untried, failures }))).toEqual([5]);
    expect(some.filter((failures) => workBegins({ ...untried, failures }))).toEqual([100]);
  });

  it('within the wait are not evaluated: nothing moves', () => {
    const seen = failed(5);
    for (const password of [wrong, right])
      expect(transition(seen, { ...password, seen, work: 16 }, now + SECOND - 1)).toEqual({ is: 'waiting', until: now + SECOND });
  });

  it('are forgotten after a day without one', () => {
    const old: Budgets = { shared: { ofNetwork: { ...row(40), lastFailureAt: now - DAY, nextTryAt: 0 }, ofUsername: undefined } };
    expect(moved(old, wrong)).toMatchObject({ shared: { ofNetwork: { failures: 1 }, ofUsername: { failures: 1 } } });
    expect(moved(old, wrong, now - 1)).toMatchObject({ shared: { ofNetwork: { failures: 41 } } });
    expect(workAsked(row(100), now + DAY - 1)).toBe(1);
    expect(workAsked(row(100), now + DAY)).toBe(0);
  });

  it('counted at the same moment are counted one after the other', () => {
    const [first, second] = [failed(1), failed(2)];
    const event = (seen: Budgets) => ({ ...wrong, seen, work: 0 });
    expect(transition(second, event(first), now)).toEqual({ is: 'overtaken' });
    expect(transition(failed(2, device), event(failed(1, device)), now)).toEqual({ is: 'overtaken' });
    expect(first.shared).toMatchObject({ ofNetwork: { version: 1 } });
    expect(second.shared).toMatchObject({ ofNetwork: { version: 2 } });
    // A network of its own has seen none of them, but the username has.
    const elsewhere = (ofUsername: Row | undefined): Budgets => ({ shared: { ofNetwork: undefined, ofUsername } });
    expect(transition(elsewhere(second.shared?.ofUsername), event(elsewhere(first.shared?.ofUsername)), now)).toEqual({ is: 'overtaken' });
  });
});

describe('wrong passwords from all over the world', () => {
  const everywhere = (failures: number): Budgets => ({ shared: { ofNetwork: undefined, ofUsername: row(failures) } });

  it('make nobody wait: after a hundred each try takes work, twice as much each time that the row is twice as long', () => {
    const rows = [0, 99, 100, 199, 200, 399, 400, 800, 1599, 1600, 1e6];
    expect(rows.map((failures) => workAsked(row(failures), now))).toEqual([0, 0, 1, 1, 2, 2, 4, 8, 8, 16, 16]);
    expect(state(everywhere(99))).toEqual({ is: 'open', by: 'shared' });
    expect(state(everywhere(400))).toEqual({ is: 'asking', work: 4 });
  });

  it('are not evaluated for less work than is asked for, and for as much they are', () => {
    const seen = everywhere(400);
    for (const password of [wrong, right]) expect(transition(seen, { ...password, seen, work: 2 }, now)).toEqual({ is: 'asking', work: 4 });
    expect(transition(seen, { ...right, seen, work: 4 }, now)).toEqual({ is: 'unmoved' });
    expect(transition(seen, { ...wrong, seen, work: Number.POSITIVE_INFINITY }, now)).toMatchObject({
      ofUsername: { failures: 401 },
    });
  });

  it('do not touch a device that the customer has logged in from', () => {
    const besieged: Budgets = { own: { tries: undefined }, shared: { ofUsername: row(5000), ofNetwork: waits(9) } };
    expect(state(besieged)).toEqual({ is: 'open', by: 'own' });
    // And what is typed there counts there only.
    expect(moved(besieged, wrong)).toEqual({ ...besieged, own: { tries: expect.objectContaining({ failures: 1 }) } });
  });
});

describe('a device whose own budget waits', () => {
  const waiting = failed(5, device);

  it('falls back on what everybody shares, and what is typed then counts there', () => {
    expect(state(waiting)).toEqual({ is: 'open', by: 'shared' });
    expect(moved(waiting, wrong)).toEqual({ own: waiting.own, shared: failed(1).shared });
  });

  it('waits once its network waits too, until one of both is open again', () => {
    const both = (own: Tries, ofNetwork: Tries): Budgets => ({ own: { tries: own }, shared: { ofNetwork, ofUsername: undefined } });
    expect(state(both(waits(5), waits(6)))).toEqual({ is: 'waiting', until: now + SECOND });
    expect(state(both(waits(8), waits(6)))).toEqual({ is: 'waiting', until: now + 2 * SECOND });
  });

  it('works for it where its username is guessed at', () => {
    expect(state({ own: waiting.own, shared: { ofNetwork: undefined, ofUsername: row(100) } })).toEqual({ is: 'asking', work: 1 });
  });
});

describe('a right password', () => {
  it('of a device looks at the device’s row for others, else at the network’s', () => {
    const [before, atDevice] = [failed(1, device), failed(2, device)];
    const inNetwork: Budgets = { ...before, shared: failed(1).shared };
    const everywhere: Budgets = { own: before.own, shared: { ofNetwork: undefined, ofUsername: row(7) } };
    const asBefore = (by: 'own' | 'shared') => [before, atDevice, inNetwork, everywhere].map((after) => isAsBefore(before, after, by));
    expect(asBefore('own')).toEqual([true, false, true, true]);
    expect(asBefore('shared')).toEqual([true, true, false, true]);
    expect(isAsBefore(session, failed(1, session), 'own')).toBe(false);
  });

  it.each([
    ['a network', stranger],
    ['a device', device],
    ['a session', session],
  ])('takes its place as a wrong one does, and no other’s: from %s', (_, from) => {
    const [seen, later] = [failed(1, from), failed(2, from)];
    for (const password of [right, rightAmongOthers]) {
      expect(transition(later, { ...password, seen, work: 0 }, now)).toEqual({ is: 'overtaken' });
      expect(transition(seen, { ...password, seen, work: 0 }, now)).toMatchObject({ is: 'moved' });
      // Nobody had counted when it looked.
      const first = transition(seen, { ...password, seen: from, work: 0 }, now);
      expect(first).toEqual({ is: password.alone ? 'unmoved' : 'overtaken' });
    }
  });

  it('in an empty row, while another is being written, takes its place by a write of its own', () => {
    for (const from of [device, session])
      expect(moved(from, rightAmongOthers).own).toEqual({ tries: { version: 1, failures: 0, lastFailureAt: now, nextTryAt: 0 } });
    expect(moved(stranger, rightAmongOthers)).toEqual({
      shared: { ofNetwork: { version: 1, failures: 0, lastFailureAt: now, nextTryAt: 0 }, ofUsername: undefined },
    });
    const before = { ...row(3), lastFailureAt: now - DAY, nextTryAt: 0 };
    expect(moved({ own: { tries: before } }, rightAmongOthers).own?.tries).toMatchObject({ version: 4, lastFailureAt: now - DAY });
  });

  it('is not overtaken by a wrong one from elsewhere, which it does not touch', () => {
    const [seen, later] = [failed(1), failed(2)];
    const now2: Budgets = { shared: { ofNetwork: seen.shared?.ofNetwork, ofUsername: later.shared?.ofUsername } };
    expect(transition(now2, { ...right, seen, work: 0 }, now).is).toBe('moved');
  });

  it('ends the row of its network, not that of the username', () => {
    expect(moved(failed(4), right)).toMatchObject({ shared: { ofNetwork: { failures: 0, nextTryAt: 0 }, ofUsername: { failures: 4 } } });
  });

  it('ends the row of its device, or of its session', () => {
    for (const from of [device, session]) expect(moved(failed(4, from), right).own).toMatchObject({ tries: { version: 5, failures: 0 } });
  });

  it('moves nothing where there is no row to end, or a forgotten one', () => {
    const again = (seen: Budgets, at: number) => transition(seen, { ...right, seen, work: 0 }, at).is;
    for (const from of [stranger, device, session]) {
      expect(again(from, now)).toBe('unmoved');
      expect(again(moved(failed(3, from), right), now)).toBe('unmoved');
      expect(again(failed(3, from), now + DAY - 1)).toBe('moved');
      expect(again(failed(3, from), now + DAY)).toBe('unmoved');
    }
  });

  it('keeps when the row was: from then on it is forgotten', () => {
    expect(moved(failed(3), right, now + MINUTE).shared?.ofNetwork).toMatchObject({ lastFailureAt: now });
  });
});
