/**
 * What follows on a wrong code, of whatever kind: it is counted among the metrics, the limits that it reached are written down, and
 * its owner is told at the 5th, 10th and 20th of a row, whatever the pace, and in words that fit typos of one's own. For whoever gets
 * as far as guessing has the password, or the owner's device. At the 30th the password has ended, and that is what the owner is told.
 */

import { WRONG_CODES_END_PASSWORD } from '../flow/budgets.ts';
import { rowLength } from '../flow/codes.ts';
import { limitsAfterWrong } from '../flow/limits-reached.ts';
import { noticeAt } from '../flow/row.ts';
import { log } from '../log/events.ts';
import type { Writing } from '../send/not-me.ts';
import { tellCustomer } from '../send/tell-customer.ts';
import { note } from '../store/audit.ts';
import type { Customer } from '../store/customers.ts';
import { returnRowNotice, takeRowNotice } from '../store/row-notices.ts';
import type { Locale } from '../words/locale.ts';

/** A guess that was evaluated and wrong; `customer`: as it left them. */
type Wrong = { customer: Customer; attemptsLeft: number };

/** Where the guess came from. */
type From = Writing & { locale: Locale };

export async function afterWrongCode(wrong: Wrong, from: From): Promise<void> {
  log({ event: 'wrong_code', row: rowLength(wrong.customer) });
  await Promise.all([noteLimits(wrong, from.now), tellOfRow(wrong.customer, from)]);
}

async function noteLimits({ customer, attemptsLeft }: Wrong, now: number): Promise<void> {
  const reached = limitsAfterWrong(customer, attemptsLeft, now);
  if (!reached) return;
  const event = attemptsLeft === 0 ? 'code_locked' : 'limit_reached';
  await note(customer.customerId, event, 'service', now, reached);
}

/** What its owner is to know of the row as it stands. Of any number of parallel guesses a single one tells. */
export async function tellOfRow(customer: Customer, from: From): Promise<void> {
  const { now } = from;
  const due = noticeAt(rowLength(customer));
  const kind = due < WRONG_CODES_END_PASSWORD ? 'codes_guessed' : 'password_ended';
  const taken = await takeRowNotice(customer, due, now).catch(() => 'unknown' as const);
  // The guess is counted, whatever becomes of the notice. Perhaps it was taken, and nobody tells it: then the next wrong code does.
  if (taken === 'unknown') {
    log({ event: 'notice_failed', notice: kind });
    await returnRowNotice(customer, due).catch(() => undefined);
  }
  if (taken !== true) return;
  const told = await tellCustomer(customer, { kind, row: due }, from);
  if (told) log({ event: 'owner_told', of: kind });
  // The next wrong code tries again; after the last one, whoever types the password.
  else await returnRowNotice(customer, due).catch(() => undefined);
}
