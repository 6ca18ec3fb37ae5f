/** Which limits a wrong code, or a message, has reached: whoever reads the audit log learns of each when it begins. */
import { CONTACT_DISPATCHES_PER_DAY } from './budgets.ts';
import { budgetFreeAt, budgetLeft, type Codes, nextDispatchAt, pausedUntil, rowLength } from './codes.ts';
import { fewerAgainAt, fewerThan, type Lately } from './lately.ts';
import { nextLinkAt, type Recovery } from './recovery.ts';
import { lengthensWait } from './row.ts';

type OfWrongCodes = 'attempts_of_code' | 'wrong_codes_in_row' | 'wrong_codes_in_24_hours';

/** `until` (ms since 1970): when all of them are over; absent where only a new code helps. */
export type Reached<Limit extends string> = { limits: Limit[]; row?: number; until?: number };

/** After a wrong code; `codes` as it left them. `undefined`: it has reached none. */
export function limitsAfterWrong(codes: Codes, attemptsLeft: number, now: number): Reached<OfWrongCodes> | undefined {
  // A right code has come in between, and ended the row.
  if (rowLength(codes) === 0) return undefined;
  const paused = pausedUntil(codes);
  const usedUp = budgetLeft(codes, now) === 0;
  const limits: OfWrongCodes[] = [
    ...(attemptsLeft === 0 ? (['attempts_of_code'] as const) : []),
    ...(paused > now ? (['wrong_codes_in_row'] as const) : []),
    ...(usedUp ? (['wrong_codes_in_24_hours'] as const) : []),
  ];
  if (limits.length === 0) return undefined;
  const until = Math.max(paused, usedUp ? budgetFreeAt(codes, now) : 0);
  return { limits, row: rowLength(codes), ...(until > now && { until }) };
}

/** After a code was sent; `codes` as it left them. */
export function limitAfterDispatch(codes: Codes, now: number): Reached<'emails_in_row'> | undefined {
  return lengthensWait(codes.dispatchesInRow) ? { limits: ['emails_in_row'], until: nextDispatchAt(codes, now) } : undefined;
}

/** After the link of a recovery was sent; `recovery` as it left it. */
export function limitAfterLink(recovery: Recovery, codes: Codes, now: number): Reached<'emails_in_row'> | undefined {
  const until = nextLinkAt(recovery, codes, now);
  return lengthensWait(recovery.linksInRow ?? 0) ? { limits: ['emails_in_row'], until } : undefined;
}

/** After a code was sent to a contact, which is the first of `dispatchedAt`. */
export function limitAfterCheck(dispatchedAt: Lately, now: number): Reached<'contact_checks_in_24_hours'> | undefined {
  if (fewerThan(CONTACT_DISPATCHES_PER_DAY, dispatchedAt, now)) return undefined;
  return { limits: ['contact_checks_in_24_hours'], until: fewerAgainAt(CONTACT_DISPATCHES_PER_DAY, dispatchedAt) };
}
