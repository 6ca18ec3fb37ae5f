import { describe, expect, it } from 'vitest';
import { DAY, MINUTE } from '../../shared/flow/budgets.ts';
import { untouchedCodes } from '../../shared/flow/codes.ts';
import { afterPasswordSet, type PasswordLink, type PasswordOwner, transition } from '../../shared/flow/password-link.ts';

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
