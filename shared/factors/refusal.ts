/** Why a guess was not evaluated, and what a wrong one leaves, from the customer's state. */
import { guessRefusal, type Refusal, stepUpRefusal } from '../flow/challenge.ts';
import type { Customer } from '../store/customers.ts';
import { attemptsLeftOf } from '../store/rounds.ts';
import type { NotProved, Prover } from './factor.ts';

export const wrong = (customer: Customer, now: number): NotProved => ({
  is: 'wrong',
  attemptsLeft: attemptsLeftOf(customer, now),
  customer,
});

/** `isAtHand`: the code is the customer's already, and none has to be sent. */
export const refused = (of: Prover, customer: Customer | undefined, isAtHand: boolean, now: number): NotProved => ({
  is: 'refused',
  refusal: refusalOf(of, customer, isAtHand, now),
});

function refusalOf({ challenge, ...of }: Prover, customer: Customer | undefined, isAtHand: boolean, now: number): Refusal {
  return challenge ? guessRefusal(challenge, customer, isAtHand, now) : stepUpRefusal(of, customer, isAtHand, now);
}
