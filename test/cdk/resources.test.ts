import { describe, expect, test } from 'vitest';
import { functionNames } from '../../cdk/functions.ts';
import { functionsOf, ofType, synthesized } from './synthesized.ts';

const { template } = await synthesized({ stage: 'prod', logRetentionDays: 30 });
const only = (type: string) => {
  const [found, ...others] = ofType(template, type);
  expect(others).toEqual([]);
  if (!found) throw new Error(`no ${type}`);
  return found[1];
};

const tables = new Map(ofType(template, 'AWS::DynamoDB::Table').map(([id, resource]) => [id.slice(0, -8), resource]));

describe.each([...tables])('the table %s', (name, table) => {
  test('stays when the stack goes, cannot be deleted, and can be restored to any second', () => {
    expect(table).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    expect(table.Properties).toMatchObject({
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      BillingMode: 'PAY_PER_REQUEST',
    });
    // A key is needed for as long as anything that was made with it.
    const cleansUp = name === 'Keyring' ? undefined : { AttributeName: 'ttl', Enabled: true };
    expect(table.Properties.TimeToLiveSpecification).toEqual(cleansUp);
  });

  test('leaves its name to CloudFormation, so that a stack can be installed beside the tables of a removed one', () => {
    expect(table.Properties.TableName).toBeUndefined();
  });

  test("is encrypted with the stack's own key, which rotates and stays too", () => {
    const [id, key] = ofType(template, 'AWS::KMS::Key')[0] ?? [];
    expect(table.Properties.SSESpecification).toEqual({ KMSMasterKeyId: { 'Fn::GetAtt': [id, 'Arn'] }, SSEEnabled: true, SSEType: 'KMS' });
    expect(key).toMatchObject({ UpdateReplacePolicy: 'Retain', Properties: { EnableKeyRotation: true } });
  });

  test('has items by partition and place', () => {
    expect(table.Properties.KeySchema).toEqual([
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ]);
  });
});

