/** Staying logged in, and ending that. */
import * as v from 'valibot';
import { authenticated, time } from './fields.ts';
import { route } from './route.ts';

export const refresh = route({
  method: 'POST',
  path: '/v1/session/refresh',
  handler: 'session-refresh',
  auth: 'cookie',
  summary: 'Trade the stay-logged-in cookie for an access token and the next cookie',
  body: v.strictObject({}),
  status: 200,
  cookies: true,
  answer: authenticated,
  problems: [],
});

export const session = route({
  method: 'GET',
  path: '/v1/session',
  handler: 'session-show',
  auth: 'bearer',
  summary: 'Who is logged in',
  status: 200,
  answer: v.object({ customerId: v.string(), amr: v.array(v.string()), acr: v.string(), authTime: time, expiresAt: time }),
  problems: [],
});

export const logout = route({
  method: 'POST',
  path: '/v1/logout',
  handler: 'session-logout',
  auth: 'cookie',
  summary: 'End this stay-logged-in session, every one of the customer, or every other one',
  body: v.strictObject({ everywhere: v.optional(v.boolean()), others: v.optional(v.boolean()) }),
  status: 204,
  cookies: true,
  problems: [],
});
