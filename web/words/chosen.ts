import type { Unusable } from '../../shared/flow/password-policy.ts';

/** What pages say where a password is chosen. */
export type ChosenWords = {
  newPassword: string;
  /** What is asked for, before anything is typed. */
  passwordHint(minimum: string): string;
  failures: Record<Unusable, string>;
};
