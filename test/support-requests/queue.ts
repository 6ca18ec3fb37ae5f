/** Both sides of the queue of support requests: who fills in the form, and the team. Answers stay as they came. */
import { expect } from 'vitest';
import { localCredentials, signedFetch } from '../../local/signed-request.ts';
import type { AnswerOf } from '../../shared/http/routes/route.ts';
import type { listSupport } from '../../shared/http/routes/support.ts';
import { type Holder, outcome } from '../authenticator/holder.ts';
import { quickCaptcha } from '../recovery/solved-captcha.ts';
import type { Answer } from '../support/browser.ts';
import { tokenIn, tokensTo, tokenTo } from '../support/mailed-links.ts';
import type { TestStack } from '../support/stack.ts';

export type SupportRequest = AnswerOf<typeof listSupport>['requests'][number];
export type Decided = { status: number; body: unknown };

/** The mailbox of the team in the local stack. */
export const team = 'support-team@example.com';

const typed = { message: 'My phone is gone, and so is my mailbox.', reachMeAt: '+420 777 123 456' };

let networks = 0;

/** Fills the form in, from a network that has sent none yet unless `from` says so. */
export async function fillIn(stack: TestStack, given: Record<string, unknown>, from?: string): Promise<Answer> {
  networks++;
  const network = `127.${20 + Math.floor(networks / 200)}.${networks % 200}.1`;
  const captcha = await quickCaptcha(stack);
  return stack.browser().post('/v1/support-requests', { ...typed, captcha, ...given }, { from: from ?? network });
}

export type Page = AnswerOf<typeof listSupport>;

/** One page of a list. */
export async function page(
  stack: TestStack,
  query: { status?: string; about?: string; username?: string; cursor?: string } = {},
): Promise<Page> {
  const asked = new URLSearchParams(query).toString().replaceAll('+', '%20');
  const { status, body } = await stack.admin('GET', `/v1/admin/support-requests${asked && `?${asked}`}`);
  expect(status).toBe(200);
  return body as Page;
}

/** The whole list of a status, page after page. */
export async function listed(stack: TestStack, status: SupportRequest['status'] = 'open'): Promise<SupportRequest[]> {
  const requests: SupportRequest[] = [];
  let cursor: string | undefined;
  do {
    const next = await page(stack, { status, ...(cursor && { cursor }) });
    requests.push(...next.requests);
    cursor = next.cursor;
  } while (cursor);
  return requests;
}

export async function shown(stack: TestStack, id: string): Promise<SupportRequest> {
  const { status, body } = await stack.admin('GET', `/v1/admin/support-requests/${id}`);
  expect(status).toBe(200);
  return body as SupportRequest;
}

/** A signed call by one of several admins. */
export async function decideAs(stack: TestStack, admin: string, id: string, what: string, body: object): Promise<Decided> {
  const credentials = { ...localCredentials, accessKeyId: admin };
  const answer = await signedFetch(stack.url, 'POST', `/v1/admin/support-requests/${id}/${what}`, body, credentials);
  return { status: answer.status, body: await answer.json() };
}

/** A request of a customer, open in the queue. */
export async function openRequest(stack: TestStack, { identity }: Pick<Holder, 'identity'>): Promise<SupportRequest> {
  expect(outcome(await fillIn(stack, { username: identity.username }))).toBe('202');
  const request = (await listed(stack, 'open')).findLast(({ username }) => username === identity.username);
  if (!request) throw new Error('the request is not in the queue');
  return request;
}

export const approve = (stack: TestStack, id: string, reason = 'passport checked by video call'): Promise<Decided> =>
  stack.admin('POST', `/v1/admin/support-requests/${id}/approve`, { reason });

export const reject = (stack: TestStack, id: string, reason = 'nobody answered at the number'): Promise<Decided> =>
  stack.admin('POST', `/v1/admin/support-requests/${id}/reject`, { reason });

/** An open request that is approved. @returns the token of the cancel link that the announcement carries */
export async function approvedRequest(stack: TestStack, holder: Holder): Promise<{ request: SupportRequest; cancel: string }> {
  const request = await openRequest(stack, holder);
  expect((await approve(stack, request.id)).status).toBe(200);
  return { request, cancel: cancelTokenTo(stack, holder.identity.email) };
}

/** The newest link that cancels anything of theirs. */
export const cancelTokenTo = (stack: TestStack, email: string): string => tokenTo(stack, email, 'notMe');
/** The oldest of them. */
export const firstTokenTo = (stack: TestStack, email: string): string => tokensTo(stack, email, 'notMe')[0] ?? '';

/** The link of the e-mail that told the owner that somebody asked. */
export function notMeTokenTo(stack: TestStack, email: string): string {
  const mail = stack.outbox().findLast(({ to, subject }) => to === email && subject === 'Request to switch off your two-factor login');
  return tokenIn(mail?.text, 'notMe');
}

export const cancel = (stack: TestStack, token: string): Promise<Answer> => stack.browser().post('/v1/recovery/cancel', { token });

export const statusOf = async (stack: TestStack, id: string): Promise<SupportRequest['status']> => (await shown(stack, id)).status;

export async function factorIsOn(stack: TestStack, { identity }: Pick<Holder, 'identity'>): Promise<boolean> {
  const { body } = await stack.admin('GET', `/v1/admin/customers/${identity.customerId}`);
  return (body as { twoFactor: { enabled: boolean } }).twoFactor.enabled;
}

/** Hours of the stack's clock, the sweeps that are due by then included. */
export const passHours = (stack: TestStack, hours: number): Promise<void> => stack.advanceClock(hours * 3600);
