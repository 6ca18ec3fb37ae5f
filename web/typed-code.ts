/** What stands in a code's field, as people and their mail programs put it there: whatever holds one code is that code. */

type Typed = FormDataEntryValue | null | undefined;

/** What is not seen at all: zero-width spaces, marks of direction, soft hyphens. */
const unseen = /\p{Cf}/gu;
/** Digits with at most one sign between two of them: `526-292`, `5 2 6 2 9 2`, and a phone number as the one number that it is. */
const numbers = /[0-9](?:[\s\p{Pd}.·_]?[0-9])*/gu;

/** Six digits, and the ASCII ones for them; `undefined`: there is no code in it, or more than one. */
export function codeIn(typed: Typed): string | undefined {
  const text = inAscii(typed);
  const six = text.match(/(?<![0-9])[0-9]{6}(?![0-9])/g) ?? (text.match(numbers) ?? []).map(digitsOf).filter(({ length }) => length === 6);
  const whole = digitsOf(text);
  return theOnly(six.length === 0 && whole.length === 6 ? [whole] : six);
}

/** Ten letters and digits in their two groups; the service takes what looks alike as the same. */
export function recoveryCodeIn(typed: Typed): string | undefined {
  const text = inAscii(typed).toLowerCase();
  const whole = text.replaceAll(/[^0-9a-z]/g, '');
  if (whole.length === 10 && !/[^0-9a-z\s\p{P}]/u.test(text)) return grouped(whole);
  const hyphened = text.match(/(?<![0-9a-z])[0-9a-z]{5}\s*\p{Pd}\s*[0-9a-z]{5}(?![0-9a-z])/gu);
  // Without a hyphen two words could be one; hardly any code is without a digit.
  const found = hyphened ?? text.match(/(?<![0-9a-z])(?=\D{0,10}[0-9])[0-9a-z]{5}\s?[0-9a-z]{5}(?![0-9a-z])/g) ?? [];
  const code = theOnly(found.map((one) => one.replaceAll(/[^0-9a-z]/g, '')));
  return code && grouped(code);
}

const digitsOf = (text: string) => text.replaceAll(/[^0-9]/g, '');
const grouped = (code: string) => `${code.slice(0, 5)}-${code.slice(5)}`;

/** The same one twice, as in a subject and its mail, is one. */
function theOnly(found: readonly string[]): string | undefined {
  const [one, ...others] = new Set(found);
  return others.length === 0 ? one : undefined;
}

/** Every script that has digits has the ten of them in a row, from its zero on (Unicode, "Decimal digits"). */
function inAscii(typed: Typed): string {
  return String(typed ?? '')
    .replaceAll(unseen, '')
    .replaceAll(/\p{Nd}/gu, (digit) => {
      const at = digit.codePointAt(0) ?? 0;
      let zero = at;
      while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
      return String((at - zero) % 10);
    });
}
