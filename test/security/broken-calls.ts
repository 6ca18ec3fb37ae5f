/**
 * Breaks the AWS calls of an operation one by one: which there are is taken from a run in which nothing is broken, so a call that is
 * added to a function is broken here without anybody thinking of it.
 */
import { expect } from 'vitest';
import type { FaultKind } from '../../local/faults.ts';
import { MINUTE, SECOND } from '../../shared/flow/budgets.ts';
import { KEY_PERIOD } from '../../shared/flow/key-schedule.ts';
import { codesSentTo, outcome } from '../login/visitor.ts';
import { nameOf } from '../support/aws-calls.ts';
import type { Answer } from '../support/browser.ts';
import type { TestStack } from '../support/stack.ts';
import { problemIn } from './catalogue-answer.ts';
import type { Operation, Ready } from './operation.ts';

/** A call that a function made to AWS; `nth` of its service and action in that operation, from 0. */
export type AwsCall = { service: string; action: string; nth: number };

/** How the keyring is read and written; most other things are not. */
const keyringActions = new Set(['GetItem', 'BatchGetItem', 'PutItem']);

/** For one try, which the SDK makes up for with another (except for an e-mail), or at every try from that call on. */
type HowLong = 'once' | 'for good';

/** Everything is broken in every way, which takes some minutes. */
export const thorough = process.env.KEYCARD_FAULTS === 'all';

/** `cold`: the functions start anew, so they read their keys and the flag. `rotated`: the keys of this time are not made yet. */
export type When = 'warm' | 'cold' | 'rotated';

type Broken = AwsCall & { kind: FaultKind; howLong: HowLong };

export class BrokenCalls {
  readonly #stack: TestStack;
  /** What was found out already, by operation and state of the functions. */
  readonly #found = new Map<string, Promise<AwsCall[]>>();
  #customers = 0;

  constructor(stack: TestStack) {
    this.#stack = stack;
  }

  /** Each AWS call of an operation is broken. */
  async breakEach(operation: Operation, kind: FaultKind): Promise<void> {
    const calls = await this.#callsOf(operation, 'warm');
    expect(calls.length, `${operation.name} calls AWS`).toBeGreaterThan(0);
    for (const call of calls) {
      for (const howLong of waysToBreak(call, kind)) await this.#breakCall(operation, { ...call, kind, howLong }, 'warm');
    }
  }

  /** Each AWS call that functions make for their keys and for the flag, on top of what they do when they have them. */
  async breakEachForKeys(operation: Operation, kind: FaultKind, when: 'cold' | 'rotated'): Promise<void> {
    const calls = await this.#callsOf(operation, when);
    const forKeys = calls.filter(({ service, action }) => service === 'kms' || service === 'ssm' || keyringActions.has(action));
    expect(forKeys.length, `${operation.name} reads keys or the flag`).toBeGreaterThan(0);
    const howLong = kind === 'lost-ack' ? 'once' : 'for good';
    for (const call of forKeys) await this.#breakCall(operation, { ...call, kind, howLong }, when);
  }

