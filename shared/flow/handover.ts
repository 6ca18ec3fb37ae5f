/**
 * A link from a shop's account into the account page: made by the shop's client, redeemed once, within a minute, for the customer and by
 * the client as they were when it was made.
 */
import { HANDOVER_LIFETIME } from './budgets.ts';

/** Times in ms since 1970. */
export type Handover = {
  customerId: string;
  /** The customer's, when it was made: whatever ends their sessions ends it too. */
  epoch: number;
  clientId: string;
  /** The client's, when it was made: whoever ends its secret, or takes its right away, ends what it was asking for. */
  clientVersion: number;
  expiresAt: number;
  redeemedAt?: number;
};

export const handoverEndsAt = (madeAt: number): number => madeAt + HANDOVER_LIFETIME;

/** The handover once it is redeemed; `undefined`: it leads nowhere. @param owner the customer, @param client as they are now, if they are */
export function redeemed(
  handover: Handover | undefined,
  owner: { epoch: number } | undefined,
  client: { version: number } | undefined,
  now: number,
): Handover | undefined {
  if (!handover || handover.redeemedAt !== undefined || now >= handover.expiresAt) return undefined;
  if (owner?.epoch !== handover.epoch || client?.version !== handover.clientVersion) return undefined;
  return { ...handover, redeemedAt: now };
}
