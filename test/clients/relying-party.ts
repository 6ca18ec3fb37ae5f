/** A shop that sends its customers to the hosted login, and the customer's browser on the way: each step by itself, for tests to go wrong at. */
import { hash, randomBytes } from 'node:crypto';
import type { SignedIn } from '../account/signed-in.ts';
import type { Answer, Browser } from '../support/browser.ts';
import type { TestStack } from '../support/stack.ts';
import { askToken, basic, clientsBy, type Fresh } from './registered.ts';

export type Registered = { clientId: string; redirectUri: string; secret?: string };
export type Tokens = { access_token: string; id_token: string; scope: string; expires_in: number };
type Parameters = Record<string, string | undefined>;

/** Registers one; without `type` it keeps a secret. */
export async function registered(stack: TestStack, clientId: string, given: Record<string, unknown> = {}): Promise<Registered> {
  const redirectUri = `https://${clientId}.example/back`;
  const facts = { name: clientId, type: 'confidential', redirectUris: [redirectUri], grants: ['authorization_code'], ...given };
  const { status, body } = await clientsBy(() => stack).put(clientId, facts);
  if (status !== 200) throw new Error(`the client was refused: ${status} ${JSON.stringify(body)}`);
  const { secret } = body as { secret?: Fresh };
  return { clientId, redirectUri, ...(secret && { secret: secret.secret }) };
}

export class RelyingParty {
  readonly verifier = randomBytes(32).toString('base64url');
  readonly #stack: TestStack;
  readonly client: Registered;

  constructor(stack: TestStack, client: Registered) {
    this.#stack = stack;
    this.client = client;
  }

  /** What it asks for; `undefined` leaves a parameter out. */
  parameters(changes: Parameters = {}): URLSearchParams {
    const asked: Parameters = {
      client_id: this.client.clientId,
      redirect_uri: this.client.redirectUri,
      response_type: 'code',
      scope: 'openid email',
      code_challenge: hash('sha256', this.verifier, 'base64url'),
      code_challenge_method: 'S256',
      state: 'cart 7 / ä',
      nonce: 'n-0S6_WzA2Mj',
      ...changes,
    };
    return new URLSearchParams(Object.entries(asked).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
  }

  /** Sends a browser to `/authorize`. @returns where that leads it */
  async send(browser: Browser, changes: Parameters = {}): Promise<URL> {
    return leadsTo(await browser.get(`/authorize?${this.parameters(changes)}`));
  }

  /** The whole way of a customer who is logged in, up to where they are led with the code. */
  async ask(customer: SignedIn, changes: Parameters = {}): Promise<URL> {
    return backFrom(await grant(customer, requestIn(await this.send(customer.browser, changes))));
  }

  async codeFor(customer: SignedIn, changes: Parameters = {}): Promise<string> {
    return (await this.ask(customer, changes)).searchParams.get('code') ?? '';
  }

  /** Redeems a code, or tries to. */
  redeem(code: string, changes: Parameters = {}): Promise<Answer> {
    const { clientId, redirectUri, secret } = this.client;
    const form = { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: this.verifier };
    const all = { ...form, ...(secret === undefined && { client_id: clientId }), ...changes };
    const given = Object.entries(all).filter((each): each is [string, string] => each[1] !== undefined);
    return askToken(this.#stack, secret === undefined ? undefined : basic(clientId, secret), Object.fromEntries(given));
  }

  async tokensFor(customer: SignedIn, changes: Parameters = {}): Promise<Tokens> {
    return (await this.redeem(await this.codeFor(customer, changes))).body as Tokens;
  }
}

export function leadsTo({ status, headers }: Answer): URL {
  if (status !== 303) throw new Error(`it leads nowhere: ${status}`);
  return new URL(String(headers.location));
}

/** What the login page finds in its fragment. */
export const requestIn = ({ hash: fragment }: URL): string => new URLSearchParams(fragment.slice(1)).get('authorization') ?? '';

/** What the login page does when somebody is logged in. */
export const grant = ({ browser, accessToken }: SignedIn, request: string): Promise<Answer> =>
  browser.post('/v1/authorization', { request }, { bearer: accessToken });

export const backFrom = ({ body }: Answer): URL => new URL((body as { redirectTo: string }).redirectTo);
