/** A code by e-mail: the guess is reserved and compared by the same write. */
import { codeDigest } from '../codes/code.ts';
import { digestUnder } from '../keyring/digest-under.ts';
import { guessCustomerCode } from '../store/rounds.ts';
import type { Prove } from './factor.ts';
import { refused, wrong } from './refusal.ts';

export const proveByMail: Prove = async (of, code, purpose, now) => {
  const digest = digestUnder('codes', now, (key) => codeDigest(key, purpose, of.customerId, code));
  const guess = await guessCustomerCode(of, purpose, digest, now);
  if (guess.is === 'refused') return refused(of, guess.item, false, now);
  return guess.right ? { is: 'right', customer: guess.item } : wrong(guess.item, now);
};
