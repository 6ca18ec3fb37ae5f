/** Looking customers up: a page of all, whom a search finds, and one. */
import { call, queryOf } from '../admin-call.ts';
import type { AdminCaller } from '../admin-caller.ts';
import type { Shown } from './customers-table.ts';
import { type Found, gathered, type Page, searchesFor } from './searches.ts';

export const customersPath = '/v1/admin/customers';
export const pathOf = (customerId: string): string => `${customersPath}/${encodeURIComponent(customerId)}`;

export async function pageOf(caller: AdminCaller, search: Readonly<Record<string, string | undefined>>): Promise<Page> {
  return (await call(caller, 'GET', `${customersPath}?${queryOf(search)}`)).answer as Page;
}

/** `more`: others have ids that begin so. */
export async function found(caller: AdminCaller, text: string): Promise<Found> {
  return gathered(await Promise.all(searchesFor(text).map((search) => pageOf(caller, search))));
}

/** With its entity tag. */
export async function one(caller: AdminCaller, customerId: string): Promise<{ customer: Shown; tag: string }> {
  const { answer, headers } = await call(caller, 'GET', pathOf(customerId));
  return { customer: answer as Shown, tag: headers.get('etag') ?? '*' };
}
