/**
 * Proving the second factor, whatever it is. Login, and every change that asks for a code, pass through here, so one ledger and one
 * replay protection hold for all of them.
 */
import type { Purpose } from '../flow/round.ts';
import type { Proved, Prover } from './factor.ts';
import { proving } from './proving.ts';
import { proveByRecoveryCode } from './recovery-code.ts';

export type Proof = { code: string } | { recoveryCode: string };

/** `purpose`: what a code must have been sent for. @throws when a dependency fails; no attempt is lost by KMS. */
export function proveFactor(of: Prover, proof: Proof, purpose: Purpose, now: number): Promise<Proved> {
  if ('recoveryCode' in proof) return proveByRecoveryCode(of, proof.recoveryCode, now);
  return proving[of.method](of, proof.code, purpose, now);
}
