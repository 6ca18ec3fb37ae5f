import type { journeys } from '../../routes/map.ts';
import type { SaidOf } from './said.ts';

export const discovery: SaidOf<typeof journeys.discovery> = {
  openapi: {
    description: 'This document. Read by pages of every origin.',
    answers: { contract: { openapi: '3.1.0', info: { title: 'Keycard', version: '1' } } },
  },
  openidConfiguration: {
    description: 'What libraries for OpenID Connect find out by the name of this installation. Read by pages of every origin.',
    answers: {
      thisOne: {
        issuer: 'https://login.shop.example',
        authorization_endpoint: 'https://login.shop.example/authorize',
        token_endpoint: 'https://login.shop.example/token',
        userinfo_endpoint: 'https://login.shop.example/userinfo',
        end_session_endpoint: 'https://login.shop.example/logout',
        jwks_uri: 'https://login.shop.example/.well-known/jwks.json',
        scopes_supported: ['openid', 'email', 'challenges'],
        response_types_supported: ['code'],
        response_modes_supported: ['query'],
        grant_types_supported: ['authorization_code', 'client_credentials'],
        token_endpoint_auth_methods_supported: ['client_secret_basic', 'none'],
        code_challenge_methods_supported: ['S256'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['ES256'],
        acr_values_supported: ['https://login.shop.example/acr/password', 'https://login.shop.example/acr/email'],
        claims_supported: [
          'sub',
          'iss',
          'aud',
          'exp',
          'iat',
          'auth_time',
          'nonce',
          'acr',
          'amr',
          'sid',
          'at_hash',
          'email',
          'email_verified',
        ],
        prompt_values_supported: ['none', 'login'],
        ui_locales_supported: ['en', 'de', 'cs'],
        authorization_response_iss_parameter_supported: true,
        backchannel_logout_supported: true,
        backchannel_logout_session_supported: true,
        claims_parameter_supported: false,
        request_parameter_supported: false,
        request_uri_parameter_supported: false,
      },
    },
  },
  jwks: {
    description: 'Read by pages of every origin. While no login has made the key that signs next, nobody may keep the answer.',
    answers: {
      one: {
        keys: [
          {
            kty: 'EC',
            crv: 'P-256',
            x: 'a_Pd7oALY-TMUjyzRlbQrhp_FCbmRG1QRoe1nk8E-08',
            y: 'X6Boshd0muNbu997T1GNmukrmJXmROy0K2DDTgal3Lg',
            kid: '230',
            use: 'sig',
            alg: 'ES256',
          },
        ],
      },
    },
  },
};
