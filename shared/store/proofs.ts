/** What sessions proved in the account, after their login: the last step-up of each, on an item of its own, or that it was logged out. */
import { PROOF_LIFETIME } from '../flow/budgets.ts';
import type { Proof } from '../flow/proof.ts';
import type { SessionClaims } from '../flow/session.ts';
import { customerPartition } from './customers.ts';
import { put } from './data.ts';
import { condition } from './expressions.ts';
import type { Key } from './table.ts';

type Proving = Pick<SessionClaims, 'customerId' | 'jti'>;

/** Named after the access token, and not after its family: what its holder proved is nothing to a copy of the cookie that is refreshed. */
export const proofKey = ({ customerId, jti }: Proving): Key => ({ pk: customerPartition(customerId), sk: `PROOF#${jti}` });

/** A logout is not taken back by a proof that was on its way. */
const isNotLoggedOut = condition('isNotLoggedOut', 'attribute_not_exists(loggedOut)');

/** Keeps a proof (`keptAfter`); `false`: the session has been logged out. */
export async function rememberProof(session: Proving, proof: Proof): Promise<boolean> {
  const ttl = Math.ceil((proof.at + PROOF_LIFETIME) / 1000);
  return (await put({ ...proofKey(session), ...proof, ttl }, isNotLoggedOut)).held;
}

/** The note by which a session without a family is over, in the place of its proof. It stays for as long as the access token is good. */
export async function noteLogout(session: Proving & Pick<SessionClaims, 'expiresAt'>): Promise<void> {
  await put({ ...proofKey(session), loggedOut: true, ttl: Math.ceil(session.expiresAt / 1000) });
}
