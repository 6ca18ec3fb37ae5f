import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { counted } from '../../shared/log/events.ts';
import { functionsOf, ofType, type Resource, synthesized, textOf } from './synthesized.ts';

const { template, codeOf } = await synthesized({ stage: 'prod', alarmMailTo: 'oncall@shop.example', smsSpendAlarm: 20 });
const alarms = new Map(
  ofType(template, 'AWS::CloudWatch::Alarm').map(([, { Properties }]): [string, Resource['Properties']] => [
    Properties.AlarmName.replace('keycard-prod-', ''),
    Properties,
  ]),
);
const [[topicId = ''] = []] = ofType(template, 'AWS::SNS::Topic');

describe('an alarm', () => {
  test.each([...alarms])('%s tells the topic when it begins and when it ends', (_, alarm) => {
    expect(alarm.AlarmActions).toEqual([{ Ref: topicId }]);
    expect(alarm.OKActions).toEqual([{ Ref: topicId }]);
  });

  test.each([...alarms.keys()])('%s is explained to the admins', (name) => {
    const page = readFileSync(new URL('../../docs/admin.md', import.meta.url), 'utf8');
    expect(page).toContain(`\`${name}\``);
  });

  test('watches the calls that any function leaves without an answer, by what API Gateway says in their place', () => {
    expect(alarms.get('function-errors')).toMatchObject({ Namespace: 'Keycard/prod', MetricName: 'brokenCalls', Threshold: 1 });
    const [, { Properties } = {} as Resource] =
      ofType(template, 'AWS::Logs::MetricFilter').find(
        ([, { Properties }]) => Properties.MetricTransformations[0].MetricName === 'brokenCalls',
      ) ?? [];
    const [[, stage] = []] = ofType(template, 'AWS::ApiGateway::Stage');
    expect(textOf(stage?.Properties.AccessLogSetting.DestinationArn)).toContain(`{${Properties.LogGroupName.Ref}.Arn}`);
    expect(Properties.FilterPattern).toBe('{ ($.status = "5*") && ($.gatewayError != "-") }');
    const { status, gatewayError } = JSON.parse(stage?.Properties.AccessLogSetting.Format);
    expect({ status, gatewayError }).toEqual({ status: '$context.status', gatewayError: '$context.error.responseType' });
  });

  test('watches what no call of the API begins: the sweep by its errors, bounces by what is left in their queue', () => {
    const sweep = functionsOf(template)['support-sweep'];
    expect(textOf(alarms.get('sweep-failing').Dimensions[0].Value)).toBe(`{${sweep?.id}}`);
    expect(alarms.get('mail-feedback-failures-kept')).toMatchObject({ MetricName: 'ApproximateNumberOfMessagesVisible' });
  });

  test('watches the tables where logins wait for them', () => {
    const watched = alarms
      .get('tables-throttled')
      .Metrics.flatMap(({ MetricStat }: Resource['Properties']) =>
        MetricStat ? [`${textOf(MetricStat.Metric.Dimensions[0].Value).slice(1, -9)} ${MetricStat.Metric.MetricName}`] : [],
      );
    expect(watched.sort()).toEqual(['Audit WriteThrottleEvents', 'Table ReadThrottleEvents', 'Table WriteThrottleEvents']);
  });

  test('goes off when the sweep is silent', () => {
    expect(alarms.get('sweep-stopped')).toMatchObject({
      MetricName: 'Invocations',
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      Period: 1800,
      TreatMissingData: 'breaching',
    });
  });

  test('goes off when SMS cost as much as the option says', () => {
    expect(alarms.get('sms-spend')).toMatchObject({ Namespace: 'AWS/SNS', MetricName: 'SMSMonthToDateSpentUSD', Threshold: 20 });
  });

  test('goes off when half of the SMS that SNS took do not arrive, to whatever country, and not where none was sent', () => {
    const { Metrics, ...rule } = alarms.get('sms-undelivered');
    expect(rule).toMatchObject({ ComparisonOperator: 'LessThanThreshold', Threshold: 0.5, TreatMissingData: 'notBreaching' });
    expect(Metrics).toMatchObject([
      { Expression: expect.stringMatching(/^SELECT AVG\(SMSSuccessRate\) /), Period: 3600, ReturnData: true },
    ]);
  });

  test('measures logins by their slowest hundredth', () => {
    const { Dimensions, ...latency } = alarms.get('login-latency');
    expect(latency).toMatchObject({ Namespace: 'AWS/ApiGateway', MetricName: 'Latency', ExtendedStatistic: 'p99', Threshold: 3000 });
    expect(Dimensions).toEqual(
      expect.arrayContaining([
        { Name: 'ApiName', Value: 'keycard-prod' },
        { Name: 'Stage', Value: 'prod' },
        { Name: 'Method', Value: 'POST' },
        { Name: 'Resource', Value: '/v1/login' },
      ]),
    );
  });
});

