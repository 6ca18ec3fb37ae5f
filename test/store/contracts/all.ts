/** Every contract: one a machine of `shared/flow`, and those of writes that have none. */
import { authorizationCode } from './authorization-code.ts';
import { client } from './client.ts';
import type { Contract } from './contract.ts';
import { customer } from './customer.ts';
import { enrolment } from './enrolment.ts';
import { handover } from './handover.ts';
import { keptProof } from './kept-proof.ts';
import { passwordLink } from './password-link.ts';
import { passwordTries } from './password-tries.ts';
import { place } from './place.ts';
import { recovery } from './recovery.ts';
import { round } from './round.ts';
import { sessionFamily, sessionRefresh } from './session-family.ts';
import { slidingBudget } from './sliding-budget.ts';
import { supportLimits } from './support-limits.ts';
import { supportRequest } from './support-request.ts';
import { undeliverable } from './undeliverable.ts';
import { withoutMachine } from './without-machine.ts';

/** Each event of these is a single write: whatever condition of it is left out, the contract breaks. */
export const contracts: Contract[] = [
  authorizationCode,
  client,
  customer,
  enrolment,
  handover,
  keptProof,
  undeliverable,
  passwordLink,
  passwordTries,
  place,
  recovery,
  round,
  sessionFamily,
  slidingBudget,
  supportRequest,
  supportLimits,
  ...withoutMachine,
];

/** Whole calls, that read, ask the rules and write: as the rules say, by writes whose conditions are those of the contracts above. */
export const wholeCalls: Contract[] = [sessionRefresh];
