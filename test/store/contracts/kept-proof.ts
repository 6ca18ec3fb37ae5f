/** What is kept of a session: its last proof, or that it was logged out. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { type Kept, keptAfter, type Proof } from '../../../shared/flow/proof.ts';
import type { Acr } from '../../../shared/flow/session.ts';
import { start } from '../customer.ts';
import { get, noteLogout, proofKey, put, rememberProof } from '../store.ts';
import { contract, oneFieldOff } from './contract.ts';

type Write = 'keep a proof' | 'note the logout';

type Case = { write: Write; proof: Proof; before: Kept | undefined };

const proof: fc.Arbitrary<Proof> = fc.record({
  at: fc.constantFrom(start, start + 1, start + 600_000),
  acr: fc.constantFrom<Acr>('password', 'email', 'totp', 'recovery-code'),
  epoch: fc.constantFrom(7, 8),
});

const cases = oneFieldOff<Case>(
  fc.record({
    write: fc.constantFrom<Write>('keep a proof', 'note the logout'),
    proof,
    before: fc.option<Kept, undefined>(proof, { nil: undefined }),
  }),
  { before: fc.constant<Kept>({ loggedOut: true }) },
);

const factsOf = (kept: Kept | undefined) => {
  if (!kept || 'loggedOut' in kept) return kept && { loggedOut: kept.loggedOut };
  const { at, acr, epoch } = kept;
  return { at, acr, epoch };
};

export const keptProof = contract<Case>('kept proof: a session proves something anew, and is logged out', {
  cases,
  event: ({ write }) => write,
  table: async ({ write, proof, before }) => {
    const session = { customerId: randomUUID(), jti: randomUUID(), expiresAt: start + 900_000 };
    if (before) await put({ ...proofKey(session), ...before });
    const held = write === 'keep a proof' ? await rememberProof(session, proof) : await noteLogout(session);
    return { held, after: factsOf(await get<Kept>(proofKey(session))) };
  },
  machine: ({ write, proof, before }) => {
    const what: Kept = write === 'keep a proof' ? proof : { loggedOut: true };
    const after = keptAfter(before, what);
    return { held: write === 'keep a proof' ? after === what : undefined, after: factsOf(after) };
  },
});
