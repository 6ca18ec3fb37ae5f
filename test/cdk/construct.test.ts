import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnOutput, Stack, Validations } from 'aws-cdk-lib';
import { UrlSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { Construct } from 'constructs';
import { Keycard, readOptions, WrongOptions } from 'keycard/cdk';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { onThisMachine } from '../../cdk/keycard.ts';
import type { GivenOptions } from '../../cdk/options.ts';
import { bundlesOf } from '../../local/synthesize.ts';
import { outcome, shopperWithFactor, Visitor } from '../login/visitor.ts';
import { startTestStack } from '../support/stack.ts';
import { ofType, synthesized, type Template } from './synthesized.ts';

/** A shop that has everything in one stack. */
class ShopStack extends Stack {
  constructor(scope: Construct, id: string, stage: string, given: GivenOptions) {
    super(scope, id);
    const keycard = new Keycard(this, 'Login', { options: readOptions(stage, given), bundles: bundlesOf(inject('assembly')) });
    keycard.alarmTopic.addSubscription(new UrlSubscription('https://pager.example/keycard'));
    new CfnOutput(this, 'LoginUrl', { value: keycard.url });
  }
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

function shop(stage: string, { checks, ...given }: GivenOptions & { checks: boolean }): { assembly: string; template: Template } {
  const assembly = mkdtempSync(join(tmpdir(), 'keycard-shop-'));
  folders.push(assembly);
  const context = { 'aws:cdk:enable-asset-metadata': true, 'aws:cdk:bundling-stacks': [], [onThisMachine]: !checks };
  const app = new App({ outdir: assembly, context, analyticsReporting: false, builtinCloudFormationValidation: checks });
  new ShopStack(app, 'Shop', stage, given);
  if (checks) Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  app.synth();
  return { assembly, template: JSON.parse(readFileSync(join(assembly, 'Shop.template.json'), 'utf8')) as Template };
}

const countOf = (template: Template) => {
  const types = Object.values(template.Resources).map(({ Type }) => Type);
  return Object.fromEntries([...new Set(types)].sort().map((type) => [type, types.filter((each) => each === type).length]));
};

// With cdk-nag a synthesis takes some ten seconds of CPU.
describe("Keycard in a stack of somebody's own", { timeout: 180_000 }, () => {
  const { assembly, template } = shop('prod', { checks: true, waf: false });

  test('leaves no finding of cdk-nag or CloudFormation that nobody has acknowledged, without WAF neither', () => {
    expect(JSON.parse(readFileSync(join(assembly, 'validation-report.json'), 'utf8'))).toMatchObject({ pluginReports: [] });
  });

  test('is made of what it is made of in its own', async () => {
    const { template: own } = await synthesized({ stage: 'prod', waf: false });
    const { 'AWS::SNS::Subscription': pager, ...others } = countOf(template);
    expect(pager).toBe(1);
    expect(others).toEqual(countOf(own));
    expect(Object.keys(template.Outputs)).toEqual(['LoginUrl']);
    expect(Object.keys(template.Resources).length).toBeLessThanOrEqual(300);
  });

  test('bears its names, so that a stage is installed once an account and region', () => {
    const [[, api] = []] = ofType(template, 'AWS::ApiGateway::RestApi');
    expect(api?.Properties.Name).toBe('keycard-prod');
    for (const [, { Properties }] of ofType(template, 'AWS::CloudWatch::Alarm')) expect(Properties.AlarmName).toMatch(/^keycard-prod-/);
  });

  test('is not of the stage local, which takes calls from any localhost', () => {
    expect(() => shop('local', { checks: true })).toThrow(new WrongOptions('the stage local runs on this machine: npm start'));
  });

  test('logs its customers in', async () => {
    const stack = await startTestStack({ assembly: shop('local', { checks: false }).assembly });
    await stack.setFlag(true);
    const customer = await shopperWithFactor(stack, 'jana');
    expect(outcome(await new Visitor(stack, customer).logIn())).toBe('200 second_factor_required');
  });
});

describe('two stages in one account', async () => {
  const stages = ['one', 'two'].map((stage) => synthesized({ stage, backup: { vault: 'keycard' } }));
  const [one, two] = (await Promise.all(stages)).map(({ template }) => template) as [Template, Template];

  test('meet in no name', () => {
    const namesOf = (template: Template) =>
      Object.values(template.Resources).flatMap(({ Type, Properties = {} }) =>
        Object.entries(Properties as Record<string, unknown>)
          // Models and validators are named within their API, inline policies within their role.
          .filter(
            ([name, value]) =>
              /Name$/.test(name) && typeof value === 'string' && !/^AWS::(?:ApiGateway::(?!RestApi)|IAM::Policy$)/.test(Type),
          )
          .filter(([name]) => !['TableName', 'FunctionName', 'AttributeName', 'MetricName', 'Namespace', 'DisplayName'].includes(name))
          .map(([name, value]) => `${Type} ${name} ${value}`),
      );
    expect(namesOf(one).length).toBeGreaterThan(10);
    expect(namesOf(one).filter((name) => namesOf(two).includes(name))).toEqual([]);
  });

  test('are made of the same, and neither takes what the account has once for both', () => {
    expect(countOf(one)).toEqual(countOf(two));
    expect(countOf(one)).not.toHaveProperty('AWS::ApiGateway::Account');
  });
});
