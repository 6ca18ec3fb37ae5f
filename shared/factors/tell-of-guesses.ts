/**
 * Wrong codes, told to their owner: whoever gets as far as guessing has the password, or the owner's device. At the 5th, 10th and
 * 20th of a row, whatever the pace, and in words that fit typos of one's own.
 */
import { rowLength } from '../flow/round.ts';
import { noticeAt } from '../flow/row.ts';
import { log } from '../log/events.ts';
import { tellCustomer } from '../send/tell-customer.ts';
import type { Customer } from '../store/customers.ts';
import { returnRowNotice, takeRowNotice } from '../store/rounds.ts';
import type { Locale } from '../words/locale.ts';

/** Where the guess came from. */
type From = { locale: Locale; now: number; device: string; network: string };

/** After a guess that was evaluated and wrong; `customer`: as it left them. Of any number of parallel ones a single one tells. */
export async function tellOfGuesses(customer: Customer, { locale, now, device, network }: From): Promise<void> {
  const row = rowLength(customer);
  log({ event: 'wrong_code', row });
  const due = noticeAt(row);
  const { rowTold, email } = customer;
  if (due <= rowTold) return;
  const taken = await takeRowNotice(customer, due, { device, network }, now).catch(() => 'unknown' as const);
  // The guess is counted, whatever becomes of the notice. Perhaps it was taken, and nobody tells it: then the next wrong code does.
  if (taken === 'unknown') {
    log({ event: 'notice_failed', notice: 'codes_guessed' });
    await returnRowNotice(customer, due).catch(() => undefined);
  }
  if (taken !== true) return;
  const told = await tellCustomer([email], { kind: 'codes_guessed', row: due, device, network }, customer.locale ?? locale, now);
  if (told) log({ event: 'owner_told', of: 'codes_guessed' });
  // The next wrong code tries again.
  else await returnRowNotice(customer, due).catch(() => undefined);
}
