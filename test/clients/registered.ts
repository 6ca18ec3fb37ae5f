/** Clients as an admin registers them, by signed calls. */
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
