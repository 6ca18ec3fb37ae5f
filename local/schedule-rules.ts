/** The EventBridge rules of a template that call a function on a schedule, and what happens to a call that fails. */
import { account, type Intrinsics, type Resource, region, type Template } from './intrinsics.ts';

export type ScheduleRule = {
  name: string;
  arn: string;
  /** Milliseconds between two moments. */
  every: number;
  targets: { functionArn: string; input?: unknown }[];
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

/** @throws Error naming a rule that waits for events or for times of the calendar, or that may not call its function. */
export function readScheduleRules(template: Template, intrinsics: Intrinsics): ScheduleRule[] {
  return resourcesOf(template, 'AWS::Events::Rule')
    .filter(([, { Properties = {} }]) => Properties.State !== 'DISABLED')
    .map(([logicalId, { Properties = {} }]) => {
      const arn = intrinsics.arn(logicalId);
      const targets = (intrinsics.resolve(Properties.Targets ?? [], logicalId) as { Arn: string; Input?: string }[]).map(
        ({ Arn, Input }) => ({
          functionArn: Arn,
          ...(Input === undefined ? {} : { input: JSON.parse(Input) as unknown }),
        }),
      );
      for (const { functionArn } of targets) checkPermission(functionArn, arn, template, intrinsics);
      return { name: intrinsics.name(logicalId), arn, every: periodOf(String(Properties.ScheduleExpression ?? ''), logicalId), targets };
    });
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

function resourcesOf(template: Template, type: string): [string, Resource][] {
  return Object.entries(template.Resources).filter(([, { Type }]) => Type === type);
}

/** `rate(5 minutes)` in milliseconds. */
function periodOf(expression: string, logicalId: string): number {
  const [, count, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  if (!count) throw new Error(`template: ${logicalId} is called by ${expression || 'events'}; the local stack knows rates`);
  return Number(count) * (unitLengths[unit] ?? 0);
}

/** EventBridge calls a function only if the function's own policy lets it; without it nothing would happen on AWS. */
function checkPermission(functionArn: string, ruleArn: string, template: Template, intrinsics: Intrinsics): void {
  const may = resourcesOf(template, 'AWS::Lambda::Permission').some(([logicalId, { Properties = {} }]) => {
    if (Properties.Principal !== 'events.amazonaws.com') return false;
    const source = Properties.SourceArn === undefined ? ruleArn : intrinsics.text(Properties.SourceArn, logicalId);
    return source === ruleArn && functionArn.endsWith(intrinsics.text(Properties.FunctionName, logicalId).replace(/^.*:/, ':'));
  });
  if (!may) throw new Error(`template: EventBridge has no permission to call ${functionArn} for ${ruleArn}`);
}
