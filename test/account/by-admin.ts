/** What an admin does with customers, by signed calls. Answers stay as they came. */
import type { TestStack } from '../support/stack.ts';

export const pathOf = (customerId: string) => `/v1/admin/customers/${encodeURIComponent(customerId)}`;

/** The least that a customer is put in with. */
export const facts = (customerId: string) => ({ username: `${customerId}@example.com`, email: `${customerId}@example.com` });

/** @param stack of the test file, which is not there yet */
export const byAdmin = (stack: () => TestStack) => ({
  put: (customerId: string, body: unknown) => stack().admin('PUT', pathOf(customerId), body),
  patch: (customerId: string, body: unknown) => stack().admin('PATCH', pathOf(customerId), body),
  show: (customerId: string) => stack().admin('GET', pathOf(customerId)),
  endSessions: (customerId: string) => stack().admin('POST', `${pathOf(customerId)}/end-sessions`),
  remove: (customerId: string) => stack().admin('DELETE', pathOf(customerId)),
  tagOf: async (customerId: string) => (await stack().adminWith({}, 'GET', pathOf(customerId))).headers.etag ?? '',
  putIf: (ifMatch: string, customerId: string, body: unknown) =>
    stack().adminWith({ 'if-match': ifMatch }, 'PUT', pathOf(customerId), body),
  /** Only if nobody is there. */
  putNew: (customerId: string, body: unknown, more: Record<string, string> = {}) =>
    stack().adminWith({ 'if-none-match': '*', ...more }, 'PUT', pathOf(customerId), body),
  patchIf: (ifMatch: string, customerId: string, body: unknown) =>
    stack().adminWith({ 'if-match': ifMatch }, 'PATCH', pathOf(customerId), body),
  removeIf: (ifMatch: string, customerId: string) => stack().adminWith({ 'if-match': ifMatch }, 'DELETE', pathOf(customerId)),
});
