/** The headers that answers tell something by. */
import { PUBLISHED_LIFETIME } from '../published.ts';
import type { Json } from './schemas.ts';

const text = (description: string, example: string): Json => ({ description, schema: { type: 'string' }, example });

export const headerComponents = {
  RetryAfter: { description: 'Seconds until it works again (RFC 9110 §10.2.3)', schema: { type: 'integer', minimum: 1 }, example: 42 },
  ContentLanguage: text('The language of `title`: en, de or cs, or all three', 'de'),
  SetCookie: text(
    'Cookies of this installation, HttpOnly, Secure and SameSite=Lax: `__Host-keycard` of a session that stays logged in, `__Host-keycard-device` of a browser that is known. One that ends comes with Max-Age=0',
    '__Host-keycard=…; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=2592000',
  ),
  EntityTag: text('Another as soon as what is told is another; goes as If-Match with what is to change it (RFC 9110 §8.8.3)', '"5f2b7c0e"'),
  ETag: text(
    'The very document; send it as If-None-Match to ask whether it still is (RFC 9110 §8.8.3)',
    '"Zx2c0mCmLb2bVbqTzT3FXXHqkxXkR1eRX3ZqSa9Vw5k"',
  ),
  CacheControl: text('How long a copy may be kept', `public, max-age=${PUBLISHED_LIFETIME / 1000}`),
  WwwAuthenticate: text('The scheme that is asked for (RFC 9110 §11.6.1)', 'AWS4-HMAC-SHA256'),
  RemappedWwwAuthenticate: text('The scheme that is asked for: API Gateway renames the header `WWW-Authenticate` of a function', 'Bearer'),
} as const satisfies Record<string, Json>;

export type HeaderName = keyof typeof headerComponents;

const nameInHttp: Record<HeaderName, string> = {
  RetryAfter: 'Retry-After',
  ContentLanguage: 'Content-Language',
  SetCookie: 'Set-Cookie',
  EntityTag: 'ETag',
  ETag: 'ETag',
  CacheControl: 'Cache-Control',
  WwwAuthenticate: 'WWW-Authenticate',
  RemappedWwwAuthenticate: 'x-amzn-Remapped-WWW-Authenticate',
};

export const headers = (...names: HeaderName[]): Json =>
  Object.fromEntries(names.map((name) => [nameInHttp[name], { $ref: `#/components/headers/${name}` }]));
