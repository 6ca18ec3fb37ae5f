import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { ProblemCode } from '../shared/http/problems.ts';
import { routes } from '../shared/http/routes/map.ts';
import { problemsOf, type Route } from '../shared/http/routes/route.ts';
import type { FunctionName } from './stack.ts';

export type LogMetrics = {
  /** Codes and recovery links that SES or SNS did not take. */
  readonly deliveryFailures: Metric;
  /** Notices of a change, and e-mails to the team, that did not go out. */
  readonly noticeFailures: Metric;
  /** Tries that met a lock: somebody guesses codes. */
  readonly locks: Metric;
  /** Reads of the shop-wide switch that failed. */
  readonly flagFailures: Metric;
};

type Sources = { functions: Readonly<Record<FunctionName, LambdaFunction>>; bundles: string; stage: string };

/**
 * What the functions' log lines say, counted over all functions. Filters cost nothing, a metric costs only while it counts.
 * Each function has filters only for what it can write: a stack holds 500 resources.
 */
export function logMetrics({ functions, bundles, stage }: Sources): LogMetrics {
  const names = Object.keys(functions) as FunctionName[];
  const saying = (words: string) => names.filter((name) => readFileSync(join(bundles, name, 'index.js'), 'utf8').includes(words));
  const refusing = (problem: ProblemCode) =>
    names.filter((name) => Object.values<Route>(routes).some((route) => route.function === name && problemsOf(route).includes(problem)));

  /**
   * `words` stand together in the lines that are meant, and in no others. They are looked for in a text: Lambda puts a time and
   * an id before each line, so CloudWatch does not take it for JSON.
   */
  const count = (metricName: keyof LogMetrics, writers: FunctionName[], ...words: string[]): Metric => {
    const metricNamespace = `Keycard/${stage}`;
    for (const name of writers) {
      const { logGroup } = functions[name];
      const filterPattern = FilterPattern.allTerms(...words);
      new MetricFilter(functions[name], metricName, { logGroup, filterPattern, metricNamespace, metricName, metricValue: '1' });
    }
    return new Metric({ namespace: metricNamespace, metricName, statistic: Stats.SUM, period: Duration.minutes(5) });
  };
  return {
    // The problem of the same name is in the line of the answer too, but without an outcome.
    deliveryFailures: count('deliveryFailures', refusing('delivery_failed'), 'delivery_failed', 'outcome'),
    noticeFailures: count('noticeFailures', saying('notice_failed'), 'notice_failed'),
    locks: count('locks', refusing('challenge_locked'), 'challenge_locked'),
    flagFailures: count('flagFailures', saying('flag_unreadable'), 'flag_unreadable'),
  };
}
