/** What counted calls cost at list prices. */
import type { Operation } from './operations.ts';
import { type Amounts, priced, type Standing, total, type Use, uses } from './prices.ts';
import type { Row } from './table.ts';

const MILLION = 1e6;
/** Of the functions (cdk/function.ts); Lambda bills 1,024 MB as one GB. */
const GIGABYTES = 1769 / 1024;
/** A round trip to each service within a region, in ms: assumed, as none of them is here. Lambda bills the waiting too. */
const roundTrips: Record<string, number> = { dynamodb: 5, kms: 10, ssm: 10, ses: 60 };

/** Of one request, warm. */
export function amountsOf({ warm, ms, logged }: Pick<Operation, 'warm' | 'ms' | 'logged'>): Amounts<Use> {
  const waited = warm.row.reduce((sum, service) => sum + (roundTrips[service] ?? 0), 0);
  return {
    gatewayRequest: 1,
    wafRequest: 1,
    invocation: 1,
    gigabyteSecond: ((ms + waited) / 1000) * GIGABYTES,
    writeUnit: warm.write,
    readUnit: warm.read,
    kmsCall: warm.services.kms ?? 0,
    mail: warm.services.ses ?? 0,
    logByte: logged,
    trace: 1,
  };
}

/** A million times what these requests use together. */
export function billOf(requests: readonly Amounts<Use>[]): Pick<Row, 'value' | 'unit' | 'note'> {
  const sum = (name: Use) => requests.reduce((amount, request) => amount + (request[name] ?? 0), 0);
  const amounts = Object.fromEntries((Object.keys(uses) as Use[]).map((name) => [name, MILLION * sum(name)])) as Amounts<Use>;
  return inAll(priced(amounts, uses));
}

export const inAll = (lines: readonly (readonly [Use | Standing, number])[]): Required<Pick<Row, 'value' | 'unit' | 'note'>> => ({
  value: total(lines),
  unit: '$',
  note: lines.map(([name, usd]) => `${words[name]} ${usd.toFixed(2)}`).join(', '),
});

const words: Record<Use | Standing, string> = {
  gatewayRequest: 'API Gateway',
  wafRequest: 'WAF',
  invocation: 'Lambda invocations',
  gigabyteSecond: 'Lambda time',
  writeUnit: 'DynamoDB writes',
  readUnit: 'DynamoDB reads',
  kmsCall: 'KMS',
  mail: 'SES',
  logByte: 'logs',
  trace: 'X-Ray at most',
  webAcl: 'web ACL',
  wafRule: 'its rules',
  alarmMetric: 'metrics of alarms',
  dashboard: 'dashboard',
  kmsKey: 'KMS key',
  secret: 'secrets',
};
