import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../shared/flow/budgets.ts';
import { publishedVersions, versionAt, versionIsAccepted } from '../../shared/flow/key-schedule.ts';

/** The moment from which version 200 is current. */
const turn = 200 * 90 * DAY;

describe('a key', () => {
  it('is current for 90 days, to the millisecond', () => {
    expect([turn - 1, turn, turn + 90 * DAY - 1, turn + 90 * DAY].map(versionAt)).toEqual([199, 200, 200, 201]);
  });

  it('is accepted while it is current and in the period after it, and never before its time', () => {
    expect([198, 199, 200, 201].map((version) => versionIsAccepted(version, turn))).toEqual([false, true, true, false]);
  });

  it('that signs is published a day before it does, and a day longer than its last token is valid', () => {
    expect(publishedVersions(turn - DAY - 1)).toEqual([199]);
    expect(publishedVersions(turn - DAY)).toEqual([200, 199]);
    expect(publishedVersions(turn)).toEqual([200, 199]);
    expect(publishedVersions(turn + DAY + 15 * MINUTE - 1)).toEqual([200, 199]);
    expect(publishedVersions(turn + DAY + 15 * MINUTE)).toEqual([200]);
    expect(publishedVersions(turn + DAY + HOUR)).toEqual([200]);
  });
});
