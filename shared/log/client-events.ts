/** What the audit log tells of a client, in a log of the client's own: no customer reads it. No fact is a secret. */
import type { ClientField } from '../flow/client.ts';

/** `secretId`: of the secret that is new, or was ended by its name. `ended`: ids of secrets that are good no more because of it. */
export type ClientFactsOf = {
  client_changed: { fields: ClientField[]; ended?: string[] };
  client_secret_added: { secretId: string; ended?: string[] };
  client_secret_ended: { secretId: string };
};

export type ClientAuditEvent = keyof ClientFactsOf | 'client_registered' | 'client_removed';
