import { describe, expect, it } from 'vitest';
import { DAY, MINUTE, NOT_ME_LIFETIME } from '../../shared/flow/budgets.ts';
import { untouchedCodes } from '../../shared/flow/codes.ts';
import { afterPut } from '../../shared/flow/customer.ts';
import { afterPasswordSet, type PasswordLink, type PasswordOwner, staysBefore, transition } from '../../shared/flow/password-link.ts';

const now = Date.UTC(2026, 0, 1);
const owner: PasswordOwner = { ...untouchedCodes, createdAt: 7, emailVerified: true };
const ask = (link: PasswordLink = {}, at = now, of = owner, linkId = 'new') => transition(link, { is: 'ask', linkId }, of, at);
const use = (link: PasswordLink, at = now, of = owner, linkId = 'the link') => transition(link, { is: 'use', linkId }, of, at);
const sent: PasswordLink = { linkId: 'the link', linkSentAt: now, linksInRow: 1, rightCodesAtLink: 0, createdAt: 7 };
const notYet = { is: 'refused', why: 'not yet' };
const over = { is: 'refused', why: 'link over' };

describe('a link', () => {
  it('is sent to a verified address, for the account as it is', () => {
    expect(ask({}, now, { ...owner, emailChangedAt: 5, completedRounds: 3 })).toEqual({
      is: 'moved',
      to: { linkId: 'new', linkSentAt: now, linksInRow: 1, rightCodesAtLink: 3, createdAt: 7, emailChangedAt: 5 },
    });
    expect(ask({}, now, { ...owner, emailVerified: false })).toEqual({ is: 'refused', why: 'no verified address' });
  });

  it('is sent to no address that was changed in the last 24 hours: whoever found an open session may have done it', () => {
    const changed = { ...owner, emailChangedAt: now };
    expect(ask({}, now + DAY - 1, changed)).toEqual({ is: 'refused', why: 'address too new' });
    expect(ask({}, now + DAY, changed).is).toBe('moved');
  });

  it('follows another after a minute, after every fifth in a row that no right code followed twice as long', () => {
    expect(ask(sent, now + MINUTE - 1)).toEqual(notYet);
    expect(ask(sent, now + MINUTE)).toMatchObject({ to: { linksInRow: 2, linkId: 'new' } });
    const fifth = { ...sent, linksInRow: 5 };
    expect([ask(fifth, now + 2 * MINUTE - 1).is, ask(fifth, now + 2 * MINUTE).is]).toEqual(['refused', 'moved']);
    const since = { ...owner, completedRounds: 1 };
    expect(ask(fifth, now + MINUTE, since)).toMatchObject({ to: { linksInRow: 1, rightCodesAtLink: 1 } });
  });

  it('follows another after half an hour at most, when that one works no more; and after a day as if there had been none', () => {
    const ofMany = { ...sent, linksInRow: 40 };
    expect(ask(ofMany, now + 30 * MINUTE - 1)).toEqual(notYet);
    expect(ask(ofMany, now + 30 * MINUTE)).toMatchObject({ to: { linksInRow: 41 } });
    expect(ask(ofMany, now + DAY - 1)).toMatchObject({ to: { linksInRow: 41 } });
    expect(ask(ofMany, now + DAY)).toMatchObject({ to: { linksInRow: 1 } });
  });

  it('whose e-mail was refused is as if it had not been sent', () => {
    const undone = transition({ ...sent, linksInRow: 3 }, { is: 'undo ask', linkId: 'the link' }, owner, now);
    expect(undone).toEqual({ is: 'moved', to: { ...sent, linkId: undefined, linkSentAt: undefined, linksInRow: 2 } });
    expect(transition(sent, { is: 'undo ask', linkId: 'an older one' }, owner, now)).toEqual(over);
  });

  it('sets a password once, and within half an hour; the row of links is over then', () => {
    const used = use(sent, now + 30 * MINUTE - 1);
    expect(used).toEqual({ is: 'moved', to: { ...sent, linkId: undefined, linksInRow: 0, setAt: now + 30 * MINUTE - 1 } });
    expect(use(sent, now + 30 * MINUTE)).toEqual(over);
    expect(used.is === 'moved' && use(used.to, now + 30 * MINUTE - 1)).toEqual(over);
    expect(use({})).toEqual(over);
  });

  it('leads nowhere once a newer one is sent, a password is set without it, or account or address are others', () => {
    expect(use(sent, now, owner, 'an older one')).toEqual(over);
    expect(use({ ...sent, ...afterPasswordSet(now) })).toEqual(over);
    expect(use(sent, now, { ...owner, createdAt: 8 })).toEqual(over);
    expect(use(sent, now, { ...owner, emailChangedAt: 9 })).toEqual(over);
    expect(use({ ...sent, emailChangedAt: 9 })).toEqual(over);
  });
});

