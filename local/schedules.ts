/** Calls functions when their schedules are due by the stack's clock, as EventBridge and Lambda do together. */
import { randomUUID } from 'node:crypto';
import { evaluate } from './aws/iam.ts';
import type { Clock } from './clock.ts';
import { account, region } from './intrinsics.ts';
import type { Lambda } from './lambda.ts';
import { type AsyncFailure, retriesByDefault, type ScheduleRule } from './schedule-rules.ts';
import type { LambdaFunction } from './template.ts';

/** A call that failed for good; `queue` is where AWS would put it. */
export type DeadLetter = { function: string; queue: string; event: unknown; reason: string; attempts: number; at: string };

export type ScheduledParts = {
  rules: ScheduleRule[];
  failures: AsyncFailure[];
  functions: LambdaFunction[];
  lambda: Lambda;
  clock: Clock;
  /** Told of a failure that nobody hears of on AWS. */
  onLost: (line: string) => void;
};

export class Schedules {
  readonly deadLetters: DeadLetter[] = [];
  readonly #parts: ScheduledParts;
  readonly #nextAt = new Map<ScheduleRule, number>();
  readonly #timer: NodeJS.Timeout;
  #running: Promise<void> = Promise.resolve();
  #stopped = false;

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
        await Promise.all(due.flatMap((rule) => rule.targets.map((target) => this.#call(rule, target, now))));
      });
    }
    return this.#running;
  }

  /** Nothing is called from here on, nor retried. */
  stop(): void {
    this.#stopped = true;
    clearInterval(this.#timer);
  }

  /** An asynchronous call: retried at once, where Lambda would wait for minutes. */
  async #call(rule: ScheduleRule, { functionArn, input }: ScheduleRule['targets'][number], at: number): Promise<void> {
    const event = input ?? scheduledEvent(rule, at);
    const failure = this.#parts.failures.find((each) => each.functionArn === functionArn);
    const attempts = 1 + (failure?.retries ?? retriesByDefault);
    let reason = '';
    for (let attempt = 1; attempt <= attempts; attempt++) {
      if (this.#stopped) return;
      const outcome = await this.#parts.lambda.invoke(functionArn, event);
      if (outcome.kind === 'answered') return;
      reason = outcome.kind === 'failed' ? outcome.reason : 'timeout';
    }
    if (!this.#stopped) this.#keep({ functionArn, destinationArn: failure?.destinationArn, event, reason, attempts });
  }

  /** Lambda writes to the destination with the function's own role. */
  #keep(failed: { functionArn: string; destinationArn: string | undefined; event: unknown; reason: string; attempts: number }): void {
    const { functionArn, destinationArn, event, reason, attempts } = failed;
    const owner = this.#parts.functions.find(({ arn }) => arn === functionArn);
    const name = owner?.shortName ?? functionArn;
    if (!destinationArn) {
      this.#parts.onLost(`${name} failed ${attempts} times and has no dead-letter queue: ${reason}`);
      return;
    }
    const permission = { action: 'sqs:SendMessage', resource: destinationArn, context: {} };
    const decision = evaluate(owner?.role.statements ?? [], permission);
    if (!decision.allowed) {
      this.#parts.onLost(`${name} failed, and its role may not tell ${destinationArn}: ${decision.reason}`);
      return;
    }
    const at = new Date(this.#parts.clock.now()).toISOString();
    this.deadLetters.push({ function: name, queue: destinationArn, event, reason, attempts, at });
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
