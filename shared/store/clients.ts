/** Clients: the item of each, moved by `flow/client.ts` on what was read, and written while nobody else has. */

import { type Client, type ClientEvent, type ClientRefusalOf, changedFields, endedSecrets, transition } from '../flow/client.ts';
import { recordOfClient } from './audit.ts';
import { allClients, clientFrom, clientKey, readClient, type StoredClient } from './client-items.ts';
import { query, transact } from './data.ts';
import { type Condition, condition, isNew } from './expressions.ts';
import { partitions } from './partitions.ts';
import type { Step } from './table.ts';

/** All of them, by their ids. */
export async function listClients(): Promise<Client[]> {
  const clients: Client[] = [];
  let page: Awaited<ReturnType<typeof query>>;
  do {
    const after = clients.at(-1)?.clientId;
    page = await query(allClients, partitions.client, 100, after === undefined ? {} : { after: clientKey(after).sk });
    clients.push(...page.items.map((item) => clientFrom(item) as Client));
  } while (page.more);
  return clients;
}

/** Nobody has written to the client since it was read. */
export const clientIsAsRead = (version: number): Condition => condition('clientIsAsRead', 'version = :version', { ':version': version });

/** `contended`: others kept writing. */
export type ClientMoved<E extends Name = Name> = Moved<ClientRefusalOf[E]> | { is: 'contended' };
type Name = ClientEvent['is'];
type Moved<Why> =
  | { is: 'moved'; before: Client | undefined; after: Client | undefined }
  // What cannot be refused is not.
  | (Why extends string ? { is: 'refused'; why: Why } : never);

/** Moves the client, on whatever others who came first have left; with its audit entry in one transaction. */
export async function moveClient<E extends Name>(
  clientId: string,
  event: Extract<ClientEvent, { is: E }>,
  admin: string,
  now: number,
): Promise<ClientMoved<E>> {
  for (let tries = 0; tries < 5; tries++) {
    const moved = await moveClientFrom(await readClient(clientId), event, { clientId, admin, now });
    if (moved) return moved as ClientMoved<E>;
  }
  return { is: 'contended' };
}

/** The same on what was read; `undefined`: others were there in between. */
export async function moveClientFrom(
  before: StoredClient | undefined,
  event: ClientEvent,
  { clientId, admin, now }: { clientId: string; admin: string; now: number },
): Promise<Moved<ClientRefusalOf[Name]> | undefined> {
  const move = transition(before, event, { clientId, now });
  if ('refused' in move) return { is: 'refused', why: move.refused };
  const { next: after } = move;
  const entry = entryOf(event, before, after, { clientId, admin, now });
  // Put in again as it is: nothing to write, and nothing to tell.
  if (!entry) return { is: 'moved', before, after };
  const condition = before ? clientIsAsRead(before.version) : isNew;
  const version = before ? before.version + 1 : now;
  const key = clientKey(clientId);
  const write: Step = after ? { put: { ...key, ...after, version }, if: [condition] } : { remove: key, if: [condition] };
  return (await transact([write, entry])).held ? { is: 'moved', before, after } : undefined;
}

function entryOf(
  event: ClientEvent,
  before: Client | undefined,
  after: Client | undefined,
  { clientId, admin, now }: { clientId: string; admin: string; now: number },
): Step | undefined {
  const by = { admin };
  const gone = endedSecrets(before, after);
  const ended = gone.length > 0 ? { ended: gone } : {};
  if (!after) return recordOfClient(clientId, 'client_removed', by, now);
  if (!before) return recordOfClient(clientId, 'client_registered', by, now);
  if (event.is === 'add secret')
    return recordOfClient(clientId, 'client_secret_added', by, now, { secretId: event.secret.secretId, ...ended });
  if (event.is === 'end secret') return recordOfClient(clientId, 'client_secret_ended', by, now, { secretId: event.secretId });
  const fields = changedFields(before, after);
  return fields.length > 0 ? recordOfClient(clientId, 'client_changed', by, now, { fields, ...ended }) : undefined;
}
