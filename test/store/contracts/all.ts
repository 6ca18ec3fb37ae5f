/** Every contract: one a machine of `shared/flow`. */
import type { Contract } from './contract.ts';
import { customer } from './customer.ts';
import { enrolment } from './enrolment.ts';
import { keptProof } from './kept-proof.ts';
import { passwordTries } from './password-tries.ts';
import { place } from './place.ts';
import { recovery } from './recovery.ts';
import { round } from './round.ts';
import { sessionFamily } from './session-family.ts';
import { slidingBudget } from './sliding-budget.ts';
import { supportLimits } from './support-limits.ts';
import { supportRequest } from './support-request.ts';

export const contracts: Contract[] = [
  customer,
  enrolment,
  keptProof,
  passwordTries,
  place,
  recovery,
  round,
  sessionFamily,
  slidingBudget,
  supportRequest,
  supportLimits,
];
