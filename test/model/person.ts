/** Who logs in: a password, the sessions that came of it, and the epoch that says which of them still count. */
import { day, freePasswords, longestPasswordWait, second } from './limits.ts';

/** `family`: the login that stays, from which it came. It ends with it. */
export type Session = {
  accessToken: string;
  id: string;
  epoch: number;
  expiresAt: number;
  secondFactor: boolean;
  family?: { is: 'alive' | 'ended' | 'unsure' };
};

export class Person {
  readonly customerId: string;
  readonly username: string;
  readonly password: string;
  epoch: number;
  /** Session that made the last change of the factor: it goes on. */
  changedBy: string | undefined;
  readonly sessions: Session[] = [];
  /** `unsure`: a password was tried while the store failed. */
  readonly passwords = { failures: 0, lastFailureAt: 0, blockedUntil: 0, unsure: false };

  constructor({ customerId, username, password, epoch }: Pick<Person, 'customerId' | 'username' | 'password' | 'epoch'>) {
    this.customerId = customerId;
    this.username = username;
    this.password = password;
    this.epoch = epoch;
  }

  /** Access tokens count in whole seconds (RFC 7519 §2, NumericDate). */
  counts(session: Session, now: number): boolean {
    const inTime = Math.floor(now / second) * second < session.expiresAt;
    return inTime && session.family?.is !== 'ended' && (session.epoch === this.epoch || session.id === this.changedBy);
  }

  passwordTried(right: boolean, now: number): void {
    const tries = this.passwords;
    if (right) {
      Object.assign(tries, { failures: 0, blockedUntil: 0, unsure: false });
      return;
    }
    tries.failures = (tries.lastFailureAt > now - day ? tries.failures : 0) + 1;
    tries.lastFailureAt = now;
    const wait = tries.failures < freePasswords ? 0 : Math.min(second * 2 ** (tries.failures - freePasswords), longestPasswordWait);
    tries.blockedUntil = now + wait;
  }
}
