// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are placeholders of CloudFormation and IAM
/** A small cloud assembly to try the local stack with: one function that tells what it got, or does what the request asks of it. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const handler = `
let invocations = 0;
exports.handler = async (event, context) => {
  invocations += 1;
  const query = event.queryStringParameters ?? {};
  if (query.do === 'throw') throw new Error('on request');
  if (query.do === 'exit') process.exit(1);
  if (query.do === 'malformed') return { status: 200 };
  if (query.do === 'hang') await new Promise((resolve) => setTimeout(resolve, 60000));
  if (query.do === 'wait') await new Promise((resolve) => setTimeout(resolve, 300));
  console.log('invoked for', event.path);
  return {
    statusCode: 200,
    headers: { 'Content-Type': 'application/json', 'WWW-Authenticate': 'Bearer' },
    multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'] },
    body: JSON.stringify({
      event, invocations, env: process.env, now: Date.now(), newDate: +new Date(), iso: new Date(0).toISOString(),
      isDate: new Date() instanceof Date, remaining: context.getRemainingTimeInMillis(),
    }),
  };
};
`;

const method = (httpMethod: string, resource: unknown, more: object = {}) => ({
  Type: 'AWS::ApiGateway::Method',
  Properties: {
    HttpMethod: httpMethod,
    ResourceId: resource,
    RestApiId: { Ref: 'Api' },
    AuthorizationType: 'NONE',
    Integration: {
      Type: 'AWS_PROXY',
      Uri: {
        'Fn::Join': [
          '',
          [
            'arn:',
            { Ref: 'AWS::Partition' },
            ':apigateway:x:lambda:path/2015-03-31/functions/',
            { 'Fn::GetAtt': ['Echo', 'Arn'] },
            '/invocations',
          ],
        ],
      },
    },
    ...more,
  },
});
const resource = (parent: unknown, part: string) => ({
  Type: 'AWS::ApiGateway::Resource',
  Properties: { ParentId: parent, PathPart: part, RestApiId: { Ref: 'Api' } },
});
const root = { 'Fn::GetAtt': ['Api', 'RootResourceId'] };

export const sampleTemplate = {
  Resources: {
    Key: {
      Type: 'AWS::KMS::Key',
      Properties: {
        KeyPolicy: {
          Statement: [
            { Effect: 'Allow', Action: 'kms:*', Resource: '*', Principal: { AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' } } },
          ],
        },
      },
    },
    Table: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        AttributeDefinitions: [
          { AttributeName: 'pk', AttributeType: 'S' },
          { AttributeName: 'owner', AttributeType: 'S' },
        ],
        GlobalSecondaryIndexes: [
          { IndexName: 'byOwner', KeySchema: [{ AttributeName: 'owner', KeyType: 'HASH' }], Projection: { ProjectionType: 'ALL' } },
        ],
        BillingMode: 'PAY_PER_REQUEST',
        TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
      },
    },
    Flag: {
      Type: 'Custom::AWS',
      Properties: {
        Create: '{"service":"SSM","action":"putParameter","parameters":{"Name":"/sample/flag","Value":"false","Type":"String"}}',
      },
    },
    EchoRole: { Type: 'AWS::IAM::Role', Properties: {} },
    EchoPolicy: {
      Type: 'AWS::IAM::Policy',
      Properties: {
        Roles: [{ Ref: 'EchoRole' }],
        PolicyDocument: {
          Statement: [
            { Effect: 'Allow', Action: ['dynamodb:PutItem', 'dynamodb:BatchGetItem'], Resource: { 'Fn::GetAtt': ['Table', 'Arn'] } },
            { Effect: 'Allow', Action: 'dynamodb:Query', Resource: { 'Fn::Sub': '${Table.Arn}/index/byOwner' } },
            {
              Effect: 'Allow',
              Action: 'ssm:GetParameters',
              Resource: { 'Fn::Sub': 'arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/sample/flag' },
            },
            {
              Effect: 'Allow',
              Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
              Resource: { 'Fn::GetAtt': ['Key', 'Arn'] },
              Condition: { StringEquals: { 'kms:EncryptionContext:purpose': ['codes', 'challenges'] } },
            },
            {
              Effect: 'Allow',
              Action: 'ses:SendEmail',
              Resource: { 'Fn::Sub': 'arn:aws:ses:${AWS::Region}:${AWS::AccountId}:identity/example.com' },
              Condition: { StringEquals: { 'ses:FromAddress': 'shop@example.com' } },
            },
          ],
        },
      },
    },
    Echo: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Code: { S3Key: 'echo.zip' },
        Handler: 'index.handler',
        Role: { 'Fn::GetAtt': ['EchoRole', 'Arn'] },
        Timeout: 2,
        Environment: { Variables: { TABLE: { Ref: 'Table' }, KEY: { 'Fn::GetAtt': ['Key', 'Arn'] } } },
      },
    },
    MayCall: {
      Type: 'AWS::Lambda::Permission',
      Properties: { Principal: 'apigateway.amazonaws.com', FunctionName: { 'Fn::GetAtt': ['Echo', 'Arn'] } },
    },
    Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { MinimumCompressionSize: 8192 } },
    Stage: { Type: 'AWS::ApiGateway::Stage', Properties: { StageName: 'local' } },
    Things: resource(root, 'things'),
    Thing: resource({ Ref: 'Things' }, '{id}'),
    Special: resource({ Ref: 'Things' }, 'special'),
    Admin: resource(root, 'admin'),
    Model: { Type: 'AWS::ApiGateway::Model', Properties: { Schema: { type: 'object' } } },
    Validator: { Type: 'AWS::ApiGateway::RequestValidator', Properties: { ValidateRequestBody: true } },
    GetRoot: method('GET', root),
    GetThing: method('GET', { Ref: 'Thing' }),
    GetSpecial: method('GET', { Ref: 'Special' }),
    PostThings: method(
      'POST',
      { Ref: 'Things' },
      { RequestModels: { 'application/json': { Ref: 'Model' } }, RequestValidatorId: { Ref: 'Validator' } },
    ),
    PutAdmin: method('PUT', { Ref: 'Admin' }, { AuthorizationType: 'AWS_IAM' }),
    NothingHere: {
      Type: 'AWS::ApiGateway::GatewayResponse',
      Properties: {
        ResponseType: 'MISSING_AUTHENTICATION_TOKEN',
        StatusCode: '404',
        ResponseParameters: { 'gatewayresponse.header.Content-Type': "'application/problem+json'" },
        ResponseTemplates: { 'application/json': '{"code":"not_found","requestId":"$context.requestId"}' },
      },
    },
  } as Record<string, { Type: string; Properties: Record<string, unknown> }>,
};

/** Writes the assembly into a folder of its own. @returns the folder. */
export function writeSampleAssembly(): string {
  const assembly = mkdtempSync(join(tmpdir(), 'keycard-sample-'));
  mkdirSync(join(assembly, 'asset.echo'));
  const write = (file: string, content: unknown) =>
    writeFileSync(join(assembly, file), typeof content === 'string' ? content : JSON.stringify(content));
  write('asset.echo/index.js', handler);
  write('asset.echo/package.json', '{"type":"commonjs"}');
  write('sample.template.json', sampleTemplate);
  write('sample.assets.json', { files: { echo: { source: { path: 'asset.echo' }, destinations: { here: { objectKey: 'echo.zip' } } } } });
  write('manifest.json', {
    artifacts: {
      sample: { type: 'aws:cloudformation:stack', properties: { templateFile: 'sample.template.json', stackName: 'sample' } },
      'sample.assets': { type: 'cdk:asset-manifest', properties: { file: 'sample.assets.json' } },
    },
  });
  return assembly;
}
