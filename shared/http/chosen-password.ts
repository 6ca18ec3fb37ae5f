/** A password that somebody chooses, as far as it can be judged before anything is done. */
import { required, variables } from '../config/environment.ts';
import { unusable } from '../flow/password-policy.ts';
import { isCommon } from '../passwords/common-passwords.ts';
import { type Problem, problem } from './answers.ts';

const minimum = Number(required(variables.passwordMinimum));
const shopName = required(variables.shopName);

/** `undefined`: it may be chosen. */
export function choiceProblem(password: string, owner: { username: string; email: string }): Problem<'password_unusable'> | undefined {
  const reason = unusable(password, { ...owner, shopName, minimum }, isCommon);
  return reason && problem('password_unusable', { reason });
}
