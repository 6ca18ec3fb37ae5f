/**
 * `keycard/server`: for the backends of a shop.
 *
 * ```ts
 * const tokens = accessTokens({ issuer: 'https://login.shop.example', audience: 'keycard-prod' });
 * const checked = await tokens.check(token);
 * ```
 */
export { type AccessTokens, type AccessTokensOptions, accessTokens, type Checked, type Customer, type Proof } from './access-tokens.ts';
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
export { KeycardError, type KeycardErrorCode, type Refusal } from './keycard-error.ts';
export type { ServiceOptions } from './service.ts';
