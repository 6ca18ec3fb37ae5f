/** Phone numbers as customers give them, judged by libphonenumber. */
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { present, variables } from '../config/environment.ts';

const countries = new Set(
  present(variables.smsCountries)
    .split(/[\s,]+/)
    .filter(Boolean),
);

export type PhoneNumber = { is: 'usable'; e164: string } | { is: 'invalid' } | { is: 'not_served' };

/** A number that can exist, in a country that SMS go to (premium-rate countries are what SMS fraud lives on). */
export function phoneNumber(typed: string): PhoneNumber {
  const parsed = parsePhoneNumberFromString(typed);
  if (!parsed?.isValid()) return { is: 'invalid' };
  if (!parsed.country || !countries.has(parsed.country)) return { is: 'not_served' };
  return { is: 'usable', e164: parsed.number };
}
