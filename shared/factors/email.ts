/** A code by e-mail. */
import { codeDigest } from '../codes/code.ts';
import { customerPlace } from '../codes/customer-place.ts';
import { dispatch } from '../codes/dispatch.ts';
import { nextDispatchAt } from '../flow/round.ts';
import { digestUnder } from '../keyring/digest-under.ts';
import { guessCustomerCode } from '../store/rounds.ts';
import type { Factor } from './factor.ts';
import { refused, wrong } from './refusal.ts';

export const email: Factor = {
  send: async (customer, purpose, locale, now) => {
    const dispatched = await dispatch(customerPlace(customer, purpose, locale, now), now);
    if (dispatched.is === 'sent') return { is: 'sent', customer: dispatched.item };
    if (dispatched.is !== 'not_due') return dispatched;
    return { is: 'not_due', customer: dispatched.item, until: nextDispatchAt(dispatched.item, now) };
  },

  /** Reserved and compared by the same write. */
  prove: async (of, code, purpose, now) => {
    const digest = digestUnder('codes', now, (key) => codeDigest(key, purpose, of.customerId, code));
    const guess = await guessCustomerCode(of, purpose, digest, now);
    if (guess.is === 'refused') return refused(of, guess.item, now);
    return guess.right ? { is: 'right', customer: guess.item } : wrong(guess.item, now);
  },
};
