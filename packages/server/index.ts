/**
 * `keycard/server`: for the backends of a shop.
 *
 * ```ts
 * const tokens = accessTokens({ issuer: 'https://login.shop.example', audience: 'keycard-prod' });
 * app.get('/orders', expressGuard(tokens), (request, response) => response.json(ordersOf(request.customer!.customerId)));
 * ```
 */
export { type AccessTokens, type AccessTokensOptions, accessTokens, type Checked, type Customer, type Proof } from './access-tokens.ts';
export type { Needs } from './admission.ts';
export {
  type Backend,
  type BackendOptions,
  backend,
  type Challenge,
  type Locale,
  type LoggedIn,
  type Said,
  type Started,
} from './backend.ts';
export { expressGuard } from './express.ts';
export { honoGuard } from './hono.ts';
export { KeycardError, type KeycardErrorCode, type Refusal } from './keycard-error.ts';
export type { ServiceOptions } from './service.ts';
export { type CheckedRequest, checkRequest, withCustomer } from './web.ts';
