/** Relying parties that others wrote, against the stack as it is: nothing of this project helps them but its address. */
import * as oauth from 'oauth4webapi';
import * as openid from 'openid-client';
import { beforeAll, expect, test } from 'vitest';
import { type SignedIn, signIn } from '../account/signed-in.ts';
import { shopper } from '../login/visitor.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { backFrom, grant, leadsTo, type Registered, registered, requestIn } from './relying-party.ts';

let stack: TestStack;
let shop: Registered;
let page: Registered;
let customer: SignedIn;

beforeAll(async () => {
  stack = await startReadyStack();
  shop = await registered(stack, 'shop', { grants: ['authorization_code', 'client_credentials'] });
  page = await registered(stack, 'page', { type: 'public' });
  customer = await signIn(stack, await shopper(stack, 'eva'));
});

/** What happens in the customer's browser, from where the library sends it to where it comes back. */
const throughTheBrowser = async (to: URL): Promise<URL> =>
  backFrom(await grant(customer, requestIn(leadsTo(await customer.browser.get(`${to.pathname}${to.search}`)))));

/** Seconds from the machine's clock to the stack's. */
const skew = () => Math.round((stack.now() - Date.now()) / 1000);

test.each(['shop', 'page'])('openid-client logs a customer in: %s', async (clientId) => {
  const { redirectUri, secret } = clientId === 'shop' ? shop : page;
  const metadata = { id_token_signed_response_alg: 'ES256', [openid.clockSkew]: skew() };
  const proves = secret === undefined ? openid.None() : openid.ClientSecretBasic(secret);
  const config = await openid.discovery(new URL(stack.url), clientId, metadata, proves, { execute: [openid.allowInsecureRequests] });
  const pkceCodeVerifier = openid.randomPKCECodeVerifier();
  const [expectedState, expectedNonce] = [openid.randomState(), openid.randomNonce()];
  const to = openid.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: 'openid email',
    code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: expectedState,
    nonce: expectedNonce,
    max_age: '600',
  });
  const tokens = await openid.authorizationCodeGrant(config, await throughTheBrowser(to), {
    pkceCodeVerifier,
    expectedState,
    expectedNonce,
    maxAge: 600,
    idTokenExpected: true,
  });
  expect(tokens.claims()).toMatchObject({ sub: 'eva', aud: clientId, nonce: expectedNonce });
  expect(await openid.fetchUserInfo(config, tokens.access_token, 'eva')).toEqual({
    sub: 'eva',
    email: 'eva@example.com',
    email_verified: true,
  });
});

test('openid-client is told why not, in the words that it knows', async () => {
  const metadata = { id_token_signed_response_alg: 'ES256', [openid.clockSkew]: skew() };
  const execute = [openid.allowInsecureRequests];
  const config = await openid.discovery(new URL(stack.url), 'shop', metadata, openid.ClientSecretBasic(shop.secret ?? ''), { execute });
  const pkceCodeVerifier = openid.randomPKCECodeVerifier();
  const to = openid.buildAuthorizationUrl(config, {
    redirect_uri: shop.redirectUri,
    scope: 'openid',
    code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    prompt: 'none',
  });
  const back = leadsTo(await stack.browser().get(`${to.pathname}${to.search}`));
  await expect(openid.authorizationCodeGrant(config, back, { pkceCodeVerifier })).rejects.toMatchObject({ error: 'login_required' });
  const used = await throughTheBrowser(openid.buildAuthorizationUrl(config, { ...Object.fromEntries(to.searchParams), prompt: 'consent' }));
  const others = { pkceCodeVerifier: openid.randomPKCECodeVerifier() };
  await expect(openid.authorizationCodeGrant(config, used, others)).rejects.toMatchObject({ error: 'invalid_grant' });
  expect((await openid.clientCredentialsGrant(config, { scope: 'challenges' })).scope).toBe('challenges');
});

test('oauth4webapi logs a customer in, and validates what a service of the shop is sent', async () => {
  const insecure = { [oauth.allowInsecureRequests]: true };
  const issuer = new URL(stack.url);
  const as = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, insecure));
  const client: oauth.Client = { client_id: 'page', id_token_signed_response_alg: 'ES256', [oauth.clockSkew]: skew() };
  const verifier = oauth.generateRandomCodeVerifier();
  const [state, nonce] = [oauth.generateRandomState(), oauth.generateRandomNonce()];
  const to = new URL(as.authorization_endpoint ?? '');
  for (const [name, value] of Object.entries({
    client_id: 'page',
    redirect_uri: page.redirectUri,
    response_type: 'code',
    scope: 'openid email',
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  }))
    to.searchParams.set(name, value);
  const parameters = oauth.validateAuthResponse(as, client, await throughTheBrowser(to), state);
  const answer = await oauth.authorizationCodeGrantRequest(as, client, oauth.None(), parameters, page.redirectUri, verifier, insecure);
  const tokens = await oauth.processAuthorizationCodeResponse(as, client, answer, { expectedNonce: nonce, requireIdToken: true });
  const claims = oauth.getValidatedIdTokenClaims(tokens);
  expect(claims?.sub).toBe('eva');
  const info = await oauth.userInfoRequest(as, client, tokens.access_token, insecure);
  expect(await oauth.processUserInfoResponse(as, client, 'eva', info)).toMatchObject({ email: 'eva@example.com' });

  const called = new Request('https://api.shop.example/cart', { headers: { Authorization: `Bearer ${tokens.access_token}` } });
  const validated = await oauth.validateJwtAccessToken(as, called, 'keycard-local', { ...insecure, [oauth.clockSkew]: skew() });
  expect(validated).toMatchObject({ sub: 'eva', client_id: 'page', scope: 'openid email' });
});
