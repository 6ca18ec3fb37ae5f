/**
 * The passwords that guessers try first: those of the lists that zxcvbn estimates by, out of known leaks. It takes some fifty milliseconds
 * to unpack, so only the calls that choose a password load this file.
 */
import { dictionary } from '@zxcvbn-ts/language-common';

const common = new Set(dictionary['passwords-common']);

/** Is it one of them, in whatever case? */
export const isCommon = (password: string): boolean => common.has(password.normalize('NFKC').toLowerCase());
