/**
 * Which passwords may be chosen (NIST SP 800-63B-4 §3.1.1.2): long enough, none that guessers try first, none made of what is known of
 * the account. There are no rules of composition, and none ends by its age.
 */
import { PASSWORD_MAXIMUM } from './budgets.ts';

export const unusableReasons = ['too_short', 'too_long', 'common', 'username', 'shop_name', 'same'] as const;
/** `same`: as the one before it. */
export type Unusable = (typeof unusableReasons)[number];

/** Whose it is to be. `minimum`: in characters. */
export type Choosing = { username: string; email: string; shopName: string; minimum: number };

/** A password is its NFC form, and as long as it has code points. */
const lengthOf = (password: string): number => [...password.normalize('NFC')].length;

/** Why `password` cannot be theirs; `undefined`: it can. What it was before is not asked here. */
export function unusable(
  password: string,
  { username, email, shopName, minimum }: Choosing,
  isCommon: (password: string) => boolean,
): Exclude<Unusable, 'same'> | undefined {
  if (lengthOf(password) < minimum) return 'too_short';
  if (lengthOf(password) > PASSWORD_MAXIMUM) return 'too_long';
  if (isCommon(password) || new Set(password).size < FEWEST_CHARACTERS) return 'common';
  if ([username, email].flatMap((name) => [name, localPart(name)]).some((name) => isMadeOf(password, name))) return 'username';
  return isMadeOf(password, shopName) ? 'shop_name' : undefined;
}

/** `aaaaaaaa`, `abababab`. */
const FEWEST_CHARACTERS = 3;

const localPart = (name: string): string => name.split('@', 1)[0] ?? '';

/** Is the password the name and nothing else, but for case, signs and digits behind it? */
function isMadeOf(password: string, name: string): boolean {
  const [chosen, known] = [password, name].map(lettersAndDigits) as [string, string];
  return known !== '' && withoutDigitsBehind(chosen) === withoutDigitsBehind(known);
}

const lettersAndDigits = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');

/** Of a name that is digits only, all of them. */
const withoutDigitsBehind = (text: string): string => text.replace(/(?<=\D)\d+$/, '');
