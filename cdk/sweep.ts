import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as FunctionTarget } from 'aws-cdk-lib/aws-events-targets';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { deadLetters } from './dead-letters.ts';

/** How late an approved support request may be executed. */
export const sweepInterval = Duration.minutes(5);

/**
 * Calls the sweep of approved support requests. What EventBridge cannot deliver and what the function fails at three times ends
 * in the queue, which has an alarm. Nothing has to be taken out of it to go on: the next sweep meets the same requests.
 */
export function sweepSchedule(scope: Construct, sweep: LambdaFunction): Queue {
  const failures = deadLetters(scope, 'SweepFailures');
  // What has waited so long is of no use any more: later sweeps have done its work.
  const limits = { maxEventAge: Duration.hours(1), retryAttempts: 2 };
  new Rule(scope, 'SweepSchedule', {
    description: 'Keycard: executes the approved support requests whose wait is over',
    schedule: Schedule.rate(sweepInterval),
    targets: [new FunctionTarget(sweep, { ...limits, deadLetterQueue: failures })],
  });
  sweep.configureAsyncInvoke({ ...limits, onFailure: new SqsDestination(failures) });
  return failures;
}
