/** Which functions an EventBridge rule of the template calls. */
import type { Intrinsics, Resource, Template } from './intrinsics.ts';

export type RuleTarget = { functionArn: string; input?: unknown };

export function resourcesOf(template: Template, type: string): [string, Resource][] {
  return Object.entries(template.Resources).filter(([, { Type }]) => Type === type);
}

/** The rules that are switched on, by their logical ids. */
export function rulesOf(template: Template): [string, Record<string, unknown>][] {
  return resourcesOf(template, 'AWS::Events::Rule')
    .map(([logicalId, { Properties = {} }]): [string, Record<string, unknown>] => [logicalId, Properties])
    .filter(([, { State }]) => State !== 'DISABLED');
}

/** @throws Error naming a function that the rule may not call: without the permission nothing would happen on AWS. */
export function targetsOf(logicalId: string, template: Template, intrinsics: Intrinsics): RuleTarget[] {
  const { Targets = [] } = template.Resources[logicalId]?.Properties ?? {};
  return (intrinsics.resolve(Targets, logicalId) as { Arn: string; Input?: string }[]).map(({ Arn, Input }) => {
    checkPermission(Arn, intrinsics.arn(logicalId), template, intrinsics);
    return { functionArn: Arn, ...(Input === undefined ? {} : { input: JSON.parse(Input) as unknown }) };
  });
}

/** EventBridge calls a function only if the function's own policy lets it. */
function checkPermission(functionArn: string, ruleArn: string, template: Template, intrinsics: Intrinsics): void {
  const may = resourcesOf(template, 'AWS::Lambda::Permission').some(([logicalId, { Properties = {} }]) => {
    if (Properties.Principal !== 'events.amazonaws.com') return false;
    const source = Properties.SourceArn === undefined ? ruleArn : intrinsics.text(Properties.SourceArn, logicalId);
    return source === ruleArn && functionArn.endsWith(intrinsics.text(Properties.FunctionName, logicalId).replace(/^.*:/, ':'));
  });
  if (!may) throw new Error(`template: EventBridge has no permission to call ${functionArn} for ${ruleArn}`);
}
