import { Duration } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { EventSourceMapping, FilterCriteria, FilterRule, type Function as LambdaFunction, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { EVENT_SOURCE } from '../shared/flow/event-source.ts';
import { sessionEndingEvents, toldEvents } from '../shared/log/told-events.ts';
import { calledByRule } from './called-by-rule.ts';

/**
 * Has the function told of every entry of the audit log that others may know of: what it then tells EventBridge has happened, and is written
 * down. What cannot be told within a day is left in the queue by its place in the stream, which keeps it for no longer.
 */
export function toldByStream(scope: Construct, audit: ITable, events: LambdaFunction, failures: Queue): void {
  if (!audit.tableStreamArn) return;
  failures.grantSendMessages(events);
  const names = FilterCriteria.filter({
    eventName: FilterRule.isEqual('INSERT'),
    dynamodb: { NewImage: { event: { S: FilterRule.or(...toldEvents) } } },
  });
  new EventSourceMapping(scope, 'AuditEvents', {
    target: events,
    eventSourceArn: audit.tableStreamArn,
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize: 10,
    filters: [names],
    bisectBatchOnError: true,
    maxRecordAge: Duration.hours(24),
    onFailure: new SqsDlq(failures),
  });
}

/** Calls the function for each event that sessions may have ended by. */
export function calledByLogouts(scope: Construct, backChannel: LambdaFunction, failures: Queue): void {
  const eventPattern = { source: [EVENT_SOURCE], detailType: [...sessionEndingEvents] };
  calledByRule(scope, backChannel, {
    rule: ['LogoutRule', { description: 'Keycard: sessions that have ended, for the clients that had them', eventPattern }],
    failures,
    goodFor: Duration.hours(6),
  });
}
