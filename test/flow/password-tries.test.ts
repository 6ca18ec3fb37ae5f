import { describe, expect, it } from 'vitest';
import { DAY, MINUTE, SECOND } from '../../shared/flow/budgets.ts';
import { type BothTries, narrow, stateOf, type Tries, transition, waitAfter, waitsBegin, wide } from '../../shared/flow/password-tries.ts';

const now = Date.UTC(2026, 0, 1);
const nothing: BothTries = { ofNetwork: undefined, ofUsername: undefined };
const untried: Tries = { version: 1, failures: 0, lastFailureAt: 0, nextTryAt: 0 };

/** The budgets after one password more, compared on what they are. */
function moved(seen: BothTries, password: 'wrong' | 'right', at = now): BothTries {
  const next = transition(seen, { password, seen }, at);
  if (next.is !== 'moved') throw new Error(next.is);
  return { ofNetwork: next.ofNetwork, ofUsername: next.ofUsername ?? seen.ofUsername };
}

const failed = (times: number): BothTries => Array.from({ length: times }).reduce<BothTries>((tries) => moved(tries, 'wrong'), nothing);

describe('wrong passwords', () => {
  it('are free five times, then each further try waits 1, 2, 4 … s, at most 15 minutes', () => {
    expect([4, 5, 6, 7, 14, 15, 300].map((failures) => waitAfter(failures, narrow) / SECOND)).toEqual([0, 1, 2, 4, 512, 900, 900]);
    expect(stateOf(failed(4), now)).toEqual({ is: 'open' });
    expect(stateOf(failed(5), now)).toEqual({ is: 'waiting', until: now + SECOND });
    expect(stateOf(failed(5), now + SECOND)).toEqual({ is: 'open' });
  });

  it('bring the waits with the fifth, and with no other of the row', () => {
    const begins = (failures: number) => waitsBegin({ ...untried, failures });
    expect([1, 2, 3, 4, 5, 6, 10, 100].filter(begins)).toEqual([5]);
  });

  it('within the wait are not evaluated: nothing moves', () => {
    const seen = failed(5);
    for (const password of ['wrong', 'right'] as const)
      expect(transition(seen, { password, seen }, now + SECOND - 1)).toEqual({ is: 'waiting', until: now + SECOND });
  });

  it('are forgotten after a day without one', () => {
    const row = { ofNetwork: { ...untried, failures: 40, lastFailureAt: now - DAY }, ofUsername: undefined };
    expect(moved(row, 'wrong')).toMatchObject({ ofNetwork: { failures: 1 }, ofUsername: { failures: 1 } });
    expect(moved(row, 'wrong', now - 1)).toMatchObject({ ofNetwork: { failures: 41 } });
  });

  it('from all over the world wait together, except on a network the owner has logged in from in the last 90 days', () => {
    const ofUsername = { ...untried, failures: 120, lastFailureAt: now, nextTryAt: now + wide.longestWait };
    const waiting = { is: 'waiting', until: now + 15 * MINUTE };
    expect(stateOf({ ofNetwork: undefined, ofUsername }, now)).toEqual(waiting);
    const known = (ago: number): BothTries => ({ ofNetwork: { ...untried, succeededAt: now - ago }, ofUsername });
    expect(stateOf(known(90 * DAY - 1), now)).toEqual({ is: 'open' });
    expect(stateOf(known(90 * DAY), now)).toEqual(waiting);
    // There they count in its own budget only.
    expect(moved(known(DAY), 'wrong')).toEqual({ ofNetwork: expect.objectContaining({ failures: 1 }), ofUsername });
  });

  it('counted at the same moment are counted one after the other', () => {
    const [first, second] = [failed(1), failed(2)];
    expect(transition(second, { password: 'wrong', seen: first }, now)).toEqual({ is: 'overtaken' });
    const ofNetworkOnly = { ...first, ofNetwork: second.ofNetwork };
    expect(transition(ofNetworkOnly, { password: 'wrong', seen: first }, now)).toEqual({ is: 'overtaken' });
    expect(first.ofNetwork).toMatchObject({ version: 1 });
    expect(second.ofNetwork).toMatchObject({ version: 2 });
    // A network of its own has seen none of them, but the username has.
    const elsewhere = { ofNetwork: undefined, ofUsername: second.ofUsername };
    expect(transition(elsewhere, { password: 'wrong', seen: { ...elsewhere, ofUsername: first.ofUsername } }, now)).toEqual({
      is: 'overtaken',
    });
  });
});

describe('a right password', () => {
  it('is not overtaken by a wrong one from elsewhere, which it does not touch', () => {
    const [seen, later] = [failed(1), failed(2)];
    expect(transition({ ...seen, ofUsername: later.ofUsername }, { password: 'right', seen }, now).is).toBe('moved');
  });

  it('is remembered through the wrong ones after it, and ends their row however lately it was', () => {
    const known = moved(nothing, 'right');
    const wrongSince = moved(known, 'wrong', now + MINUTE);
    expect(wrongSince.ofNetwork).toMatchObject({ failures: 1, succeededAt: now });
    expect(failed(1).ofNetwork).not.toHaveProperty('succeededAt');
    expect(moved(wrongSince, 'right', now + 2 * MINUTE).ofNetwork).toMatchObject({ failures: 0, succeededAt: now + 2 * MINUTE });
  });

  it('ends the row of its network, not that of the username', () => {
    expect(moved(failed(4), 'right')).toMatchObject({ ofNetwork: { failures: 0, succeededAt: now }, ofUsername: { failures: 4 } });
  });

  it('moves nothing where there is no row and the network is known, once a month but for it', () => {
    const seen = moved(nothing, 'right');
    const again = (at: number) => transition(seen, { password: 'right', seen }, at).is;
    expect(again(now + 30 * DAY)).toBe('unmoved');
    expect(again(now + 30 * DAY + 1)).toBe('moved');
  });
});
