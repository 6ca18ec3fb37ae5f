import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import { describe, expect, it } from 'vitest';
import { parseAuthorization, sign, timeOf, verifies } from '../../tools/sigv4.ts';

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI' };
const scope = { region: 'eu-central-1', service: 'execute-api', now: Date.UTC(2026, 10, 21, 17, 5, 9) };
const request = {
  method: 'PUT',
  target: '/v1/admin/customers/a%40b?x=1&a=%20',
  headers: { host: 'localhost:3000' },
  body: '{"username":"ä"}',
};

class Sha256 {
  readonly #hash;
  constructor(key?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = key === undefined ? createHash('sha256') : createHmac('sha256', key as string);
  }
  update(data: string | Uint8Array): void {
    this.#hash.update(data);
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
}

describe('an AWS signature', () => {
  const headers = sign(request, credentials, scope);
  const authorization = parseAuthorization(headers.authorization);
  const received = { ...request, headers: { host: 'localhost:3000', ...headers } };
  if (!authorization) throw new Error('not a signature');

  it('is the one that the AWS SDK makes', async () => {
    const signer = new SignatureV4({ credentials, region: scope.region, service: scope.service, sha256: Sha256, applyChecksum: false });
    const theirs = await signer.sign(
      {
        method: 'PUT',
        protocol: 'http:',
        hostname: 'localhost',
        path: '/v1/admin/customers/a%40b',
        query: { x: '1', a: ' ' },
        headers: request.headers,
        body: request.body,
      },
      { signingDate: new Date(scope.now) },
    );
    expect(headers.authorization).toBe(theirs.headers.authorization);
  });

  it('is good for this request only', () => {
    const check = (change: object, secret = credentials.secretAccessKey) => verifies({ ...received, ...change }, authorization, secret);
    expect(check({})).toBe(true);
    expect(check({}, 'another secret')).toBe(false);
    expect(check({ body: '{"username":"b"}' })).toBe(false);
    expect(check({ method: 'DELETE' })).toBe(false);
    expect(check({ target: '/v1/admin/customers/a%40c?x=1&a=%20' })).toBe(false);
    expect(check({ target: '/v1/admin/customers/a%40b?x=2&a=%20' })).toBe(false);
    expect(check({ headers: { ...received.headers, host: 'localhost:3001' } })).toBe(false);
    expect(check({ headers: { ...received.headers, 'x-amz-date': '20261121T170510Z' } })).toBe(false);
  });

  it('names its time', () => {
    expect(timeOf(headers['x-amz-date'])).toBe(scope.now);
    expect(timeOf('yesterday')).toBeNaN();
  });

  it.each(['', 'Bearer abc', 'AWS4-HMAC-SHA256 Credential=a/b', undefined])('is not in %s', (header) => {
    expect(parseAuthorization(header)).toBeNull();
  });
});
