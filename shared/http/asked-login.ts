/**
 * What a client asked for, as it waits in the customer's browser for their login: sealed, so that nobody changes it, and so that nothing has
 * to be kept for whoever never logs in. It travels in the fragment of a URL, which no server's log sees.
 */
import type { AuthorizationRequest } from '../flow/authorization-request.ts';
import { AUTHORIZATION_REQUEST_LIFETIME } from '../flow/budgets.ts';
import { seal, unseal } from '../keyring/sealed.ts';

/** `askedAt`: ms since 1970. */
export type AskedLogin = AuthorizationRequest & { askedAt: number };

/** API Gateway gives a client at most 10,240 bytes of headers, and takes at most 8 KiB of a body. */
export const LONGEST_SEALED = 7500;

/** `undefined`: it has become longer than a URL and a body may carry it. */
export async function sealAsked(request: AuthorizationRequest, now: number): Promise<string | undefined> {
  const sealed = await seal('authorizations', { ...request, askedAt: now } satisfies AskedLogin, now);
  return sealed.length <= LONGEST_SEALED ? sealed : undefined;
}

/** `undefined`: not one of ours, or over. */
export async function openAsked(sealed: string, now: number): Promise<AskedLogin | undefined> {
  const asked = await unseal<AskedLogin>('authorizations', sealed, now);
  return asked && now < asked.askedAt + AUTHORIZATION_REQUEST_LIFETIME ? asked : undefined;
}
