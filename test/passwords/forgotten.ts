/** Somebody who has forgotten a password, and the steps to a new one. Answers stay as they came. */
import { type Shopper, Visitor } from '../login/visitor.ts';
import type { Answer } from '../support/browser.ts';
import { tokensTo } from '../support/mailed-links.ts';
import type { TestStack } from '../support/stack.ts';

export const newPassword = 'a kettle sings at five past nine';

export const forget = (stack: TestStack, username: string): Promise<Answer> => stack.browser().post('/v1/password/forgot', { username });

export const reset = (stack: TestStack, token: string, chosen: unknown = newPassword): Promise<Answer> =>
  stack.browser().post('/v1/password/reset', { token, newPassword: chosen });

/** The tokens of the links that were mailed, oldest first. */
export const linksTo = (stack: TestStack, { email }: Pick<Shopper, 'email'>): string[] => tokensTo(stack, email, 'newPassword');

/** The newest of them. @throws Error when there is none */
export function linkTo(stack: TestStack, customer: Pick<Shopper, 'email'>): string {
  const token = linksTo(stack, customer).at(-1);
  if (!token) throw new Error(`no link was sent to ${customer.email}`);
  return token;
}

/** A link, asked for and mailed. */
export async function linkFor(stack: TestStack, customer: Shopper): Promise<string> {
  await forget(stack, customer.username);
  return linkTo(stack, customer);
}

export const withPassword = (stack: TestStack, customer: Shopper, password: string): Visitor =>
  new Visitor(stack, { ...customer, password });
