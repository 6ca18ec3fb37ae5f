/** The EventBridge rules of a template that call a function on a schedule, and what happens to a call that fails. */
import { account, type Intrinsics, region, type Template } from './intrinsics.ts';
import { type RuleTarget, resourcesOf, rulesOf, targetsOf } from './rule-targets.ts';

export type ScheduleRule = {
  name: string;
  arn: string;
  /** Milliseconds between two moments. */
  every: number;
  targets: RuleTarget[];
};

/** What Lambda does with an asynchronous call that fails. */
export type AsyncFailure = {
  functionArn: string;
  /** Tries after the first one. */
  retries: number;
  /** Where it tells of what failed for good; undefined: nowhere. */
  destinationArn?: string;
};

/** Lambda Developer Guide, "How Lambda handles errors and retries with asynchronous invocation". */
export const retriesByDefault = 2;

const minute = 60_000;
const unitLengths: Record<string, number> = { minute, hour: 60 * minute, day: 24 * 60 * minute };

/** @throws Error naming a rule that waits for times of the calendar, or that may not call its function. */
export function readScheduleRules(template: Template, intrinsics: Intrinsics): ScheduleRule[] {
  return rulesOf(template)
    .filter(([, { EventPattern }]) => EventPattern === undefined)
    .map(([logicalId, { ScheduleExpression }]) => ({
      name: intrinsics.name(logicalId),
      arn: intrinsics.arn(logicalId),
      every: periodOf(String(ScheduleExpression ?? ''), logicalId),
      targets: targetsOf(logicalId, template, intrinsics),
    }));
}

export function readAsyncFailures(template: Template, intrinsics: Intrinsics): AsyncFailure[] {
  return resourcesOf(template, 'AWS::Lambda::EventInvokeConfig').map(([logicalId, { Properties = {} }]) => {
    const name = intrinsics.text(Properties.FunctionName, `${logicalId}.FunctionName`);
    const destination = (Properties.DestinationConfig as { OnFailure?: { Destination?: unknown } } | undefined)?.OnFailure?.Destination;
    return {
      functionArn: name.startsWith('arn:') ? name : `arn:aws:lambda:${region}:${account}:function:${name}`,
      retries: Number(Properties.MaximumRetryAttempts ?? retriesByDefault),
      ...(destination === undefined ? {} : { destinationArn: intrinsics.text(destination, `${logicalId}.OnFailure`) }),
    };
  });
}

/** `rate(5 minutes)` in milliseconds. */
function periodOf(expression: string, logicalId: string): number {
  const [, count, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  if (!count) throw new Error(`template: ${logicalId} is called by ${expression || 'nothing'}; the local stack knows rates`);
  return Number(count) * (unitLengths[unit] ?? 0);
}
