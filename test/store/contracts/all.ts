/** Every contract: one a machine of `shared/flow`. */
import type { Contract } from './contract.ts';
import { enrolment } from './enrolment.ts';

export const contracts: Contract[] = [enrolment];
