/**
 * The second factor, whatever it is: a code by e-mail, an authenticator app's code, a recovery code. Login, and every
 * change that asks for a code, pass through here, so one budget and one replay protection hold for all of them.
 */
import { codeDigest } from '../codes/code.ts';
import { type Challenge, guessRefusal, type Method, type Refusal } from '../flow/challenge.ts';
import { nextRoundAt, type Purpose, type RoundRefusal, stateOf, stepUpRefusal } from '../flow/code-round.ts';
import { stepOf } from '../flow/totp.ts';
import { digestUnder } from '../keyring/digest-under.ts';
import { keyOfVersion } from '../keyring/secret-keys.ts';
import { openSharedKey } from '../keyring/shared-keys.ts';
import { recoveryCodeIsThere, stepIsNew, totpKeyIs } from '../store/authenticator.ts';
import type { Customer } from '../store/customers.ts';
import { type Attempt, attemptsLeftOf, giveBack, guessCustomerCode, takeAttempt, useUp } from '../store/rounds.ts';
import type { Written } from '../store/table.ts';
import { recoveryCodeDigest } from './recovery-codes.ts';

export type Proof = { code: string } | { recoveryCode: string };

export type Proved<Refused extends Refusal = Refusal> = { is: 'right'; customer: Customer } | NotProved<Refused>;

export type NotProved<Refused extends Refusal = Refusal> =
  /** `locked`: this was the last attempt of its round. */
  | { is: 'wrong'; attemptsLeft: number; locked: boolean; customer: Customer }
  /** Not evaluated. */
  | { is: 'refused'; refusal: Refused };

/** `seen`: the customer, where they were read already. */
export type Prover = { customerId: string; epoch: number; method: Method; challenge?: Challenge; seen?: Customer };
/** Without a challenge there is none that could be over. */
type ProverWithoutChallenge = Prover & { challenge?: never };

/** `purpose`: what an e-mailed code must have been sent for. @throws when a dependency fails; no attempt is lost by KMS. */
export function proveFactor(of: ProverWithoutChallenge, proof: Proof, purpose: Purpose, now: number): Promise<Proved<RoundRefusal>>;
export function proveFactor(of: Prover, proof: Proof, purpose: Purpose, now: number): Promise<Proved>;
export async function proveFactor(of: Prover, proof: Proof, purpose: Purpose, now: number): Promise<Proved> {
  if ('recoveryCode' in proof) return proveByRecoveryCode(of, proof.recoveryCode, now);
  return of.method === 'totp' ? proveByApp(of, proof.code, now) : proveByMail(of, proof.code, purpose, now);
}

async function proveByMail(of: Prover, code: string, purpose: Purpose, now: number): Promise<Proved> {
  const digest = digestUnder('codes', now, (key) => codeDigest(key, purpose, of.customerId, code));
  const guess = await guessCustomerCode(of, purpose, digest, now);
  if (guess.is === 'refused') return { is: 'refused', refusal: refusalOf(of, guess.item, now) };
  return guess.right ? { is: 'right', customer: guess.item } : wrong(guess.item, now);
}

async function proveByApp(of: Prover, code: string, now: number): Promise<Proved> {
  const taken = await takeAttempt(of, now, of.seen);
  if (taken.is === 'refused') return notYet(of, taken.customer, now);
  const { attempt } = taken;
  const { totpKey, totpKeyId, factor } = attempt.customer;
  if (factor !== 'totp' || !totpKey || !totpKeyId) return wrong(attempt.customer, now);
  const step = stepOf(code, await orGiveBack(attempt, openSharedKey(totpKey, of.customerId)), now);
  if (step === undefined) return wrong(attempt.customer, now);
  return settled(await useUp(attempt, { set: { totpLastStep: step } }, [totpKeyIs(totpKeyId), stepIsNew(step)]), attempt, now);
}

async function proveByRecoveryCode(of: Prover, typed: string, now: number): Promise<Proved> {
  const taken = await takeAttempt(of, now, of.seen);
  if (taken.is === 'refused') return notYet(of, taken.customer, now);
  const { attempt } = taken;
  const { recoveryKey, recoveryCodes } = attempt.customer;
  const key = recoveryKey === undefined ? undefined : await orGiveBack(attempt, keyOfVersion('recovery-codes', recoveryKey, now));
  const digest = key && recoveryCodeDigest(key.key, of.customerId, typed);
  if (!digest || !recoveryCodes?.has(digest)) return wrong(attempt.customer, now);
  return settled(await useUp(attempt, { take: { recoveryCodes: new Set([digest]) } }, [recoveryCodeIsThere(digest)]), attempt, now);
}

/** A replayed step, or a recovery code used a moment ago, answers exactly as a wrong one. */
function settled(used: Written<Customer>, attempt: Attempt, now: number): Proved {
  return used.held ? { is: 'right', customer: used.item } : wrong(used.item ?? attempt.customer, now);
}

const wrong = (customer: Customer, now: number): Proved => ({
  is: 'wrong',
  attemptsLeft: attemptsLeftOf(customer, now),
  locked: stateOf(customer, now).is === 'locked',
  customer,
});

/** What could not be compared was not an attempt. */
async function orGiveBack<T>(attempt: Attempt, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    await giveBack(attempt).catch(() => undefined);
    throw error;
  }
}

function refusalOf({ challenge }: Prover, customer: Customer | undefined, now: number): Refusal {
  return challenge ? guessRefusal(challenge, customer, now) : stepUpRefusal(customer, now);
}

/** Codes of an app and recovery codes are always at hand and never too old: what refuses them is the wait after a lock. */
function notYet(of: Prover, customer: Customer | undefined, now: number): Proved {
  const refusal = refusalOf(of, customer, now);
  if (!customer || refusal.code !== 'code_expired') return { is: 'refused', refusal };
  return { is: 'refused', refusal: { code: 'too_soon', until: nextRoundAt(customer, now) } };
}
