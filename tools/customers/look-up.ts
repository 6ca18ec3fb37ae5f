/** Looking customers up: a page of all, whom a search finds, and one. */
import * as v from 'valibot';
import { listCustomers } from '../../shared/http/routes/admin.ts';
import type { AnswerOf } from '../../shared/http/routes/route.ts';
import { call, queryOf } from '../admin-call.ts';
import type { AdminCaller } from '../admin-caller.ts';
import type { Listed, Shown } from './customers-table.ts';

export const customersPath = '/v1/admin/customers';
export const pathOf = (customerId: string): string => `${customersPath}/${encodeURIComponent(customerId)}`;

export type Page = AnswerOf<typeof listCustomers>;

export async function pageOf(caller: AdminCaller, search: Readonly<Record<string, string | undefined>>): Promise<Page> {
  return (await call(caller, 'GET', `${customersPath}?${queryOf(search)}`)).answer as Page;
}

/** By username, address, and the beginning of the id, in this order; each once. `more`: others have ids that begin so. */
export async function found(caller: AdminCaller, text: string): Promise<{ customers: Listed[]; more: boolean }> {
  const searches = [{ username: text }, { email: text }, { idPrefix: text }].filter((search) => v.is(listCustomers.query, search));
  const pages = await Promise.all(searches.map((search) => pageOf(caller, search)));
  const byId = new Map(pages.flatMap(({ customers }) => customers.map((customer) => [customer.customerId, customer] as const)));
  return { customers: [...byId.values()], more: pages.some(({ cursor }) => cursor !== undefined) };
}

/** With its entity tag. */
export async function one(caller: AdminCaller, customerId: string): Promise<{ customer: Shown; tag: string }> {
  const { answer, headers } = await call(caller, 'GET', pathOf(customerId));
  return { customer: answer as Shown, tag: headers.get('etag') ?? '*' };
}
