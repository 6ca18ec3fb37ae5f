/** What CloudFormation knows of a stage, and what an update of it must not lose. */
import type { Options } from '../cdk/options.ts';
import { stackName } from '../cdk/stack-name.ts';
import { type AwsCaller, AwsRefused, askQuery, textsOf } from './aws.ts';

const cloudFormation = { name: 'cloudformation' };
const version = '2010-05-15';

type DeployedStack = {
  /** None if it is not there, or was never made to its end. */
  readonly outputs: Readonly<Record<string, string>>;
  /** ARNs of its tables, as many as it has outputs of. */
  readonly tables: readonly string[];
  /** Its status, if its creation failed and it is in the way. */
  readonly failed: string | undefined;
};

/** After these CloudFormation takes no update; the stack has to go first. */
const failures = ['CREATE_FAILED', 'ROLLBACK_FAILED', 'ROLLBACK_COMPLETE'];

export async function deployedStack(aws: AwsCaller, stage: string): Promise<DeployedStack> {
  const xml = await askQuery(aws, cloudFormation, version, 'DescribeStacks', { StackName: stackName(stage) }).catch((error: Error) => {
    if (error instanceof AwsRefused && error.message.includes('does not exist')) return '';
    throw error;
  });
  const [names, values] = [textsOf(xml, 'OutputKey'), textsOf(xml, 'OutputValue')];
  const outputs = Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
  const [, partition, , region, account] = textsOf(xml, 'StackId')[0]?.split(':') ?? [];
  // The functions ask for tables by name, so for those of the stack's own account and region.
  const tables = [outputs.TableName, outputs.KeyringTableName, outputs.AuditTableName].filter((name) => name !== undefined);
  return {
    outputs,
    tables: tables.map((name) => `arn:${partition}:dynamodb:${region}:${account}:table/${name}`),
    failed: textsOf(xml, 'StackStatus').find((status) => failures.includes(status)),
  };
}

/** What to do with a stack whose creation failed: the CDK has protected it already, and then fails at deleting it. */
export const removeFailed = (stage: string, region: string): string =>
  [
    `aws cloudformation update-termination-protection --no-enable-termination-protection --stack-name ${stackName(stage)} --region ${region}`,
    `aws cloudformation delete-stack --stack-name ${stackName(stage)} --region ${region}`,
  ].join(' && ');

/** What customers would miss, and CloudFormation would take away without a question. */
export const losable = ['domain', 'cdn', 'key', 'tables'] as const;
export type Losable = (typeof losable)[number];

/** What this stack has, and one with these options would not. */
export function lostBy(options: Options, { outputs, tables }: DeployedStack): { readonly what: Losable; readonly says: string }[] {
  const lost: { what: Losable; says: string }[] = [];
  const { DomainName: domain, OriginUrl: origin, KeyArn: key, ImportedKey: keyIsImported, ImportedTables: tablesAreImported } = outputs;
  if (domain && options.domain?.name !== domain) {
    lost.push({
      what: 'domain',
      says: `${domain} answers now; config/${options.stage}.json ${options.domain ? `has ${options.domain.name} in its place` : 'leaves "domain" out'}`,
    });
  }
  if (origin && !options.cdn) {
    lost.push({
      what: 'cdn',
      says: `only a CDN is answered at ${origin} now; config/${options.stage}.json leaves "cdn" out, so everybody would be, and all customers would be one address`,
    });
  }
  if (key && (options.keyArn ? options.keyArn !== key : keyIsImported === 'true')) {
    lost.push({
      what: 'key',
      says: `${key} opens the data; ${options.keyArn ? '"keyArn" is another' : '"keyArn" is left out, so a new key would be made'}`,
    });
  }
  const then = options.tableArns && [options.tableArns.data, options.tableArns.keyring, options.tableArns.audit];
  if (tables.length > 0 && (then ? then.some((arn, index) => arn !== tables[index]) : tablesAreImported === 'true')) {
    lost.push({
      what: 'tables',
      says: `${tables.join(', ')} hold the data; ${then ? '"tableArns" are others' : '"tableArns" is left out, so empty ones would be made'}`,
    });
  }
  return lost;
}

/**
 * What leaves the stack and stays in use: key or tables that it made itself, and that the options now name. CloudFormation keeps them
 * (`Retain`), but takes it for a deletion.
 */
export function handedOver(options: Options, outputs: Readonly<Record<string, string>>): Losable[] {
  return [
    ...(options.keyArn && outputs.ImportedKey !== 'true' ? (['key'] as const) : []),
    ...(options.tableArns && outputs.ImportedTables !== 'true' ? (['tables'] as const) : []),
  ];
}

/** What the CDN proves itself with comes and goes whenever a secret takes the place of another; the plan stays as long as there is a CDN. */
const types: Readonly<Record<Losable, string>> = {
  domain: 'AWS::ApiGateway::DomainName',
  cdn: 'AWS::ApiGateway::UsagePlan',
  key: 'AWS::KMS::Key',
  tables: 'AWS::DynamoDB::Table',
};

/**
 * Has CloudFormation itself refuse updates that take these things away or put others in their place, whoever starts them and by
 * whatever tool. CloudFormation User Guide, "Prevent updates to stack resources".
 * @param letGo what may go this once
 */
export async function protect(aws: AwsCaller, stage: string, letGo: readonly Losable[] = []): Promise<void> {
  const kept = losable.filter((each) => !letGo.includes(each)).map((each) => types[each]);
  const anyone = { Principal: '*', Resource: '*' };
  const statements = [
    { Effect: 'Allow', Action: 'Update:*', ...anyone },
    ...(kept.length > 0
      ? [{ Effect: 'Deny', Action: ['Update:Delete', 'Update:Replace'], ...anyone, Condition: { StringEquals: { ResourceType: kept } } }]
      : []),
  ];
  const policy = JSON.stringify({ Statement: statements });
  await askQuery(aws, cloudFormation, version, 'SetStackPolicy', { StackName: stackName(stage), StackPolicyBody: policy });
}
