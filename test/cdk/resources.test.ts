import { describe, expect, test } from 'vitest';
import { functionsOf, ofType, synthesized } from './synthesized.ts';

const { template } = await synthesized({ stage: 'prod', logRetentionDays: '30' });
const only = (type: string) => {
  const [found, ...others] = ofType(template, type);
  expect(others).toEqual([]);
  if (!found) throw new Error(`no ${type}`);
  return found[1];
};

describe('the table', () => {
  const table = only('AWS::DynamoDB::Table');

  test('stays when the stack goes, cannot be deleted, and can be restored to any second', () => {
    expect(table).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    expect(table.Properties).toMatchObject({
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      BillingMode: 'PAY_PER_REQUEST',
      TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
    });
  });

  test('leaves its name to CloudFormation, so that a stack can be installed beside the table of a removed one', () => {
    expect(table.Properties.TableName).toBeUndefined();
  });

  test("is encrypted with the stack's own key, which rotates and stays too", () => {
    const [id, key] = ofType(template, 'AWS::KMS::Key')[0] ?? [];
    expect(table.Properties.SSESpecification).toEqual({ KMSMasterKeyId: { 'Fn::GetAtt': [id, 'Arn'] }, SSEEnabled: true, SSEType: 'KMS' });
    expect(key).toMatchObject({ DeletionPolicy: 'Retain', Properties: { EnableKeyRotation: true } });
  });

  test('finds the sessions of a customer by one index', () => {
    expect(table.Properties.KeySchema).toEqual([
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ]);
    expect(table.Properties.GlobalSecondaryIndexes).toEqual([
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

describe('logs', () => {
  test('are kept as long as the option says, and outlive the stack', () => {
    const groups = ofType(template, 'AWS::Logs::LogGroup');
    expect(groups.length).toBeGreaterThan(15);
    for (const [, group] of groups) expect(group).toMatchObject({ DeletionPolicy: 'Retain', Properties: { RetentionInDays: 30 } });
  });

  test('of calls hold no query string, no header and no path as sent', () => {
    const { Format } = only('AWS::ApiGateway::Stage').Properties.AccessLogSetting;
    expect(Format).not.toMatch(/\$context\.path\b|querystring|header|userAgent|authorizer/i);
    expect(Format).toContain('$context.resourcePath');
  });

  test('of API Gateway itself hold errors only, and never data', () => {
    expect(only('AWS::ApiGateway::Stage').Properties.MethodSettings[0]).toMatchObject({ LoggingLevel: 'ERROR', DataTraceEnabled: false });
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
  test('name the API, the keys, the table and the flag', () => {
    expect(Object.keys(template.Outputs).sort()).toEqual(['AlarmTopicArn', 'ApiUrl', 'FlagParameterName', 'JwksUrl', 'TableName']);
    expect(template.Outputs.FlagParameterName?.Value).toBe('/keycard/prod/two-factor-enabled');
  });
});
