/**
 * Phone numbers as customers give them, judged by libphonenumber. Its `mobile` metadata knows no numbers but those of the types
 * mobile, and fixed-line-or-mobile where a country does not tell them apart: whatever else there is, premium-rate, shared-cost,
 * personal and paging numbers among it, is none. The metadata `max` know each type by name, and agree about every one; but they make
 * a bundle 73 KB heavier than the smallest do, and these 15.
 */
import { parsePhoneNumberFromString } from 'libphonenumber-js/mobile';
import { present, variables } from '../config/environment.ts';

const countries = new Set(
  present(variables.smsCountries)
    .split(/[\s,]+/)
    .filter(Boolean),
);

export type PhoneNumber = { is: 'usable'; e164: string } | { is: 'invalid' } | { is: 'not_mobile' } | { is: 'not_served' };

/** A mobile number, in a country that SMS go to (premium-rate countries are what SMS fraud lives on). */
export function phoneNumber(typed: string): PhoneNumber {
  const parsed = parsePhoneNumberFromString(typed);
  if (!parsed?.isPossible()) return { is: 'invalid' };
  if (!parsed.isValid()) return { is: 'not_mobile' };
  if (!parsed.country || !countries.has(parsed.country)) return { is: 'not_served' };
  return { is: 'usable', e164: parsed.number };
}
