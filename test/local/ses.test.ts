import { SESClient, SendEmailCommand } from '@aws-sdk/client-ses';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { identityOf, sesAccountFor } from '../../local/aws/ses-account.ts';
import { type LocalStack, startLocalStack } from '../../local/stack.ts';
import { Browser } from '../support/browser.ts';
import { writeSampleAssembly } from './sample.ts';

const arn = (resource: string) => `arn:aws:ses:eu-central-1:000000000000:${resource}`;

let stack: LocalStack;
/** As the function of the sample, which may send as `shop@example.com`. */
let ses: SESClient;

beforeAll(async () => {
  stack = await startLocalStack({ assembly: writeSampleAssembly() });
  const { env } = (await new Browser(stack.url).get('/')).body as { env: Record<string, string> };
  ses = new SESClient({
    endpoint: stack.awsUrl,
    region: 'eu-central-1',
    credentials: { accessKeyId: env.AWS_ACCESS_KEY_ID ?? '', secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? '' },
  });
});
beforeEach(() => {
  Object.assign(stack.ses, sesAccountFor(stack.model));
  grant('identity/example.com');
});
afterAll(() => stack.stop());

/** The function's statement about mails, with these resources. */
function grant(...resources: string[]): void {
  const statement = stack.model.functions[0]?.role.statements.find(({ actions }) => actions?.includes('ses:SendEmail'));
  if (!statement) throw new Error('the sample sends nothing');
  statement.resources = resources.map(arn);
}

/** What came of a mail: `ok`, or the error's name, and what it says. */
async function send(to = 'eva@mail.example', more: { ConfigurationSetName?: string } = {}): Promise<string> {
  const Message = { Subject: { Data: 'Code' }, Body: { Text: { Data: '123456' } } };
  const command = new SendEmailCommand({ Source: 'Shop <shop@example.com>', Destination: { ToAddresses: [to] }, Message, ...more });
  return ses.send(command).then(
    () => 'ok',
    ({ name, message }: Error) => `${name}: ${message}`,
  );
}

const denied = (resource: string) => expect.stringMatching(new RegExp(`^AccessDenied: .* on resource: ${arn(resource)} `));
const notVerified = (mailboxes: string) =>
  `MessageRejected: Email address is not verified. The following identities failed the check in region EU-CENTRAL-1: ${mailboxes}`;

describe('the sender', () => {
  it('is verified by its domain, as long as nobody says otherwise', async () => {
    expect(stack.ses).toMatchObject({ sandbox: false, identities: [{ name: 'example.com' }], configurationSets: [] });
    expect(await send()).toBe('ok');
  });

  it('is judged by the nearest identity: address, domain, domain above it', () => {
    const account = (...names: string[]) => ({ ...stack.ses, identities: names.map((name) => ({ name })) });
    const nearest = (...names: string[]) => identityOf(account(...names), 'shop@login.Example.com')?.name;
    expect(nearest('example.com', 'login.example.com', 'shop@login.Example.com')).toBe('shop@login.Example.com');
    expect(nearest('example.com', 'login.example.com')).toBe('login.example.com');
    expect(nearest('example.com')).toBe('example.com');
    expect(nearest('ample.com', 'other@login.example.com')).toBeUndefined();
  });

  it('needs the permission on that identity: none on another that would cover it will do', async () => {
    stack.ses.identities.push({ name: 'shop@example.com' });
    expect(await send()).toEqual(denied('identity/shop@example.com'));
    grant('identity/*');
    expect(await send()).toBe('ok');
  });

  it('that is not verified is refused, in words that name it as it was given', async () => {
    stack.ses.identities = [{ name: 'elsewhere.example' }];
    grant('identity/*');
    expect(await send()).toBe(notVerified('Shop <shop@example.com>'));
  });
});

describe('the recipient', () => {
  it('is asked for nowhere but in the sandbox', async () => {
    stack.ses.identities.push({ name: 'mail.example' });
    expect(await send()).toBe('ok');
  });

  it('in the sandbox needs the permission on its identity', async () => {
    stack.ses.sandbox = true;
    expect(await send()).toEqual(denied('identity/eva@mail.example'));
    stack.ses.identities.push({ name: 'mail.example' });
    expect(await send()).toEqual(denied('identity/mail.example'));
    grant('identity/*');
    expect(await send()).toBe('ok');
  });

  it('in the sandbox has to be verified, unless it is the mailbox simulator', async () => {
    stack.ses.sandbox = true;
    grant('identity/*');
    expect(await send()).toBe(notVerified('eva@mail.example'));
    stack.ses.identities.push({ name: 'eva@mail.example' });
    expect([await send(), await send('success@simulator.amazonses.com')]).toEqual(['ok', 'ok']);
  });
});

