import { describe, expect, test } from 'vitest';
import { functionsOf, listOf, ofType, statementsOf, synthesized, textOf } from './synthesized.ts';

const { template } = await synthesized();
const sweep = functionsOf(template)['support-sweep'];
const named = (type: string, name: string) => ofType(template, type).find(([id]) => id.startsWith(name)) ?? [];
const [ruleId, rule] = named('AWS::Events::Rule', 'SweepSchedule');
const [queueId, queue] = named('AWS::SQS::Queue', 'SweepFailures');
const queueArn = { 'Fn::GetAtt': [queueId, 'Arn'] };

describe('the sweep of support requests', () => {
  test('is called every five minutes, by its rule alone', () => {
    expect(rule?.Properties).toMatchObject({ ScheduleExpression: 'rate(5 minutes)', State: 'ENABLED' });
    const callers = ofType(template, 'AWS::Lambda::Permission')
      .map(([, { Properties }]) => Properties)
      .filter(({ FunctionName }) => textOf(FunctionName) === `{${sweep?.id}.Arn}`);
    expect(callers).toMatchObject([{ Principal: 'events.amazonaws.com', SourceArn: { 'Fn::GetAtt': [ruleId, 'Arn'] } }]);
  });

  test('is no call of the API', () => {
    for (const [, { Properties }] of ofType(template, 'AWS::ApiGateway::Method')) {
      expect(textOf(Properties.Integration.Uri)).not.toContain(`{${sweep?.id}.Arn}`);
    }
  });

  test('leaves what EventBridge cannot deliver, and what it failed at three times, in the queue', () => {
    const [target] = rule?.Properties.Targets ?? [];
    expect(target).toMatchObject({ DeadLetterConfig: { Arn: queueArn }, RetryPolicy: { MaximumRetryAttempts: 2 } });
    const [, invoked] = named('AWS::Lambda::EventInvokeConfig', 'SupportSweep');
    expect(invoked?.Properties).toMatchObject({
      FunctionName: { Ref: sweep?.id },
      MaximumRetryAttempts: 2,
      DestinationConfig: { OnFailure: { Destination: queueArn } },
    });
    const sending = statementsOf(template, sweep?.Properties.Role['Fn::GetAtt'][0]).filter(({ Action }) =>
      listOf(Action).includes('sqs:SendMessage'),
    );
    expect(sending).toMatchObject([{ Effect: 'Allow', Resource: queueArn }]);
  });
});

describe('the dead-letter queue', () => {
  test('is encrypted, kept for two weeks and reached by TLS only', () => {
    expect(queue?.Properties).toMatchObject({ SqsManagedSseEnabled: true, MessageRetentionPeriod: 1_209_600 });
    const [, policy] = named('AWS::SQS::QueuePolicy', 'SweepFailures');
    const [plain] = policy?.Properties.PolicyDocument.Statement ?? [];
    expect(plain).toMatchObject({ Effect: 'Deny', Action: 'sqs:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } });
  });
});

test('without the option for it, alarms are written to nobody', () => {
  expect(ofType(template, 'AWS::SNS::Topic')).toHaveLength(1);
  expect(ofType(template, 'AWS::SNS::Subscription')).toEqual([]);
});
