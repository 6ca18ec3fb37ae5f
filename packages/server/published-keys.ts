/** The public keys of an installation, as it publishes them (RFC 7517). */
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { errorIn, KeycardError } from './keycard-error.ts';
import type { Service } from './service.ts';

const path = '/.well-known/jwks.json';

/** The keys of before will do, so nobody waits as long for newer ones as for an answer. */
const TIMEOUT_MS = 5_000;
/** Where an answer does not say how long it may be kept. */
const USUAL_AGE_MS = 5 * 60_000;
const GREATEST_AGE_MS = 60 * 60_000;
/** Whoever makes tokens up can name a key that nobody has as often as they like; we ask for it this often. */
const UNKNOWN_KEY_PAUSE_MS = 30_000;
/** An installation that does not answer is asked no more often: each asking is time that somebody waits. */
const FAILURE_PAUSE_MS = 5_000;
/** So long they still count when no newer ones can be had. Tokens end after 15 minutes, so it is those of before an outage that go on. */
const OUTAGE_MS = 30 * 60_000;

type Held = { keyFor: JWTVerifyGetKey; fetchedAt: number; freshUntil: number };

/** @throws KeycardError when a key cannot be had; what jose throws when there is none of that name */
export function publishedKeys(service: Service): JWTVerifyGetKey {
  let held: Held | undefined;
  let asking: Promise<Held> | undefined;
  let failed: { at: number; error: unknown } | undefined;

  async function fetchKeys(): Promise<Held> {
    const response = await service.send(path, { headers: { accept: 'application/json' } }, TIMEOUT_MS);
    if (response.status !== 200) throw await errorIn(response);
    const said: unknown = await response.json().catch(() => undefined);
    const fetchedAt = service.now();
    const seconds = /(?:^|[\s,])max-age=(\d+)/.exec(response.headers.get('cache-control') ?? '')?.[1];
    const age = seconds === undefined ? USUAL_AGE_MS : Math.min(Number(seconds) * 1000, GREATEST_AGE_MS);
    try {
      return { keyFor: createLocalJWKSet(said as JSONWebKeySet), fetchedAt, freshUntil: fetchedAt + age };
    } catch (cause) {
      throw new KeycardError({ code: 'unavailable', status: 200, title: `${service.url}${path} has no keys` }, { cause });
    }
  }

  /** However many need them at once, one of them asks. */
  function ask(): Promise<Held> {
    asking ??= fetchKeys()
      .then(
        (keys) => {
          held = keys;
          return keys;
        },
        (error: unknown) => {
          failed = { at: service.now(), error };
          throw error;
        },
      )
      .finally(() => {
        asking = undefined;
      });
    return asking;
  }

  async function current(): Promise<Held> {
    const now = service.now();
    if (held && now < held.freshUntil) return held;
    const old = held && now < held.fetchedAt + OUTAGE_MS ? held : undefined;
    if (failed && now < failed.at + FAILURE_PAUSE_MS) {
      if (old) return old;
      throw failed.error;
    }
    try {
      return await ask();
    } catch (error) {
      if (old) return old;
      throw error;
    }
  }

  return async (header, token) => {
    const keys = await current();
    try {
      return await keys.keyFor(header, token);
    } catch (error) {
      const mayAsk = service.now() >= Math.max(keys.fetchedAt + UNKNOWN_KEY_PAUSE_MS, (failed?.at ?? 0) + FAILURE_PAUSE_MS);
      if (!(error instanceof errors.JWKSNoMatchingKey && mayAsk)) throw error;
      return (await ask()).keyFor(header, token);
    }
  };
}
