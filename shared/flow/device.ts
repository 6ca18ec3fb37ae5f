/**
 * A device that a customer has logged in from, or set a new password on, as the cookie says that it got there (OWASP Authentication Cheat
 * Sheet, "Device Cookies"). It proves nothing but that: what it gives is a budget of wrong passwords that no stranger can spend.
 */
import { DEVICE_KNOWN_FOR } from './budgets.ts';

/** `epoch`: of the customer, after the login or the new password; `since`: when that was, in ms since 1970. */
export type Device = { id: string; customerId: string; epoch: number; since: number };

/**
 * Is it one of this customer's, now? Whatever ends their sessions makes strangers of their devices too: whoever may have had one in
 * their hands is what it was for.
 */
export const isDeviceOf = (device: Device, customer: { customerId: string; epoch: number }, now: number): boolean =>
  device.customerId === customer.customerId && device.epoch === customer.epoch && device.since > now - DEVICE_KNOWN_FOR;
