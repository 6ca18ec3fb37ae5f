/** An entry of the audit log as its customer may read it. */
import type { Entry } from '../store/audit.ts';
import { rfc3339 } from './answers.ts';

/** What it says of the team stays with the team, and where the shop's server stands with the shop. */
export function activityShown<Event>({ event, by, at, network, device, near, requestId, isOfTeam, ...facts }: Entry<Event>) {
  const { acr, stayLoggedIn, client, method, fields, limits, row, addressDisputed, until, left, why, startedAt, endedOn } = facts;
  return {
    event,
    at: rfc3339(at),
    by: actorOf(by),
    // Of the team it was an administrator's, whoever the entry says did it.
    ...(!isOfTeam && actorOf(by) !== 'client' && { network, device, near, requestId }),
    ...{ acr, stayLoggedIn, client, method, fields, limits, row, addressDisputed, left, why, endedOn },
    ...(until !== undefined && { until: rfc3339(until) }),
    ...(startedAt !== undefined && { startedAt: rfc3339(startedAt) }),
  };
}

function actorOf(by: Entry['by']): 'service' | 'admin' | 'client' | 'customer' {
  if (by === 'service') return by;
  return 'admin' in by ? 'admin' : 'client' in by ? 'client' : 'customer';
}
