/** Clients as an admin registers them, by signed calls. */
import type { Answer } from '../support/browser.ts';
import type { TestStack } from '../support/stack.ts';

export type Fresh = { secretId: string; secret: string; createdAt: string; ended?: string[] };

export const shop = {
  name: 'Shop',
  type: 'confidential',
  redirectUris: ['https://shop.example/login/callback'],
  grants: ['authorization_code', 'client_credentials'],
};

export const pathOf = (clientId: string) => `/v1/admin/clients/${encodeURIComponent(clientId)}`;

/** @param stack of the test file, which is not there yet */
export const clientsBy = (stack: () => TestStack) => ({
  put: (clientId: string, body: unknown = shop) => stack().admin('PUT', pathOf(clientId), body),
  show: (clientId: string) => stack().admin('GET', pathOf(clientId)),
  remove: (clientId: string) => stack().admin('DELETE', pathOf(clientId)),
  addSecret: (clientId: string) => stack().admin('POST', `${pathOf(clientId)}/secrets`),
  endSecret: (clientId: string, secretId: string) => stack().admin('DELETE', `${pathOf(clientId)}/secrets/${secretId}`),
  list: () => stack().admin('GET', '/v1/admin/clients'),
});

export const basic = (clientId: string, secret: string) => `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`;

/** What a shop's backend sends to the token endpoint. @param authorization the header; `undefined`: none */
export const askToken = (
  stack: TestStack,
  authorization: string | undefined,
  form: string | Record<string, string> = { grant_type: 'client_credentials' },
  { query = '', type = 'application/x-www-form-urlencoded' } = {},
): Promise<Answer> =>
  stack.browser().send('POST', `/token${query}`, typeof form === 'string' ? form : new URLSearchParams(form).toString(), {
    headers: { 'Content-Type': type, ...(authorization !== undefined && { Authorization: authorization }) },
  });

/** `401 invalid_client` */
export const said = ({ status, body }: Answer) => `${status} ${(body as { error?: string }).error ?? 'token'}`;
