/** examples/cdk-app, as `cdk synth` runs it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { bundlesOf } from '../../local/synthesize.ts';
import { installed } from './installed.ts';
import { output } from './running.ts';

test('a stack of one’s own has Keycard, and what the shop has beside it', async () => {
  const folder = await installed('cdk-app', 'cdk', bundlesOf(inject('assembly')));
  // AWS's own check of each resource takes four seconds, and those of Keycard are checked already (test/cdk/construct.test.ts).
  const program = readFileSync(join(folder, 'app.js'), 'utf8');
  writeFileSync(join(folder, 'app.js'), program.replace('new App()', 'new App({ builtinCloudFormationValidation: false })'));
  const { app } = JSON.parse(readFileSync(join(folder, 'cdk.json'), 'utf8')) as { app: string };
  const [node, ...args] = app.split(' ');
  expect(node).toBe('node');
  await output({ args, folder, env: { CDK_OUTDIR: 'cdk.out', CDK_DEFAULT_REGION: 'eu-central-1' } });

  const { Resources, Outputs } = JSON.parse(readFileSync(join(folder, 'cdk.out', 'PearShop.template.json'), 'utf8'));
  const all = Object.values(Resources) as { Type: string; Properties: Record<string, unknown> }[];
  const of = (type: string) => all.filter(({ Type }) => Type === type).map(({ Properties }) => Properties);
  expect(of('AWS::S3::Bucket')).toHaveLength(1);
  expect(of('AWS::ApiGateway::RestApi')).toHaveLength(1);
  expect(of('AWS::Lambda::Function').length).toBeGreaterThan(5);
  expect(of('AWS::SNS::Subscription')).toMatchObject([{ Protocol: 'email', Endpoint: 'on-call@shop.example' }]);
  const [policy] = of('AWS::IAM::ManagedPolicy').filter(({ ManagedPolicyName }) => ManagedPolicyName === undefined);
  expect(JSON.stringify(policy)).toMatch(/prod\/PUT\/v1\/admin\/customers\/\*.*prod\/PATCH\/v1\/admin\/customers\/\*/);
  expect(JSON.stringify(of('AWS::Lambda::Function'))).toContain('https://www.shop.example');
  expect(Object.keys(Outputs)).toEqual(
    expect.arrayContaining(['ApiUrl', 'TableName', 'KeyringTableName', 'AuditTableName', 'KeyArn', 'AlarmTopicArn']),
  );
});
