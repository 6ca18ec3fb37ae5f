/** Customers who log in with an authenticator app, enrolled through the calls that the pages use. */
import { expect } from 'vitest';
import { AuthenticatorApp } from '../support/authenticator.ts';
import type { TestStack } from '../support/stack.ts';
import { password } from './visitor.ts';

export type AppCustomer = { customerId: string; username: string; email: string; phone: string; app: AuthenticatorApp };

let phones = 0;

/** The flag has to be on. */
export async function enrolledWithApp(stack: TestStack, name: string, locale: 'en' | 'de' | 'cs' = 'en'): Promise<AppCustomer> {
  phones += 1;
  const phone = `+420601${String(123_000 + phones)}`;
  const { customerId, username, email } = await stack.putCustomer(name, { password, phone, phoneVerified: true, locale });
  const browser = stack.browser();
  const { body } = await browser.post('/v1/login', { username, password });
  const bearer = (body as { accessToken: string }).accessToken;
  const started = await browser.post('/v1/security/totp', { password }, { bearer });
  const app = new AuthenticatorApp((started.body as { sharedKey: string }).sharedKey);
  const activated = await browser.post('/v1/security/totp/activate', { password, code: app.codeAt(stack.now()) }, { bearer });
  expect(activated.status, JSON.stringify(activated.body)).toBe(200);
  return { customerId, username, email, phone, app };
}

/** The links in the newest e-mail to an address that has one, by what they do. */
export function linksTo(stack: TestStack, email: string): { token: string; cancel: string } {
  const texts = stack.outbox().flatMap(({ to, text }) => (to === email && text.includes('/recover#') ? [text] : []));
  const newest = texts.at(-1) ?? '';
  const linkFor = (does: string) => new RegExp(`\\S+/recover#${does}=\\S+`).exec(newest)?.[0] ?? '';
  return { token: linkFor('token'), cancel: linkFor('cancel') };
}
