/** SNS: an SMS goes to the outbox, or is taken and never delivered, as the account's limits have it. Source: SNS API Reference, Publish. */
import { randomUUID } from 'node:crypto';
import type { Outbox } from '../outbox.ts';
import { AwsError, type AwsService, unknownAction } from './service.ts';
import { type SnsAccount, whyNotDelivered } from './sns-account.ts';

/** An SMS of SNS holds up to 1,600 characters. */
const smsLimit = 1600;

export function sns(outbox: Outbox, owned: SnsAccount): AwsService {
  return {
    name: 'sns',
    refusals: {
      accessDenied: [403, 'AuthorizationError'],
      throttle: [429, 'Throttled', 'Rate exceeded'],
      error: [500, 'InternalError', 'An internal service error occurred'],
    },
    permissions: (action, input) => {
      if (action !== 'Publish') throw unknownAction('sns', action);
      // A text message has no ARN: AWS asks for the number itself, so `*` covers it, and `NotResource` with the ARNs of topics.
      return [{ action: 'sns:Publish', resource: String(input.TopicArn ?? input.TargetArn ?? input.PhoneNumber ?? '*'), context: {} }];
    },
    perform: (action, input) => {
      if (action !== 'Publish') throw unknownAction('sns', action);
      const [to, text] = [input.PhoneNumber, input.Message];
      if (typeof to !== 'string') throw new AwsError(404, 'NotFound', 'Topic does not exist');
      if (!/^\+[1-9]\d{1,14}$/.test(to))
        throw new AwsError(400, 'InvalidParameter', 'Invalid parameter: PhoneNumber Reason: not valid to publish to');
      if (typeof text !== 'string' || text === '') throw new AwsError(400, 'InvalidParameter', 'Invalid parameter: Empty message');
      if (text.length > smsLimit) throw new AwsError(400, 'InvalidParameter', 'Invalid parameter: Message too long');
      const attributes = (input.MessageAttributes ?? []) as { Name?: string; Value?: { StringValue?: string } }[];
      const attribute = (name: string) => attributes.find(({ Name }) => Name === `AWS.SNS.SMS.${name}`)?.Value?.StringValue;
      const [from, smsType = 'Promotional'] = [attribute('SenderID'), attribute('SMSType')];
      const id = randomUUID();
      const refusal = whyNotDelivered(owned, to);
      owned.deliveries.push({
        notification: { messageId: id },
        delivery: { destination: to, smsType, providerResponse: refusal ?? 'Message has been accepted by phone carrier' },
        status: refusal === undefined ? 'SUCCESS' : 'FAILURE',
      });
      if (refusal === undefined) outbox.deliver({ id, channel: 'sms', to, text, ...(from === undefined ? {} : { from }) });
      return { MessageId: id };
    },
  };
}
