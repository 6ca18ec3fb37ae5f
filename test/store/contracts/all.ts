/** Every contract: one a machine of `shared/flow`. */
import type { Contract } from './contract.ts';
import { enrolment } from './enrolment.ts';
import { supportLimits } from './support-limits.ts';
import { supportRequest } from './support-request.ts';

export const contracts: Contract[] = [enrolment, supportRequest, supportLimits];