describe('the tables', () => {
  test('are three: what Keycard knows, its keys, and what happened', () => {
    expect([...tables.keys()]).toEqual(['Table', 'Keyring', 'Audit']);
  });

  test('have two indexes: the sessions of a customer, and the queue of the support team', () => {
    expect(tables.get('Table')?.Properties.GlobalSecondaryIndexes).toEqual([
      {
        IndexName: 'sessionsByCustomer',
        KeySchema: [
          { AttributeName: 'customerId', KeyType: 'HASH' },
          { AttributeName: 'startedAt', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['expiresAt', 'epoch', 'device'] },
      },
      {
        IndexName: 'supportByStatus',
        KeySchema: [
          { AttributeName: 'requestStatus', KeyType: 'HASH' },
          { AttributeName: 'createdAt', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'ALL' },
      },
    ]);
  });
});

describe('the shop-wide switch', () => {
  const installed = ofType(template, 'Custom::AWS').map(([, resource]) => resource.Properties);
  const puts = installed.map(({ Create }) => JSON.parse(Create));

  test('starts off, with both methods to choose from', () => {
    expect(puts.map(({ parameters }) => [parameters.Name, parameters.Type, parameters.Value])).toEqual([
      ['/keycard/prod/two-factor-enabled', 'String', 'false'],
      ['/keycard/prod/two-factor-methods', 'StringList', 'email,totp'],
    ]);
  });

  test('is never touched by an update or a removal of the stack', () => {
    for (const { Update, Delete } of installed) expect({ Update, Delete }).toEqual({});
    expect(ofType(template, 'AWS::SSM::Parameter')).toEqual([]);
  });

  test('keeps what the admins set when the stack is installed again', () => {
    for (const put of puts) {
      expect(put.parameters.Overwrite).toBe(false);
      expect(put.ignoreErrorCodesMatching).toBe('ParameterAlreadyExists');
    }
  });

  test('takes nothing but true and false', () => {
    expect(puts[0].parameters.AllowedPattern).toBe('^(true|false)$');
  });

  test('is installed without fetching anything from npm', () => {
    for (const { InstallLatestAwsSdk } of installed) expect(InstallLatestAwsSdk).toBe(false);
  });
});

describe('the methods', () => {
  const settings: Record<string, unknown>[] = only('AWS::ApiGateway::Stage').Properties.MethodSettings;
  /** As CloudFormation writes a path: the root is a slash only. */
  const written = (path: string) => (path === '/' ? '/' : `/${path.replaceAll('/', '~1')}`);
  const of = (method: string, path: string) =>
    settings.find(({ HttpMethod, ResourcePath }) => HttpMethod === method && ResourcePath === written(path));
  const limitOf = (method: string, path: string) => (of(method, path) ?? settings[0])?.ThrottlingRateLimit;

  test('have limits of their own: pages and keys leave room for logins, all calls of admins take no more than one of others, and forgotten passwords leave e-mails for codes', () => {
    expect(settings[0]).toMatchObject({ HttpMethod: '*', ResourcePath: '/*', ThrottlingRateLimit: 200, ThrottlingBurstLimit: 400 });
    for (const path of ['/v1/login', '/v1/login/verify', '/v1/session/refresh']) expect(limitOf('POST', path)).toBe(200);
    for (const path of ['/', '/login', '/.well-known/jwks.json', '/v1/openapi.json', '/v1/captcha']) expect(limitOf('GET', path)).toBe(100);
    expect(limitOf('ANY', '/v1/admin/{call+}')).toBe(200);
    expect(limitOf('POST', '/v1/password/forgot')).toBe(5);
  });

  test('are measured one by one only where an alarm looks at it: each such metric is billed', () => {
    const measured = settings.filter(({ MetricsEnabled }) => MetricsEnabled).map(({ ResourcePath }) => ResourcePath);
    expect(measured).toEqual(['/~1v1~1login']);
  });
});

describe('logs', () => {
  test('are kept as long as the option says, and outlive the stack', () => {
    const groups = ofType(template, 'AWS::Logs::LogGroup');
    // One a function, the API's two, and that of the custom resource.
    expect(groups).toHaveLength(functionNames.length + 3);
    for (const [, group] of groups) expect(group).toMatchObject({ UpdateReplacePolicy: 'Retain', Properties: { RetentionInDays: 30 } });
  });

  test('of calls hold no query string, no header and no path as sent', () => {
    const { Format } = only('AWS::ApiGateway::Stage').Properties.AccessLogSetting;
    expect(Format).not.toMatch(/\$context\.path\b|querystring|header|userAgent|authorizer/i);
    expect(Format).toContain('$context.resourcePath');
  });

  test('of API Gateway itself hold errors only, and never data', () => {
    const { MethodSettings } = only('AWS::ApiGateway::Stage').Properties;
    for (const settings of MethodSettings) expect(settings).toMatchObject({ LoggingLevel: 'ERROR', DataTraceEnabled: false });
  });
});

describe('every function', () => {
  test('runs on Node.js 24 on arm64, traced, for 10 seconds at most', () => {
    for (const { Properties } of Object.values(functionsOf(template))) {
      expect(Properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Timeout: 10,
        Handler: 'index.handler',
        TracingConfig: { Mode: 'Active' },
        LoggingConfig: { LogFormat: 'Text' },
      });
    }
  });
});

describe('the outputs', () => {
  test('name the API, the keys, the tables and the flag', () => {
    expect(Object.keys(template.Outputs).sort()).toEqual([
      'AlarmTopicArn',
      'ApiUrl',
      'AuditTableName',
      'FlagParameterName',
      'JwksUrl',
      'KeyArn',
      'KeyringTableName',
      'TableName',
    ]);
    expect(template.Outputs.FlagParameterName?.Value).toBe('/keycard/prod/two-factor-enabled');
  });
});
