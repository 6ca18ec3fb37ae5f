/**
 * Whether e-mails reach an address of a customer, as far as receivers have said: one that came back, or was complained about, marks it. The
 * mark is for people to read; no rule asks it, so nobody is kept from a code by it.
 */

/** Times in ms since 1970. */
export type AddressState =
  /** Not this customer's, or not any more. */
  | { is: 'absent' }
  /** `since`: when it became theirs, or a code that was sent to it came back right. */
  | { is: 'trusted'; since: number }
  /** `failingSince`: when a receiver said so first. */
  | { is: 'failing'; since: number; failingSince: number };

export type AddressEvent =
  /** `sentAt`: when the e-mail went out that a receiver did not take, or was complained about. */
  | { is: 'mail returned'; sentAt: number }
  /** A code that was sent to it was right. */
  | { is: 'proved' };

/** The address after the event, or `undefined` where it changes nothing. What was sent before the address was proved says nothing of it now. */
export function transition(state: AddressState, event: AddressEvent, now: number): AddressState | undefined {
  if (event.is === 'proved') return { is: 'trusted', since: now };
  if (state.is !== 'trusted' || event.sentAt <= state.since) return undefined;
  return { is: 'failing', since: state.since, failingSince: now };
}

export type Why = 'bounced' | 'complained';
