/**
 * The public door of the running stack, as the model tests go through it: one command at a time, in trouble that was planned for it,
 * and with a count of what was met.
 */
import type { RecordedCall } from '../../local/aws/endpoint.ts';
import type { Message } from '../../local/outbox.ts';
import type { Answer, CallOptions } from '../support/browser.ts';
import type { TestStack } from '../support/stack.ts';
import type { Belief, FlagKnowledge } from './flag-knowledge.ts';
import { must, second } from './limits.ts';
import { isOutage, type Service, type Trouble } from './trouble.ts';

export type Reply = {
  /** `status` of the body, `done` for a success without one, or the problem's code. */
  is: string;
  body: Record<string, unknown>;
  /** Value of the stay-logged-in cookie that came with it. */
  cookie: string | undefined;
};

export class Door {
  readonly stack: TestStack;
  flag: 'on' | 'off' = 'on';
  /** Planned for the next command that calls what it breaks. */
  trouble: Trouble | undefined;
  /** How often what happened, over all runs: a test that meets no lock promises nothing about locks. */
  readonly met: Map<string, number>;
  /** What the last command met with. */
  lastTrouble: Trouble | undefined;
  readonly #beliefs: FlagKnowledge;
  #seenMessages: number;
  #clockSettles: Promise<void> = Promise.resolve();

  /** The functions go on from run to run, and so does what they know of the flag. */
  constructor(stack: TestStack, beliefs: FlagKnowledge, met: Map<string, number>) {
    this.stack = stack;
    this.#beliefs = beliefs;
    this.met = met;
    this.#seenMessages = stack.outbox().length;
  }

  get now(): number {
    return this.stack.now();
  }

  /** A moment that has passed already is not waited for. What is due by schedule ends before the next command begins. */
  waitUntil(time: number): void {
    if (time > this.now) this.#clockSettles = this.stack.advanceClock((time - this.now) / second);
  }

  count(what: string): void {
    this.met.set(what, (this.met.get(what) ?? 0) + 1);
  }

  /** Runs `act` in the planned trouble. `failed`: the services that did not recover before the SDK gave up. */
  async during<T>(act: () => Promise<T>): Promise<{ value: T; failed: Set<Service> }> {
    const { trouble, stack } = this;
    await this.#clockSettles;
    stack.clearCalls();
    if (trouble) stack.fault({ ...trouble, count: trouble.calls });
    const sentBefore = stack.outbox().length;
    const value = await act();
    stack.clearFaults();
    const hit = stack.calls().some(({ outcome }: RecordedCall) => outcome.startsWith('fault:'));
    // The entry of a login, and what a notice leads to, is beside the matter.
    const replies = repliesIn(value);
    const isEntry = trouble?.action === 'PutItem' && replies.every(({ is }) => is === 'authenticated');
    const isLink = stack.outbox().slice(sentBefore).some(isWithoutNotMe) && replies.every(({ is }) => is !== 'unavailable');
    const isBeside = isEntry || isLink;
    const failed = new Set<Service>(hit && isOutage(trouble) && !isBeside ? [trouble.service] : []);
    if (hit) this.trouble = undefined;
    this.lastTrouble = hit ? trouble : undefined;
    if (trouble && hit) this.count(`${isOutage(trouble) ? 'outage' : 'hiccup'} of ${trouble.service}`);
    return { value, failed };
  }

  /** `cookie`: the stay-logged-in cookie to send. */
  async call(
    method: 'GET' | 'POST',
    path: string,
    body?: unknown,
    { cookie, bearer }: { cookie?: string; bearer?: string } = {},
  ): Promise<Reply> {
    const browser = this.stack.browser();
    if (cookie) browser.cookies.set('__Host-keycard', { value: cookie, path: '/', attributes: '' });
    const options: CallOptions = bearer ? { bearer } : {};
    const answer = await browser.send(method, path, method === 'GET' ? undefined : JSON.stringify(body ?? {}), options);
    const received = browser.cookies.get('__Host-keycard')?.value;
    const reply = {
      is: outcomeOf(answer),
      body: (answer.body ?? {}) as Record<string, unknown>,
      cookie: received === cookie ? undefined : received,
    };
    this.count(`${path.replace('/v1/', '')}: ${reply.is}`);
    return reply;
  }

  /** What a function may have believed of the flag during the command just run. */
  beliefs(name: string, failed: Set<Service>): Set<Belief> {
    return this.#beliefs.asked(name, this.flag, failed.has('ssm'), this.now);
  }

  async setFlag(flag: 'on' | 'off'): Promise<void> {
    await this.stack.setFlag(flag === 'on');
    this.flag = flag;
  }

  async coldStart(): Promise<void> {
    await this.stack.coldStart();
    this.#beliefs.forget();
  }

  /** The messages since the last time they were asked for. All of them must be to one of `addresses`. */
  newMessages(addresses: readonly (string | undefined)[]): Message[] {
    const messages = this.stack.outbox();
    const fresh = messages.slice(this.#seenMessages);
    this.#seenMessages = messages.length;
    must(
      fresh.every(({ to }) => addresses.includes(to)),
      'what one customer does sends nothing to another',
    );
    return fresh;
  }
}

/** A notice that leads to a new password: the key for "this wasn't me" could not be had, and nothing else need have failed. */
const isWithoutNotMe = ({ subject, text }: Message): boolean => subject !== 'Your password no longer works' && /\/password\n/.test(text);

const repliesIn = (value: unknown): Reply[] => (Array.isArray(value) ? (value as Reply[]) : [value as Reply]);

function outcomeOf({ status, body }: Answer): string {
  const { status: said, code } = (body ?? {}) as { status?: unknown; code?: unknown };
  if (status < 300) return typeof said === 'string' ? said : 'done';
  must(typeof code === 'string', 'every refusal has a code of the catalogue');
  return code;
}
