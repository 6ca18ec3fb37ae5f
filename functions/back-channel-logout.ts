import { now as clock } from '../shared/config/clock.ts';
import { required, variables } from '../shared/config/environment.ts';
import { logoutToken } from '../shared/http/logout-token.ts';
import { signingKey } from '../shared/keyring/secret-keys.ts';
import type { FactsOf } from '../shared/log/audit-events.ts';
import { log } from '../shared/log/events.ts';
import { tellClient } from '../shared/send/back-channel.ts';
import { readClient } from '../shared/store/client-items.ts';
import { type ClientSession, clientSessionsOf } from '../shared/store/client-sessions.ts';
import { readCustomer } from '../shared/store/customers.ts';
import { endFamily } from '../shared/store/family-items.ts';

const publicUrl = required(variables.publicUrl);

/** Of an event that sessions may have ended by, as `functions/events.ts` has told it. */
type Ended = { 'detail-type': string; detail: { customerId: string; session?: string } & FactsOf['customer_deleted'] };

/** So many servers are told side by side; there may be one behind all of them. */
const AT_ONCE = 20;

/** Whom a client is told of. */
type Message = Pick<ClientSession, 'clientId' | 'customerId' | 'sid'>;

/**
 * Tells clients which of their sessions have ended here. Called by the event of what they ended by; where a client cannot be told, Lambda
 * calls again, and who was told before is told no more: the item of a session goes when its client knows.
 */
export const handler = async ({ detail }: Ended): Promise<{ told: number }> => {
  const { customerId, session, clientSessions = [] } = detail;
  const [customer, sessions] = await Promise.all([readCustomer(customerId), clientSessionsOf(customerId)]);
  const ended = sessions.filter(({ epoch, parent }) => epoch !== customer?.epoch || (session !== undefined && parent === session));
  // Of a customer who was removed they are being erased, and stand in the event. Somebody else may have the id by now.
  const removed = clientSessions.map((each) => ({ ...each, customerId }));
  const messages: Message[] = [...new Map([...ended, ...removed].map((each) => [each.sid, each])).values()];
  const done: PromiseSettledResult<void>[] = [];
  for (let from = 0; from < messages.length; from += AT_ONCE) {
    done.push(...(await Promise.allSettled(messages.slice(from, from + AT_ONCE).map(tell))));
  }
  const failed = done.filter(({ status }) => status === 'rejected').length;
  if (failed > 0) throw new Error(`${failed} of ${messages.length} clients could not be told`);
  return { told: messages.length };
};

async function tell({ clientId, customerId, sid }: Message): Promise<void> {
  const uri = (await readClient(clientId))?.backchannelLogoutUri;
  if (uri !== undefined) {
    const now = clock();
    const answer = await tellClient(uri, logoutToken({ clientId, customerId, sid }, publicUrl, await signingKey(now), now));
    if (answer === 'refused') log({ event: 'logout_not_taken', clientId });
  }
  await endFamily(sid);
}
