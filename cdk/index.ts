/**
 * `keycard/cdk`: Keycard as a construct, for stacks of one's own.
 * @example
 *     const bundles = 'cdk.out/keycard-bundles';
 *     await bundleFunctions(bundles);
 *     const options = readOptions('prod', { mailFrom: 'Shop <login@shop.example>' });
 *     const keycard = new Keycard(stack, 'Login', { options, bundles });
 *     new CfnOutput(stack, 'LoginUrl', { value: keycard.url });
 */
export { bundleFunctions } from './bundles.ts';
export { Keycard, type KeycardProps } from './keycard.ts';
export type { GivenOptions, Options } from './options.ts';
export { readOptions, WrongOptions } from './read-options.ts';
