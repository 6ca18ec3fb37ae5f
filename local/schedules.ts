/** Calls functions when their schedules are due by the stack's clock, as EventBridge and Lambda do together. */
import { randomUUID } from 'node:crypto';
import type { AsyncCalls } from './async-calls.ts';
import type { Clock } from './clock.ts';
import { account, region } from './intrinsics.ts';
import type { ScheduleRule } from './schedule-rules.ts';

type ScheduledParts = { rules: ScheduleRule[]; calls: AsyncCalls; clock: Clock };

export class Schedules {
  readonly #parts: ScheduledParts;
  readonly #nextAt = new Map<ScheduleRule, number>();
  readonly #timer: NodeJS.Timeout;
  #running: Promise<void> = Promise.resolve();

  constructor(parts: ScheduledParts) {
    this.#parts = parts;
    // EventBridge counts a rate from the moment the rule exists.
    for (const rule of parts.rules) this.#nextAt.set(rule, parts.clock.now() + rule.every);
    this.#timer = setInterval(() => void this.runDue(), 1000).unref();
  }

  /**
   * Calls what has become due, once however many of its moments have passed, and waits for the end of these calls and of those
   * under way.
   */
  runDue(): Promise<void> {
    const now = this.#parts.clock.now();
    const due = this.#parts.rules.filter((rule) => (this.#nextAt.get(rule) ?? 0) <= now);
    for (const rule of due) {
      const missed = Math.floor((now - (this.#nextAt.get(rule) ?? 0)) / rule.every);
      this.#nextAt.set(rule, (this.#nextAt.get(rule) ?? 0) + (missed + 1) * rule.every);
    }
    if (due.length > 0) {
      this.#running = this.#running.then(async () => {
        const { calls } = this.#parts;
        await Promise.all(
          due.flatMap((rule) => rule.targets.map(({ functionArn, input }) => calls.call(functionArn, input ?? scheduledEvent(rule, now)))),
        );
      });
    }
    return this.#running;
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}

/** EventBridge User Guide, "Events from scheduled rules". */
function scheduledEvent(rule: ScheduleRule, at: number): Record<string, unknown> {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account,
    time: new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z'),
    region,
    resources: [rule.arn],
    detail: {},
  };
}
