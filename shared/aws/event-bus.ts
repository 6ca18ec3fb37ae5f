/** Telling the account's default event bus. */
import { EVENT_SOURCE } from '../flow/event-source.ts';
import { jsonCaller } from './json-call.ts';
import { patience } from './patience.ts';

const events = jsonCaller('events', 'AWSEvents', patience);

type Told = { detailType: string; detail: unknown };

/** At most ten at a time (EventBridge API Reference, PutEvents). @throws when some of them were not taken */
export async function putEvents(told: readonly Told[]): Promise<void> {
  const Entries = told.map(({ detailType, detail }) => ({
    Source: EVENT_SOURCE,
    DetailType: detailType,
    Detail: JSON.stringify(detail),
  }));
  const { FailedEntryCount = 0 } = await events('PutEvents', { Entries });
  if (FailedEntryCount !== 0) throw new Error('EventBridge has not taken every event');
}
