import { Duration } from 'aws-cdk-lib';
import { Schedule } from 'aws-cdk-lib/aws-events';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { calledByRule } from './called-by-rule.ts';

/** How late an approved support request may be executed. */
const sweepInterval = Duration.minutes(5);

/**
 * Calls the sweep of approved support requests. Nothing has to be taken out of the queue of its failures to go on: the next sweep meets
 * the same requests.
 */
export function sweepSchedule(scope: Construct, sweep: LambdaFunction): Queue {
  return calledByRule(scope, sweep, {
    rule: [
      'SweepSchedule',
      { description: 'Keycard: executes the approved support requests whose wait is over', schedule: Schedule.rate(sweepInterval) },
    ],
    // The longest that SQS knows. What is told of logouts lies there too, by the ids of customers and sessions.
    failures: ['SweepFailures', Duration.days(14)],
    // Later sweeps have done its work.
    goodFor: Duration.hours(1),
  });
}
