import { holdsEverySigner, publishedVersions } from '../shared/flow/key-schedule.ts';
import { ok } from '../shared/http/answers.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { PUBLISHED_LIFETIME } from '../shared/http/published.ts';
import { jwks } from '../shared/http/routes/discovery.ts';
import { publishedKey } from '../shared/keyring/public-keys.ts';

/**
 * The public keys of the access tokens: the current one, the one before while its tokens live, the next a day ahead. While one that
 * signs by the time a copy grows old is not made, as before the first login of an installation, nobody keeps a copy.
 */
export const handler = endpoint(jwks, async ({ now }) => {
  const keys = await Promise.all(publishedVersions(now).map(async (version) => ({ version, key: await publishedKey(version) })));
  const made = keys.filter(({ key }) => key !== undefined);
  const unsettled = !holdsEverySigner(
    made.map(({ version }) => version),
    PUBLISHED_LIFETIME,
    now,
  );
  return { ...ok({ keys: made.map(({ key }) => key as Record<string, unknown>) }), unsettled };
});
