/** The sessions that clients have begun by a login here: found by their customer, for who tells the clients that they have ended. */
import type { Family } from './family-items.ts';
import { type SessionFound, sessionsOf } from './sessions-of-customer.ts';

/** `sid`: as the client has it in its ID token. */
export type ClientSession = Pick<Family, 'customerId' | 'epoch' | 'parent'> & { clientId: string; sid: string };

/** Of every epoch: those of one that is over are there until their clients are told. Newest first. `most`: looked for among so many. */
export async function clientSessionsOf(customerId: string, most?: number): Promise<ClientSession[]> {
  return (await sessionsOf(customerId, most)).sessions.flatMap(ofClient);
}

function ofClient({ customerId, epoch, clientId, parent, sid }: SessionFound): ClientSession[] {
  return clientId === undefined ? [] : [{ customerId, epoch, clientId, sid, ...(parent !== undefined && { parent }) }];
}
