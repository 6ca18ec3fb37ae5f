import type { APIGatewayProxyEvent } from 'aws-lambda';
import { expect, test } from 'vitest';
import { customerAddress } from '../../shared/http/customer-address.ts';
import { nearOf } from '../../shared/http/near.ts';

const from = (apiKey: string | null) =>
  ({
    multiValueHeaders: { 'X-Customer-Address': ['198.51.100.7'], 'X-Country': ['CZ'], 'X-Api-Key': ['whatever'] },
    requestContext: { identity: { sourceIp: '203.0.113.9', apiKey } },
  }) as unknown as APIGatewayProxyEvent;

test('what a CDN would write is believed only where API Gateway has checked its key', () => {
  expect(customerAddress(from('keycard/cdn-1'), 'X-Customer-Address')).toBe('198.51.100.7');
  expect(customerAddress(from(null), 'X-Customer-Address')).toBe('203.0.113.9');
  expect(nearOf(from('keycard/cdn-1'), 'X-Country')).toEqual({ country: 'CZ' });
  expect(nearOf(from(null), 'X-Country')).toBeUndefined();
});
