import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { localCredentials } from '../../local/signed-request.ts';
import { type LocalStack, startLocalStack } from '../../local/stack.ts';
import { Browser } from '../support/browser.ts';
import { writeSampleAssembly } from './sample.ts';

let stack: LocalStack;
let sns: SNSClient;

beforeAll(async () => {
  stack = await startLocalStack({ assembly: writeSampleAssembly() });
  sns = new SNSClient({ endpoint: stack.awsUrl, region: 'eu-central-1', credentials: localCredentials });
});
beforeEach(() => {
  Object.assign(stack.sns, { sandbox: false, verifiedNumbers: [], spendLimitReached: false });
});
afterAll(() => stack.stop());

/** The status of an SMS, and how many arrived by it. */
async function send(PhoneNumber = '+420601123456') {
  const before = stack.outbox().length;
  const smsType = { DataType: 'String', StringValue: 'Transactional' };
  const { MessageId } = await sns.send(
    new PublishCommand({ PhoneNumber, Message: 'x', MessageAttributes: { 'AWS.SNS.SMS.SMSType': smsType } }),
  );
  const status = stack.sns.deliveries.find(({ notification }) => notification.messageId === MessageId);
  return { status, arrived: stack.outbox().length - before };
}

describe('an SMS', () => {
  it('is delivered, and its status says so', async () => {
    expect(await send()).toEqual({
      status: {
        notification: { messageId: expect.any(String) },
        delivery: {
          destination: '+420601123456',
          smsType: 'Transactional',
          providerResponse: 'Message has been accepted by phone carrier',
        },
        status: 'SUCCESS',
      },
      arrived: 1,
    });
  });

  it('is taken and never delivered once the month has cost what it may', async () => {
    stack.sns.spendLimitReached = true;
    expect(await send()).toMatchObject({
      status: { delivery: { providerResponse: 'No quota left for account' }, status: 'FAILURE' },
      arrived: 0,
    });
  });

  it('is taken and never delivered in the sandbox, but to a verified number', async () => {
    Object.assign(stack.sns, { sandbox: true, verifiedNumbers: ['+420601123457'] });
    expect(await send()).toMatchObject({ status: { status: 'FAILURE' }, arrived: 0 });
    expect(await send('+420601123457')).toMatchObject({ status: { status: 'SUCCESS' }, arrived: 1 });
  });
});

it('is changed on request, and says what can be', async () => {
  const browser = new Browser(stack.url);
  expect((await browser.post('/_local/sns', { spendLimitReached: true })).body).toMatchObject({ spendLimitReached: true, sandbox: false });
  expect((await browser.get('/_local/sns')).body).toMatchObject({ deliveries: expect.any(Array), spendLimitReached: true });
  const wrong = [{ sandbox: 'yes' }, { verifiedNumbers: [420] }, { verifiedNumbers: '+420' }, { spendLimitReached: 1 }, { deliveries: [] }];
  for (const body of wrong) expect((await browser.post('/_local/sns', body)).status).toBe(400);
});
