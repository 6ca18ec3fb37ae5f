import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { problemsOf } from '../shared/http/routes/route.ts';
import { type CountedName, counted, type GrantThatLogs } from '../shared/log/events.ts';
import { callsOf, type FunctionName } from './functions.ts';

export type LogMetrics = Readonly<Record<CountedName, Metric>>;

const names = Object.keys(counted) as CountedName[];
export const namespaceOf = (stage: string) => `Keycard/${stage}`;

/** What the functions' log lines say, counted over all functions. */
export function logMetrics(stage: string): LogMetrics {
  const sum = (metricName: CountedName) =>
    new Metric({ namespace: namespaceOf(stage), metricName, statistic: Stats.SUM, period: Duration.minutes(5) });
  return Object.fromEntries(names.map((name) => [name, sum(name)])) as LogMetrics;
}

/**
 * Counts the lines of one function. Filters cost nothing, a metric costs only while it counts; but a stack holds 500 resources,
 * so a function has filters for what it can write only.
 */
export function countLines(of: LambdaFunction, name: FunctionName, granted: readonly GrantThatLogs[], stage: string): void {
  const problems = callsOf(name).flatMap(([, route]) => problemsOf(route));
  for (const metricName of names) {
    const { words, writers } = counted[metricName];
    const canWrite = 'granted' in writers ? granted.includes(writers.granted) : problems.includes(writers.refusing);
    if (!canWrite) continue;
    new MetricFilter(of, metricName, {
      logGroup: of.logGroup,
      // Looked for in a text: Lambda puts a time and an id before each line, so CloudWatch does not take it for JSON.
      filterPattern: FilterPattern.allTerms(...words),
      metricNamespace: namespaceOf(stage),
      metricName,
      metricValue: '1',
    });
  }
}