  #customerOf({ name, reusable }: Operation): string {
    this.#customers += 1;
    return reusable ? name.replaceAll(/[^a-z]+/g, '-') : `customer-${this.#customers}`;
  }

  /** The AWS calls of a run in which nothing is broken. */
  #callsOf(operation: Operation, when: When): Promise<AwsCall[]> {
    const about = `${operation.name} ${when}`;
    const found = this.#found.get(about) ?? this.#observe(operation, when);
    this.#found.set(about, found);
    return found;
  }

  async #observe(operation: Operation, when: When): Promise<AwsCall[]> {
    // The first run makes what is made once, be it a key or the start of a function.
    await this.#goodRun(operation, 'warm');
    const calls = await this.#goodRun(operation, when);
    return calls.map((call, index) => {
      const nth = calls.slice(0, index).filter((earlier) => nameOf(earlier) === nameOf(call)).length;
      return { service: call.service, action: call.action, nth };
    });
  }

  async #goodRun(operation: Operation, when: When) {
    const { call, again } = await this.#readyFor(operation, when);
    const answered = await call();
    expect(outcome(answered), operation.name).toBe(operation.good);
    const calls = this.#stack.calls().filter(({ function: caller }) => caller !== null);
    this.#stack.advanceClock(60);
    await again(answered);
    return calls;
  }

  async #readyFor(operation: Operation, when: When): Promise<Ready> {
    const stack = this.#stack;
    const untilRotation = () => KEY_PERIOD - (stack.now() % KEY_PERIOD);
    // Two minutes before: what is made ready still lives when the new period has begun.
    if (when === 'rotated') stack.advanceClock((untilRotation() - 2 * MINUTE) / SECOND);
    const ready = await operation.ready(stack, this.#customerOf(operation));
    if (when === 'cold') await stack.coldStart();
    if (when === 'rotated') stack.advanceClock((untilRotation() + SECOND) / SECOND);
    // The flag that the functions keep is too old by then: they ask for it again.
    if (when === 'warm') stack.advanceClock(31);
    stack.clearCalls();
    return ready;
  }

  /** Breaks one call of an operation, and sees what comes of it. */
  async #breakCall(operation: Operation, broken: Broken, when: When): Promise<void> {
    const { service, action, nth, kind, howLong } = broken;
    const about = `${operation.name}, ${when}, ${action} no. ${nth + 1} of ${service}, ${kind} ${howLong}`;
    const stack = this.#stack;
    const { customer, call, again } = await this.#readyFor(operation, when);
    const codesBefore = codesSentTo(stack, customer).length;
    stack.fault({ service, action, kind, count: howLong === 'once' ? 1 : 1000, after: nth });
    const answered = await call();
    const got = outcome(answered);
    stack.clearFaults();
    // A wrong password does not wait for the flag.
    const met = stack.calls().some((made) => made.outcome === `fault:${kind}`);
    expect(met || service === 'ssm', `${about}: the fault was met`).toBe(true);

    const codes = codesSentTo(stack, customer).length - codesBefore;
    expect(codes, about).toBeLessThanOrEqual(1);
    // A cold function opens more keys than the call needs: nothing depends on those.
    const isOpenedEarly = when === 'cold' && service === 'kms';
    const isOfDevice = when === 'rotated' && operation.leavesADevice && (service === 'kms' || keyringActions.has(action));
    // What is told goes out without "this wasn't me" where the key for that cannot be had.
    const isOfNotice = operation.tells && when !== 'warm' && (service === 'kms' || keyringActions.has(action));
    const recovers = service === 'ssm' || (howLong === 'once' && service !== 'ses');
    if (got !== operation.good) expectNothingGranted(answered, about);
    if (recovers)
      expect([operation.good, service === 'ssm' && when === 'cold' ? operation.withoutFlag : operation.good], about).toContain(got);
    else if (service === 'ses' && operation.tells) expect([got, codes], about).toEqual([operation.good, 0]);
    else if (got !== operation.good || !(operation.standsWithout?.includes(action) || isOpenedEarly || isOfDevice || isOfNotice)) {
      expect(got, about).toBe(service === 'ses' ? '503 delivery_failed' : '503 unavailable');
      // The signed admin call shows no headers.
      if ('content-type' in answered.headers) problemIn(answered, about);
    }

    stack.advanceClock(60);
    try {
      await again(answered);
    } catch (error) {
      if (error instanceof Error) error.message = `after ${about} (answered ${got}): ${error.message}`;
      throw error;
    }
  }
}

/**
 * To the functions a throttled call is one that failed; only SES tells the two apart, by what it may have sent. And the SDK
 * waits long after it, so throttling is met less often.
 */
function waysToBreak({ service, nth }: AwsCall, kind: FaultKind): HowLong[] {
  if (service === 'ses') return ['for good'];
  if (thorough || kind === 'lost-ack') return ['once', 'for good'];
  if (kind === 'error') return ['for good'];
  return nth === 0 ? ['once'] : [];
}

function expectNothingGranted({ body, headers }: Answer, about: string): void {
  expect(JSON.stringify(body ?? {}), about).not.toMatch(/accessToken|recoveryCodes|"token"/);
  // A cookie may be cleared, but none is set.
  expect([headers['set-cookie'] ?? []].flat().join(), about).not.toMatch(/__Host-keycard=[^;]/);
}
