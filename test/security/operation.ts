/**
 * Every call that asks something of AWS, as tests of faults need it: made ready for a customer of its own, called once, and
 * then shown to work again, whatever came of it.
 */
import { expect } from 'vitest';
import { challengeIn, codeSentTo, codesSentTo, outcome, type Shopper, shopper, shopperWithFactor, Visitor } from '../login/visitor.ts';
import type { Answer } from '../support/browser.ts';
import type { TestStack } from '../support/stack.ts';

export type Ready = {
  customer: Shopper;
  call(): Promise<Answer>;
  /** After the fault is over and a minute has passed: the customer gets what they wanted. @throws where they do not. */
  again(answered: Answer): Promise<void>;
};

export type Operation = {
  name: string;
  /** What the call answers when nothing is broken. */
  good: string;
  ready(stack: TestStack, customerId: string): Promise<Ready>;
  /** Afterwards the customer is as before, and may serve again: making one costs three password hashes. */
  reusable?: true;
  /** The e-mail it sends is a notice: when that does not go out, the change is done all the same. */
  tells?: true;
  /** AWS actions that may fail for good and leave the call to succeed: what they write is not what the call is for. */
  standsWithout?: readonly string[];
  /** It ends in a login: where the key of the device's cookie cannot be had, it stands without it. */
  leavesADevice?: true;
  /** What it may answer beside that when the flag cannot be read and was not known before. */
  withoutFlag?: string;
};

/** Customers made so far, for those that serve again. */
const known = new WeakMap<TestStack, Map<string, Promise<Shopper>>>();

function customerOnce(stack: TestStack, customerId: string, make: typeof shopper): Promise<Shopper> {
  const ofStack = known.get(stack) ?? new Map<string, Promise<Shopper>>();
  known.set(stack, ofStack);
  const before = ofStack.get(customerId);
  // The next code may be sent at once.
  if (before) stack.advanceClock(60);
  const customer = before ?? make(stack, customerId);
  ofStack.set(customerId, customer);
  return customer;
}

export const plain = (stack: TestStack, customerId: string) => customerOnce(stack, customerId, shopper);
export const withFactor = (stack: TestStack, customerId: string) => customerOnce(stack, customerId, shopperWithFactor);

/** Somebody with the e-mail method who has typed the password, and whom a code was sent to. */
export async function atCodeStep(stack: TestStack, customerId: string, given: { stayLoggedIn?: boolean } = {}) {
  const customer = await withFactor(stack, customerId);
  const visitor = new Visitor(stack, customer);
  const challenge = await visitor.challenge(given);
  return { customer, visitor, challenge, right: codeSentTo(stack, customer) };
}

const bearerIn = (answer: Answer) => (answer.body as { accessToken: string }).accessToken;
export const cookieOf = ({ browser }: Visitor) => browser.cookies.get('__Host-keycard');

/** The customer logs in afresh: with the newest code where they are asked for one, and with no older one. */
export async function logsIn(stack: TestStack, customer: Shopper): Promise<{ visitor: Visitor; bearer: string }> {
  const visitor = new Visitor(stack, customer);
  const first = await visitor.logIn();
  if (outcome(first) === '200 authenticated') return { visitor, bearer: bearerIn(first) };
  expect(outcome(first)).toBe('200 second_factor_required');
  const verified = await visitor.verifyRight(challengeIn(first));
  expect(outcome(verified)).toBe('200 authenticated');
  return { visitor, bearer: bearerIn(verified) };
}

/** A code older than the one mailed last is dead. */
export async function expectOlderCodesDead(
  stack: TestStack,
  customer: Shopper,
  visitor: Visitor,
  challenge: { token: string },
): Promise<void> {
  const codes = codesSentTo(stack, customer);
  for (const old of codes
    .slice(0, -1)
    .filter((code) => code !== codes.at(-1))
    .slice(-2)) {
    expect(outcome(await visitor.verify(challenge, old)), 'an older code').toBe('401 invalid_code');
  }
}

export async function refreshes(visitor: Visitor): Promise<Answer> {
  return visitor.browser.post('/v1/session/refresh');
}
