import fc from 'fast-check';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import metadata from 'libphonenumber-js/metadata.max.json' with { type: 'json' };
import { expect, test } from 'vitest';
import { variables } from '../../shared/config/environment.ts';

process.env[variables.smsCountries] = 'AT CH CZ DE GB IE SK US';
const { phoneNumber } = await import('../../shared/send/phone-numbers.ts');

const countries = process.env[variables.smsCountries]?.split(' ') as 'CZ'[];

/** Numbers of every type that a country has, made from what the largest metadata say of each. */
function numbersOf(country: 'CZ'): string[] {
  const [prefix, ...rest] = metadata.countries[country] as unknown as [string, ...unknown[]];
  const types = rest[10] as ([pattern: string] | undefined)[];
  const patterns = types.flatMap((type) => (type?.[0] ? [new RegExp(`^(?:${type[0]})$`)] : []));
  return patterns
    .flatMap((pattern) => fc.sample(fc.stringMatching(pattern), { numRuns: 80, seed: 7 }))
    .map((national) => `+${prefix}${national}`);
}

test.each(countries)('of all the numbers of %s, exactly those are usable that can be a mobile phone', (country) => {
  const types = new Map<string, number>();
  for (const typed of numbersOf(country)) {
    const number = parsePhoneNumberFromString(typed);
    const type = (number?.isValid() && number.getType()) || 'none';
    types.set(type, (types.get(type) ?? 0) + 1);
    const isServed = number?.country !== undefined && countries.includes(number.country as 'CZ');
    const canBeMobile = type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE';
    const expected = !canBeMobile ? 'not_mobile' : isServed ? 'usable' : 'not_served';
    expect([typed, type, phoneNumber(typed).is]).toEqual([typed, type, expected]);
  }
  expect(types.size).toBeGreaterThan(2);
});
