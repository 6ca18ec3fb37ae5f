/**
 * The cookie by which a device is known again that somebody has logged in from, or set a new password on. What counts in it is sealed;
 * before that stands in the clear what a login reads by it, so that a cold function reads while KMS opens the key. That much is believed
 * only once the sealed part says it too (RFC 7519 §5.3 has the same of claims in a header).
 */
import { randomBytes } from 'node:crypto';
import { DEVICE_KNOWN_FOR } from '../flow/budgets.ts';
import type { Device } from '../flow/device.ts';
import { seal, unseal } from '../keyring/sealed.ts';
import { log } from '../log/events.ts';
import { DEVICE_COOKIE } from './call.ts';
import { attributes } from './session-cookie.ts';

/** 128 random bits, the customer's id in base64url, and the sealed part. */
const form = /^([\w-]{22})\.([\w-]{2,171})\.([\w-]+)$/;

/**
 * Of each login another: a copy of the cookie spends the budget of a device that its owner has no more since they logged in again. What
 * it is set for has happened by now, so where it cannot be sealed that stands without it, and the log says so.
 *
 * @param who with the epoch that is theirs from now on
 * @returns the header's value
 */
export const deviceCookie = (who: Pick<Device, 'customerId' | 'epoch'>, now: number): Promise<string | undefined> =>
  sealedCookie(who, now).catch((error: unknown) => {
    log({ event: 'device_not_known', error: error instanceof Error ? error.name : 'unknown' });
    return undefined;
  });

async function sealedCookie({ customerId, epoch }: Pick<Device, 'customerId' | 'epoch'>, now: number): Promise<string> {
  const device: Device = { id: randomBytes(16).toString('base64url'), customerId, epoch, since: now };
  const text = [device.id, Buffer.from(customerId).toString('base64url'), await seal('devices', device, now)].join('.');
  return `${DEVICE_COOKIE}=${text}; Max-Age=${DEVICE_KNOWN_FOR / 1000}; ${attributes}`;
}

/** A device as it says itself, and whether that is so: `undefined` in the end if not. */
export type ClaimedDevice = Pick<Device, 'id' | 'customerId'> & { opened: Promise<Device | undefined> };

export function deviceIn(cookie: string | undefined, now: number): ClaimedDevice | undefined {
  const [, id, who, sealed] = form.exec(cookie ?? '') ?? [];
  if (!id || !who || !sealed) return undefined;
  const customerId = Buffer.from(who, 'base64url').toString();
  return { id, customerId, opened: opened({ id, customerId }, sealed, now) };
}

async function opened(claimed: Pick<Device, 'id' | 'customerId'>, sealed: string, now: number): Promise<Device | undefined> {
  const device = await unseal<Device>('devices', sealed, now);
  return device?.id === claimed.id && device.customerId === claimed.customerId ? device : undefined;
}
