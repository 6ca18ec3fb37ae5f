import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parseAuthorization, timeOf, verifies } from '../../local/signature.ts';
import { sign } from '../../tools/sigv4.ts';

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI' };
const scope = { region: 'eu-central-1', service: 'execute-api', now: Date.UTC(2026, 10, 21, 17, 5, 9) };
const request = {
  method: 'PUT',
  target: '/v1/admin/customers/a%40b?x=1&a=%20',
  headers: { host: 'localhost:3000' },
  body: '{"username":"ä"}',
};

const headers = await sign(request, credentials, scope);
const authorization = parseAuthorization(headers.authorization);
if (!authorization) throw new Error('not a signature');
const received = { ...request, headers: { host: 'localhost:3000', ...headers } };

describe('an AWS signature', () => {
  it('is the one that was computed without the SDK', () => {
    expect(headers.authorization).toBe(
      'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261121/eu-central-1/execute-api/aws4_request, SignedHeaders=host;x-amz-date, Signature=a094e7d2dc148c7796cfc75aaf19f760e0961a8f62475771764d934cbc84745b',
    );
  });

  it('is good for this request only', async () => {
    const check = (change: object, secret = credentials.secretAccessKey) => verifies({ ...received, ...change }, authorization, secret);
    expect(await check({})).toBe(true);
    expect(await check({}, 'another secret')).toBe(false);
    expect(await check({ body: '{"username":"b"}' })).toBe(false);
    expect(await check({ method: 'DELETE' })).toBe(false);
    expect(await check({ target: '/v1/admin/customers/a%40c?x=1&a=%20' })).toBe(false);
    expect(await check({ target: '/v1/admin/customers/a%40b?x=2&a=%20' })).toBe(false);
    expect(await check({ headers: { ...received.headers, host: 'localhost:3001' } })).toBe(false);
    expect(await check({ headers: { ...received.headers, 'x-amz-date': '20261121T170510Z' } })).toBe(false);
    expect(await check({ headers: { ...received.headers, 'x-amz-date': '20261121' } })).toBe(false);
  });

  it('is good for its own body only, if the client has signed the digest of the body, too', async () => {
    const digest = createHash('sha256').update(request.body).digest('hex');
    const own = await sign({ ...request, headers: { ...request.headers, 'x-amz-content-sha256': digest } }, credentials, scope);
    const named = parseAuthorization(own.authorization);
    if (!named) throw new Error('not a signature');
    const sent = { ...request, headers: { ...request.headers, ...own } };
    expect(await verifies(sent, named, credentials.secretAccessKey)).toBe(true);
    expect(await verifies({ ...sent, body: '{"username":"b"}' }, named, credentials.secretAccessKey)).toBe(false);
  });

  it('names its time', () => {
    expect(timeOf(headers['x-amz-date'])).toBe(scope.now);
    expect(timeOf('yesterday')).toBeNaN();
  });

  it.each(['', 'Bearer abc', 'AWS4-HMAC-SHA256 Credential=a/b', undefined])('is not in %s', (header) => {
    expect(parseAuthorization(header)).toBeNull();
  });
});
