import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../shared/flow/budgets.ts';
import {
  acceptedVersions,
  holdsEverySigner,
  publishedVersions,
  signerIsAccepted,
  versionAt,
  versionNamed,
} from '../../shared/flow/key-schedule.ts';

/** The moment from which version 200 is current. */
const turn = 200 * 90 * DAY;

describe('a key', () => {
  it('is current for 90 days, to the millisecond', () => {
    expect([turn - 1, turn, turn + 90 * DAY - 1, turn + 90 * DAY].map(versionAt)).toEqual([199, 200, 200, 201]);
  });

  it('is accepted while it is current and in the period after it, and never before its time', () => {
    expect(acceptedVersions(turn)).toEqual([200, 199]);
  });

  it('is named by its version as we write it, and by nothing else that a header may hold', () => {
    expect(versionNamed('200')).toBe(200);
    const texts = ['', '0', '0200', '+200', '-200', '200 ', '200.0', '2e2', '0xc8', 'NaN', 'Infinity', '9'.repeat(16)];
    const values: unknown[] = [200, null, undefined, ['200'], {}, { toString: null, valueOf: null }];
    for (const other of [...texts, ...values]) expect(versionNamed(other), JSON.stringify(other)).toBeUndefined();
  });

  it('that has signed is good for as long as its last token lives, fifteen minutes, and no longer', () => {
    const last = turn + 15 * MINUTE;
    expect([198, 199, 200, 201].map((version) => signerIsAccepted(version, turn))).toEqual([false, true, true, false]);
    expect([198, 199, 200, 201].map((version) => signerIsAccepted(version, last - 1))).toEqual([false, true, true, false]);
    expect([198, 199, 200, 201].map((version) => signerIsAccepted(version, last))).toEqual([false, false, true, false]);
  });

  it('that signs is published a day before it does, and a day longer than its last token is valid', () => {
    expect(publishedVersions(turn - DAY - 1)).toEqual([199]);
    expect(publishedVersions(turn - DAY)).toEqual([200, 199]);
    expect(publishedVersions(turn)).toEqual([200, 199]);
    expect(publishedVersions(turn + DAY + 15 * MINUTE - 1)).toEqual([200, 199]);
    expect(publishedVersions(turn + DAY + 15 * MINUTE)).toEqual([200]);
    expect(publishedVersions(turn + DAY + HOUR)).toEqual([200]);
  });

  it('that signs before a copy of the JWKS is too old has to be in it', () => {
    const holds = (published: number[], now: number) => holdsEverySigner(published, 5 * MINUTE, now);
    expect([[], [198], [199], [200, 199]].map((published) => holds(published, turn - 5 * MINUTE - 1))).toEqual([false, false, true, true]);
    expect([[199], [200], [200, 199]].map((published) => holds(published, turn - 5 * MINUTE))).toEqual([false, false, true]);
    expect([[199], [200], [200, 199]].map((published) => holds(published, turn))).toEqual([false, true, true]);
  });
});
