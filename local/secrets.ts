import type { RestApi } from './rest-api.ts';

/**
 * There is no Secrets Manager on this machine, so whoever names a secret knows it: the one of `arn:…:secret:keycard/cdn-AbCdEf` is
 * `keycard/cdn-AbCdEf`.
 * @param value of a template: a dynamic reference, or as it is
 */
export const secretIn = (value: string): string =>
  value.replace(/^\{\{resolve:secretsmanager:arn:[^:]*:secretsmanager:[^:]*:[^:]*:secret:([^:]+):SecretString:*\}\}$/, '$1');

/** What a CDN in front would add to a call, for those who come by none. */
export const asByTheCdn = ({ keys }: Pick<RestApi, 'keys'>): Record<string, string> => {
  const [key] = keys;
  return key === undefined ? {} : { 'x-api-key': key };
};
