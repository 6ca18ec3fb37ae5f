/**
 * Which addresses of customers are undeliverable, as far as mail feedback has said: an e-mail that bounced, or was complained about, marks
 * one. The mark is for people to read; no rule asks it, so nobody is kept from a code by it.
 */

/** Times in ms since 1970. */
export type AddressState =
  /** Not this customer's, or not any more. */
  | { is: 'absent' }
  /** `since`: when it became theirs, or a code that was sent to it came back right. */
  | { is: 'trusted'; since: number }
  /** `undeliverableSince`: when feedback said so first. */
  | { is: 'undeliverable'; since: number; undeliverableSince: number };

export type AddressEvent =
  /** `sentAt`: when the e-mail went out that bounced, or was complained about. */
  | { is: 'mail feedback'; sentAt: number }
  /** A code that was sent to it was right. */
  | { is: 'proved' };

/** The address after the event, or `undefined` where it changes nothing. What was sent before the address was proved says nothing of it now. */
export function transition(state: AddressState, event: AddressEvent, now: number): AddressState | undefined {
  if (event.is === 'proved') return { is: 'trusted', since: now };
  if (state.is !== 'trusted' || event.sentAt <= state.since) return undefined;
  return { is: 'undeliverable', since: state.since, undeliverableSince: now };
}

/** Why an address is undeliverable. */
export type Why = 'bounced' | 'complained';
