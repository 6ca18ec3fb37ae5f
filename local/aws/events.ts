/** EventBridge's default bus. Source: EventBridge API Reference, PutEvents. */
import { randomUUID } from 'node:crypto';
import { account, region } from '../intrinsics.ts';
import { AwsError, type AwsService, type Input, unknownAction } from './service.ts';

export type BusEvent = {
  version: '0';
  id: string;
  'detail-type': string;
  source: string;
  account: string;
  time: string;
  region: string;
  resources: string[];
  detail: Record<string, unknown>;
};

type Entry = { Source?: string; DetailType?: string; Detail?: string; EventBusName?: string };

const MOST_AT_ONCE = 10;

/** @param now milliseconds; @param taken is given every event that the bus takes */
export function eventBus(now: () => number, taken: (event: BusEvent) => void): AwsService {
  const entriesOf = (input: Input) => (input.Entries ?? []) as Entry[];
  return {
    name: 'events',
    refusals: {
      accessDenied: [400, 'AccessDeniedException'],
      throttle: [400, 'ThrottlingException', 'Rate exceeded'],
      error: [500, 'InternalException', 'An internal error occurred.'],
    },
    permissions: (action, input) => {
      if (action !== 'PutEvents') throw unknownAction('events', action);
      return [...new Set(entriesOf(input).map(({ Source = '' }) => Source))].map((source) => ({
        action: 'events:PutEvents',
        resource: `arn:aws:events:${region}:${account}:event-bus/default`,
        context: { 'events:source': source },
      }));
    },
    perform: (action, input) => {
      if (action !== 'PutEvents') throw unknownAction('events', action);
      const entries = entriesOf(input);
      if (entries.length === 0 || entries.length > MOST_AT_ONCE)
        throw new AwsError(400, 'ValidationException', `Entries must have 1 to ${MOST_AT_ONCE} members`);
      const Entries = entries.map((entry) => {
        const event = eventOf(entry, now());
        if ('ErrorCode' in event) return event;
        taken(event);
        return { EventId: event.id };
      });
      return { FailedEntryCount: Entries.filter((each) => 'ErrorCode' in each).length, Entries };
    },
  };
}

function eventOf(
  { Source, DetailType, Detail = '', EventBusName = 'default' }: Entry,
  now: number,
): BusEvent | { ErrorCode: string; ErrorMessage: string } {
  if (!Source || !DetailType || EventBusName !== 'default') return { ErrorCode: 'InvalidArgument', ErrorMessage: 'a parameter is missing' };
  try {
    const detail = JSON.parse(Detail) as Record<string, unknown>;
    const time = `${new Date(now).toISOString().slice(0, 19)}Z`;
    return { version: '0', id: randomUUID(), 'detail-type': DetailType, source: Source, account, time, region, resources: [], detail };
  } catch {
    return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  }
}
