/** How whatever people type finds customers: by username, address, and the beginning of the id, in this order; each once. */
import * as v from 'valibot';
import { listCustomers } from '../../shared/http/routes/admin.ts';
import type { AnswerOf } from '../../shared/http/routes/route.ts';

export type Page = AnswerOf<typeof listCustomers>;
export type Found = { customers: Page['customers']; more: boolean };

export function searchesFor(text: string): Record<string, string>[] {
  return [{ username: text }, { email: text }, { idPrefix: text }].filter((search) => v.is(listCustomers.query, search));
}

export function gathered(pages: readonly Page[]): Found {
  const byId = new Map(pages.flatMap(({ customers }) => customers.map((customer) => [customer.customerId, customer] as const)));
  return { customers: [...byId.values()], more: pages.some(({ cursor }) => cursor !== undefined) };
}
