/** The hosted login: OpenID Connect Core, by authorization code with PKCE. The code is redeemed at the token endpoint (`token.ts`). */
import * as v from 'valibot';
import { claims } from './fields.ts';
import type { Route } from './route.ts';
import { route } from './route.ts';

const authorizePage = {
  path: '/authorize',
  handler: 'authorize',
  auth: 'none',
  summary: 'Where a client sends a customer to log in',
  status: 303,
  problems: [],
  page: true,
} as const satisfies Omit<Route, 'method'>;

/** OpenID Connect Core §3.1.2.1: both, the second with a form. */
export const authorize = route({ ...authorizePage, method: 'GET' });
export const authorizeByForm = route({ ...authorizePage, method: 'POST', handler: 'authorize.byForm' });

const endSessionPage = {
  ...authorizePage,
  path: '/logout',
  handler: 'logout-page',
  summary: 'Where a client sends a customer to log out',
} as const;

/** OpenID Connect RP-Initiated Logout 1.0 §2: both. */
export const endSession = route({ ...endSessionPage, method: 'GET' });
export const endSessionByForm = route({ ...endSessionPage, method: 'POST' });

export const grantAuthorization = route({
  method: 'POST',
  path: '/v1/authorization',
  handler: 'authorization-grant',
  auth: 'bearer',
  summary: 'Give a client the login that it has sent the customer for',
  body: v.strictObject({ request: v.pipe(v.string(), v.maxLength(8000)) }),
  status: 200,
  answer: v.object({ redirectTo: v.string() }),
  problems: ['link_expired'],
});

const aboutTheCustomer = {
  path: '/userinfo',
  handler: 'userinfo',
  auth: 'bearer',
  status: 200,
  answer: claims,
  problems: [],
  everyOrigin: true,
} as const satisfies Omit<Route, 'method' | 'summary'>;

/** OpenID Connect Core §5.3.1: both. */
export const userinfo = route({ ...aboutTheCustomer, method: 'GET', summary: 'Who has logged in to a client (OpenID Connect)' });
export const userinfoByPost = route({ ...aboutTheCustomer, method: 'POST', summary: 'The same' });
