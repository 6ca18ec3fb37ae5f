/**
 * List prices in USD: region us-east-1, on demand, no free tier, no volume discount, no tax. `source`: AWS's page of the price; `seen`: when
 * it was last compared with what is quoted from that page. Elsewhere they are others: eu-central-1 asks some 5 to 25 % more for
 * what is used, and the same for what stands.
 */
type Price = { usd: number; per: number; of: string; source: string; seen: string };

const lambdaPage = 'https://aws.amazon.com/lambda/pricing/';
const dynamodbPage = 'https://aws.amazon.com/dynamodb/pricing/on-demand/';
const gatewayPage = 'https://aws.amazon.com/api-gateway/pricing/';
const wafPage = 'https://aws.amazon.com/waf/pricing/';
const watchPage = 'https://aws.amazon.com/cloudwatch/pricing/';
const kmsPage = 'https://aws.amazon.com/kms/pricing/';
const seen = '2026-11';

/** What a login uses. */
export const uses = {
  gatewayRequest: { usd: 3.5, per: 1e6, of: 'requests of a REST API, below 333 millions a month', source: gatewayPage, seen },
  wafRequest: { usd: 0.6, per: 1e6, of: 'requests looked at', source: wafPage, seen },
  invocation: { usd: 0.2, per: 1e6, of: 'invocations', source: lambdaPage, seen },
  gigabyteSecond: { usd: 0.0000133334, per: 1, of: 'GB-seconds on arm64', source: lambdaPage, seen },
  writeUnit: { usd: 0.625, per: 1e6, of: 'write request units', source: dynamodbPage, seen },
  readUnit: { usd: 0.125, per: 1e6, of: 'read request units', source: dynamodbPage, seen },
  kmsCall: { usd: 0.03, per: 1e4, of: 'symmetric calls', source: kmsPage, seen },
  mail: { usd: 0.1, per: 1e3, of: 'e-mails', source: 'https://aws.amazon.com/ses/pricing/', seen },
  /** With the default rule of sampling at most: the first request of each second and 5 % of the others are recorded. */
  trace: { usd: 5, per: 1e6, of: 'traces recorded', source: 'https://aws.amazon.com/xray/pricing/', seen },
  logByte: { usd: 0.5, per: 1e9, of: 'bytes taken into a log group', source: watchPage, seen },
} as const satisfies Record<string, Price>;

/** What is paid for by the month, whether or not anybody logs in. */
export const stands = {
  webAcl: { usd: 5, per: 1, of: 'web ACL', source: wafPage, seen },
  wafRule: { usd: 1, per: 1, of: 'rule of a web ACL; a managed group of AWS is one', source: wafPage, seen },
  alarmMetric: { usd: 0.1, per: 1, of: 'metric that an alarm looks at', source: watchPage, seen },
  dashboard: { usd: 3, per: 1, of: 'dashboard', source: watchPage, seen },
  /** A multi-region key as any other. Its first two yearly rotations add as much each. */
  kmsKey: { usd: 1, per: 1, of: 'key', source: kmsPage, seen },
  secret: { usd: 0.4, per: 1, of: 'secret', source: 'https://aws.amazon.com/secrets-manager/pricing/', seen },
} as const satisfies Record<string, Price>;

export type Use = keyof typeof uses;
export type Standing = keyof typeof stands;

/** How much of each. */
export type Amounts<Name extends string> = Partial<Record<Name, number>>;

/** USD of each, in the order of the list of prices; what costs nothing is left out. */
export function priced<Name extends string>(amounts: Amounts<Name>, prices: Readonly<Record<Name, Price>>): [Name, number][] {
  return (Object.keys(prices) as Name[]).flatMap((name) => {
    const { usd, per } = prices[name];
    const costs = ((amounts[name] ?? 0) * usd) / per;
    return costs === 0 ? [] : [[name, costs] as [Name, number]];
  });
}

export const total = (lines: readonly (readonly [string, number])[]): number => lines.reduce((sum, [, usd]) => sum + usd, 0);
