/**
 * One run of the model test: a few customers of its own on the running stack, what the model knows of them, and the
 * comparison of both after every command.
 */
import type { RecordedCall } from '../../local/aws/endpoint.ts';
import type { Answer, CallOptions } from '../support/browser.ts';
import type { TestStack } from '../support/stack.ts';
import { Account } from './account.ts';
import type { Belief, FlagKnowledge } from './flag-knowledge.ts';
import { must, second } from './limits.ts';
import { readStoredFacts, type StoredFacts } from './stored-facts.ts';
import { isOutage, type Service, type Trouble } from './trouble.ts';

export type Reply = {
  /** `status` of the body, `done` for a success without one, or the problem's code. */
  is: string;
  body: Record<string, unknown>;
  /** Value of the stay-logged-in cookie that came with it. */
  cookie: string | undefined;
};

/** What a command did to the codes of a customer, as far as the answers told. */
export type Typed = { digits: string[]; toldWrong: number; toldRight: number };
export const nothingTyped: Typed = { digits: [], toldWrong: 0, toldRight: 0 };

type CodeMail = { code: string; at: number };

export class Shop {
  readonly stack: TestStack;
  readonly accounts: Account[] = [];
  flag: 'on' | 'off' = 'on';
  /** Planned for the next command that calls what it breaks. */
  trouble: Trouble | undefined;
  /** How often what happened, over all runs: a test that meets no lock promises nothing about locks. */
  readonly met: Map<string, number>;
  /** What the last command met with. */
  #met: Trouble | undefined;
  readonly #beliefs: FlagKnowledge;
  #seenMessages: number;

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

  /** A moment that has passed already is not waited for. */
  waitUntil(time: number): void {
    if (time > this.now) this.stack.advanceClock((time - this.now) / second);
  }

  count(what: string): void {
    this.met.set(what, (this.met.get(what) ?? 0) + 1);
  }

  // ---- what a command does ----

  /** Runs `act` in the planned trouble. `failed`: the services that did not recover before the SDK gave up. */
  async during<T>(act: () => Promise<T>): Promise<{ value: T; failed: Set<Service> }> {
    const { trouble, stack } = this;
    stack.clearCalls();
    if (trouble) stack.fault({ ...trouble, count: trouble.calls });
    const value = await act();
    stack.clearFaults();
    const hit = stack.calls().some(({ outcome }: RecordedCall) => outcome.startsWith('fault:'));
    const failed = new Set<Service>(hit && isOutage(trouble) ? [trouble.service] : []);
    if (hit) this.trouble = undefined;
    this.#met = hit ? trouble : undefined;
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

  // ---- what it led to ----

  /** Holds what was stored and sent against the model. `changing`: the command may have changed the factor or ended sessions. */
  async observe(account: Account, failed: Set<Service>, typed: Typed = nothingTyped, changing = false): Promise<void> {
    const stored = await readStoredFacts(this.stack, account.customerId);
    const storeFailed = failed.has('dynamodb');
    this.#observeCodes(account, stored, this.#newCodeMails(account), failed, typed);
    if (storeFailed && changing && stored.epoch === account.epoch + 1) account.changed(stored.factor !== undefined, stored.epochMadeBy);
    must(stored.epoch === account.epoch, 'the epoch moves with a change of the factor or the end of every session, and only then');
    must((stored.factor !== undefined) === account.factorIsOn, 'the factor changes only by a call that says so');
  }

  #observeCodes(account: Account, stored: StoredFacts, mails: CodeMail[], failed: Set<Service>, typed: Typed): void {
    const { now } = this;
    const { newest } = account;
    const told = typed.toldWrong + typed.toldRight;
    const isNew = stored.codeDispatch !== undefined && stored.codeDispatch !== newest?.id;
    must(mails.length <= 1, 'one command at one moment sends at most one code');
    must(mails.length === 0 || isNew, 'the code in the newest e-mail is the one that counts');
    must(mails.length > 0 || !isNew || failed.size > 0, 'a code that counts was sent');
    const refused = this.#met?.service === 'ses' && this.#met.kind === 'throttle';
    must(!refused || !isNew, 'a dispatch that was refused does not burn the minute');

    if (isNew) {
      // Guesses beside the dispatch were compared with either code, and with the older one first.
      if (newest) account.guessed(newest, told - stored.guesses, typed.toldRight > 0, now);
      must(newest !== undefined || told === stored.guesses, 'only a code can be guessed at');
      const { codeDispatch: id = '', codeSentAt: at, codePurpose: purpose, codeAttempts: attempts } = stored;
      account.dispatched({ id, at, purpose, attempts, code: mails[0]?.code });
      must(at === now, 'a code is dispatched when it is asked for');
      account.guessed(account.newest as NonNullable<typeof newest>, stored.guesses, stored.used, now);
      return;
    }
    must(newest !== undefined || (told === 0 && stored.guesses === 0), 'only a code can be guessed at');
    if (!newest) return;
    const evaluated = stored.guesses - newest.evaluated;
    must(told <= evaluated && evaluated <= typed.digits.length, 'each guess typed is counted once at most, each one told of exactly once');
    must(evaluated === told || failed.has('dynamodb'), 'what is counted is told, unless the answer was lost');
    const right = stored.used && !newest.used;
    must(!right || (newest.code !== undefined && typed.digits.includes(newest.code)), 'only the right code uses a code up');
    must(right || typed.toldRight === 0, 'only the right code is told to be right');
    account.guessed(newest, evaluated, right, now);
    if (account.isLocked(newest) && evaluated > 0) this.count('a lock');
  }

  #newCodeMails(account: Account): CodeMail[] {
    const messages = this.stack.outbox();
    const fresh = messages.slice(this.#seenMessages).filter(({ to }) => to === account.username);
    const others = messages.slice(this.#seenMessages).some(({ to }) => to !== account.username);
    must(!others, 'what one customer does sends nothing to another');
    this.#seenMessages = messages.length;
    return fresh.flatMap(({ subject, at }) => {
      const code = /^(\d{6}) is your/.exec(subject ?? '')?.[1];
      return code ? [{ code, at: Date.parse(at) }] : [];
    });
  }

  /** Adds a customer of this run's own, with no factor yet. */
  async admit(name: string, { password, passwordHash }: { password: string; passwordHash: string }): Promise<void> {
    const { username } = await this.stack.putCustomer(name, { passwordHash });
    const { epoch } = await readStoredFacts(this.stack, name);
    this.accounts.push(new Account({ customerId: name, username, password, epoch }));
  }
}

function outcomeOf({ status, body }: Answer): string {
  const { status: said, code } = (body ?? {}) as { status?: unknown; code?: unknown };
  if (status < 300) return typeof said === 'string' ? said : 'done';
  must(typeof code === 'string', 'every refusal has a code of the catalogue');
  return code;
}
