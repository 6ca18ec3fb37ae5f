import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { putEvents } from '../shared/aws/event-bus.ts';
import { told } from '../shared/log/told-events.ts';

/**
 * Tells EventBridge what was written into the audit log, entry by entry, in the order of a customer's log. Called by the table's stream: what
 * cannot be told is told again with all that came after it, so an event may come twice, with the same `id`.
 */
export const handler = async ({ Records }: DynamoDBStreamEvent): Promise<{ told: number }> => {
  const events = Records.flatMap(({ dynamodb }) => {
    const image = dynamodb?.NewImage;
    return (image && told(unmarshall(image as Record<string, AttributeValue>))) ?? [];
  });
  if (events.length > 0) await putEvents(events.map(({ name, detail }) => ({ detailType: name, detail })));
  return { told: events.length };
};