describe('"this wasn\'t me"', () => {
  const written = now - MINUTE;
  const say = (link: PasswordLink, at = now, said: object = {}) =>
    transition(link, { is: 'not me', said: { at: written, createdAt: 7, ...said } }, owner, at);

  it('counts for a week after the e-mail was written, for the account that it was written about', () => {
    expect(say(sent)).toEqual({ is: 'moved', to: { ...sent, notMeAt: now } });
    expect(say(sent, written + NOT_ME_LIFETIME - 1).is).toBe('moved');
    expect(say(sent, written + NOT_ME_LIFETIME)).toEqual({ is: 'refused', why: 'word over' });
    expect(say(sent, now, { createdAt: 8 })).toEqual({ is: 'refused', why: 'word over' });
  });

  it('counts once: not by an e-mail that had been written by then, whatever password was set since, and by a later one again', () => {
    expect(say({ ...sent, notMeAt: written })).toEqual({ is: 'refused', why: 'said before' });
    expect(say({ ...sent, notMeAt: written, ...afterPasswordSet(now) })).toEqual({ is: 'refused', why: 'said before' });
    expect(say({ ...sent, notMeAt: written - 1, ...afterPasswordSet(now) }).is).toBe('moved');
  });

  const changedAt = now - 3 * DAY;
  const moved = { ...owner, emailChangedAt: changedAt };
  const ofMoved: PasswordLink = { ...sent, emailChangedAt: changedAt };
  const sayOf = (link: PasswordLink, said: object) =>
    transition(link, { is: 'not me', said: { at: written, createdAt: 7, ...said } }, moved, now);

  it('leaves a link that was sent to an address that is not disputed', () => {
    expect(sayOf(ofMoved, {})).toEqual({ is: 'moved', to: { ...ofMoved, notMeAt: now } });
    expect(use({ ...ofMoved, notMeAt: now }, now, moved).is).toBe('moved');
    // A password that is being set while the word is said comes after it.
    expect(use({ ...ofMoved, notMeAt: now + 1 }, now, moved)).toEqual(over);
  });

  it('by an e-mail to an address that the account has no more disputes the present one: no link goes there, and none that went is good', () => {
    for (const said of [{ at: changedAt, former: true }, { at: changedAt - 1 }]) {
      const disputed = sayOf(ofMoved, said);
      expect(disputed).toMatchObject({ is: 'moved', to: { disputed: true, linkId: undefined, notMeAt: now } });
      const link = disputed.is === 'moved' ? disputed.to : {};
      // Neither for whoever has changed it once more.
      for (const of of [moved, { ...moved, emailChangedAt: now - 2 * DAY }])
        expect(ask(link, now + 30 * DAY, of)).toEqual({ is: 'refused', why: 'address disputed' });
    }
    expect(sayOf(ofMoved, { at: changedAt })).toMatchObject({ is: 'moved', to: { linkId: 'the link' } });
  });

  it('disputes also after whoever has the present address said so first, and once', () => {
    const before = { ...ofMoved, notMeAt: now - DAY };
    expect(sayOf(before, { at: changedAt, former: true })).toMatchObject({ is: 'moved', to: { disputed: true } });
    expect(sayOf({ ...before, disputed: true }, { at: changedAt, former: true })).toEqual({ is: 'refused', why: 'said before' });
  });

  it('disputes nothing that the shop has put in, and the shop ends a dispute by an address or a password', () => {
    expect(sayOf({ ...ofMoved, vouchedAt: changedAt }, { at: changedAt - 1 })).toMatchObject({ to: { linkId: 'the link' } });
    expect(sayOf({ ...ofMoved, vouchedAt: changedAt - 1 }, { at: changedAt - 1 })).toMatchObject({ to: { disputed: true } });
    const disputed = { ...ofMoved, linkId: undefined, disputed: true as const };
    const [address, chosen] = [
      { password: undefined, address: true },
      { password: { is: 'chosen' }, address: false },
    ] as const;
    const imported = { password: { is: 'imported', setAt: 5 }, address: false } as const;
    const elsewhere = { password: { is: 'elsewhere', setAt: 5 }, address: false } as const;
    expect(afterPut(elsewhere, now)).toEqual(afterPut(imported, now));
    for (const put of [address, chosen]) expect(ask({ ...disputed, ...afterPut(put, now) }, now + DAY, moved).is).toBe('moved');
    expect(ask({ ...disputed, ...afterPut(imported, now) }, now + DAY, moved).is).toBe('refused');
    expect(afterPut({ password: undefined, address: false }, now)).toEqual({});
    expect(afterPut(address, now)).toEqual({ vouchedAt: now, disputed: undefined });
    expect(afterPut(chosen, now)).toEqual({ ...afterPasswordSet(now), vouchedAt: now, disputed: undefined });
    expect(afterPut(imported, now)).toEqual({ ...afterPasswordSet(now), setAt: 5 });
  });
});

describe('a password that is put by an administrator', () => {
  const imported = (setAt?: number) => ({ is: 'imported' as const, setAt });

  it('takes the place of whatever stands if it was chosen just now', () => {
    for (const standing of [{}, { setAt: now }, { passwordEndedAt: now }]) expect(staysBefore({ is: 'chosen' }, standing)).toBe(false);
  });

  it('that is imported takes the place of one of which nothing is known', () => {
    for (const put of [imported(), imported(5)]) expect(staysBefore(put, {})).toBe(false);
  });

  it.each([
    ['set', { setAt: 5 }],
    ['ended', { passwordEndedAt: 5 }],
    ['set and ended before', { setAt: 5, passwordEndedAt: 4 }],
    ['set and ended since', { setAt: 4, passwordEndedAt: 5 }],
  ])('that is imported takes the place of one that was %s only if it says that it is newer', (_, standing) => {
    expect([imported(), imported(4), imported(5), imported(6)].map((put) => staysBefore(put, standing))).toEqual([true, true, true, false]);
    const elsewhere = (setAt: number) => staysBefore({ is: 'elsewhere', setAt }, standing);
    expect([elsewhere(4), elsewhere(5), elsewhere(6)]).toEqual([true, true, false]);
  });
});
