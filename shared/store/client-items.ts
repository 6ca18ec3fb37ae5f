/** The item of a client. `clients.ts` has the writes that move it. */
import type { Client } from '../flow/client.ts';
import { get } from './data.ts';
import { partitions } from './partitions.ts';
import type { Item, Key } from './table.ts';

/** As the table has it. The version begins as the time of the registration: what was read of a client that is gone is none of the next. */
export type StoredClient = Client & { version: number };

export const allClients = `${partitions.client}ALL`;
export const clientKey = (clientId: string): Key => ({ pk: allClients, sk: `${partitions.client}${clientId}` });

export const clientFrom = (item: Item | undefined): StoredClient | undefined => {
  if (!item) return undefined;
  const { pk: _, sk: __, ...client } = item;
  return client as unknown as StoredClient;
};

export const readClient = async (clientId: string): Promise<StoredClient | undefined> => clientFrom(await get(clientKey(clientId)));
