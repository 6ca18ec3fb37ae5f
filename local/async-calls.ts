/** Calls of functions that nobody waits for, as Lambda makes them: again where they fail, and at last into a dead-letter queue. */

import { type AsyncFailure, retriesByDefault } from './async-failures.ts';
import { evaluate } from './aws/iam.ts';
import type { Clock } from './clock.ts';
import type { Lambda } from './lambda.ts';
import type { LambdaFunction } from './template.ts';

/** A call that failed for good; `queue` is where AWS would put it. */
export type DeadLetter = { function: string; queue: string; event: unknown; reason: string; attempts: number; at: string };

type AsyncParts = {
  failures: AsyncFailure[];
  functions: LambdaFunction[];
  lambda: Lambda;
  clock: Clock;
  /** Told of a failure that nobody hears of on AWS. */
  onLost: (line: string) => void;
};

export class AsyncCalls {
  readonly deadLetters: DeadLetter[] = [];
  readonly #parts: AsyncParts;
  #stopped = false;

  constructor(parts: AsyncParts) {
    this.#parts = parts;
  }

  /** Nothing is called from here on, nor retried. */
  stop(): void {
    this.#stopped = true;
  }

  /** Ends when the call is over; it is retried at once, where Lambda would wait for minutes. */
  async call(
    functionArn: string,
    event: unknown,
    failure = this.#parts.failures.find((each) => each.functionArn === functionArn),
  ): Promise<void> {
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
