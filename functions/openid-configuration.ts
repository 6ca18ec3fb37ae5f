import { scopeNames } from '../shared/flow/registration.ts';
import { acrs } from '../shared/flow/session.ts';
import { ok } from '../shared/http/answers.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { authorize, endSession, userinfo } from '../shared/http/routes/authorization.ts';
import { jwks, openidConfiguration } from '../shared/http/routes/discovery.ts';
import { token } from '../shared/http/routes/token.ts';
import { locales } from '../shared/words/locale.ts';

/** What a relying party has to know (OpenID Connect Discovery §3, RFC 8414, RFC 9207). */
export const handler = endpoint(openidConfiguration, async ({ publicUrl }) =>
  ok({
    issuer: publicUrl,
    authorization_endpoint: publicUrl + authorize.path,
    token_endpoint: publicUrl + token.path,
    userinfo_endpoint: publicUrl + userinfo.path,
    end_session_endpoint: publicUrl + endSession.path,
    jwks_uri: publicUrl + jwks.path,
    scopes_supported: [...scopeNames],
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: ['authorization_code', 'client_credentials'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'none'],
    code_challenge_methods_supported: ['S256'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['ES256'],
    acr_values_supported: acrs.map((acr) => `${publicUrl}/acr/${acr}`),
    claims_supported: ['sub', 'iss', 'aud', 'exp', 'iat', 'auth_time', 'nonce', 'acr', 'amr', 'sid', 'at_hash', 'email', 'email_verified'],
    prompt_values_supported: ['none', 'login'],
    ui_locales_supported: [...locales],
    authorization_response_iss_parameter_supported: true,
    backchannel_logout_supported: true,
    backchannel_logout_session_supported: true,
    claims_parameter_supported: false,
    request_parameter_supported: false,
    request_uri_parameter_supported: false,
  }),
);
