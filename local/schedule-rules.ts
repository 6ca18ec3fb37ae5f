/** The EventBridge rules of a template that call a function on a schedule. */
import type { Intrinsics, Template } from './intrinsics.ts';
import { type RuleTarget, rulesOf, targetsOf } from './rule-targets.ts';

export type ScheduleRule = {
  name: string;
  arn: string;
  /** Milliseconds between two moments. */
  every: number;
  targets: RuleTarget[];
};

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

/** `rate(5 minutes)` in milliseconds. */
function periodOf(expression: string, logicalId: string): number {
  const [, count, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  if (!count) throw new Error(`template: ${logicalId} is called by ${expression || 'nothing'}; the local stack knows rates`);
  return Number(count) * (unitLengths[unit] ?? 0);
}
