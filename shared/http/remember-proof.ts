/** After password and code: for the next ten minutes this session is not asked again by every change. */
import type { Acr, SessionClaims } from '../flow/session.ts';
import { log } from '../log/events.ts';
import { rememberProof } from '../store/proofs.ts';

/** What was rightly given is not refused because it cannot be remembered, or because a logout came first: it came too late for this call. */
export async function rememberOrLog(session: SessionClaims, acr: Acr, epoch: number, now: number): Promise<void> {
  try {
    await rememberProof(session, { at: now, acr, epoch });
  } catch (error) {
    log({ event: 'proof_not_kept', error: error instanceof Error ? error.name : 'unknown' });
  }
}
