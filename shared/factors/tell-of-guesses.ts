/** Guesses at a second factor, told to its owner. */
import { tellCustomer } from '../send/tell-customer.ts';
import type { Locale } from '../words/locale.ts';
import type { NotProved } from './second-factor.ts';

/** Whoever gets as far as guessing has the password: at the first lock in a row the customer is told so. */
export async function tellOfGuesses(proved: NotProved, call: { locale: Locale; now: number }): Promise<void> {
  if (proved.is !== 'wrong' || !proved.locked || proved.customer.lockStreak > 0) return;
  const { email, locale = call.locale } = proved.customer;
  await tellCustomer([email], { kind: 'codes_guessed' }, locale, call.now);
}
