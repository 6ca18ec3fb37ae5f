/** What schemes have in common that passwords are hashed by. */

/** What a text is, read as a hash of a scheme. */
export type Reading =
  | { is: 'hash'; matches(password: string): Promise<boolean> }
  /** Of the scheme, but not to be computed: `why` completes "passwordHash …". */
  | { is: 'refused'; why: string };

/** `undefined`: the text is none of this scheme's. */
export type Scheme = (text: string) => Reading | undefined;

/** No hash may take more memory than this: a function has 1,769 MB for everything. Bytes. */
export const MOST_MEMORY = 128 * 1024 * 1024;

/** Salts and results that are longer are nobody's. Bytes. */
const LONGEST = 128;

type Range = readonly [value: number, least: number, most: number];

/** @returns which of these numbers is out of its range, as `why` of a refusal */
export function outOfRange(ranges: Readonly<Record<string, Range>>): Reading | undefined {
  for (const [name, [value, least, most]] of Object.entries(ranges)) {
    if (value < least || value > most)
      return { is: 'refused', why: `has a value that no login can afford: ${name} must be ${least} to ${most}` };
  }
  return undefined;
}

/**
 * Base64 without padding, as PHC strings have it (who pads all the same has it left out by the form), passlib's (`.` for `+`) among them;
 * `undefined`: it was cut off, or is too long.
 */
export function decoded(text: string): Buffer | undefined {
  if (text.length % 4 === 1) return undefined;
  const data = Buffer.from(text.replaceAll('.', '+'), 'base64');
  return data.length <= LONGEST ? data : undefined;
}

/** Base64 without padding. */
export const unpadded = (data: Buffer): string => data.toString('base64').replaceAll('=', '');

export const cutOff: Reading = { is: 'refused', why: 'is not whole: its salt or its result is too short, too long or cut off' };
