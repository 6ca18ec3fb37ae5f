/** What every second factor has to answer: how its next code is sent (`sending.ts`), and how one is proved (`proving.ts`). */
import type { Challenge, Refusal } from '../flow/challenge.ts';
import type { Method } from '../flow/method.ts';
import type { Purpose } from '../flow/round.ts';
import type { Customer } from '../store/customers.ts';
import type { Locale } from '../words/locale.ts';
import type { Whence } from '../words/whence.ts';

/** What became of having a code sent. */
export type Sent =
  | { is: 'sent'; customer: Customer }
  /** Nothing is sent with this factor: the customer has a code. */
  | { is: 'at_hand'; customer: Customer }
  /** Not before `until` (ms). */
  | { is: 'not_due'; customer: Customer; until: number }
  /** The provider did not take it, or did not say. `retryAt`: ms since 1970. */
  | { is: 'failed'; retryAt: number }
  /** The factor was changed meanwhile. */
  | { is: 'ended' };

/** Who proves a factor, in the flow of a challenge or for a security change. `seen`: the customer, where they were read already. */
export type Prover = { customerId: string; epoch: number; method: Method; challenge?: Challenge; seen?: Customer };

export type NotProved<Refused extends Refusal = Refusal> =
  /** Evaluated: it took an attempt, and counts in the row of this customer. */
  | { is: 'wrong'; attemptsLeft: number; customer: Customer }
  /** Not evaluated. */
  | { is: 'refused'; refusal: Refused };

export type Proved<Refused extends Refusal = Refusal> = { is: 'right'; customer: Customer } | NotProved<Refused>;

/** In which call: `locale` is the language of whoever has none. */
type SentFrom = Whence & { locale: Locale; now: number };

/** The next code for `purpose`, if codes are sent: in the language that is `asked` for, or the customer's, or that of the call. */
export type Send = (customer: Customer, purpose: 'login' | 'security', from: SentFrom, asked?: Locale | undefined) => Promise<Sent>;

/** `purpose`: what a code must have been sent for. @throws when a dependency fails; no attempt is lost by KMS. */
export type Prove = (of: Prover, code: string, purpose: Purpose, now: number) => Promise<Proved>;
