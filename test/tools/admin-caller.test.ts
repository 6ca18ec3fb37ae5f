import { describe, expect, test } from 'vitest';
import { adminCaller } from '../../tools/admin-caller.ts';

const keys = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret', AWS_SESSION_TOKEN: 'token' };
const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', sessionToken: 'token' };

describe('an admin command', () => {
  test('calls the stack on this machine unless told otherwise, and needs no credentials for it', () => {
    expect(adminCaller(undefined, {})).toEqual({
      url: 'http://localhost:3000',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      region: 'eu-central-1',
    });
  });

  test('keeps real credentials to itself where the stack on this machine is called', () => {
    expect(adminCaller('http://127.0.0.1:3000', keys).credentials).toEqual({ accessKeyId: 'local', secretAccessKey: 'local' });
  });

  test('takes the URL from its option before the environment', () => {
    const env = { ...keys, KEYCARD_URL: 'https://login.shop.example/', AWS_REGION: 'eu-west-1' };
    expect(adminCaller(undefined, env)).toEqual({ url: 'https://login.shop.example', credentials, region: 'eu-west-1' });
    expect(adminCaller('https://other.example', env).url).toBe('https://other.example');
  });

  test("brings the CDN's secret where one stands in front, and never to the stack on this machine", () => {
    const env = { ...keys, AWS_REGION: 'eu-west-1', KEYCARD_CDN_SECRET: 'shh' };
    expect(adminCaller('https://origin.shop.example', env).headers).toEqual({ 'x-api-key': 'shh' });
    expect(adminCaller(undefined, env)).not.toHaveProperty('headers');
  });

  test("reads the region off API Gateway's own address", () => {
    const { url, region } = adminCaller('https://abc123.execute-api.us-east-1.amazonaws.com/prod', { ...keys, AWS_REGION: 'eu-west-1' });
    expect([url, region]).toEqual(['https://abc123.execute-api.us-east-1.amazonaws.com/prod', 'us-east-1']);
  });

  test.each([
    ['without credentials', 'https://login.shop.example', { AWS_REGION: 'eu-west-1' }, /AWS_ACCESS_KEY_ID/],
    ['without a region', 'https://login.shop.example', keys, /AWS_REGION/],
    ['in clear over the network', 'http://login.shop.example', { ...keys, AWS_REGION: 'eu-west-1' }, /is not https/],
    ['at no URL', 'login.shop.example', keys, /is not a URL/],
  ])('is refused %s', (_, url, env, message) => {
    expect(() => adminCaller(url, env)).toThrow(message);
  });
});
