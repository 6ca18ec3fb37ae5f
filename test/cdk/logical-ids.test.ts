import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import type { GivenOptions } from '../../cdk/options.ts';
import { synthesized } from './synthesized.ts';

const domain = { name: 'login.shop.example', certificateArn: 'arn:aws:acm:eu-central-1:123456789012:certificate/1' };
const configurations: Record<string, GivenOptions> = {
  'the defaults': {},
  'a domain behind a CDN': { domain, publicUrl: 'https://www.shop.example/login', homeUrl: 'https://www.shop.example/' },
  'no WAF': { waf: false },
  'backups and alarms by e-mail': { backup: { vault: 'keycard' }, alarmMailTo: 'oncall@shop.example' },
};

/**
 * CloudFormation takes a resource whose logical id has changed for another one: it makes the new one and removes the old one, or fails
 * because both want the same name. So a change of this list is a decision: `npm test -- test/cdk/logical-ids -u`.
 */
test('the logical ids of the stack are those that were deployed', async () => {
  const { template } = await synthesized({ stage: 'prod' });
  const ids = Object.entries(template.Resources)
    // A deployment of the API has what it deploys in its name, and is made anew with every change of it.
    .filter(([, { Type }]) => Type !== 'AWS::ApiGateway::Deployment')
    .map(([id, { Type }]) => `${id} ${Type}`);
  await expect(`${ids.sort().join('\n')}\n`).toMatchFileSnapshot('logical-ids.txt');
});

test.each(Object.entries(configurations))(
  'a stack with %s leaves room below the 500 resources that CloudFormation takes',
  async (_, given) => {
    const { template } = await synthesized({ stage: 'prod', ...given });
    expect(Object.keys(template.Resources).length).toBeLessThanOrEqual(300);
  },
);

// Some nine seconds of CPU each, so the two ends stand for what is between them. Twice said what comes before what (W3005) is the CDK's way.
const linted = [{}, Object.assign({}, ...Object.values(configurations))] as GivenOptions[];

test.runIf(spawnSync('cfn-lint', ['--version']).status === 0).each(linted)('cfn-lint finds nothing in a stack with %j', async (given) => {
  const { pathOf } = await synthesized({ stage: 'prod', ...given });
  const { stdout, status } = spawnSync('cfn-lint', ['--ignore-checks', 'W3005', '--', pathOf('Keycard.template.json')], {
    encoding: 'utf8',
  });
  expect({ stdout, status }).toEqual({ stdout: '', status: 0 });
});
