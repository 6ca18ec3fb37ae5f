/**
 * `keycard/cdk` as it is packed: the construct, with the functions beside it as they are deployed.
 *
 * ```ts
 * const options = readOptions('prod', { mailFrom: 'Shop <login@shop.example>' });
 * const keycard = new Keycard(stack, 'Login', { options });
 * ```
 */
export { Keycard, type KeycardProps } from '../cdk/keycard.ts';
export type { GivenOptions, Options } from '../cdk/options.ts';
export { readOptions, WrongOptions } from '../cdk/read-options.ts';
