/** Customers with an authenticator app, and guesses that the table cannot compare. */
import { randomUUID } from 'node:crypto';
import type { Challenge } from '../../shared/flow/challenge.ts';
import type { Customer } from '../../shared/store/customers.ts';
import type { Attempt } from '../../shared/store/rounds.ts';
import type { Written } from '../../shared/store/table.ts';
import { bytes, customerWithoutFactor, present, start } from './customer.ts';
import { recoveryCodeIsThere, stepIsNew, switchOnTotp, takeAttempt, totpKeyIs, useUp } from './store.ts';

/** The step of the code that activated the app. */
export const firstStep = 1000;

export const codesOf = (...digests: string[]) => ({ digests: new Set(digests.map(bytes)), key: 1 });

export const customerWithContacts = (): Promise<Customer> => customerWithoutFactor({ phone: '+420601123456', phoneVerified: true });

/** The app of a customer is on from `start`, with the recovery codes `r1` and `r2`. */
export async function customerWithApp(): Promise<Customer> {
  const key = { id: randomUUID(), sealed: Buffer.from('a sealed key'), step: firstStep };
  const customer = await customerWithContacts();
  const { held } = await switchOnTotp(customer, key, codesOf('r1', 'r2'), { jti: 'j' }, start);
  if (!held) throw new Error('the app could not be switched on');
  return present(customer.customerId);
}

type Taking = { challenge?: Challenge; seen?: Customer };

/** An attempt of a customer in the epoch as given. @returns `undefined` when it was refused. */
export async function taken(of: Customer, at: number, { challenge, seen }: Taking = {}): Promise<Attempt | undefined> {
  const { customerId, epoch, factor: method = 'totp' } = of;
  const attempt = await takeAttempt({ customerId, epoch, method, challenge }, at, seen);
  return attempt.is === 'taken' ? attempt.attempt : undefined;
}

/** As `taken`. @throws Error when it was refused. */
export async function taking(of: Customer, at: number, more: Taking = {}): Promise<Attempt> {
  const attempt = await taken(of, at, more);
  if (!attempt) throw new Error('the attempt was refused');
  return attempt;
}

/** Wrong codes, one after the other: attempts that nothing follows. */
export async function wrongCodes(of: Customer, count: number, at: number): Promise<void> {
  for (let nth = 0; nth < count; nth++) await taking(of, at);
}

/** Uses the round up by the code of a step. */
export const useStep = (attempt: Attempt, step: number): Promise<Written<Customer>> =>
  useUp(attempt, { set: { totpLastStep: step } }, [totpKeyIs(attempt.customer.totpKeyId ?? ''), stepIsNew(step)]);

/** Uses the round up by a recovery code. */
export const useRecoveryCode = (attempt: Attempt, digest: string): Promise<Written<Customer>> =>
  useUp(attempt, { take: { recoveryCodes: new Set([bytes(digest)]) } }, [recoveryCodeIsThere(bytes(digest))]);
