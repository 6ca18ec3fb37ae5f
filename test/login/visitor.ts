/** Somebody at the login of a local stack, and the customers they log in as. Answers stay as they came, for tests to look at. */
import { expect } from 'vitest';
import type { login } from '../../shared/http/routes/login.ts';
import type { AnswerOf } from '../../shared/http/routes/route.ts';
import type { Answer, Browser, CallOptions } from '../support/browser.ts';
import type { Customer, TestStack } from '../support/stack.ts';

export type Challenge = Extract<AnswerOf<typeof login>, { status: 'second_factor_required' }>['challenge'];
export type Shopper = { customerId: string; username: string; email: string; password: string };

export const password = 'correct horse battery staple';

/** A customer who logs in with the password alone. */
export async function shopper(stack: TestStack, customerId: string, given: Partial<Customer> = {}): Promise<Shopper> {
  const { username, email } = await stack.putCustomer(customerId, { password, ...given });
  return { customerId, username, email, password: given.password ?? password };
}

/** A customer with the e-mail method on; the flag must be on. */
export async function shopperWithFactor(stack: TestStack, customerId: string, given: Partial<Customer> = {}): Promise<Shopper> {
  const customer = await shopper(stack, customerId, given);
  const visitor = new Visitor(stack, customer);
  const { accessToken } = (await visitor.logIn()).body as { accessToken: string };
  const enabled = await visitor.browser.post('/v1/security/email', { password: customer.password }, { bearer: accessToken });
  expect(outcome(enabled)).toBe('200');
  return customer;
}

/** The status and what says more about it: `200 authenticated`, `401 invalid_code`. */
export function outcome({ status, body }: Answer): string {
  const { status: word, code } = (body ?? {}) as { status?: unknown; code?: string };
  const more = code ?? (typeof word === 'string' ? word : undefined);
  return more ? `${status} ${more}` : String(status);
}

/** Every code that was mailed to the customer, oldest first. */
export function codesSentTo(stack: TestStack, { email }: Shopper): string[] {
  return stack
    .outbox()
    .filter(({ to }) => to === email)
    .flatMap(({ subject }) => /^(\d{6}) /.exec(subject ?? '')?.[1] ?? []);
}

/** The code that was mailed last. @throws Error when there is none. */
export function codeSentTo(stack: TestStack, customer: Shopper): string {
  const code = codesSentTo(stack, customer).at(-1);
  if (!code) throw new Error(`no code was sent to ${customer.email}`);
  return code;
}

/** A code that is not this one; the `nth` differs from every other `nth` below a million. */
export function otherThan(code: string, nth = 1): string {
  return String((Number(code) + nth) % 1_000_000).padStart(6, '0');
}

export class Visitor {
  readonly browser: Browser;
  readonly #stack: TestStack;
  readonly #customer: Shopper;
  readonly #options: CallOptions;

  /** `options` go with every call: an address to come from, headers. */
  constructor(stack: TestStack, customer: Shopper, options: CallOptions = {}) {
    this.browser = stack.browser();
    this.#stack = stack;
    this.#customer = customer;
    this.#options = options;
  }

  logIn(given: Record<string, unknown> = {}): Promise<Answer> {
    const { username, password: known } = this.#customer;
    return this.browser.post('/v1/login', { username, password: known, ...given }, this.#options);
  }

  /** The challenge that a login leads to. */
  async challenge(given: Record<string, unknown> = {}): Promise<Challenge> {
    const answer = await this.logIn(given);
    expect(outcome(answer)).toBe('200 second_factor_required');
    return challengeIn(answer);
  }

  verify({ token }: Pick<Challenge, 'token'>, code: string): Promise<Answer> {
    return this.browser.post('/v1/login/verify', { challenge: token, code }, this.#options);
  }

  /** Enters the newest code. */
  verifyRight(challenge: Challenge): Promise<Answer> {
    return this.verify(challenge, codeSentTo(this.#stack, this.#customer));
  }

  /** Enters wrong codes, one after the other, each another one. */
  async guessWrong(challenge: Challenge, times: number): Promise<Answer[]> {
    const answers: Answer[] = [];
    const right = codeSentTo(this.#stack, this.#customer);
    for (let nth = 1; nth <= times; nth++) answers.push(await this.verify(challenge, otherThan(right, nth)));
    return answers;
  }

  /** The fifth wrong code of a fresh one. */
  async lock(challenge: Challenge): Promise<void> {
    expect((await this.guessWrong(challenge, 5)).map(outcome)).toEqual(Array(5).fill('401 invalid_code'));
  }

  resend({ token }: Pick<Challenge, 'token'>): Promise<Answer> {
    return this.browser.post('/v1/login/resend', { challenge: token }, this.#options);
  }
}

export function challengeIn({ body }: Answer): Challenge {
  return (body as { challenge: Challenge }).challenge;
}

/** Seconds from one RFC 3339 time, or the stack's present, to another. */
export function secondsBetween(from: string | number, to: string | undefined): number {
  return (Date.parse(to ?? '') - (typeof from === 'number' ? from : Date.parse(from))) / 1000;
}
