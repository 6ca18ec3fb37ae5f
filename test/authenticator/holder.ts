/** A customer with e-mail address, phone and authenticator app, in a browser of their own. Answers stay as they came. */
import { expect } from 'vitest';
import type { AnswerOf } from '../../shared/http/routes/route.ts';
import type { security, startTotp } from '../../shared/http/routes/security.ts';
import { type Challenge, otherThan, outcome, password } from '../login/visitor.ts';
import { AuthenticatorApp } from '../support/authenticator.ts';
import type { Answer, Browser } from '../support/browser.ts';
import type { Customer, TestStack } from '../support/stack.ts';

export { type Challenge, otherThan, outcome, password };

export type Overview = AnswerOf<typeof security>;
export type ShownKey = AnswerOf<typeof startTotp>;
/** What a call asks for beside the session. */
export type Proof = { code?: string; recoveryCode?: string };

let phones = 0;

/** A customer with everything verified and no factor yet. */
export async function newHolder(stack: TestStack, customerId: string, given: Partial<Customer> = {}): Promise<Holder> {
  const phone = `+420601${String(++phones).padStart(6, '0')}`;
  const customer = await stack.putCustomer(customerId, { password, phone, phoneVerified: true, ...given });
  return new Holder(stack, { phone, ...customer });
}

/** A customer who is logged in, without a factor yet. */
export async function signedInHolder(stack: TestStack, customerId: string, given: Partial<Customer> = {}): Promise<Holder> {
  const holder = await newHolder(stack, customerId, given);
  await holder.signIn();
  return holder;
}

/** The same with the e-mail method on, and its recovery codes. */
export async function holderByMail(stack: TestStack, customerId: string): Promise<Holder> {
  const holder = await signedInHolder(stack, customerId);
  holder.keep(await holder.switchOnEmail());
  return holder;
}

/** A customer with the authenticator method on, logged in. The flag must be on. */
export async function enrolledHolder(stack: TestStack, customerId: string, given: Partial<Customer> = {}): Promise<Holder> {
  const holder = await signedInHolder(stack, customerId, given);
  await holder.enrol();
  return holder;
}

export type Identity = { customerId: string; username: string; email: string; phone: string };

export class Holder {
  readonly identity: Identity;
  readonly stack: TestStack;
  browser: Browser;
  /** The access token of the session. */
  bearer = '';
  recoveryCodes: string[] = [];
  #app: AuthenticatorApp | undefined;

  constructor(stack: TestStack, identity: Identity) {
    this.stack = stack;
    this.identity = identity;
    this.browser = stack.browser();
  }

  // ---- the app ----

