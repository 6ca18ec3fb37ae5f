/** Which functions of a template are told by the stream of a table, and of what. */
import type { EventPattern } from './event-rules.ts';
import type { Intrinsics, Template } from './intrinsics.ts';
import { resourcesOf } from './rule-targets.ts';

export type StreamMapping = {
  functionArn: string;
  streamArn: string;
  /** A record has to fit one of them; with none, every record does. */
  patterns: EventPattern[];
  /** Where Lambda tells of what failed for good; undefined: nowhere. */
  destinationArn?: string;
};

export function readStreamMappings(template: Template, intrinsics: Intrinsics): StreamMapping[] {
  return resourcesOf(template, 'AWS::Lambda::EventSourceMapping').map(([logicalId, { Properties = {} }]) => {
    const resolved = intrinsics.resolve(Properties, logicalId) as {
      FunctionName: string;
      EventSourceArn: string;
      FilterCriteria?: { Filters?: { Pattern: string }[] };
      DestinationConfig?: { OnFailure?: { Destination?: string } };
    };
    if (!/:table\/.+\/stream\//.test(resolved.EventSourceArn))
      throw new Error(`template: ${logicalId} is told by ${resolved.EventSourceArn}; the local stack knows streams of tables`);
    const target = resourcesOf(template, 'AWS::Lambda::Function').find(([id]) => intrinsics.name(id) === resolved.FunctionName);
    if (!target) throw new Error(`template: ${logicalId} calls ${resolved.FunctionName}, which is no function of it`);
    const destination = resolved.DestinationConfig?.OnFailure?.Destination;
    return {
      functionArn: intrinsics.arn(target[0]),
      streamArn: resolved.EventSourceArn,
      patterns: (resolved.FilterCriteria?.Filters ?? []).map(({ Pattern }) => JSON.parse(Pattern) as EventPattern),
      ...(destination !== undefined && { destinationArn: destination }),
    };
  });
}
