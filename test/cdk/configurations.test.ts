import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fixedCost } from '../../bench/fixed-cost.ts';
import type { GivenOptions } from '../../cdk/options.ts';
import { functionsOf, ofType, synthesized, textOf } from './synthesized.ts';

/** The least and the most of what can be asked for; two stages, and the construct in a stack of somebody's own, are in construct.test.ts. */
const configurations: Record<string, GivenOptions> = {
  'the defaults': {},
  'a domain, a CDN and WAF': {
    domain: { name: 'origin.shop.example', certificateArn: 'arn:aws:acm:eu-central-1:123456789012:certificate/1' },
    publicUrl: 'https://www.shop.example/login',
    cdn: {
      secretArns: ['1', '2'].map((nth) => `arn:aws:secretsmanager:eu-central-1:123456789012:secret:keycard/cdn-${nth}-AbCdEf`),
      addressHeader: 'X-Customer-Address',
    },
    apiLogRole: 'stack',
    loginConcurrency: 200,
    backup: { vault: 'keycard' },
    alarmMailTo: 'oncall@shop.example',
  },
};
const made = new Map(
  await Promise.all(
    Object.entries(configurations).map(async ([name, given]) => [name, await synthesized({ stage: 'prod', ...given })] as const),
  ),
);
const templateOf = (name: string) => made.get(name)?.template ?? { Resources: {}, Outputs: {} };

const idsOf = (name: string) =>
  Object.entries(templateOf(name).Resources)
    // A deployment of the API has what it deploys in its name, and is made anew with every change of it.
    .filter(([, { Type }]) => Type !== 'AWS::ApiGateway::Deployment')
    .map(([id, { Type }]) => `${id} ${Type}`)
    .sort();

/**
 * CloudFormation takes a resource whose logical id has changed for another one: it makes the new one and removes the old one, or fails
 * because both want the same name. So a change of these lists is a decision: `npm test -- test/cdk/configurations -u`.
 */
describe('the logical ids', () => {
  test('of the stack are those that were deployed', async () => {
    await expect(`${idsOf('the defaults').join('\n')}\n`).toMatchFileSnapshot('logical-ids.txt');
  });

  test('of what options add are those that were deployed, and no option moves another', async () => {
    const [defaults, more] = ['the defaults', 'a domain, a CDN and WAF'].map(idsOf);
    expect(defaults?.filter((id) => !more?.includes(id))).toEqual([]);
    await expect(`${more?.filter((id) => !defaults?.includes(id)).join('\n')}\n`).toMatchFileSnapshot('logical-ids-of-options.txt');
  });
});

describe('a problem that no function answers', () => {
  const answered = (name: string) => [
    ...ofType(templateOf(name), 'AWS::ApiGateway::GatewayResponse').map(
      ([, { Properties }]) => Properties.ResponseTemplates['application/json'],
    ),
    ...ofType(templateOf(name), 'AWS::WAFv2::WebACL').flatMap(([, { Properties }]) =>
      Object.values<{ Content: unknown }>(Properties.CustomResponseBodies).map(({ Content }) => Content),
    ),
  ];
  const atApiGateway = /^https:\/\/\{Api[0-9A-F]{8}\}\.execute-api\.\{AWS::Region\}\.\{AWS::URLSuffix\}\/(?:prod|\{Api\w+\})$/;

  test.each([
    ['the defaults', atApiGateway],
    ['a domain, a CDN and WAF', /^https:\/\/www\.shop\.example\/login$/],
  ])('has with %s a type that leads to where clients reach the service', (name, where) => {
    const documents = answered(name).map((each) => JSON.parse(textOf(each)) as { type: string; code: string });
    expect(documents.map(({ code }) => code)).toEqual(expect.arrayContaining(['invalid_request', 'too_many_attempts', 'unavailable']));
    for (const { type, code } of documents) {
      expect(type.endsWith(`/problems/${code}`)).toBe(true);
      expect(type.slice(0, -`/problems/${code}`.length)).toMatch(where);
    }
  });
});

describe.each([...made])('a stack with %s', (_, { template, pathOf }) => {
  test('leaves room below the 500 resources that CloudFormation takes', () => {
    expect(Object.keys(template.Resources).length).toBeLessThanOrEqual(300);
  });

  // Some nine seconds of CPU. Twice said what comes before what (W3005) is the CDK's way.
  test.runIf(spawnSync('cfn-lint', ['--version']).status === 0)('is found in order by cfn-lint', () => {
    const { stdout, status } = spawnSync('cfn-lint', ['--ignore-checks', 'W3005', '--', pathOf('Keycard.template.json')], {
      encoding: 'utf8',
    });
    expect({ stdout, status }).toEqual({ stdout: '', status: 0 });
  });
});

test('the option loginConcurrency keeps so much for logins, and no other function is kept short', () => {
  const reserved = (name: string) =>
    Object.entries(functionsOf(templateOf(name))).flatMap(([of, { Properties }]) => {
      const { ReservedConcurrentExecutions: count } = Properties;
      return count === undefined ? [] : [[of, count]];
    });
  expect(reserved('a domain, a CDN and WAF')).toEqual([['login', 200]]);
  expect(reserved('the defaults')).toEqual([]);
});

test("the role that the account's APIs log with is replaced where the option says so, and stays then when the stack goes", () => {
  const accounts = (name: string) => ofType(templateOf(name), 'AWS::ApiGateway::Account').map(([, { DeletionPolicy }]) => DeletionPolicy);
  expect(accounts('the defaults')).toEqual([]);
  expect(accounts('a domain, a CDN and WAF')).toEqual(['Retain']);
});

describe('while nobody logs in', () => {
  const total = (name: string) => fixedCost(templateOf(name)).reduce((sum, { usd }) => sum + usd, 0);

  test('an installation with WAF costs at most 15 USD a month, by list prices', () => {
    const lines = Object.fromEntries(fixedCost(templateOf('the defaults')).map(({ what, count }) => [what, count]));
    expect(lines).toEqual({ webAcl: 1, wafRule: 4, alarmMetric: 19, dashboard: 1, kmsKey: 1, secret: 0 });
    expect(total('the defaults')).toBeCloseTo(14.9, 6);
  });

  test('a CDN in front adds its secret, and nothing else', () => {
    expect(total('a domain, a CDN and WAF') - total('the defaults')).toBeCloseTo(2 * 0.4, 6);
  });

  test('the sum is the one that the infra team is told', () => {
    const page = readFileSync(new URL('../../docs/deploy.md', import.meta.url), 'utf8');
    expect(page).toContain(`| **together** | **${total('the defaults').toFixed(2)}** |`);
  });
});
