/** The audit log as it stands in the table. */
import type { TestStack } from '../support/stack.ts';

export type AuditEntry = { event: string; by: Record<string, unknown>; at: number };

type Value = { S?: string; N?: string; M?: Record<string, Value> };

/** What happened to a customer, oldest first. */
export async function auditLog(stack: TestStack, customerId: string): Promise<AuditEntry[]> {
  const items = (await stack.scanTable()) as Record<string, Value>[];
  return items
    .filter(({ pk, sk }) => pk?.S === `CUSTOMER#${customerId}` && sk?.S?.startsWith('AUDIT#'))
    .sort((one, other) => ((one.sk?.S ?? '') < (other.sk?.S ?? '') ? -1 : 1))
    .map(({ event, by, at }) => ({ event: event?.S ?? '', by: plain(by) as Record<string, unknown>, at: Number(at?.N) }));
}

function plain(value: Value | undefined): unknown {
  if (value?.M) return Object.fromEntries(Object.entries(value.M).map(([name, inner]) => [name, plain(inner)]));
  return value?.S ?? value?.N;
}
