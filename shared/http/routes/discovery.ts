/**
 * What everybody may read. What is published stands in this file: the answer to browsers' preflights looks for it here.
 */
import * as v from 'valibot';
import { route } from './route.ts';

export const openapi = route({
  method: 'GET',
  path: '/v1/openapi.json',
  handler: 'openapi',
  auth: 'none',
  summary: 'This contract as an OpenAPI 3.1 document',
  status: 200,
  answer: v.looseObject({}),
  problems: [],
  published: true,
});

export const openidConfiguration = route({
  method: 'GET',
  path: '/.well-known/openid-configuration',
  handler: 'openid-configuration',
  auth: 'none',
  summary: 'Where and how a client logs customers in (OpenID Connect Discovery)',
  status: 200,
  answer: v.looseObject({
    issuer: v.string(),
    authorization_endpoint: v.string(),
    token_endpoint: v.string(),
    userinfo_endpoint: v.string(),
    jwks_uri: v.string(),
  }),
  problems: [],
  published: true,
});

export const jwks = route({
  method: 'GET',
  path: '/.well-known/jwks.json',
  handler: 'jwks',
  auth: 'none',
  summary: 'The public keys of the access tokens (RFC 7517)',
  status: 200,
  answer: v.object({ keys: v.array(v.looseObject({})) }),
  problems: [],
  published: true,
});
