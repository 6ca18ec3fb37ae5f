/** What a template says of calls that nobody waits for and that fail. */
import { account, type Intrinsics, region, type Template } from './intrinsics.ts';
import { resourcesOf } from './rule-targets.ts';

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
