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

export const refused = (of: Prover, customer: Customer | undefined, now: number): NotProved => ({
  is: 'refused',
  refusal: refusalOf(of, customer, now),
});

function refusalOf({ challenge, ...of }: Prover, customer: Customer | undefined, now: number): Refusal {
  return challenge ? guessRefusal(challenge, customer, now) : stepUpRefusal(of, customer, now);
}
