/**
 * One dispatch of a code by e-mail: reserved by a conditional write, then handed to SES. Of any number of parallel ones a
 * single one gets so far; the others learn when the next is due.
 */
import { randomUUID } from 'node:crypto';
import { codeDigest, makeCode } from './codes.ts';
import { required, variables } from './environment.ts';
import { CODE_LIFETIME, MINUTE } from './flow/budgets.ts';
import { nextDispatchAt, type Purpose } from './flow/code-round.ts';
import { currentKey } from './keyring/secret-keys.ts';
import { codeMail } from './send/code-mail.ts';
import { sendMail } from './send/mail.ts';
import type { Customer } from './store/customers.ts';
import { reserveDispatch, undoDispatch } from './store/rounds.ts';
import type { Locale } from './words/locale.ts';

const shopName = required(variables.shopName);

export type Dispatched =
  | { is: 'sent'; customer: Customer }
  /** The interval, the wait after a lock or the daily budget forbids it; the customer is as it stands. */
  | { is: 'not_due'; customer: Customer }
  /** The provider did not take it, or did not say. `retryAt`: ms since 1970. */
  | { is: 'failed'; retryAt: number }
  /** The factor was changed meanwhile. */
  | { is: 'ended' };

export async function dispatchCode(seen: Customer, purpose: Purpose, locale: Locale, now: number): Promise<Dispatched> {
  const { version, key } = await currentKey('codes', now);
  const code = makeCode();
  const dispatch = { id: randomUUID(), digest: codeDigest(key, purpose, seen.customerId, code), key: version, purpose };

  let before = seen;
  let reserved: Customer | undefined;
  while (!reserved) {
    if (nextDispatchAt(before, now) > now) return { is: 'not_due', customer: before };
    const written = await reserveDispatch(before, dispatch, now);
    if (written.held) reserved = written.item;
    else if (!written.item || written.item.epoch !== seen.epoch || written.item.factor !== seen.factor) return { is: 'ended' };
    else before = written.item;
  }

  const mail = codeMail({ code, purpose, validMinutes: CODE_LIFETIME / MINUTE, locale: reserved.locale ?? locale, shopName });
  const delivery = await sendMail(reserved.email, mail);
  if (delivery.outcome === 'accepted') return { is: 'sent', customer: reserved };

  console.error(JSON.stringify({ event: 'delivery_failed', outcome: delivery.outcome, reason: delivery.reason }));
  // Perhaps it went out after all: then it counts, and the interval with it.
  if (delivery.outcome === 'unknown') return { is: 'failed', retryAt: nextDispatchAt(reserved, now) };
  const undone = await undoDispatch(reserved, before).catch(() => ({ held: false }));
  return { is: 'failed', retryAt: undone.held ? now : nextDispatchAt(reserved, now) };
}
