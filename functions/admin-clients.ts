/** Administrators register clients, give them secrets and take both away. API Gateway has checked their IAM signature. */
import { endedSecrets, secretsOf } from '../shared/flow/client.ts';
import { factsGiven, registrationFaults } from '../shared/flow/registration.ts';
import { noContent, ok, problem, rfc3339 } from '../shared/http/answers.ts';
import type { Call } from '../shared/http/call.ts';
import { freshSecret } from '../shared/http/client-secret.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { addClientSecret, deleteClient, endClientSecret, getClient, listClients, putClient } from '../shared/http/routes/clients.ts';
import { readClient } from '../shared/store/client-items.ts';
import { listClients as clients, moveClient } from '../shared/store/clients.ts';

const idOf = (call: Call<never>) => call.path.clientId ?? '';
const adminOf = (call: Call<never>) => call.admin ?? 'unknown';

/** Others kept writing to the client. */
const busy = problem('unavailable', { retryAfter: 1 });

export const list = endpoint(listClients, async () => {
  const all = await clients();
  return ok({
    clients: all.map(({ clientId, name, type, grants, createdAt }) => ({
      clientId,
      name,
      type,
      grants: [...grants],
      createdAt: rfc3339(createdAt),
    })),
  });
});

/** Registers or changes a client. What is not given falls away; secrets stay. */
export const put = endpoint(putClient, async (call) => {
  const facts = factsGiven(call.body);
  const faults = registrationFaults(facts, call.publicUrl.startsWith('http:'));
  if (faults.length > 0) return problem('invalid_request', { errors: faults });

  const { shown, kept } = freshSecret(call.now);
  const moved = await moveClient(idOf(call), { is: 'put', facts, secret: kept }, adminOf(call), call.now);
  if (moved.is === 'contended') return busy;
  const isItsFirst = moved.before === undefined && facts.type === 'confidential';
  const secret = { secretId: kept.secretId, secret: shown, createdAt: rfc3339(call.now) };
  return ok({ clientId: idOf(call), created: moved.before === undefined, ...(isItsFirst && { secret }) });
});

export const show = endpoint(getClient, async (call) => {
  const client = await readClient(idOf(call));
  if (!client) return problem('not_found');
  const { clientId, name, type, redirectUris, postLogoutRedirectUris, backchannelLogoutUri, grants, scopes, origins, createdAt } = client;
  return ok({
    clientId,
    name,
    type,
    redirectUris: [...redirectUris],
    postLogoutRedirectUris: [...postLogoutRedirectUris],
    ...(backchannelLogoutUri !== undefined && { backchannelLogoutUri }),
    grants: [...grants],
    scopes: [...scopes],
    origins: [...origins],
    secrets: secretsOf(client).map((secret) => ({ secretId: secret.secretId, createdAt: rfc3339(secret.createdAt) })),
    createdAt: rfc3339(createdAt),
  });
});

export const remove = endpoint(deleteClient, async (call) => {
  const moved = await moveClient(idOf(call), { is: 'remove' }, adminOf(call), call.now);
  if (moved.is === 'contended') return busy;
  return moved.is === 'moved' ? noContent() : problem('not_found');
});

export const addSecret = endpoint(addClientSecret, async (call) => {
  const { shown, kept } = freshSecret(call.now);
  const moved = await moveClient(idOf(call), { is: 'add secret', secret: kept }, adminOf(call), call.now);
  if (moved.is === 'contended') return busy;
  if (moved.is === 'refused') {
    if (moved.why === 'not_found') return problem('not_found');
    return problem('invalid_request', { errors: [{ path: 'clientId', message: 'is a public client, which has no secret' }] });
  }
  const ended = endedSecrets(moved.before, moved.after);
  return ok({ secretId: kept.secretId, secret: shown, createdAt: rfc3339(call.now), ...(ended.length > 0 && { ended }) });
});

export const endSecret = endpoint(endClientSecret, async (call) => {
  const event = { is: 'end secret', secretId: call.path.secretId ?? '' } as const;
  const moved = await moveClient(idOf(call), event, adminOf(call), call.now);
  if (moved.is === 'contended') return busy;
  return moved.is === 'moved' ? noContent() : problem('not_found');
});
