import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { present, variables } from '../config/environment.ts';
import { deliver, oneAttempt } from './delivery.ts';
import type { Delivery, Sms } from './message.ts';

/** Empty where a country allows no sender ids, or the shop has none: SNS then picks a number. */
const senderId = present(variables.smsSenderId);
const sns = new SNSClient(oneAttempt);

/**
 * Hands one text message to SNS, once. It does not throw.
 *
 * @param to a phone number in E.164 form; anything else is refused unsent.
 */
export async function sendSms(to: string, sms: Sms): Promise<Delivery> {
  if (!/^\+[1-9][0-9]{6,14}$/.test(to)) return { outcome: 'refused', reason: 'InvalidPhoneNumber' };
  return deliver(() =>
    sns.send(
      new PublishCommand({
        PhoneNumber: to,
        Message: sms.text,
        MessageAttributes: {
          // Transactional messages are delivered first, and to numbers that refuse advertising.
          'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' },
          ...(senderId && { 'AWS.SNS.SMS.SenderID': { DataType: 'String', StringValue: senderId } }),
        },
      }),
    ),
  );
}
