import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { describe, expect, test } from 'vitest';
import { keycardApp } from '../../cdk/keycard-app.ts';
import type { KeycardStack } from '../../cdk/keycard-stack.ts';
import type { GivenOptions } from '../../cdk/options.ts';
import { readOptions } from '../../cdk/read-options.ts';
import { functionsOf, synthesized } from './synthesized.ts';

const first = await synthesized({}, { checks: true, anew: true });

// With cdk-nag a synthesis takes some ten seconds of CPU.
describe('synthesizing the stack', { timeout: 180_000 }, () => {
  test('ends with no finding of cdk-nag or CloudFormation that nobody has acknowledged', () => {
    expect(JSON.parse(first.read('validation-report.json'))).toMatchObject({ pluginReports: [] });
  });

  test('ends so with every option set: a domain, a CDN and WAF', async () => {
    const tableArn = (name: string) => `arn:aws:dynamodb:eu-central-1:123456789012:table/${name}`;
    const every: GivenOptions = {
      mailFrom: 'Shop <login@shop.example>',
      allowedOrigins: ['https://shop.example', 'https://www.shop.example'],
      domain: { name: 'login.shop.example', certificateArn: 'arn:aws:acm:eu-central-1:123456789012:certificate/1' },
      publicUrl: 'https://www.shop.example/login',
      homeUrl: 'https://shop.example/account',
      changePasswordUrl: 'https://shop.example/account/password',
      forgotPasswordUrl: 'https://shop.example/forgotten',
      signUpUrl: 'https://shop.example/new',
      cdn: {
        secretArns: ['arn:aws:secretsmanager:eu-central-1:123456789012:secret:keycard/cdn-AbCdEf'],
        addressHeader: 'X-Customer-Address',
      },
      apiLogRole: 'stack',
      loginConcurrency: 200,
      captcha: { provider: 'turnstile', siteKey: '1x00000000000000000000AA', secretParameter: '/keycard/prod/captcha-secret' },
      supportMailTo: 'team@shop.example',
      supportWaitHours: 48,
      supportApprovers: 2,
      holidays: ['2026-12-24'],
      smsPerDay: 100,
      alarmMailTo: 'oncall@shop.example',
      keyArn: 'arn:aws:kms:eu-central-1:123456789012:key/mrk-1',
      tableArns: { data: tableArn('data'), keyring: tableArn('keyring'), audit: tableArn('audit') },
      backup: { vault: 'keycard', copyTo: 'arn:aws:backup:eu-west-1:123456789012:backup-vault:keycard' },
    };
    const { read } = await synthesized({ stage: 'prod', ...every }, { checks: true });
    expect(JSON.parse(read('validation-report.json'))).toMatchObject({ pluginReports: [] });
  });

  test('fails on a finding that nobody has acknowledged', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'keycard-cdk-'));
    try {
      const app = await keycardApp(directory, readOptions('dev', {}));
      new Bucket(app.node.findChild('Keycard') as KeycardStack, 'Unprotected');
      expect(() => app.synth()).toThrow(/AwsSolutions-S1\b/);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  test('twice gives the same template and the same bundles', async () => {
    expect((await synthesized()).template).toEqual(first.template);
  });

  test('puts no path of the machine into the template or a bundle', () => {
    const root = new URL('../..', import.meta.url).pathname;
    for (const resource of Object.values(functionsOf(first.template))) {
      const asset = resource.Metadata?.['aws:asset:path'];
      expect(asset).toMatch(/^asset\.[0-9a-f]{64}$/);
      expect(first.codeOf(resource)).not.toContain(root);
      expect(first.read(`${asset}/package.json`)).toBe('{"type":"commonjs"}');
    }
    expect(JSON.stringify(first.template)).not.toContain(root);
  });

  test('leaves dynamic imports and the long chain of credential sources out of the bundles', () => {
    for (const resource of Object.values(functionsOf(first.template))) {
      const code = first.codeOf(resource);
      expect(code).not.toMatch(/\bimport\(/);
      expect(code).not.toContain('AWS_CONTAINER_CREDENTIALS_RELATIVE_URI');
    }
  });
});
