import { expect, it } from 'vitest';
import { DAY } from '../../shared/flow/budgets.ts';
import { type Device, isDeviceOf } from '../../shared/flow/device.ts';

const now = Date.UTC(2026, 0, 1);
const customer = { customerId: 'c-1', epoch: 7 };
const device: Device = { id: 'd', ...customer, since: now };

it('a device is its customer’s for ninety days after the login', () => {
  expect(isDeviceOf(device, customer, now)).toBe(true);
  expect(isDeviceOf(device, customer, now + 90 * DAY - 1)).toBe(true);
  expect(isDeviceOf(device, customer, now + 90 * DAY)).toBe(false);
});

it('a device is no other customer’s, and nobody’s once their sessions were ended', () => {
  expect(isDeviceOf(device, { ...customer, customerId: 'c-2' }, now)).toBe(false);
  expect(isDeviceOf(device, { ...customer, epoch: 8 }, now)).toBe(false);
  expect(isDeviceOf(device, { ...customer, epoch: 6 }, now)).toBe(false);
});
