/** The calls that the console makes, and no others: what the page says of each is read by the contract, and put together anew. */
import * as v from 'valibot';
import { customerAudit } from '../../shared/http/routes/activity.ts';
import { endSessions, getCustomer, listCustomers } from '../../shared/http/routes/admin.ts';
import { getClient, listClients } from '../../shared/http/routes/clients.ts';
import { pathParameters } from '../../shared/http/routes/path-parameters.ts';
import type { Route } from '../../shared/http/routes/route.ts';
import { approveSupport, attachSupport, listSupport, noteSupport, rejectSupport, showSupport } from '../../shared/http/routes/support.ts';
import { queryOf } from '../admin-call.ts';

/** Nothing that changes a customer but the end of their sessions: contacts that are changed because somebody asks are the attack itself. */
export const calls = {
  listSupport,
  showSupport,
  attachSupport,
  noteSupport,
  approveSupport,
  rejectSupport,
  listCustomers,
  getCustomer,
  customerAudit,
  endSessions,
  listClients,
  getClient,
} as const satisfies Record<string, Route>;

export type CallName = keyof typeof calls;

export const isCall = (name: string): name is CallName => Object.hasOwn(calls, name);

export type Target = { readonly method: string; readonly path: string; readonly body: unknown };

const texts = v.optional(v.record(v.string(), v.string()), {});
const asked = v.strictObject({ path: texts, query: texts, body: v.optional(v.record(v.string(), v.unknown())) });

/** @returns the request to sign, or what of it makes no sense */
export function targetOf(name: CallName, given: unknown): Target | { readonly faults: readonly string[] } {
  if (!v.is(asked, given)) return { faults: faultsIn(asked, given) };
  const { path = {}, query = {}, body } = given;
  const route: Route = calls[name];
  const faults: string[] = [];
  const filled = route.path.replaceAll(/\{(\w+)\}/g, (_, parameter: string) => {
    const value = path[parameter] ?? '';
    // A path of dots leads elsewhere, to a call that is perhaps on no list.
    if (!v.is(pathParameters[parameter] as v.GenericSchema, value) || /^\.{1,2}$/.test(value)) faults.push(parameter);
    return encodeURIComponent(value);
  });
  faults.push(...faultsIn(route.query ?? nothing, query), ...faultsIn(route.body ?? nothing, body ?? {}));
  if (faults.length > 0) return { faults };
  const search = queryOf(query);
  return { method: route.method, path: search ? `${filled}?${search}` : filled, body: route.body && body };
}

const nothing = v.strictObject({});

/** The names of what does not fit. */
function faultsIn(schema: v.GenericSchema, given: unknown): string[] {
  const { issues = [] } = v.safeParse(schema, given);
  return issues.map((issue) => v.getDotPath(issue) ?? '');
}
