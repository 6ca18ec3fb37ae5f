/** The server of a shop that keeps passwords itself, and logs customers in with Keycard's second factor. */
import { expect } from 'vitest';
import { accessTokenIn, SignedIn } from '../account/signed-in.ts';
import { outcome, type Shopper, Visitor } from '../login/visitor.ts';
import type { Answer, Browser } from '../support/browser.ts';
import type { TestStack } from '../support/stack.ts';
import { askToken, basic, clientsBy, type Fresh } from './registered.ts';

export type ShopServer = { clientId: string; secretId: string; bearer: string };

/** A client that is registered, and a token of now by a secret of its own. */
export async function shopServer(stack: TestStack, clientId = 'shop-server'): Promise<ShopServer> {
  const backend = { name: 'Shop', type: 'confidential', redirectUris: [], grants: ['client_credentials'] };
  const { put, addSecret } = clientsBy(() => stack);
  await put(clientId, backend);
  const { secret, secretId } = (await addSecret(clientId)).body as Fresh;
  const { access_token: bearer } = (await askToken(stack, basic(clientId, secret))).body as { access_token: string };
  expect(bearer).toBeTypeOf('string');
  return { clientId, secretId, bearer };
}

/** Says that the customer's password was right, from a server: no cookies, no language, no browser. */
export const beginAtShop = (stack: TestStack, { bearer }: Pick<ShopServer, 'bearer'>, body: Record<string, unknown>): Promise<Answer> =>
  stack.browser().post('/v1/challenges', body, { bearer });

/** Somebody who types the password at the shop, and the code wherever. */
export class VisitorOfShop extends Visitor {
  readonly #begin: (given: Record<string, unknown>) => Promise<Answer>;

  constructor(stack: TestStack, customer: Shopper, server: ShopServer) {
    super(stack, customer);
    this.#begin = (given) => beginAtShop(stack, server, { customerId: customer.customerId, ...given });
  }

  override logIn(given: Record<string, unknown> = {}): Promise<Answer> {
    return this.#begin(given);
  }
}

/** A link into the account page. */
export const askHandover = (stack: TestStack, { bearer }: Pick<ShopServer, 'bearer'>, customerId: string): Promise<Answer> =>
  stack.browser().post('/v1/handovers', { customerId, page: 'security' }, { bearer });

/** What stands behind `#handover=`. */
export async function handoverToken(stack: TestStack, server: Pick<ShopServer, 'bearer'>, customerId: string): Promise<string> {
  const answer = await askHandover(stack, server, customerId);
  expect(outcome(answer)).toBe('200');
  const [, token = ''] = /#handover=([\w-]{43})$/.exec((answer.body as { url: string }).url) ?? [];
  return token;
}

export const redeem = (browser: Browser, token: string): Promise<Answer> => browser.post('/v1/handovers/redeem', { token });

/** A customer without a password here, in the account page: the shop has handed them over. */
export async function handedOver(stack: TestStack, server: Pick<ShopServer, 'bearer'>, customerId: string): Promise<SignedIn> {
  const browser = stack.browser();
  const answer = await redeem(browser, await handoverToken(stack, server, customerId));
  expect(outcome(answer)).toBe('200 authenticated');
  return new SignedIn(stack, ofShop(customerId), browser, accessTokenIn(answer));
}

/** As `putCustomer` puts them in. */
export const ofShop = (customerId: string): Shopper => {
  const username = `${customerId}@example.com`;
  return { customerId, username, email: username, password: '' };
};
