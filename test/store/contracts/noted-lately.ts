/** Entries that are written once in 24 hours: a case says when the last one was, and what is written now is part of what it leaves. */
import fc from 'fast-check';
import { DAY } from '../../../shared/flow/budgets.ts';
import { fewerThan } from '../../../shared/flow/lately.ts';
import { newestOf, put } from '../store.ts';

const customerLog = (customerId: string) => `CUSTOMER#${customerId}`;

/** How long ago (ms) the last one was written; `undefined`: never. */
export type NotedAgo = number | undefined;
export const notedAgo: fc.Arbitrary<NotedAgo> = fc.constantFrom(undefined, DAY - 1, DAY);

export async function noted(customerId: string, kind: string, ago: NotedAgo, now: number): Promise<void> {
  if (ago !== undefined) await put({ pk: customerLog(customerId), sk: `NOTED#${kind}`, at1: now - ago });
}

/** Is an entry due now? */
export const isDue = (ago: NotedAgo, now: number): boolean => fewerThan(1, ago === undefined ? [] : [now - ago], now);

export async function isWritten(customerId: string, event: string): Promise<boolean> {
  return (await newestOf([customerLog(customerId)], 10)).some((entry) => entry.event === event);
}
