/** Clients: a shop's frontends and backends, as administrators register them. */
import * as v from 'valibot';
import { clientTypes, grantNames, scopeNames } from '../../flow/registration.ts';
import { time } from './fields.ts';
import { route } from './route.ts';

/** What a list holds is judged in the function, which says of each entry what is wrong with it. */
const uris = v.array(v.string());

const secretShown = { secretId: v.string(), createdAt: time };
/** Shown this once. */
const freshSecret = v.object({ ...secretShown, secret: v.string() });

export const listClients = route({
  method: 'GET',
  path: '/v1/admin/clients',
  handler: 'admin-clients.list',
  auth: 'iam',
  summary: 'All clients, by their ids',
  status: 200,
  answer: v.object({
    clients: v.array(
      v.object({
        clientId: v.string(),
        name: v.string(),
        type: v.picklist(clientTypes),
        grants: v.array(v.picklist(grantNames)),
        createdAt: time,
      }),
    ),
  }),
  problems: [],
});

export const putClient = route({
  method: 'PUT',
  path: '/v1/admin/clients/{clientId}',
  handler: 'admin-clients.put',
  auth: 'iam',
  summary: 'Register or change a client; its secrets stay as they are',
  body: v.strictObject({
    name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100)),
    type: v.picklist(clientTypes),
    /** The grant `authorization_code` needs one. */
    redirectUris: v.optional(uris),
    postLogoutRedirectUris: v.optional(uris),
    backchannelLogoutUri: v.optional(v.string()),
    grants: v.array(v.picklist(grantNames)),
    /** Without it those of the grants. */
    scopes: v.optional(v.array(v.picklist(scopeNames))),
    origins: v.optional(uris),
  }),
  status: 200,
  answer: v.object({
    clientId: v.string(),
    created: v.boolean(),
    /** Of a confidential client that is new. */
    secret: v.optional(freshSecret),
  }),
  problems: [],
});

export const getClient = route({
  method: 'GET',
  path: '/v1/admin/clients/{clientId}',
  handler: 'admin-clients.show',
  auth: 'iam',
  summary: 'Look a client up',
  status: 200,
  answer: v.object({
    clientId: v.string(),
    name: v.string(),
    type: v.picklist(clientTypes),
    redirectUris: v.array(v.string()),
    postLogoutRedirectUris: v.array(v.string()),
    backchannelLogoutUri: v.optional(v.string()),
    grants: v.array(v.picklist(grantNames)),
    scopes: v.array(v.picklist(scopeNames)),
    origins: v.array(v.string()),
    /** Oldest first, without what they are. */
    secrets: v.array(v.object(secretShown)),
    createdAt: time,
  }),
  problems: ['not_found'],
});

export const deleteClient = route({
  method: 'DELETE',
  path: '/v1/admin/clients/{clientId}',
  handler: 'admin-clients.remove',
  auth: 'iam',
  summary: 'Remove a client; its secrets and tokens end with it',
  status: 204,
  problems: ['not_found'],
});

export const addClientSecret = route({
  method: 'POST',
  path: '/v1/admin/clients/{clientId}/secrets',
  handler: 'admin-clients.addSecret',
  auth: 'iam',
  summary: 'Give a confidential client another secret; a third takes the place of the oldest',
  status: 200,
  answer: v.object({
    ...freshSecret.entries,
    /** Whose place it took. */
    ended: v.optional(v.array(v.string())),
  }),
  problems: ['not_found'],
});

export const endClientSecret = route({
  method: 'DELETE',
  path: '/v1/admin/clients/{clientId}/secrets/{secretId}',
  handler: 'admin-clients.endSecret',
  auth: 'iam',
  summary: 'End a secret of a client, the last one too',
  status: 204,
  problems: ['not_found'],
});
