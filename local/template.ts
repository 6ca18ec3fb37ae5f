/**
 * Reads what `cdk synth` wrote into the things that the local stack serves: functions with their roles, tables, keys,
 * parameters and the API. A resource that would do something on AWS and is not known here stops the start by its name.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AsyncFailure, readAsyncFailures } from './async-failures.ts';
import { type Statement, statementsOf } from './aws/iam.ts';
import { type ConfigurationSet, readConfigurationSets } from './configuration-sets.ts';
import { type EventRule, readEventRules } from './event-rules.ts';
import { account, Intrinsics, type Resource, region, type Template } from './intrinsics.ts';
import { type RestApi, readRestApi } from './rest-api.ts';
import { readScheduleRules, type ScheduleRule } from './schedule-rules.ts';
import { readStreamMappings, type StreamMapping } from './stream-mappings.ts';

export type { Template } from './intrinsics.ts';

export type Role = { arn: string; name: string; statements: Statement[] };
export type LambdaFunction = {
  logicalId: string;
  /** Physical name, what AWS_LAMBDA_FUNCTION_NAME says. */
  name: string;
  /** The name in the stack's list, out of the logical id: `support-sweep`. */
  shortName: string;
  arn: string;
  handler: string;
  assetDirectory: string;
  environment: Record<string, string>;
  timeoutSeconds: number;
  memoryMegabytes: number;
  role: Role;
};
export type Table = {
  name: string;
  arn: string;
  /** The body of CreateTable. */
  definition: Record<string, unknown>;
  ttlAttribute?: string;
  /** The customer-managed key, if there is one. */
  kmsKeyArn?: string;
};
export type Key = {
  id: string;
  arn: string;
  aliases: string[];
  policy: unknown;
  /** Of a key that was there before; else it is made up. */
  material?: Buffer;
};
/** The input of ssm:PutParameter. */
export type Parameter = Record<string, unknown> & { Name: string; Value: string };

export type StackModel = {
  stackName: string;
  functions: LambdaFunction[];
  tables: Table[];
  keys: Key[];
  parameters: Parameter[];
  api: RestApi;
  schedules: ScheduleRule[];
  eventRules: EventRule[];
  streamMappings: StreamMapping[];
  configurationSets: ConfigurationSet[];
  asyncFailures: AsyncFailure[];
  outputs: Record<string, string>;
};

/** Types that a running stack can do without here: dashboards, logs, the edge, bookkeeping of CloudFormation. */
const withoutEffectHere = [
  /^AWS::(CloudWatch|Logs|WAFv2|XRay|Route53|CertificateManager|Synthetics|Budgets)::/,
  /^AWS::ApiGateway::(Account|Deployment|DomainName|BasePathMapping)$/,
  /^AWS::(CDK::Metadata|SES::EmailIdentity)$/,
  /^AWS::SNS::(Topic|TopicPolicy|Subscription)$/,
  /^AWS::SQS::(Queue|QueuePolicy)$/,
  /^AWS::Scheduler::Schedule$/,
  /^AWS::Backup::/,
  /^AWS::Lambda::(Alias|Version)$/,
  /^Custom::(LogRetention)$/,
];
const served = [
  /^AWS::ApiGateway::(RestApi|Resource|Method|Model|RequestValidator|GatewayResponse|Stage|ApiKey|UsagePlan|UsagePlanKey)$/,
  /^AWS::(Lambda::Function|Lambda::Permission|IAM::Role|IAM::Policy|DynamoDB::Table|KMS::Key|KMS::Alias|SSM::Parameter)$/,
  /^AWS::(Events::Rule|Lambda::EventInvokeConfig|Lambda::EventSourceMapping|SES::ConfigurationSet|SES::ConfigurationSetEventDestination)$/,
  /^Custom::AWS$/,
];

/** Parses the one stack of a cloud assembly. @throws Error when there is none or several. */
export function loadTemplate(assembly: string): { template: Template; stackName: string; assets: Map<string, string> } {
  const read = (file: string) => JSON.parse(readFileSync(join(assembly, file), 'utf8'));
  const artifacts = Object.values(read('manifest.json').artifacts) as {
    type: string;
    properties: { templateFile: string; stackName?: string; file?: string };
  }[];
  const stacks = artifacts.filter((artifact) => artifact.type === 'aws:cloudformation:stack');
  const stack = stacks[0];
  if (!stack || stacks.length > 1) throw new Error(`${assembly} holds ${stacks.length} stacks; the local stack serves exactly one`);
  const assets = new Map<string, string>();
  for (const manifest of artifacts.filter((artifact) => artifact.type === 'cdk:asset-manifest')) {
    const files = read(manifest.properties.file ?? '').files as Record<
      string,
      { source: { path: string }; destinations: Record<string, { objectKey: string }> }
    >;
    for (const { source, destinations } of Object.values(files)) {
      for (const { objectKey } of Object.values(destinations)) assets.set(objectKey, join(assembly, source.path));
    }
  }
  const { templateFile, stackName = templateFile.replace(/\.template\.json$/, '') } = stack.properties;
  return { template: read(templateFile), stackName, assets };
}

