import { publishedVersions } from '../shared/flow/key-schedule.ts';
import { ok } from '../shared/http/answers.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { jwks } from '../shared/http/routes/discovery.ts';
import { publishedKey } from '../shared/keyring/public-keys.ts';

/** The public keys of the access tokens: the current one, the one before while its tokens live, the next a day ahead. */
export const handler = endpoint(jwks, async ({ now }) => {
  const keys = await Promise.all(publishedVersions(now).map((version) => publishedKey(version)));
  return ok({ keys: keys.filter((key) => key !== undefined) });
});
