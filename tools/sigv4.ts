/**
 * AWS Signature Version 4, as far as a request to API Gateway needs it: signing for admin commands, the demo and tests, verifying
 * for the local stack's routes with IAM authorization. Source: IAM User Guide, "Create a signed AWS API request".
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

export type Credentials = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
export type SignableRequest = {
  method: string;
  /** The path as sent, percent-encoded once, with its query. */
  target: string;
  /** Lower-case names. */
  headers: Record<string, string>;
  body: string;
};
type Scope = { date: string; region: string; service: string };

/** The headers to add to the request. `now` in milliseconds. */
export function sign(
  request: SignableRequest,
  credentials: Credentials,
  scope: { region: string; service: string; now: number },
): Record<string, string> {
  const timestamp = new Date(scope.now).toISOString().replace(/[-:]|\.\d{3}/g, '');
  const headers: Record<string, string> = { ...request.headers, 'x-amz-date': timestamp };
  if (credentials.sessionToken) headers['x-amz-security-token'] = credentials.sessionToken;
  const signedHeaders = Object.keys(headers).sort();
  const full = { date: timestamp.slice(0, 8), region: scope.region, service: scope.service };
  const value = signature({ ...request, headers }, signedHeaders, { timestamp, scope: full, secret: credentials.secretAccessKey });
  const { host: _, ...sent } = headers;
  return {
    ...sent,
    authorization: `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scopeText(full)}, SignedHeaders=${signedHeaders.join(';')}, Signature=${value}`,
  };
}

export type Authorization = { accessKeyId: string; scope: Scope; signedHeaders: string[]; signature: string };

/** Takes an Authorization header apart; null when it is not one of Signature Version 4. */
export function parseAuthorization(header: string | undefined): Authorization | null {
  const match =
    /^AWS4-HMAC-SHA256 +Credential=([^/,\s]+)\/(\d{8})\/([^/,\s]+)\/([^/,\s]+)\/aws4_request *, *SignedHeaders=([^,\s]+) *, *Signature=([0-9a-f]{64})$/.exec(
      header?.trim() ?? '',
    );
  if (!match) return null;
  const [, accessKeyId = '', date = '', region = '', service = '', signedHeaders = '', value = ''] = match;
  return { accessKeyId, scope: { date, region, service }, signedHeaders: signedHeaders.split(';'), signature: value };
}

/** Whether the signature is the right one for the request under this secret. */
export function verifies(request: SignableRequest, authorization: Authorization, secret: string): boolean {
  const timestamp = request.headers['x-amz-date'] ?? '';
  if (!authorization.signedHeaders.includes('host') || !timestamp.startsWith(authorization.scope.date)) return false;
  const expected = signature(request, authorization.signedHeaders, { timestamp, scope: authorization.scope, secret });
  return timingSafeEqual(Buffer.from(expected), Buffer.from(authorization.signature));
}

/** Milliseconds of an `x-amz-date`; NaN when it is not one. */
export function timeOf(amzDate: string | undefined): number {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(amzDate ?? '') ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

function signature(request: SignableRequest, signedHeaders: string[], by: { timestamp: string; scope: Scope; secret: string }): string {
  const [path = '/', query = ''] = splitOnce(request.target, '?');
  // Every service but S3 signs the path encoded a second time.
  const canonicalPath = path.split('/').map(encode).join('/');
  const canonicalHeaders = signedHeaders.map((name) => `${name}:${(request.headers[name] ?? '').trim().replace(/ +/g, ' ')}\n`).join('');
  const canonical = [
    request.method,
    canonicalPath,
    canonicalQuery(query),
    canonicalHeaders,
    signedHeaders.join(';'),
    sha256(request.body),
  ].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', by.timestamp, scopeText(by.scope), sha256(canonical)].join('\n');
  const key = [by.scope.date, by.scope.region, by.scope.service, 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${by.secret}`);
  return hmac(key, toSign).toString('hex');
}

function canonicalQuery(query: string): string {
  const pairs = query.split('&').filter(Boolean);
  return pairs
    .map((pair) => splitOnce(pair, '=').map((part) => encode(decodeURIComponent(part.replaceAll('+', ' ')))))
    .map(([name = '', value = '']) => `${name}=${value}`)
    .sort()
    .join('&');
}

function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

/** RFC 3986 §2.3: everything but the unreserved characters. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

function scopeText({ date, region, service }: Scope): string {
  return `${date}/${region}/${service}/aws4_request`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