export function readTemplate(template: Template, stackName: string, assets: Map<string, string>): StackModel {
  const unknown = Object.entries(template.Resources).filter(
    ([, { Type }]) => ![...served, ...withoutEffectHere].some((known) => known.test(Type)),
  );
  if (unknown.length > 0) {
    throw new Error(`the local stack does not serve: ${unknown.map(([id, { Type }]) => `${Type} (${id})`).join(', ')}`);
  }
  const intrinsics = new Intrinsics(template, stackName, randomBytes(3).toString('hex'));
  const ofType = (type: string) => Object.entries(template.Resources).filter(([, resource]) => resource.Type === type);

  const api = readRestApi(template, intrinsics);
  const roles = readRoles(ofType, intrinsics);
  const schedules = readScheduleRules(template, intrinsics);
  const eventRules = readEventRules(template, intrinsics);
  const streamMappings = readStreamMappings(template, intrinsics);
  // Functions that no route and no rule calls are the deployment's own (custom resources): their work is done by `parameters`.
  const called = new Set([
    ...api.methods.map((method) => method.functionArn),
    ...[...schedules, ...eventRules].flatMap(({ targets }) => targets.map(({ functionArn }) => functionArn)),
    ...streamMappings.map(({ functionArn }) => functionArn),
  ]);
  const functions = ofType('AWS::Lambda::Function')
    .filter(([logicalId]) => called.has(intrinsics.arn(logicalId)))
    .map(([logicalId, resource]) => readFunction(logicalId, resource, { intrinsics, roles, assets }));
  const outputs = Object.fromEntries(
    Object.entries(template.Outputs ?? {}).map(([name, { Value }]) => [name, intrinsics.text(Value, `Outputs.${name}`)]),
  );
  return {
    stackName,
    functions,
    tables: ofType('AWS::DynamoDB::Table').map(([logicalId, resource]) => readTable(logicalId, resource, intrinsics)),
    keys: ofType('AWS::KMS::Key').map(([logicalId, resource]) =>
      readKey(logicalId, resource, { intrinsics, aliases: ofType('AWS::KMS::Alias') }),
    ),
    parameters: [
      ...ofType('AWS::SSM::Parameter').map(([logicalId, resource]) => readParameter(logicalId, resource, intrinsics)),
      ...ofType('Custom::AWS').map(([logicalId, resource]) => readCustomResource(logicalId, resource, intrinsics)),
    ],
    api,
    schedules,
    eventRules,
    streamMappings,
    configurationSets: readConfigurationSets(template, intrinsics),
    asyncFailures: readAsyncFailures(template, intrinsics),
    outputs,
  };
}

type OfType = (type: string) => [string, Resource][];

function readRoles(ofType: OfType, intrinsics: Intrinsics): Map<string, Role> {
  const roles = new Map<string, Role>();
  for (const [logicalId, { Properties = {} }] of ofType('AWS::IAM::Role')) {
    // Managed policies are AWS's own documents and not in the template: a role that has one gets nothing from it here.
    const inline = ((Properties.Policies ?? []) as { PolicyDocument: unknown }[]).flatMap((policy, index) =>
      statementsOf(intrinsics.resolve(policy.PolicyDocument, `${logicalId}.Policies[${index}]`)),
    );
    roles.set(intrinsics.arn(logicalId), { arn: intrinsics.arn(logicalId), name: intrinsics.name(logicalId), statements: inline });
  }
  for (const [logicalId, { Properties = {} }] of ofType('AWS::IAM::Policy')) {
    const statements = statementsOf(intrinsics.resolve(Properties.PolicyDocument, `${logicalId}.PolicyDocument`));
    for (const name of intrinsics.resolve(Properties.Roles ?? [], `${logicalId}.Roles`) as string[]) {
      const role = [...roles.values()].find((candidate) => candidate.name === name);
      if (!role) throw new Error(`template: ${logicalId} belongs to a role that is not there: ${name}`);
      role.statements.push(...statements);
    }
  }
  return roles;
}

