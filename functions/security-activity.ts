import { ENTRIES_SHOWN } from '../shared/flow/budgets.ts';
import { ok, problem, rfc3339 } from '../shared/http/answers.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { activity } from '../shared/http/routes/security.ts';
import { signedIn } from '../shared/http/signed-in.ts';
import { customerLog, type Entry, newestOf } from '../shared/store/audit.ts';
import { passwordLog } from '../shared/store/logins.ts';

/** What happened to the customer's security, for themselves to read. */
export const handler = endpoint(activity, async (call) => {
  const present = await signedIn(call);
  if (!present) return problem('session_required');
  const { customerId, username, createdAt } = present.customer;
  const entries = await newestOf([customerLog(customerId), passwordLog(username)], ENTRIES_SHOWN);
  // The log outlives its customer, and names move on: what was of somebody else, under the same id or the same name, is not shown.
  const own = entries.filter(({ at, customerId: of = customerId }) => at >= createdAt && of === customerId);
  return ok({ entries: own.map(shown) });
});

/** What it says of the team stays with the team, and where the shop's server stands with the shop. */
function shown({ event, by, at, network, device, requestId, isOfTeam, ...facts }: Entry) {
  const { acr, stayLoggedIn, client, method, fields, limits, row, addressDisputed, until, left, why, startedAt, endedOn } = facts;
  return {
    event,
    at: rfc3339(at),
    by: actorOf(by),
    // Of the team it was an administrator's, whoever the entry says did it.
    ...(!isOfTeam && actorOf(by) !== 'client' && { network, device, requestId }),
    ...{ acr, stayLoggedIn, client, method, fields, limits, row, addressDisputed, left, why, endedOn },
    ...(until !== undefined && { until: rfc3339(until) }),
    ...(startedAt !== undefined && { startedAt: rfc3339(startedAt) }),
  };
}

function actorOf(by: Entry['by']): 'service' | 'admin' | 'client' | 'customer' {
  if (by === 'service') return by;
  return 'admin' in by ? 'admin' : 'client' in by ? 'client' : 'customer';
}
