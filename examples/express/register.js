/**
 * Registers the shop as a client of the Keycard that `npm start` runs, and prints its secret. On AWS an admin does so once, by the same
 * calls with credentials of their own: docs/admin.md.
 */
import { signedFetch } from '../../tools/signed-fetch.ts';

const { KEYCARD_URL = 'http://localhost:3000', KEYCARD_CLIENT = 'express-shop', SHOP_URL = 'http://localhost:4000' } = process.env;
const path = `/v1/admin/clients/${encodeURIComponent(KEYCARD_CLIENT)}`;

/** Keycard on one machine takes any key id with the secret `local`. */
async function admin(method, path, body) {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const response = await signedFetch({ url: KEYCARD_URL, method, path, body, credentials, region: 'eu-central-1', now: Date.now() });
  const answer = await response.json();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`);
  return answer;
}

const { secret } = await admin('PUT', path, {
  name: 'Pear shop',
  type: 'confidential',
  grants: ['authorization_code'],
  redirectUris: [`${SHOP_URL}/login/callback`],
  postLogoutRedirectUris: [`${SHOP_URL}/`],
  backchannelLogoutUri: `${SHOP_URL}/logout/keycard`,
});
// Who is there already gets another secret: the first one is shown only once.
const known = secret ?? (await admin('POST', `${path}/secrets`));
console.log(known.secret);
