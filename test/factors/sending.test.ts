import { beforeEach, describe, expect, it } from 'vitest';
import { DAY, MINUTE, SECOND } from '../../shared/flow/budgets.ts';
import { customerWithFactor, customerWithoutFactor, present, start } from '../store/customer.ts';
import { endEverySession, switchOnTotp } from '../store/store.ts';
import { faults, freshRecoveryCodes, outbox, proveFactor, sending } from './factors.ts';

beforeEach(() => faults.clear());

const at = (now: number) => ({ locale: 'en', now }) as const;
const mailsTo = (email: string) => outbox.messages().filter(({ to }) => to === email);

/** A refusal of SES is certain, an error leaves open whether the mail went out. */
const failNext = (kind: 'throttle' | 'error') => faults.plan({ service: 'ses', action: 'SendEmail', kind });

describe('the next code by e-mail', () => {
  it('goes to the customer, proves what it was sent for, and is followed by another a minute later', async () => {
    const customer = await customerWithFactor();
    const { customerId, epoch, email } = customer;
    const sent = await sending.email(customer, 'login', at(start));
    expect(sent).toMatchObject({ is: 'sent', customer: { lastSentAt: start, round: { purpose: 'login' } } });
    const [code = ''] = /\b\d{6}\b/.exec(mailsTo(email)[0]?.text ?? '') ?? [];
    expect(await proveFactor({ customerId, epoch, method: 'email' }, { code }, 'login', start + SECOND)).toMatchObject({ is: 'right' });
    const now = await present(customerId);
    expect(await sending.email(now, 'login', at(start + MINUTE - 1))).toMatchObject({
      is: 'not_due',
      until: start + MINUTE,
      customer: { customerId },
    });
    expect(await sending.email(now, 'security', at(start + MINUTE))).toMatchObject({ is: 'sent' });
    expect(mailsTo(email)).toHaveLength(2);
  });

  it('that SES refuses may be sent again at once; of one that may have gone out a minute later', async () => {
    const customer = await customerWithFactor();
    failNext('throttle');
    expect(await sending.email(customer, 'login', at(start))).toEqual({ is: 'failed', retryAt: start });
    failNext('error');
    expect(await sending.email(await present(customer.customerId), 'login', at(start))).toEqual({
      is: 'failed',
      retryAt: start + MINUTE,
    });
  });

  it('is not sent once the factor is another', async () => {
    const customer = await customerWithFactor();
    await endEverySession(customer, start);
    expect(await sending.email(customer, 'login', at(start))).toEqual({ is: 'ended' });
    expect(mailsTo(customer.email)).toEqual([]);
  });
});

describe('the next code of an app', () => {
  it('is at hand, but after five wrong ones not before their wait is over', async () => {
    const before = await customerWithoutFactor({ phone: '+420601123456', phoneVerified: true });
    const { kept } = await freshRecoveryCodes(before.customerId, start);
    await switchOnTotp(before, { id: 'a key', sealed: Buffer.from('sealed'), step: 1 }, kept, { jti: 'j' }, start);
    const customer = await present(before.customerId);
    const now = start + DAY;
    expect(await sending.totp(customer, 'login', at(now))).toEqual({ is: 'at_hand', customer });
    const { customerId, epoch } = customer;
    for (let nth = 0; nth < 5; nth++) await proveFactor({ customerId, epoch, method: 'totp' }, { recoveryCode: 'wrong' }, 'login', now);
    const locked = await present(customerId);
    expect(await sending.totp(locked, 'login', at(now + 1))).toEqual({ is: 'not_due', customer: locked, until: now + MINUTE });
    expect(await sending.totp(locked, 'login', at(now + MINUTE))).toEqual({ is: 'at_hand', customer: locked });
  });
});
