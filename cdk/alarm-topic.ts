import { Aws } from 'aws-cdk-lib';
import { Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import type { Options } from './options.ts';

/**
 * Where every alarm goes; a pager or a chat subscribes here. Not encrypted at rest: alarms hold names and counts only, and
 * CloudWatch could publish to an encrypted topic only with another KMS key, which CloudWatch as a whole may use.
 */
export function alarmTopic(scope: Construct, options: Options): Topic {
  const topic = new Topic(scope, 'Alarms', { displayName: `Keycard ${options.stage}`, enforceSSL: true });
  // A topic with a policy of its own has lost the one that let the account's alarms in.
  topic.addToResourcePolicy(
    new PolicyStatement({
      sid: 'AlarmsOfThisAccount',
      effect: Effect.ALLOW,
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    }),
  );
  if (options.alarmMailTo) topic.addSubscription(new EmailSubscription(options.alarmMailTo));
  return topic;
}
