/** Logging in at Keycard, by OpenID Connect: where customers are sent to, and where they come back. */
import { promisify } from 'node:util';
import { Router } from 'express';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import * as openid from 'openid-client';
import { page } from './page.js';

/** Where a login may lead to inside of the shop. Anything else in `?to=` could lead customers to a page of somebody else's. */
const destinations = ['/', '/orders'];
/** How many logins one browser may have begun, in as many tabs. */
const tabs = 5;

/** @returns the routes `/login`, `/login/callback`, `/logout` and `/logout/keycard`; `request.customer` says who is logged in */
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
  const { issuer, jwks_uri } = config.serverMetadata();
  const keycardKeys = createRemoteJWKSet(new URL(jwks_uri));
  const routes = Router();

  /**
   * Who is logged in, by the `sid` that Keycard gave the login. It stands beside the sessions and not in them, so that Keycard's word ends a
   * login at once, whatever the browser is doing. In memory here, as the sessions are.
   */
  const customers = new Map();

  routes.use((request, _response, next) => {
    request.customer = customers.get(request.session.sid);
    next();
  });

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
    Object.assign(request.session, { cart, logins: others, sid });
    customers.set(sid, { id: sub, email, idToken: tokens.id_token });
    response.redirect(login.to);
  });

  /** Out of the shop, and out of Keycard, which leads back. */
  routes.post('/logout', async (request, response) => {
    const { customer, session } = request;
    customers.delete(session.sid);
    await promisify(session.destroy).call(session);
    if (!customer) return response.redirect(303, '/');
    const url = openid.buildEndSessionUrl(config, { id_token_hint: customer.idToken, post_logout_redirect_uri: `${shopUrl}/` });
    response.redirect(303, url.href);
  });

  /** Keycard's server says that somebody is logged out: there, at another shop, everywhere, by another password (Back-Channel Logout 1.0 §2.5). */
  routes.post('/logout/keycard', async (request, response) => {
    const expected = { issuer, audience: clientId, typ: 'logout+jwt' };
    const checked = await jwtVerify(request.body?.logout_token ?? '', keycardKeys, expected).catch(() => undefined);
    if (!checked) return response.status(400).end();
    const { sid, sub } = checked.payload;
    // One login, or all of the customer's.
    for (const [known, { id }] of customers) if (sid === undefined ? id === sub : known === sid) customers.delete(known);
    response.end();
  });

  /** Whatever did not work, the customer can begin again: Keycard's `temporarily_unavailable`, or Keycard that cannot be reached. */
  routes.use((error, request, response, _next) => {
    console.error('A login did not work:', error.error ?? error.code ?? '', error.message);
    response.status(502).send(page('Logging in did not work', { cart: request.session.cart, login: true }));
  });
  return routes;
}
