/** SNS: an SMS goes to the outbox. Source: SNS API Reference, Publish. */
import { randomUUID } from 'node:crypto';
import type { Outbox } from '../outbox.ts';
import { AwsError, type AwsService, unknownAction } from './service.ts';

/** An SMS of SNS holds up to 1,600 characters. */
const smsLimit = 1600;

export function sns(outbox: Outbox): AwsService {
  return {
    name: 'sns',
    refusals: {
      accessDenied: [403, 'AuthorizationError'],
      throttle: [429, 'Throttled', 'Rate exceeded'],
      error: [500, 'InternalError', 'An internal service error occurred'],
    },
    permissions: (action, input) => {
      if (action !== 'Publish') throw unknownAction('sns', action);
      // A text message has no resource of its own: only `*` covers it, and `NotResource` with the ARNs of topics.
      return [{ action: 'sns:Publish', resources: [String(input.TopicArn ?? input.TargetArn ?? '*')], context: {} }];
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
      const from = attributes.find(({ Name }) => Name === 'AWS.SNS.SMS.SenderID')?.Value?.StringValue;
      const id = randomUUID();
      outbox.deliver({ id, channel: 'sms', to, text, ...(from === undefined ? {} : { from }) });
      return { MessageId: id };
    },
  };
}
