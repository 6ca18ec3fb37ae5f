import { scopesGranted } from '../shared/flow/client.ts';
import { ok } from '../shared/http/answers.ts';
import { credentialsIn, provedClient } from '../shared/http/client-authentication.ts';
import { clientToken } from '../shared/http/client-token.ts';
import { oauthError } from '../shared/http/oauth.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { token } from '../shared/http/routes/token.ts';
import { signingKey } from '../shared/keyring/secret-keys.ts';

/** The token endpoint (RFC 6749 §3.2). */
export const handler = endpoint(token, async (call) => {
  const { grant_type, scope, client_id, client_secret } = call.body;
  const said = call.basic === undefined ? undefined : credentialsIn(call.basic);
  // §2.3: one way to prove oneself in a call.
  if (call.basic !== undefined && client_secret !== undefined)
    return oauthError('invalid_request', 'client_secret belongs into the header Authorization alone');
  if (said && client_id !== undefined && client_id !== said.clientId)
    return oauthError('invalid_request', 'client_id is another than that of the header Authorization');

  // §5.2: whoever is unknown, brings a wrong secret, or proves themselves in another way is refused alike.
  const proved = said && (await provedClient(said));
  if (!proved) return oauthError('invalid_client', 'a client proves itself by HTTP Basic, with its id and secret');

  if (grant_type !== 'client_credentials') return oauthError('unsupported_grant_type', 'grant_type must be client_credentials');
  if (!proved.client.grants.includes(grant_type)) return oauthError('unauthorized_client', 'the client is not registered for this grant');
  const scopes = scopesGranted(proved.client, grant_type, scope);
  if (!scopes) return oauthError('invalid_scope', 'the client is not registered for this scope');

  return ok(await clientToken(call, proved, scopes, await signingKey(call.now)));
});