describe('the configuration set', () => {
  it('that the identity has by default needs the permission on it', async () => {
    Object.assign(stack.ses, { identities: [{ name: 'example.com', configurationSet: 'shop' }], configurationSets: ['shop'] });
    expect(await send()).toEqual(denied('configuration-set/shop'));
    grant('identity/example.com', 'configuration-set/shop');
    expect(await send()).toBe('ok');
  });

  it('that a call names takes its place', async () => {
    Object.assign(stack.ses, { identities: [{ name: 'example.com', configurationSet: 'shop' }], configurationSets: ['ours'] });
    const ours = { ConfigurationSetName: 'ours' };
    expect(await send('eva@mail.example', ours)).toEqual(denied('configuration-set/ours'));
    grant('identity/example.com', 'configuration-set/ours');
    expect(await send('eva@mail.example', ours)).toBe('ok');
  });

  it('has to exist', async () => {
    grant('identity/*', 'configuration-set/*');
    expect(await send('eva@mail.example', { ConfigurationSetName: 'gone' })).toMatch(/^ConfigurationSetDoesNotExist/);
  });
});

describe('version 2 of its API', () => {
  /** As version 1 is asked above. */
  async function sendThere(to = 'eva@mail.example', ConfigurationSetName?: string): Promise<string> {
    const { accessKeyId } = await ses.config.credentials();
    const Simple = { Subject: { Data: 'Code' }, Body: { Text: { Data: '123456' } } };
    const response = await fetch(`${stack.awsUrl}/v2/email/outbound-emails`, {
      method: 'POST',
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20261121/eu-central-1/ses/aws4_request, SignedHeaders=host, Signature=0`,
      },
      body: JSON.stringify({
        FromEmailAddress: 'Shop <shop@example.com>',
        Destination: { ToAddresses: [to] },
        Content: { Simple },
        ConfigurationSetName,
      }),
    });
    const { MessageId, message } = (await response.json()) as { MessageId?: string; message?: string };
    return MessageId ? 'ok' : `${response.status} ${response.headers.get('x-amzn-errortype')}: ${message}`;
  }

  it('sends the same mail', async () => {
    expect(await sendThere('jan@mail.example')).toBe('ok');
    expect(stack.outbox().at(-1)).toMatchObject({
      to: 'jan@mail.example',
      from: 'Shop <shop@example.com>',
      subject: 'Code',
      text: '123456',
    });
  });

  it('asks for the same permissions, and refuses by names of its own', async () => {
    expect(await sendThere('not an address')).toBe('400 BadRequestException: Missing final or malformed address');
    grant('identity/elsewhere.example');
    expect(await sendThere()).toMatch(
      /^403 AccessDeniedException: .* on resource: arn:aws:ses:eu-central-1:000000000000:identity\/example.com /,
    );
    grant('identity/example.com', 'configuration-set/none');
    expect(await sendThere('eva@mail.example', 'none')).toBe('404 NotFoundException: Configuration set <none> does not exist.');
    stack.ses.identities = [];
    grant('identity/shop@example.com');
    expect(await sendThere()).toBe(`400 ${notVerified('Shop <shop@example.com>')}`);
  });
});

it('is changed on request, and says what can be', async () => {
  const browser = new Browser(stack.url);
  expect((await browser.post('/_local/ses', { sandbox: true })).body).toMatchObject({
    sandbox: true,
    identities: [{ name: 'example.com' }],
  });
  expect((await browser.get('/_local/ses')).body).toMatchObject({ sandbox: true });
  const wrong = [
    { sandbox: 'yes' },
    { identities: ['shop.example'] },
    { identities: [{ name: '' }] },
    { configurationSets: [1] },
    { box: true },
  ];
  for (const body of wrong) expect((await browser.post('/_local/ses', body)).status).toBe(400);
});
