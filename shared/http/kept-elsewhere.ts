import { present } from '../config/environment.ts';
import { type Problem, problem } from './answers.ts';

/**
 * A shop that keeps passwords itself has pages of its own for them: what would set one here is switched off then, and asks nothing.
 * @param variable of the environment, which names the shop's page in the place of the call; empty: passwords are kept here
 * @throws Error naming the variable, when it is missing
 */
export function keptElsewhere(variable: string): Problem<'password_kept_elsewhere'> | undefined {
  const url = present(variable);
  return url === '' ? undefined : problem('password_kept_elsewhere', { url });
}
