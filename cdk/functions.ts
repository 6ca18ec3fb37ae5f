/** Which Lambda functions there are: one a journey, and three that no route names. */
import { type JourneyName, journeys, type RouteName } from '../shared/http/routes/map.ts';
import type { Route } from '../shared/http/routes/route.ts';

/** The answer to browsers' preflights, and what a schedule and events call: each is the file in `functions/` of that name. */
const beyondJourneys = ['preflight', 'support-sweep', 'mail-feedback', 'events', 'back-channel-logout'] as const;

export type FunctionName = JourneyName | (typeof beyondJourneys)[number];

export const functionNames: readonly FunctionName[] = [...(Object.keys(journeys) as JourneyName[]), ...beyondJourneys];

/** Most of their calls need their keys, so they begin to open them as they start; in the others, the call that needs one does. */
export const opensKeysEarly: readonly FunctionName[] = ['login', 'security', 'recovery', 'support'];

/** The calls that a function answers; none of those that no route names. */
export const callsOf = (name: FunctionName): [RouteName, Route][] =>
  name in journeys ? (Object.entries(journeys[name as JourneyName]) as [RouteName, Route][]) : [];
