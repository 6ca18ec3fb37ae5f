import { hash } from 'node:crypto';
import { type Client, scopesGranted } from '../shared/flow/client.ts';
import { clientIdShape } from '../shared/flow/registration.ts';
import { ok } from '../shared/http/answers.ts';
import type { Call } from '../shared/http/call.ts';
import { credentialsIn, provedClient } from '../shared/http/client-authentication.ts';
import { clientLogin } from '../shared/http/client-login.ts';
import { clientToken } from '../shared/http/client-token.ts';
import { oauthError } from '../shared/http/oauth.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { token } from '../shared/http/routes/token.ts';
import { signingKey } from '../shared/keyring/secret-keys.ts';
import { redeemCode } from '../shared/store/authorization-codes.ts';
import { readClient } from '../shared/store/client-items.ts';

/** The token endpoint (RFC 6749 §3.2). */
export const handler = endpoint(token, async (call) => {
  const { grant_type, scope, client_id, client_secret } = call.body;
  const said = call.basic === undefined ? undefined : credentialsIn(call.basic);
  // §2.3: one way to prove oneself in a call.
  if (call.basic !== undefined && client_secret !== undefined)
    return oauthError('invalid_request', 'client_secret belongs into the header Authorization alone');
  if (said && client_id !== undefined && client_id !== said.clientId)
    return oauthError('invalid_request', 'client_id is another than that of the header Authorization');

  if (grant_type === 'authorization_code' && call.basic === undefined && client_secret === undefined) {
    const client = await publicClient(client_id);
    return client ? redeemed(call, client) : oauthError('invalid_client', notProved);
  }

  // §5.2: whoever is unknown, brings a wrong secret, or proves themselves in another way is refused alike.
  const proved = said && (await provedClient(said));
  if (!proved) return oauthError('invalid_client', notProved);
  const { client } = proved;

  if (grant_type === 'authorization_code') return redeemed(call, client);
  if (grant_type !== 'client_credentials')
    return oauthError('unsupported_grant_type', 'grant_type must be authorization_code or client_credentials');
  if (!client.grants.includes(grant_type)) return oauthError('unauthorized_client', 'the client is not registered for this grant');
  const scopes = scopesGranted(client, grant_type, scope);
  if (!scopes) return oauthError('invalid_scope', 'the client is not registered for this scope');

  return ok(clientToken(call, proved, scopes, await signingKey(call.now)));
});

const notProved = 'a client proves itself by HTTP Basic, with its id and secret; a public one says its client_id';

/** It has nothing to prove itself by; the code is, with the verifier of its own request. */
async function publicClient(clientId: string | undefined): Promise<Client | undefined> {
  const client = clientId !== undefined && clientIdShape.test(clientId) ? await readClient(clientId) : undefined;
  return client?.type === 'public' ? client : undefined;
}

/** The code of a hosted login for its tokens (§4.1.3). */
async function redeemed(call: Call<typeof token>, client: Client) {
  const { code, redirect_uri: redirectUri, code_verifier: verifier } = call.body;
  if (!client.grants.includes('authorization_code'))
    return oauthError('unauthorized_client', 'the client is not registered for this grant');
  if (code === undefined || redirectUri === undefined || verifier === undefined)
    return oauthError('invalid_request', 'code, redirect_uri and code_verifier are required');
  // RFC 7636 §4.1.
  if (!/^[\w.~-]{43,128}$/.test(verifier)) return oauthError('invalid_request', 'code_verifier must be 43 to 128 of A-Z a-z 0-9 - . _ ~');
  // Before the code is used up: it must not be for a session that cannot be signed.
  const signer = await signingKey(call.now);
  const brought = { clientId: client.clientId, redirectUri, codeChallenge: hash('sha256', verifier, 'base64url') };
  const kept = await redeemCode(code, brought, call.now);
  return kept ? ok(clientLogin(call, kept, signer)) : oauthError('invalid_grant', 'the code is over, used, or not for this request');
}
