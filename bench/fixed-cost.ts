/**
 * What an installation costs while nobody logs in: how much a template asks for of what is billed by the month. No allowance of AWS is
 * taken off (each account has three dashboards and ten alarm metrics free, for good). What is billed by use (requests, writes, gigabytes)
 * is not here: the sweep of support requests and what it writes come to some 0.10 USD a month.
 */
import { type Standing, stands } from './prices.ts';

type Template = {
  // biome-ignore lint/suspicious/noExplicitAny: CloudFormation's properties have no type here
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties?: any }>>;
};

export type Line = { readonly what: Standing; readonly count: number; readonly usd: number };

/** A line each of what a template makes, and of the secrets that it names. */
export function fixedCost(template: Template): Line[] {
  const ofType = (type: string) => Object.values(template.Resources).filter(({ Type }) => Type === type);
  const sum = (numbers: number[]) => numbers.reduce((all, one) => all + one, 0);
  const named = JSON.stringify(template).match(/\{\{resolve:secretsmanager:[^}]+\}\}/g) ?? [];
  const counts: Record<Standing, number> = {
    webAcl: ofType('AWS::WAFv2::WebACL').length,
    wafRule: sum(ofType('AWS::WAFv2::WebACL').map(({ Properties }) => Properties.Rules.length)),
    alarmMetric: sum(ofType('AWS::CloudWatch::Alarm').map(({ Properties }) => metricsOf(Properties))),
    dashboard: ofType('AWS::CloudWatch::Dashboard').length,
    kmsKey: ofType('AWS::KMS::Key').length,
    secret: new Set(named).size,
  };
  return Object.entries(counts).map(([what, count]) => {
    const kind = what as Standing;
    return { what: kind, count, usd: count * stands[kind].usd };
  });
}

/** Those that it names; a query for metrics is one for each that it finds, and while nothing is sent it finds one at most. */
function metricsOf({ Metrics = [{}] }: { Metrics?: { Expression?: string; MetricStat?: object }[] }): number {
  return Metrics.filter(({ Expression = '' }) => Expression === '' || Expression.startsWith('SELECT ')).length;
}
