import { Duration } from 'aws-cdk-lib';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { type IMetric, MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { login } from '../shared/http/routes/login.ts';
import type { FunctionName } from './functions.ts';
import { type LogMetrics, logMetrics, namespaceOf } from './log-metrics.ts';
import type { Tables } from './tables.ts';

/** What the stack is made of, as far as it is watched. */
type Watched = {
  readonly functions: Readonly<Record<FunctionName, LambdaFunction>>;
  readonly api: RestApi;
  readonly accessLog: ILogGroup;
  readonly tables: Tables;
  readonly sweepFailures: Queue;
  readonly feedbackFailures: Queue;
  readonly stage: string;
};

const period = Duration.minutes(5);

export type Metrics = LogMetrics & {
  readonly requests: Metric;
  readonly serverErrors: Metric;
  readonly loginLatency: Metric;
  /** Calls that a function began and never answered. */
  readonly functionErrors: Metric;
  readonly throttledFunctions: Metric;
  readonly throttledTables: IMetric;
  readonly sweepErrors: Metric;
  readonly sweepRuns: Metric;
  readonly sweepFailures: Metric;
  readonly feedbackFailures: Metric;
  /** Of all e-mails of the account, the part that came back. */
  readonly mailBounces: Metric;
  readonly smsSpend: Metric;
  /** Of the SMS to all countries, the part that arrived. */
  readonly smsDelivered: IMetric;
};

/**
 * Every number that the alarms and the dashboard show, each over five minutes unless it says otherwise. An alarm costs 0.10 USD a month
 * for each metric that it looks at, so where one metric says it, it is not made of ten (test/cdk/configurations.test.ts counts them).
 */
export function metrics(scope: Construct, watched: Watched): Metrics {
  const { functions, api, accessLog, tables, sweepFailures, feedbackFailures, stage } = watched;
  const { 'support-sweep': sweep } = functions;
  const ofApi = (metricName: string, statistic: string, more: Record<string, string> = {}) =>
    new Metric({
      namespace: 'AWS/ApiGateway',
      metricName,
      statistic,
      period,
      dimensionsMap: { ApiName: api.restApiName, Stage: stage, ...more },
    });

  // What logins read and write. The keyring is read at cold starts, and of the audit log customers read alone; both try again.
  const throttles = (table: ITable, kind: 'Read' | 'Write') => table.metric(`${kind}ThrottleEvents`, { statistic: Stats.SUM, period });
  const throttled = {
    dataReads: throttles(tables.data, 'Read'),
    dataWrites: throttles(tables.data, 'Write'),
    auditWrites: throttles(tables.audit, 'Write'),
  };

  const kept = (queue: Queue) => queue.metricApproximateNumberOfMessagesVisible({ statistic: Stats.MAXIMUM, period });

  return {
    ...logMetrics(stage),
    requests: ofApi('Count', Stats.SUM),
    serverErrors: ofApi('5XXError', Stats.SUM),
    loginLatency: ofApi('Latency', Stats.p(99), { Method: login.method, Resource: login.path }),
    functionErrors: brokenCalls(scope, accessLog, stage),
    // Over the whole account and region, because that is what shares the concurrency: whoever uses it up, nobody can log in.
    throttledFunctions: new Metric({ namespace: 'AWS/Lambda', metricName: 'Throttles', statistic: Stats.SUM, period }),
    throttledTables: new MathExpression({
      expression: Object.keys(throttled)
        .map((id) => `FILL(${id}, 0)`)
        .join(' + '),
      label: 'throttled',
      period,
      usingMetrics: throttled,
    }),
    sweepErrors: sweep.metricErrors({ period }),
    sweepRuns: sweep.metricInvocations({ period: Duration.minutes(30) }),
    sweepFailures: kept(sweepFailures),
    feedbackFailures: kept(feedbackFailures),
    mailBounces: new Metric({
      namespace: 'AWS/SES',
      metricName: 'Reputation.BounceRate',
      statistic: Stats.MAXIMUM,
      period: Duration.hours(1),
    }),
    // What AWS has charged the account for SMS since the month began, in USD.
    smsSpend: new Metric({
      namespace: 'AWS/SNS',
      metricName: 'SMSMonthToDateSpentUSD',
      statistic: Stats.MAXIMUM,
      period: Duration.hours(1),
    }),
    // SNS takes what it does not deliver (at the spend limit, in the sandbox): no answer tells. It keeps a metric for each country, and
    // an alarm could sum up ten of them; a query finds all there are. (CloudWatch User Guide, "Create alarms on Metrics Insights queries".)
    smsDelivered: new MathExpression({
      expression: `SELECT AVG(SMSSuccessRate) FROM SCHEMA("AWS/SNS", Country, SMSType) WHERE SMSType = 'Transactional'`,
      label: 'delivered',
      period: Duration.hours(1),
      usingMetrics: {},
    }),
  };
}

/**
 * A function that has run out of time or memory, or broke as it started, answers nothing; API Gateway then makes up a 5xx by itself, and says
 * so in its access log. Whatever a function answers, a 503 too, has no such word there.
 */
function brokenCalls(scope: Construct, accessLog: ILogGroup, stage: string): Metric {
  const filter = new MetricFilter(scope, 'BrokenCalls', {
    logGroup: accessLog,
    filterPattern: FilterPattern.literal('{ ($.status = "5*") && ($.gatewayError != "-") }'),
    metricNamespace: namespaceOf(stage),
    metricName: 'brokenCalls',
    metricValue: '1',
  });
  return filter.metric({ statistic: Stats.SUM, period });
}
