import { describe, expect, test } from 'vitest';
import { functionsOf, listOf, ofType, statementsOf, synthesized, textOf } from './synthesized.ts';

const { template } = await synthesized();
const feedback = functionsOf(template)['mail-feedback'];
const named = (type: string, name: string) => ofType(template, type).find(([id]) => id.startsWith(name)) ?? [];
const [setId, set] = named('AWS::SES::ConfigurationSet', 'Mails');
const [ruleId, rule] = named('AWS::Events::Rule', 'MailFeedbackRule');
const [queueId, queue] = named('AWS::SQS::Queue', 'MailFeedbackFailures');
const queueArn = { 'Fn::GetAtt': [queueId, 'Arn'] };

describe('the configuration set of e-mails', () => {
  test('asks no suppression list: no complaint keeps an owner from the next code', () => {
    expect(set?.Properties.SuppressionOptions).toEqual({ SuppressedReasons: [] });
  });

  test('publishes bounces and complaints on the default bus, and nothing that tells what customers open', () => {
    const [[, destination] = []] = ofType(template, 'AWS::SES::ConfigurationSetEventDestination');
    expect(destination?.Properties).toMatchObject({
      ConfigurationSetName: { Ref: setId },
      EventDestination: { Enabled: true, MatchingEventTypes: ['bounce', 'complaint'] },
    });
    const { EventBusArn } = destination?.Properties.EventDestination.EventBridgeDestination ?? {};
    expect(textOf(EventBusArn)).toMatch(/:event-bus\/default$/);
  });

  test('is the one that the functions name', () => {
    const senders = Object.values(functionsOf(template)).filter(({ Properties }) => Properties.Environment.Variables.MAIL_FROM);
    expect(senders.length).toBeGreaterThan(0);
    for (const { Properties } of senders) expect(Properties.Environment.Variables.MAIL_CONFIGURATION_SET).toEqual({ Ref: setId });
  });
});

describe('the function that hears of them', () => {
  test('is called for e-mails of this set, by its rule alone', () => {
    expect(rule?.Properties.EventPattern).toEqual({
      source: ['aws.ses'],
      'detail-type': ['Email Bounced', 'Email Complaint Received'],
      detail: { mail: { tags: { 'ses:configuration-set': [{ Ref: setId }] } } },
    });
    const callers = ofType(template, 'AWS::Lambda::Permission')
      .map(([, { Properties }]) => Properties)
      .filter(({ FunctionName }) => textOf(FunctionName) === `{${feedback?.id}.Arn}`);
    expect(callers).toMatchObject([{ Principal: 'events.amazonaws.com', SourceArn: { 'Fn::GetAtt': [ruleId, 'Arn'] } }]);
  });

  test('may mark addresses and write into the audit log, and sends and reads nothing', () => {
    const statements = statementsOf(template, feedback?.Properties.Role['Fn::GetAtt'][0]);
    const data = statements.find(({ Sid }) => Sid === 'DataQueryUpdateItem');
    expect(data).toMatchObject({
      Action: ['dynamodb:Query', 'dynamodb:UpdateItem'],
      Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['EMAIL#*'] } },
    });
    const sids = statements.flatMap(({ Sid = '' }) => Sid).filter(Boolean);
    expect(sids.toSorted()).toEqual(['Audit', 'DataQueryUpdateItem', 'OwnLogs', 'TableKey']);
  });

  test('leaves what it failed at three times in a queue, which has an alarm', () => {
    const [target] = rule?.Properties.Targets ?? [];
    expect(target).toMatchObject({ DeadLetterConfig: { Arn: queueArn }, RetryPolicy: { MaximumRetryAttempts: 2 } });
    const [, invoked] = named('AWS::Lambda::EventInvokeConfig', 'MailFeedback');
    expect(invoked?.Properties).toMatchObject({ MaximumRetryAttempts: 2, DestinationConfig: { OnFailure: { Destination: queueArn } } });
    const sending = statementsOf(template, feedback?.Properties.Role['Fn::GetAtt'][0]).filter(({ Action }) =>
      listOf(Action).includes('sqs:SendMessage'),
    );
    expect(sending).toMatchObject([{ Resource: queueArn }]);
    const [, alarm] = named('AWS::CloudWatch::Alarm', 'Alarmmailfeedbackfailureskept');
    expect(alarm?.Properties.Dimensions).toEqual([{ Name: 'QueueName', Value: { 'Fn::GetAtt': [queueId, 'QueueName'] } }]);
  });

  test('keeps that, which has addresses in full, encrypted and for four days', () => {
    expect(queue?.Properties).toMatchObject({ SqsManagedSseEnabled: true, MessageRetentionPeriod: 4 * 86_400 });
  });
});
