/**
 * What an installation costs while nobody logs in: the list prices of what is billed by the month, in USD, and how much of it a template
 * asks for. Frankfurt (eu-central-1), November 2026; no allowance of AWS is taken off (each account has three dashboards and ten alarm
 * metrics free, for good). What is billed by use (requests, writes, gigabytes) is not here: the sweep of support requests and what it
 * writes come to some 0.10 a month.
 */
export const monthly = {
  /** aws.amazon.com/waf/pricing */
  webAcl: 5,
  /** Each rule of a web ACL; a managed group of AWS is one. */
  wafRule: 1,
  /** aws.amazon.com/cloudwatch/pricing: an alarm is billed for each metric that it looks at. */
  alarmMetric: 0.1,
  dashboard: 3,
  /** aws.amazon.com/kms/pricing: a multi-region key as any other. Its first two yearly rotations add as much each. */
  kmsKey: 1,
  /** aws.amazon.com/secrets-manager/pricing */
  secret: 0.4,
} as const;

type Template = {
  // biome-ignore lint/suspicious/noExplicitAny: CloudFormation's properties have no type here
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties?: any }>>;
};

export type Line = { readonly what: keyof typeof monthly; readonly count: number; readonly usd: number };

/** A line each of what a template makes, and of the secrets that it names. */
export function fixedCost(template: Template): Line[] {
  const ofType = (type: string) => Object.values(template.Resources).filter(({ Type }) => Type === type);
  const sum = (numbers: number[]) => numbers.reduce((all, one) => all + one, 0);
  const named = JSON.stringify(template).match(/\{\{resolve:secretsmanager:[^}]+\}\}/g) ?? [];
  const counts: Record<keyof typeof monthly, number> = {
    webAcl: ofType('AWS::WAFv2::WebACL').length,
    wafRule: sum(ofType('AWS::WAFv2::WebACL').map(({ Properties }) => Properties.Rules.length)),
    alarmMetric: sum(ofType('AWS::CloudWatch::Alarm').map(({ Properties }) => metricsOf(Properties))),
    dashboard: ofType('AWS::CloudWatch::Dashboard').length,
    kmsKey: ofType('AWS::KMS::Key').length,
    secret: new Set(named).size,
  };
  return Object.entries(counts).map(([what, count]) => {
    const kind = what as keyof typeof monthly;
    return { what: kind, count, usd: count * monthly[kind] };
  });
}

/** Those that it names; a query for metrics is one for each that it finds, and while nothing is sent it finds one at most. */
function metricsOf({ Metrics = [{}] }: { Metrics?: { Expression?: string; MetricStat?: object }[] }): number {
  return Metrics.filter(({ Expression = '' }) => Expression === '' || Expression.startsWith('SELECT ')).length;
}