describe('what is counted in the logs', () => {
  const filters = ofType(template, 'AWS::Logs::MetricFilter').map(([, { Properties }]) => Properties);
  const writersOf = (metric: string): string[] =>
    filters
      .filter(({ MetricTransformations }) => MetricTransformations[0].MetricName === metric)
      .map(({ LogGroupName }) => LogGroupName.Ref.replace(/Logs[0-9A-F]{8}$/, ''));

  test('is found by words of the lines, as Lambda puts a time before each', () => {
    const patterns = Object.fromEntries(
      filters.map(({ FilterPattern, MetricTransformations }) => [MetricTransformations[0].MetricName, FilterPattern]),
    );
    expect(patterns).toEqual({
      deliveryFailures: '"delivery_failed" "outcome"',
      noticeFailures: '"notice_failed"',
      locks: '"challenge_locked"',
      flagFailures: '"flag_unreadable"',
      wrongCodes: '"wrong_code"',
      ownersTold: '"owner_told"',
      auditFailures: '"entry_not_kept"',
      brokenCalls: expect.any(String),
    });
    for (const { MetricTransformations } of filters) expect(MetricTransformations[0].MetricNamespace).toBe('Keycard/prod');
  });

  test('is looked for where it can be written', () => {
    expect(writersOf('deliveryFailures')).toEqual(['Login', 'Security', 'Recovery', 'Admin']);
    expect(writersOf('noticeFailures')).toEqual(['Login', 'Security', 'Recovery', 'Support', 'SupportSweep', 'Admin']);
    expect(writersOf('locks')).toEqual(['Login', 'Security', 'Recovery']);
    expect(writersOf('flagFailures')).toEqual(['Login', 'Security']);
    for (const metric of Object.keys(counted)) expect(writersOf(metric)).not.toContain('Discovery');
  });

  test.each(Object.entries(functionsOf(template)))('of %s misses no event that its code writes', (_, { id, ...resource }) => {
    const code = codeOf(resource);
    for (const [metric, { words }] of Object.entries(counted)) {
      // Answers are written by all; what they refuse with is the route's to say.
      if (!code.includes(`event:"${words[0]}"`)) continue;
      expect(writersOf(metric), metric).toContain(id.replace(/[0-9A-F]{8}$/, ''));
    }
  });

  test('is watched where it means that something is broken or somebody is attacked', () => {
    const watched = [...alarms.values()].filter(({ Namespace }) => Namespace === 'Keycard/prod').map(({ MetricName }) => MetricName);
    expect(watched.sort()).toEqual(['auditFailures', 'brokenCalls', 'deliveryFailures', 'flagFailures', 'locks', 'noticeFailures']);
  });
});

describe('the topic', () => {
  const [[, policy] = []] = ofType(template, 'AWS::SNS::TopicPolicy');

  test("lets this account's alarms in, and nobody in clear", () => {
    const [plain, ours] = policy?.Properties.PolicyDocument.Statement ?? [];
    expect(plain).toMatchObject({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } });
    expect(ours).toMatchObject({
      Effect: 'Allow',
      Action: 'sns:Publish',
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    });
  });

  test('writes to the address of the option', () => {
    const [[, subscription] = []] = ofType(template, 'AWS::SNS::Subscription');
    expect(subscription?.Properties).toMatchObject({ Protocol: 'email', Endpoint: 'oncall@shop.example' });
  });
});
