import { SESClient, SendEmailCommand } from '@aws-sdk/client-ses';
import { afterEach, describe, expect, it } from 'vitest';
import { matches } from '../../local/event-rules.ts';
import { localCredentials } from '../../local/signed-request.ts';
import { type LocalStack, startLocalStack } from '../../local/stack.ts';
import type { Template } from '../../local/template.ts';
import { Browser } from '../support/browser.ts';
import { writeSampleAssembly } from './sample.ts';

const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });

/** The sample with a configuration set, and a rule that calls its function for what the set publishes. */
function withSet(
  { Resources }: Template,
  { types = ['bounce'], bus = 'default', mayCall = true, pattern = ['aws.ses'] as unknown[] } = {},
): void {
  Object.assign(Resources, {
    Set: { Type: 'AWS::SES::ConfigurationSet', Properties: { Name: 'ours' } },
    Destination: {
      Type: 'AWS::SES::ConfigurationSetEventDestination',
      Properties: {
        ConfigurationSetName: { Ref: 'Set' },
        EventDestination: {
          Enabled: true,
          MatchingEventTypes: types,
          EventBridgeDestination: { EventBusArn: { 'Fn::Sub': 'arn:aws:events:x:y:event-bus/default' } },
        },
      },
    },
    Rule: {
      Type: 'AWS::Events::Rule',
      Properties: {
        EventBusName: bus,
        EventPattern: { source: pattern, detail: { mail: { tags: { 'ses:configuration-set': [{ Ref: 'Set' }] } } } },
        Targets: [{ Id: 'Target0', Arn: arnOf('Echo') }],
      },
    },
    ...(mayCall && {
      RuleMayCall: {
        Type: 'AWS::Lambda::Permission',
        Properties: { Principal: 'events.amazonaws.com', FunctionName: arnOf('Echo'), SourceArn: arnOf('Rule') },
      },
    }),
  });
}

let stack: LocalStack | undefined;
afterEach(async () => {
  await stack?.stop();
  stack = undefined;
});

async function start(options: Parameters<typeof withSet>[1] = {}): Promise<LocalStack> {
  stack = await startLocalStack({ assembly: writeSampleAssembly(), editTemplate: (template) => withSet(template, options) });
  return stack;
}

async function send({ awsUrl }: LocalStack, set: { ConfigurationSetName?: string } = { ConfigurationSetName: 'ours' }): Promise<void> {
  const ses = new SESClient({ endpoint: awsUrl, region: 'eu-central-1', credentials: localCredentials });
  const Message = { Subject: { Data: 'Code' }, Body: { Text: { Data: '123456' } } };
  await ses.send(new SendEmailCommand({ Source: 'shop@example.com', Destination: { ToAddresses: ['eva@mail.test'] }, Message, ...set }));
}

const feedback = (kind: string, more: object = {}) => [{ to: 'eva@mail.test', kind, ...more }] as const;

describe('feedback on an e-mail', () => {
  it('calls the function of the rule with what SES publishes', async () => {
    const { url, logs } = await start();
    const browser = new Browser(url);
    await send(stack as LocalStack);
    expect((await browser.post('/_local/mail-feedback', ...feedback('bounce'))).status).toBe(204);
    await expect.poll(() => logs().filter(({ line }) => line.startsWith('invoked for')).length).toBe(1);
  });

  it('is refused where nothing was sent, no set publishes it, or it is none', async () => {
    const { url } = await start();
    const browser = new Browser(url);
    const refusal = async (...call: Parameters<typeof feedback>) => {
      const { status, body } = await browser.post('/_local/mail-feedback', ...feedback(...call));
      expect(status).toBe(400);
      return (body as { message: string }).message;
    };
    expect(await refusal('bounce')).toContain('no e-mail was sent');
    await send(stack as LocalStack, {});
    expect(await refusal('bounce')).toContain('no configuration set publishes');
    await send(stack as LocalStack);
    expect(await refusal('complaint')).toContain('no configuration set publishes');
    expect(await refusal('opened')).toContain('kind is bounce or complaint');
    expect(await refusal('bounce', { bounceType: 1 })).toContain('what can be said, too');
    expect(await refusal('bounce', { id: 'of another' })).toContain('no e-mail was sent');
  });

  it('needs a rule that AWS would follow', async () => {
    await expect(start({ mayCall: false })).rejects.toThrow('EventBridge has no permission to call');
    await expect(start({ bus: 'another' })).rejects.toThrow('another bus');
    await expect(start({ pattern: [{ prefix: 'aws.' }] })).rejects.toThrow('matches source by more than values');
  });
});

it('an event fits a pattern whose every field it has', () => {
  const event = { source: 'aws.ses', detail: { tags: ['one', 'two'], kind: 'bounce' } };
  expect(matches({}, event)).toBe(true);
  expect(matches({ source: ['aws.s3', 'aws.ses'], detail: { tags: ['two'] } }, event)).toBe(true);
  expect(matches({ source: ['aws.s3'] }, event)).toBe(false);
  expect(matches({ detail: { tags: ['three'] } }, event)).toBe(false);
  expect(matches({ detail: { mail: { tags: ['one'] } } }, event)).toBe(false);
});
