import { type Duration, Validations } from 'aws-cdk-lib';
import { Rule, type RuleProps } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as FunctionTarget } from 'aws-cdk-lib/aws-events-targets';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

type Calling = {
  /** Id and properties of the rule: a schedule, or the pattern of events. */
  readonly rule: readonly [id: string, Pick<RuleProps, 'description' | 'schedule' | 'eventPattern'>];
  /** Id of the queue of what failed for good, and how long it keeps each event, with all that is in it; or a queue that is there. */
  readonly failures: readonly [id: string, kept: Duration] | Queue;
  /** A call that has waited so long is of no use any more. */
  readonly goodFor: Duration;
};

/**
 * Has a rule of EventBridge call the function, where nobody waits for the answer. What EventBridge cannot deliver, and what the function
 * fails at three times, ends in the queue: for people to read, and for an alarm to tell of.
 */
export function calledByRule(scope: Construct, called: LambdaFunction, { rule, failures, goodFor }: Calling): Queue {
  const [ruleId, props] = rule;
  const queue = failures instanceof Queue ? failures : deadLetterQueue(scope, ...failures);

  const limits = { maxEventAge: goodFor, retryAttempts: 2 };
  new Rule(scope, ruleId, { ...props, targets: [new FunctionTarget(called, { ...limits, deadLetterQueue: queue })] });
  called.configureAsyncInvoke({ ...limits, onFailure: new SqsDestination(queue) });
  return queue;
}

function deadLetterQueue(scope: Construct, id: string, retentionPeriod: Duration): Queue {
  const queue = new Queue(scope, id, { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true, retentionPeriod });
  Validations.of(queue).acknowledge({ id: 'AwsSolutions-SQS3', reason: 'It is a dead-letter queue itself.' });
  return queue;
}
