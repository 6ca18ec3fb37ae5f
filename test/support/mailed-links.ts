/** The links that e-mails carry, by what they do: where each leads, and the token that it carries. */
import type { TestStack } from './stack.ts';

const fragments = { newPassword: 'password#t', recovery: 'recover#t', notMe: 'recover#n' } as const;
type Link = keyof typeof fragments;

/** As it stands in the text; `''` where there is none. */
export const linkIn = (text: string | undefined, link: Link): string =>
  new RegExp(`\\S+/${fragments[link]}=[\\w.-]+`).exec(text ?? '')?.[0] ?? '';

export const tokenIn = (text: string | undefined, link: Link): string => linkIn(text, link).replace(/^.*=/, '');

/** Those that were mailed to an address, oldest first. */
export const linksTo = (stack: Pick<TestStack, 'outbox'>, email: string, link: Link): string[] =>
  stack.outbox().flatMap(({ to, text }) => (to === email && linkIn(text, link)) || []);

export const tokensTo = (stack: Pick<TestStack, 'outbox'>, email: string, link: Link): string[] =>
  linksTo(stack, email, link).map((each) => tokenIn(each, link));

/** The newest of them; `''` where none was sent. */
export const linkTo = (stack: Pick<TestStack, 'outbox'>, email: string, link: Link): string => linksTo(stack, email, link).at(-1) ?? '';

export const tokenTo = (stack: Pick<TestStack, 'outbox'>, email: string, link: Link): string => tokensTo(stack, email, link).at(-1) ?? '';