  get app(): AuthenticatorApp {
    if (!this.#app) throw new Error('no key was scanned');
    return this.#app;
  }

  scan({ otpauthUri }: Pick<ShownKey, 'otpauthUri'>): void {
    this.#app = new AuthenticatorApp(otpauthUri);
  }

  /** What the app shows now. */
  get code(): string {
    return this.app.codeAt(this.stack.now());
  }

  get wrongCode(): string {
    return this.app.wrongCodeAt(this.stack.now());
  }

  /** Waits for the app's next code. */
  nextCode(): string {
    this.stack.advanceClock(30);
    return this.code;
  }

  // ---- login ----

  logIn(given: Record<string, unknown> = {}): Promise<Answer> {
    return this.browser.post('/v1/login', { username: this.identity.username, password, ...given });
  }

  /** The challenge that a login leads to. */
  async challenge(given: Record<string, unknown> = {}): Promise<Challenge> {
    const answer = await this.logIn(given);
    expect(outcome(answer)).toBe('200 second_factor_required');
    return (answer.body as { challenge: Challenge }).challenge;
  }

  verify({ token }: Pick<Challenge, 'token'>, code: string): Promise<Answer> {
    return this.browser.post('/v1/login/verify', { challenge: token, code });
  }

  verifyByRecoveryCode({ token }: Pick<Challenge, 'token'>, recoveryCode: string): Promise<Answer> {
    return this.browser.post('/v1/login/recovery-code', { challenge: token, recoveryCode });
  }

  resend({ token }: Pick<Challenge, 'token'>): Promise<Answer> {
    return this.browser.post('/v1/login/resend', { challenge: token });
  }

  /** Enters wrong codes, one after the other. */
  async guessWrong(challenge: Challenge, times: number): Promise<Answer[]> {
    const answers: Answer[] = [];
    for (let nth = 1; nth <= times; nth++) answers.push(await this.verify(challenge, this.app.wrongCodeAt(this.stack.now(), nth)));
    return answers;
  }

  /** Five wrong codes. */
  async lock(challenge: Challenge): Promise<void> {
    expect((await this.guessWrong(challenge, 5)).map(outcome)).toEqual(Array(5).fill('401 invalid_code'));
  }

  /** Logs in to the end, with the app's next code where one is asked for. */
  async signIn(given: Record<string, unknown> = {}): Promise<void> {
    let answer = await this.logIn(given);
    if (outcome(answer) === '200 second_factor_required') {
      answer = await this.verify((answer.body as { challenge: Challenge }).challenge, this.nextCode());
    }
    expect(outcome(answer)).toBe('200 authenticated');
    this.bearer = (answer.body as { accessToken: string }).accessToken;
  }

  /** The same customer at another device, logged in there. */
  async elsewhere(given: Record<string, unknown> = {}): Promise<Holder> {
    const other = new Holder(this.stack, this.identity);
    other.#app = this.#app;
    other.recoveryCodes = this.recoveryCodes;
    await other.signIn(given);
    return other;
  }

  // ---- the account ----

  post(path: string, body: unknown = {}): Promise<Answer> {
    return this.browser.post(path, body, { bearer: this.bearer });
  }

  session(): Promise<Answer> {
    return this.browser.get('/v1/session', { bearer: this.bearer });
  }

  async overview(): Promise<Overview> {
    const answer = await this.browser.get('/v1/security', { bearer: this.bearer });
    expect(answer.status).toBe(200);
    return answer.body as Overview;
  }

  /** `proof`: of the factor that is on already. */
  start(proof: Proof & { password?: string } = {}): Promise<Answer> {
    return this.post('/v1/security/totp', proof);
  }

  /** A pending key, scanned. */
  async startAndScan(proof: Proof & { password?: string } = {}): Promise<ShownKey> {
    const answer = await this.start(proof);
    expect(outcome(answer)).toBe('200');
    const shown = answer.body as ShownKey;
    this.scan(shown);
    return shown;
  }

  activate(code: string, given: { password?: string } = {}): Promise<Answer> {
    return this.post('/v1/security/totp/activate', { password, code, ...given });
  }

  /** The authenticator method, from start to end. */
  async enrol(proof: Proof & { password?: string } = {}): Promise<void> {
    await this.startAndScan(proof);
    this.keep(await this.activate(this.code));
  }

  /** Writes the recovery codes of an answer down. */
  keep(answer: Answer): void {
    expect(outcome(answer)).toBe('200');
    this.recoveryCodes = (answer.body as { recoveryCodes: string[] }).recoveryCodes;
  }

  switchOnEmail(proof: Proof = {}): Promise<Answer> {
    return this.post('/v1/security/email', { password, ...proof });
  }

  reveal(code: string, given: { password?: string } = {}): Promise<Answer> {
    return this.post('/v1/security/totp/reveal', { password, code, ...given });
  }

  disable(proof: Proof, given: { password?: string } = {}): Promise<Answer> {
    return this.post('/v1/security/disable', { password, ...proof, ...given });
  }

  replaceRecoveryCodes(code: string, given: { password?: string } = {}): Promise<Answer> {
    return this.post('/v1/security/recovery-codes', { password, code, ...given });
  }

  changeContact(
    contact: { email?: string; phone?: string; verify?: 'email' | 'phone' },
    given: Proof & { password?: string } = {},
  ): Promise<Answer> {
    return this.post('/v1/security/contact', { password, ...contact, ...given });
  }

  confirmContact(code: string): Promise<Answer> {
    return this.post('/v1/security/contact/confirm', { code });
  }

  /** Asks for a code to a contact, and enters it. */
  async verifyContact(contact: { email?: string; phone?: string }, given: Proof = {}): Promise<void> {
    expect(outcome(await this.changeContact(contact, given))).toBe('200');
    const to = contact.email ?? contact.phone?.replaceAll(' ', '') ?? '';
    expect((await this.confirmContact(this.stack.lastCode(to))).status).toBe(204);
  }

  /** The calls that ask for a code of the app, by name. */
  byCode(challenge?: Challenge): Record<string, (code: string) => Promise<Answer>> {
    return {
      ...(challenge && { verify: (code) => this.verify(challenge, code) }),
      reveal: (code) => this.reveal(code),
      'recovery-codes': (code) => this.replaceRecoveryCodes(code),
      'start of another key': (code) => this.start({ password, code }),
      'e-mail method': (code) => this.switchOnEmail({ code }),
      contact: (code) => this.changeContact({ email: this.identity.email }, { code }),
      disable: (code) => this.disable({ code }),
    };
  }
}

/** Lets the stack's clock stand at `ms` milliseconds of a step of the app. */
export function standAt(stack: TestStack, ms: number): void {
  stack.freezeClock();
  stack.advanceClock(((ms - (stack.now() % 30_000) + 30_000) % 30_000) / 1000);
}

/** Subjects of the e-mails to an address, oldest first. */
export function subjectsTo(stack: TestStack, address: string): string[] {
  return stack
    .outbox()
    .filter(({ to }) => to === address)
    .map(({ subject }) => subject ?? '');
}

/** The SMS to a number, oldest first. */
export function smsTo(stack: TestStack, phone: string) {
  return stack.outbox().filter(({ channel, to }) => channel === 'sms' && to === phone);
}
