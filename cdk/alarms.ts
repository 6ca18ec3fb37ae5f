import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { Metrics } from './metrics.ts';
import type { Options } from './options.ts';
import { stackName } from './stack-name.ts';

type Rule = (
  | {
      /** It goes off at this value. */
      readonly from: number;
    }
  | {
      /** It goes off under this value. */
      readonly below: number;
    }
) & {
  readonly metric: IMetric;
  /** This many periods out of as many; one if not given. */
  readonly periods?: number;
  readonly says: string;
  /** It goes off when there is nothing to see, too. */
  readonly isNeverQuiet?: true;
};

/**
 * What somebody has to look at; `docs/admin.md` says for each what it means and what to do. One failure is told at once where it
 * cost a customer something, and only a row of them where the next try makes it good.
 */
export function alarms(scope: Construct, metrics: Metrics, topic: ITopic, options: Options): Alarm[] {
  const rules: Record<string, Rule> = {
    'server-errors': { metric: metrics.serverErrors, from: 5, periods: 2, says: 'calls end in a 5xx answer' },
    'login-latency': { metric: metrics.loginLatency, from: 3000, periods: 3, says: 'of a hundred logins one takes 3 s or longer' },
    'function-errors': { metric: metrics.functionErrors, from: 1, says: 'a function broke or ran out of time under a call' },
    'functions-throttled': { metric: metrics.throttledFunctions, from: 1, says: "the account's Lambda concurrency is used up" },
    'tables-throttled': { metric: metrics.throttledTables, from: 10, says: 'DynamoDB throttles reads or writes of a table' },
    'delivery-failures': { metric: metrics.deliveryFailures, from: 5, says: 'SES or SNS does not take codes' },
    'notice-failures': { metric: metrics.noticeFailures, from: 1, says: 'somebody was not told of a change or a request' },
    'audit-failures': { metric: metrics.auditFailures, from: 1, says: 'the audit log lacks an entry' },
    locks: { metric: metrics.locks, from: 50, says: 'codes are guessed: many tries meet a lock' },
    'flag-failures': { metric: metrics.flagFailures, from: 5, periods: 2, says: 'the switch in SSM cannot be read' },
    'sms-spend': { metric: metrics.smsSpend, from: options.smsSpendAlarm, says: `the SMS of this month cost ${options.smsSpendAlarm} USD` },
    'sms-undelivered': { metric: metrics.smsDelivered, below: 0.5, says: 'less than half of the SMS of an hour arrive' },
    // From 5 % on SES reviews an account, from 10 % it may pause it (SES Developer Guide, "Using the account reputation dashboard").
    'mail-bounces': { metric: metrics.mailBounces, from: 0.05, says: "of the account's e-mails 5 % come back" },
    'mail-feedback-failures-kept': {
      metric: metrics.feedbackFailures,
      from: 1,
      says: 'the dead-letter queue of bounces and complaints holds messages',
    },
    'sweep-failing': { metric: metrics.sweepErrors, from: 1, periods: 3, says: 'approved support requests are not executed' },
    'failures-kept': {
      metric: metrics.sweepFailures,
      from: 1,
      says: 'the dead-letter queue of the sweep, of events and of logouts holds messages',
    },
    'sweep-stopped': {
      metric: metrics.sweepRuns,
      below: 1,
      says: 'the sweep of support requests has not run for half an hour',
      isNeverQuiet: true,
    },
  };
  const all = Object.entries(rules).map(([name, rule]) => alarm(scope, name, rule, options.stage));
  for (const each of all) {
    each.addAlarmAction(new SnsAction(topic));
    each.addOkAction(new SnsAction(topic));
  }
  return all;
}

function alarm(scope: Construct, name: string, rule: Rule, stage: string): Alarm {
  return new Alarm(scope, `Alarm-${name}`, {
    alarmName: `${stackName(stage)}-${name}`,
    alarmDescription: `Keycard ${stage}: ${rule.says}. See docs/admin.md, "Alarms".`,
    metric: rule.metric,
    ...('from' in rule
      ? { threshold: rule.from, comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD }
      : { threshold: rule.below, comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD }),
    evaluationPeriods: rule.periods ?? 1,
    treatMissingData: rule.isNeverQuiet ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
  });
}