type FunctionSources = { intrinsics: Intrinsics; roles: Map<string, Role>; assets: Map<string, string> };

function readFunction(logicalId: string, { Properties = {} }: Resource, sources: FunctionSources): LambdaFunction {
  const { intrinsics, roles, assets } = sources;
  const code = Properties.Code as { S3Key?: unknown } | undefined;
  const assetDirectory = assets.get(intrinsics.text(code?.S3Key ?? '', `${logicalId}.Code.S3Key`));
  if (!assetDirectory) throw new Error(`template: the code of ${logicalId} is not an asset of this assembly`);
  const role = roles.get(intrinsics.text(Properties.Role, `${logicalId}.Role`));
  if (!role) throw new Error(`template: ${logicalId} has a role from outside of the template`);
  const variables = (Properties.Environment as { Variables?: Record<string, unknown> } | undefined)?.Variables ?? {};
  const name = intrinsics.name(logicalId);
  return {
    logicalId,
    name,
    shortName: kebab(logicalId.replace(/[0-9A-F]{8}$/, '')),
    arn: intrinsics.arn(logicalId),
    handler: String(Properties.Handler),
    assetDirectory,
    environment: Object.fromEntries(Object.entries(variables).map(([key, value]) => [key, intrinsics.text(value, `${logicalId}.${key}`)])),
    timeoutSeconds: Number(Properties.Timeout ?? 3),
    memoryMegabytes: Number(Properties.MemorySize ?? 128),
    role,
  };
}

function kebab(name: string): string {
  return name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase();
}

function readTable(logicalId: string, { Properties = {} }: Resource, intrinsics: Intrinsics): Table {
  const resolved = intrinsics.resolve(Properties, logicalId) as Record<string, unknown>;
  const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes, LocalSecondaryIndexes } = resolved;
  const ttl = resolved.TimeToLiveSpecification as { AttributeName?: string; Enabled?: boolean } | undefined;
  const encryption = resolved.SSESpecification as { KMSMasterKeyId?: string } | undefined;
  const name = intrinsics.name(logicalId);
  const definition = { TableName: name, KeySchema, AttributeDefinitions, GlobalSecondaryIndexes, LocalSecondaryIndexes };
  const kmsKeyArn = encryption?.KMSMasterKeyId?.replace(/^(?!arn:)/, `arn:aws:kms:${region}:${account}:key/`);
  return {
    name,
    arn: intrinsics.arn(logicalId),
    definition: { ...JSON.parse(JSON.stringify(definition)), BillingMode: 'PAY_PER_REQUEST' },
    ...(ttl?.Enabled && ttl.AttributeName ? { ttlAttribute: ttl.AttributeName } : {}),
    ...(kmsKeyArn ? { kmsKeyArn } : {}),
  };
}

function readKey(logicalId: string, { Properties = {} }: Resource, from: { intrinsics: Intrinsics; aliases: [string, Resource][] }): Key {
  const { intrinsics, aliases } = from;
  const [id, arn] = [intrinsics.id(logicalId), intrinsics.arn(logicalId)];
  return {
    id,
    arn,
    aliases: aliases
      .filter(([aliasId, alias]) => [id, arn].includes(intrinsics.text(alias.Properties?.TargetKeyId, aliasId)))
      .map(([aliasId]) => intrinsics.name(aliasId)),
    policy: intrinsics.resolve(Properties.KeyPolicy, `${logicalId}.KeyPolicy`),
  };
}

function readParameter(logicalId: string, { Properties = {} }: Resource, intrinsics: Intrinsics): Parameter {
  const resolved = intrinsics.resolve(Properties, logicalId) as Record<string, unknown>;
  return { ...resolved, Name: intrinsics.name(logicalId), Value: String(resolved.Value) };
}

/** The CDK's AwsCustomResource: `Create` is the call to make at installation, as JSON. */
function readCustomResource(logicalId: string, { Properties = {} }: Resource, intrinsics: Intrinsics): Parameter {
  const create = JSON.parse(intrinsics.text(Properties.Create, `${logicalId}.Create`)) as {
    service: string;
    action: string;
    parameters: Parameter;
  };
  if (create.service.toLowerCase() !== 'ssm' || create.action.toLowerCase() !== 'putparameter') {
    throw new Error(`template: ${logicalId} calls ${create.service}:${create.action}, which the local stack does not do at installation`);
  }
  return create.parameters;
}
