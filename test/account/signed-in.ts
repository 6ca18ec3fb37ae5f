/** A customer who is logged in, in a browser of their own, and what they do in their account. Answers stay as they came. */
import { expect } from 'vitest';
import type { AnswerOf } from '../../shared/http/routes/route.ts';
import type { security } from '../../shared/http/routes/security.ts';
import { codeSentTo, outcome, type Shopper, Visitor } from '../login/visitor.ts';
import type { Answer, Browser, CallOptions } from '../support/browser.ts';
import type { TestStack } from '../support/stack.ts';

export type Overview = AnswerOf<typeof security>;

export const cookieName = '__Host-keycard';

/** Logs in to the end: where a code is asked for, it comes out of the mailbox, as soon as one may be sent. */
export async function signIn(
  stack: TestStack,
  customer: Shopper,
  given: { stayLoggedIn?: boolean } = {},
  options: CallOptions = {},
): Promise<SignedIn> {
  const visitor = new Visitor(stack, customer, options);
  let answer = await visitor.logIn(given);
  if (outcome(answer) === '200 second_factor_required') {
    const { challenge } = answer.body as { challenge: { token: string; sent: boolean; resendAt: string } };
    if (!challenge.sent) {
      stack.advanceClock(Math.max(0, Date.parse(challenge.resendAt) - stack.now()) / 1000);
      expect(outcome(await visitor.resend(challenge))).toBe('200 second_factor_required');
    }
    answer = await visitor.verify(challenge, codeSentTo(stack, customer));
  }
  expect(outcome(answer)).toBe('200 authenticated');
  return new SignedIn(stack, customer, visitor.browser, accessTokenIn(answer));
}

export function accessTokenIn({ body }: Answer): string {
  return (body as { accessToken: string }).accessToken;
}

export class SignedIn {
  readonly browser: Browser;
  readonly accessToken: string;
  readonly customerId: string;
  readonly #stack: TestStack;
  readonly #customer: Shopper;

  constructor(stack: TestStack, customer: Shopper, browser: Browser, accessToken: string) {
    this.browser = browser;
    this.accessToken = accessToken;
    this.customerId = customer.customerId;
    this.#stack = stack;
    this.#customer = customer;
  }

  /** Value of the stay-logged-in cookie. */
  get cookie(): string | undefined {
    return this.browser.cookies.get(cookieName)?.value;
  }

  session(): Promise<Answer> {
    return this.get('/v1/session');
  }

  refresh(): Promise<Answer> {
    return this.browser.post('/v1/session/refresh');
  }

  logOut(body: { everywhere?: boolean } = {}): Promise<Answer> {
    return this.post('/v1/logout', body);
  }

  async overview(): Promise<Overview> {
    const answer = await this.get('/v1/security');
    expect(answer.status).toBe(200);
    return answer.body as Overview;
  }

  switchOn(password = this.#customer.password): Promise<Answer> {
    return this.post('/v1/security/email', { password });
  }

  requestCode(): Promise<Answer> {
    return this.post('/v1/security/code');
  }

  /** The newest code in the mailbox, right after asking for it; the clock moves on to when one may be sent. */
  async freshCode(): Promise<string> {
    let answer = await this.requestCode();
    if (outcome(answer) === '429 too_soon') {
      this.#stack.advanceClock((answer.body as { retryAfter: number }).retryAfter);
      answer = await this.requestCode();
    }
    expect(outcome(answer)).toBe('200');
    return codeSentTo(this.#stack, this.#customer);
  }

  switchOff(code: string, password = this.#customer.password): Promise<Answer> {
    return this.post('/v1/security/disable', { password, code });
  }

  get(path: string): Promise<Answer> {
    return this.browser.get(path, { bearer: this.accessToken });
  }

  post(path: string, body: unknown = {}): Promise<Answer> {
    return this.browser.post(path, body, { bearer: this.accessToken });
  }
}
