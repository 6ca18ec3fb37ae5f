import { Duration, Validations } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as FunctionTarget } from 'aws-cdk-lib/aws-events-targets';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/** How late an approved support request may be executed. */
export const sweepInterval = Duration.minutes(5);

/**
 * Calls the sweep of approved support requests. What EventBridge cannot deliver and what the function fails at three times ends
 * in the queue, which has an alarm. Nothing has to be taken out of it to go on: the next sweep meets the same requests.
 */
export function sweepSchedule(scope: Construct, sweep: LambdaFunction): Queue {
  const failures = new Queue(scope, 'SweepFailures', {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    // The longest that SQS knows: it is there for people to read.
    retentionPeriod: Duration.days(14),
  });
  Validations.of(failures).acknowledge({ id: 'AwsSolutions-SQS3', reason: 'It is a dead-letter queue itself.' });

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
