/** How old a support request is, and what it waits for: in the terminal and in the console. */
import type { SupportRequest } from './support-request.ts';

type Waiting = { readonly is: 'answer' | 'overdue' | 'execution' | 'nothing'; readonly milliseconds: number };

/** An answer within one working day, or the end of the customer's time to cancel. `now`: ms, by the service's clock. */
export function waitsFor({ status, dueAt, overdue, executeAt }: SupportRequest, now: number): Waiting {
  if (status === 'approved' && executeAt) return { is: 'execution', milliseconds: Math.max(0, Date.parse(executeAt) - now) };
  if (status !== 'open') return { is: 'nothing', milliseconds: 0 };
  const left = Date.parse(dueAt) - now;
  return overdue || left < 0 ? { is: 'overdue', milliseconds: Math.abs(left) } : { is: 'answer', milliseconds: left };
}

const minute = 60_000;

/** `45 min`, `3 h`, `2 d 5 h` */
export function duration(milliseconds: number): string {
  const minutes = Math.max(0, Math.floor(milliseconds / minute));
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}
