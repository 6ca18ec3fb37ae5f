/** What sessions proved in the account, after their login: the last step-up of each, on an item of its own, or that it was logged out. */
import { PROOF_LIFETIME } from '../flow/budgets.ts';
import type { Proof } from '../flow/proof.ts';
import type { SessionClaims } from '../flow/session.ts';
import { customerPartition } from './customers.ts';
import { type Key, put } from './table.ts';

type Proving = Pick<SessionClaims, 'customerId' | 'sid' | 'jti'>;

/** A session that stays logged in is the same one after each refresh, which gives its token another `jti`; another one is its token. */
export const proofKey = ({ customerId, sid, jti }: Proving): Key => ({ pk: customerPartition(customerId), sk: `PROOF#${sid ?? jti}` });

/** The newest takes the place of the one before: whatever both stood for, it stands for longer. */
export async function rememberProof(session: Proving, proof: Proof): Promise<void> {
  await put({ ...proofKey(session), ...proof, ttl: Math.ceil((proof.at + PROOF_LIFETIME) / 1000) });
}

/** A session without a family goes on until its access token ends; after its logout it stands for nothing, its login's proof included. */
export async function endProofs(session: Proving & Pick<SessionClaims, 'expiresAt'>): Promise<void> {
  await put({ ...proofKey(session), loggedOut: true, ttl: Math.ceil(session.expiresAt / 1000) });
}
