/** Changes of the factor. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterChange, type Enrolment, type FactorChange } from '../../../shared/flow/enrolment.ts';
import type { Customer } from '../../../shared/store/customers.ts';
import { bytes, start } from '../customer.ts';
import {
  customerKey,
  put,
  putPendingKey,
  readCustomer,
  replaceRecoveryCodes,
  switchOff,
  switchOnEmail,
  switchOnTotp,
  takePendingKey,
} from '../store.ts';
import { contract, oneFieldOff } from './contract.ts';

type Case = Enrolment & { isThere: boolean; change: FactorChange };

const by = { jti: 'this session' };
const method = fc.constantFrom('email' as const, 'totp' as const, undefined);
const key = fc.constantFrom('a key', 'another key');

const allowed: fc.Arbitrary<Case> = fc
  .record({
    factor: method,
    to: fc.constantFrom(
      'email' as const,
      'totp' as const,
      'off' as const,
      'other recovery codes' as const,
      'a pending key' as const,
      'no pending key' as const,
    ),
    pendingKeyId: key,
  })
  .map(({ factor, to, pendingKeyId }) => {
    const seen = { epoch: 7, ...(factor && { factor }) };
    const change: FactorChange =
      to === 'no pending key'
        ? { to, pendingKeyId, by: 'this call' }
        : to === 'a pending key'
          ? { to, seen, pendingKeyId: 'the newest key' }
          : to === 'other recovery codes'
            ? { to, seen }
            : { to, seen, by: by.jti };
    const pending = to === 'totp' ? {} : { pendingKeyId };
    return { isThere: true, epoch: 7, emailVerified: true, phoneVerified: true, ...(factor && { factor }), ...pending, change };
  });

const cases = oneFieldOff(allowed, {
  isThere: fc.constant(false),
  epoch: fc.constantFrom(6, 8),
  factor: method as fc.Arbitrary<'email'>,
  emailVerified: fc.constant(false),
  phoneVerified: fc.constant(false),
  pendingKeyId: fc.oneof(key, fc.constant(undefined)) as fc.Arbitrary<string>,
  pendingKeyTakenBy: fc.constantFrom('this call', 'another call'),
});

const codes = { digests: new Set([bytes('a digest')]), key: 1 };

function change(customer: Customer, { change: event }: Case): Promise<unknown> {
  const { epoch, factor } = event.to === 'no pending key' ? customer : event.seen;
  // Whoever changes has read them as it has to be; the table may have moved on.
  const seen = { ...customer, epoch, factor, emailVerified: true, phoneVerified: true } as Customer;
  switch (event.to) {
    case 'email':
      return switchOnEmail(seen, codes, by, start);
    case 'totp':
      return switchOnTotp(seen, { id: 'an app', sealed: Buffer.from('sealed'), step: 1 }, codes, by, start);
    case 'off':
      return switchOff(seen, by, start);
    case 'other recovery codes':
      return replaceRecoveryCodes(seen, codes, start);
    case 'a pending key':
      return putPendingKey(seen, { id: event.pendingKeyId, sealed: Buffer.from('sealed'), expiresAt: start });
    case 'no pending key':
      return takePendingKey(seen, event.pendingKeyId, event.by);
  }
}

const seenFrom = ({ epoch, epochMadeBy, factor, emailVerified, phoneVerified, pendingKeyId, pendingKeyTakenBy }: Enrolment) => ({
  epoch,
  epochMadeBy,
  factor,
  emailVerified,
  phoneVerified,
  pendingKeyId,
  pendingKeyTakenBy,
});

export const enrolment = contract<Case>('enrolment: a factor is put in, changed and taken out', {
  cases,
  event: ({ change: { to } }) => `change to ${to}`,
  table: async (played) => {
    const customerId = randomUUID();
    const { isThere, change: _, ...facts } = played;
    if (isThere) await put({ ...customerKey(customerId), customerId, ...facts });
    const answer = await change({ ...facts, customerId } as unknown as Customer, played);
    const held = typeof answer === 'boolean' ? answer : (answer as { held: boolean }).held;
    const after = await readCustomer(customerId);
    return { held, after: after && seenFrom(after) };
  },
  machine: (played) => {
    const before = played.isThere ? played : undefined;
    const after = afterChange(before, played.change);
    return { held: after !== undefined, after: (after ?? before) && seenFrom(after ?? played) };
  },
});
