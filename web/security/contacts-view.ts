import { el } from '../dom.ts';
import { timeOfDay } from '../time.ts';
import type { AccountFrame } from './frame.ts';
import { part, taskButton } from './overview-part.ts';
import type { Seen } from './state.ts';
import { asksForProof } from './tasks.ts';

export function contactsPart(overview: Seen, frame: AccountFrame): HTMLElement {
  const { say, locale, now } = frame;
  const { contact, provedUntil } = overview;
  const isFree = provedUntil !== undefined && !asksForProof(overview, 'phone', now);
  return part(
    'contacts',
    say.contacts,
    undefined,
    el(
      'ul',
      'lines',
      line('email', contact.email, contact.emailVerified, contact.emailUndeliverable ?? false, frame),
      line('phone', contact.phone, contact.phoneVerified, false, frame),
    ),
    isFree && el('p', 'hint', say.phoneIsFree(timeOfDay(provedUntil, locale))),
  );
}

function line(
  kind: 'email' | 'phone',
  value: string | undefined,
  verified: boolean,
  undeliverable: boolean,
  { say }: AccountFrame,
): HTMLElement {
  const toVerify = value !== undefined && (!verified || undeliverable);
  return el(
    'li',
    { id: `contact-${kind}`, class: 'line' },
    el(
      'div',
      {},
      el('span', 'soft', say[kind]),
      el(
        'span',
        'named',
        el('bdi', {}, value ?? say.none),
        // What e-mails do not reach is nothing to be calm about, however it was verified once.
        value !== undefined && !undeliverable && el('span', verified ? 'badge on' : 'badge', verified ? say.verified : say.notVerified),
      ),
    ),
    undeliverable && el('small', 'undeliverable', say.undeliverable),
    el(
      'div',
      'row',
      toVerify && taskButton(kind === 'email' ? 'verifyEmail' : 'verifyPhone', say.verifyContact, { about: say[kind] }),
      taskButton(kind, value === undefined ? say.addContact : say.changeContact, { about: say[kind] }),
    ),
  );
}
