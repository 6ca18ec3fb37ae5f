/** A customer whose device with the app is gone, and the steps of their recovery. Answers stay as they came. */
import { expect } from 'vitest';
import { enrolledHolder, type Holder, outcome, password } from '../authenticator/holder.ts';
import type { Answer, CallOptions } from '../support/browser.ts';
import { linkIn, linksTo, tokenIn } from '../support/mailed-links.ts';
import type { Customer, TestStack } from '../support/stack.ts';
import { quickCaptcha } from './solved-captcha.ts';

/** The tokens that the links of one e-mail carry. */
export type Links = { token: string; cancel: string };

let customers = 0;

/** A customer with the authenticator method on; the flag must be on. */
export async function lostDevice(stack: TestStack, given: Partial<Customer> = {}): Promise<LostDevice> {
  return new LostDevice(stack, await enrolledHolder(stack, `lost-${++customers}`, given));
}

export class LostDevice {
  readonly stack: TestStack;
  readonly holder: Holder;

  constructor(stack: TestStack, holder: Holder) {
    this.stack = stack;
    this.holder = holder;
  }

  get email(): string {
    return this.holder.identity.email;
  }

  get phone(): string {
    return this.holder.identity.phone;
  }

  // ---- the steps, each from a browser of its own ----

  start({ token }: { token: string }, options: CallOptions = {}): Promise<Answer> {
    return this.stack.browser().post('/v1/recovery', { challenge: token }, options);
  }

  sendSms(token: string): Promise<Answer> {
    return this.stack.browser().post('/v1/recovery/sms', { token });
  }

  async confirm(token: string, code: string, captcha?: string): Promise<Answer> {
    return this.stack.browser().post('/v1/recovery/confirm', { token, code, captcha: captcha ?? (await quickCaptcha(this.stack)) });
  }

  cancel(token: string): Promise<Answer> {
    return this.stack.browser().post('/v1/recovery/cancel', { token });
  }

  // ---- several steps at once ----

  /** Logs in, and says at the code step that the device is lost. */
  async ask(): Promise<Answer> {
    return this.start(await this.holder.challenge());
  }

  /** The links of a recovery that has just begun. */
  async begun(): Promise<Links> {
    expect(outcome(await this.ask())).toBe('202');
    return this.links();
  }

  /** The code of an SMS that was just sent. */
  async texted(token: string): Promise<string> {
    expect(outcome(await this.sendSms(token))).toBe('200');
    return this.code();
  }

  /** All steps but the last. */
  async allButConfirmed(): Promise<Links & { code: string }> {
    const links = await this.begun();
    return { ...links, code: await this.texted(links.token) };
  }

  /** The same once more, by the shop: whatever ended the one before. */
  async setNewPassword(): Promise<void> {
    const { customerId, username, email, phone } = this.holder.identity;
    const set = await this.stack.admin('PUT', `/v1/admin/customers/${customerId}`, { username, email, phone, password });
    expect(set.status).toBe(200);
  }

  // ---- what arrived ----

  /** The links of the newest e-mail that has some. */
  links(): Links {
    const text = this.stack.outbox().findLast(({ to, text }) => to === this.email && linkIn(text, 'recovery'))?.text;
    return { token: tokenIn(text, 'recovery'), cancel: tokenIn(text, 'notMe') };
  }

  mailsWithLinks(): number {
    return linksTo(this.stack, this.email, 'recovery').length;
  }

  /** Codes by SMS; what is told by SMS beside is none. */
  smsWithCodes(): number {
    return this.stack.outbox().filter(({ to, text }) => to === this.phone && /\b\d{6}\b/.test(text)).length;
  }

  code(): string {
    return this.stack.lastCode(this.phone);
  }

  // ---- what is ----

  async factorIsOn(): Promise<boolean> {
    const { body } = await this.stack.admin('GET', `/v1/admin/customers/${this.holder.identity.customerId}`);
    return (body as { twoFactor: { enabled: boolean } }).twoFactor.enabled;
  }
}

/** `Retry-After` and its twin in the body, in seconds. @throws Error when they differ. */
export function retryAfterOf({ headers, body }: Answer): number | undefined {
  const { retryAfter } = (body ?? {}) as { retryAfter?: number };
  expect(headers['retry-after']).toBe(retryAfter === undefined ? undefined : String(retryAfter));
  return retryAfter;
}
