/** Logging in at Keycard, by OpenID Connect: where customers are sent to, and where they come back. */
import { promisify } from 'node:util';
import { Router } from 'express';
import * as openid from 'openid-client';
import { page } from './page.js';

/** Where a login may lead to inside of the shop. Anything else in `?to=` could lead customers to a page of somebody else's. */
const destinations = ['/', '/orders'];
/** How many logins one browser may have begun, in as many tabs. */
const tabs = 5;

/** @returns the routes `/login`, `/login/callback` and `/logout`; `request.session.customer` says who is logged in */
export async function loginAtKeycard({ keycardUrl, clientId, clientSecret, shopUrl }) {
  const redirectUri = `${shopUrl}/login/callback`;
  const config = await openid.discovery(
    new URL(keycardUrl),
    clientId,
    { id_token_signed_response_alg: 'ES256' },
    openid.ClientSecretBasic(clientSecret),
    // Keycard on this machine speaks HTTP; anywhere else the library insists on HTTPS.
    { execute: new URL(keycardUrl).hostname === 'localhost' ? [openid.allowInsecureRequests] : [] },
  );
  const routes = Router();

  routes.get('/login', async (request, response) => {
    const login = {
      state: openid.randomState(),
      nonce: openid.randomNonce(),
      verifier: openid.randomPKCECodeVerifier(),
      to: destinations.find((destination) => destination === request.query.to) ?? '/',
    };
    request.session.logins = [...(request.session.logins ?? []), login].slice(-tabs);
    const url = openid.buildAuthorizationUrl(config, {
      redirect_uri: redirectUri,
      scope: 'openid email',
      state: login.state,
      nonce: login.nonce,
      code_challenge: await openid.calculatePKCECodeChallenge(login.verifier),
      code_challenge_method: 'S256',
    });
    response.redirect(url.href);
  });

  routes.get('/login/callback', async (request, response) => {
    const { logins = [], cart } = request.session;
    const login = logins.find(({ state }) => state === request.query.state);
    // Begun in another browser, or over already. Without this anybody's link could log a customer in as somebody else.
    if (!login) return response.status(400).send(page('Please log in once more', { cart, login: true }));
    const others = logins.filter((other) => other !== login);
    request.session.logins = others;

    const tokens = await openid.authorizationCodeGrant(config, new URL(request.originalUrl, shopUrl), {
      expectedState: login.state,
      expectedNonce: login.nonce,
      pkceCodeVerifier: login.verifier,
      idTokenExpected: true,
    });
    const { sub, sid } = tokens.claims();
    const { email } = await openid.fetchUserInfo(config, tokens.access_token, sub);

    // A new id for the session: whoever knew the one of before does not know that of a customer. The cart comes along.
    await promisify(request.session.regenerate).call(request.session);
    Object.assign(request.session, { cart, logins: others, customer: { id: sub, email, sid } });
    response.redirect(login.to);
  });

  routes.post('/logout', async (request, response) => {
    await promisify(request.session.destroy).call(request.session);
    response.redirect(303, '/');
  });

  /** Whatever did not work, the customer can begin again: Keycard's `temporarily_unavailable`, or Keycard that cannot be reached. */
  routes.use((error, request, response, _next) => {
    console.error('A login did not work:', error.error ?? error.code ?? '', error.message);
    response.status(502).send(page('Logging in did not work', { cart: request.session.cart, login: true }));
  });
  return routes;
}
