import { describe, expect, it } from 'vitest';
import { DAY, MINUTE } from '../../shared/flow/budgets.ts';
import { untouchedCodes } from '../../shared/flow/codes.ts';
import { checkDueAt, checkOpened, nothingChecked } from '../../shared/flow/contact-check.ts';
import { guessedAt, right } from './codes.ts';

const now = Date.UTC(2026, 0, 1);
const phone = { kind: 'phone' as const, value: '+420601123456' };
const opening = { id: 'p', digest: right, keyVersion: 1, purpose: 'contact' as const };
const tenTimes = Array.from({ length: 10 }, (_, nth) => now - nth * MINUTE);

describe('the next code to a contact', () => {
  const due = (dispatchedAt: number[], lastSentAt?: number) => checkDueAt({ dispatchedAt, lastSentAt }, untouchedCodes, now);

  it('is due a minute after the last, and after ten in 24 hours a day after the first of them', () => {
    expect(due([])).toBe(0);
    expect(due([now], now)).toBe(now + MINUTE);
    expect(due(tenTimes.slice(1))).toBe(0);
    expect(due(tenTimes)).toBe(now - 9 * MINUTE + DAY);
    expect(due([...tenTimes.slice(1), now - DAY])).toBe(now);
  });

  it('comes not before the customer’s row and ledger allow it', () => {
    expect(checkDueAt(nothingChecked, guessedAt(now, 5), now)).toBe(now + MINUTE);
  });
});

describe('a check that is opened', () => {
  it('is of this contact and epoch, and counts', () => {
    const opened = checkOpened({ dispatchedAt: tenTimes.slice(1) }, { contact: phone, opening }, { ...untouchedCodes, epoch: 7 }, now);
    expect(opened).toMatchObject({ ...phone, askedIn: 7, lastSentAt: now, round: { id: 'p', expiresAt: now + 5 * MINUTE } });
    expect(opened?.dispatchedAt).toEqual(tenTimes);
  });

  it('is none before it is due', () => {
    const early = { contact: phone, opening };
    expect(checkOpened({ dispatchedAt: tenTimes }, early, { ...untouchedCodes, epoch: 7 }, now)).toBeUndefined();
    const next = checkOpened({ dispatchedAt: tenTimes }, early, { ...untouchedCodes, epoch: 7 }, now + DAY);
    expect(next?.dispatchedAt).toEqual([now + DAY, ...tenTimes.slice(0, 9)]);
  });
});
