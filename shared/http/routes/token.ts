/** Where clients are given tokens (RFC 6749 §3.2). */
import * as v from 'valibot';
import { route } from './route.ts';

export const token = route({
  method: 'POST',
  path: '/token',
  handler: 'token',
  auth: 'client',
  summary: 'A token for a client: of the login of a customer, or in its own name (OAuth 2.0, authorization_code and client_credentials)',
  oauth: {
    form: v.object({
      grant_type: v.string(),
      scope: v.optional(v.string()),
      /** Of a hosted login (RFC 6749 §4.1.3, RFC 7636 §4.5). */
      code: v.optional(v.string()),
      redirect_uri: v.optional(v.string()),
      code_verifier: v.optional(v.string()),
      /** Of a public client; of another the same as in the header `Authorization`. */
      client_id: v.optional(v.string()),
      /** Has no place here; named so that it can be refused. */
      client_secret: v.optional(v.string()),
    }),
    errors: ['invalid_client', 'invalid_grant', 'unauthorized_client', 'unsupported_grant_type', 'invalid_scope'],
  },
  /** RFC 6749 §2.3.1: no credential stands in the URI, and nothing else does either. */
  query: v.strictObject({}),
  status: 200,
  answer: v.object({
    access_token: v.string(),
    token_type: v.literal('Bearer'),
    /** seconds */
    expires_in: v.number(),
    scope: v.string(),
    /** Of a hosted login (OpenID Connect Core §3.1.3.3). */
    id_token: v.optional(v.string()),
  }),
  problems: [],
  everyOrigin: true,
});
