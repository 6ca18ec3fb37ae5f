/**
 * What the model knows of one customer with an authenticator app: keys and the steps accepted of them, recovery codes, logins that
 * wait for a code, and the recovery that is under way.
 */
import { type AuthenticatorApp, stepAt } from '../../support/authenticator.ts';
import { GuessHistory } from '../guess-history.ts';
import { challengeLives, dispatchesBetweenDoublings, longestDispatchWait, minute, must, second } from '../limits.ts';
import { Person } from '../person.ts';
import { Rounds } from './rounds.ts';

const pendingKeyLives = 15 * minute;
export const smsPerRecovery = 3;
const tolerance = 15 * second;

export type Method = 'email' | 'totp';

/** `app` is absent when the answer that showed the key was lost. */
export type Key = { id: string; app: AuthenticatorApp | undefined; lastStep: number };
type PendingKey = Key & { endsAt: number; epoch: number };

/** `code` is absent when the answer that showed it was lost. */
type RecoveryCode = { code: string | undefined; is: 'good' | 'used' | 'replaced' };

export type Pending = { token: string; method: Method; epoch: number; issuedAt: number; locked: number; used: number };

/** Times in ms. */
export type Recovery = {
  id: string;
  /** Absent when the e-mail never arrived. */
  token?: string;
  /** "This wasn't me", of the same e-mail; absent too where no key could be had for it. */
  notMe?: string | undefined;
  begunAt: number;
  epoch: number;
  stage: 'linked' | 'texted' | 'cancelled' | 'done';
  linkEndsAt: number;
  smsSent: number;
};

/** What is typed where a code is asked for. `shift`: how far the device's clock is off, in ms. */
export type Typing =
  | { of: 'app'; shift: number }
  | { of: 'replay' | 'pending key' | 'older key' | 'mail' | 'nothing' | 'no proof' }
  | RecoveryTyping;
type RecoveryTyping = { of: 'recovery code'; is: RecoveryCode['is'] | 'wrong' };

/** What was typed, and what it is if it comes to be compared: the step of an app, a recovery code, the code of an e-mail. */
export type Proof = {
  body: { code: string } | { recoveryCode: string };
  right: { step: number } | { spends: RecoveryCode } | 'mail' | undefined;
};

export class Holder extends Person {
  readonly phone: string;
  factor: Method | undefined;
  active: Key | undefined;
  pending: PendingKey | undefined;
  /** Keys that were pending or active once. */
  readonly olderApps: AuthenticatorApp[] = [];
  recoveryCodes: RecoveryCode[] = [];
  readonly history = new GuessHistory();
  readonly rounds = new Rounds(this.history, 'customer');
  readonly challenges: Pending[] = [];
  readonly recoveries: Recovery[] = [];
  /** The codes by SMS: their own rounds, over all recoveries. */
  readonly smsRounds = new Rounds(this.history, 'place');
  /** The codes that check a contact, the epoch in which the newest was asked for, and when each was. */
  readonly contactRounds = new Rounds(this.history, 'place');
  contactAskedIn: number | undefined;
  contactAskedAt: number[] = [];
  linkSentAt: number | undefined;
  /** When a word of theirs last ended the password. */
  notMeAt = 0;
  /** Links of recoveries in a row, and the right codes that there had been at the last of them. */
  #links = { sent: 0, rights: 0 };
  /** When SMS were taken from those of the day; not `isCertain`: perhaps one was. */
  readonly smsTaken: { at: number; isCertain: boolean }[] = [];

  constructor(given: Pick<Holder, 'customerId' | 'username' | 'password' | 'epoch' | 'phone'>) {
    super(given);
    this.phone = given.phone;
  }

  get goodCodes(): RecoveryCode[] {
    return this.recoveryCodes.filter(({ is }) => is === 'good');
  }

  get recovery(): Recovery | undefined {
    return this.recoveries.at(-1);
  }

  // ---- links of recoveries ----

  /** A right code ends the row, at a login or as the end of a recovery. */
  get #linksInRow(): number {
    return this.recovery?.stage === 'done' || this.rounds.used > this.#links.rights ? 0 : this.#links.sent;
  }

  nextLinkAt(): number {
    const wait = minute * 2 ** Math.floor(this.#linksInRow / dispatchesBetweenDoublings);
    return this.linkSentAt === undefined ? 0 : this.linkSentAt + Math.min(wait, longestDispatchWait);
  }

  linkSent(now: number): void {
    this.#links = { sent: this.#linksInRow + 1, rights: this.rounds.used };
    this.linkSentAt = now;
  }

  /** It burns nothing. */
  linkRefused(): void {
    this.#links.sent--;
    this.linkSentAt = undefined;
  }

  // ---- codes ----

  /** The step of the active key that a code is accepted for: within 15 s, and later than the last. */
  stepOf(code: string, now: number): number | undefined {
    const { active } = this;
    const steps = [stepAt(now - tolerance), stepAt(now + tolerance)];
    const step = steps.findLast((each) => active?.app?.codeAt(each * 30 * second) === code);
    return active && step !== undefined && step > active.lastStep ? step : undefined;
  }

  type(typing: Typing, now: number): Proof {
    if (typing.of === 'recovery code') return this.#recoveryCode(typing.is);
    const code = this.#digits(typing, now);
    if (this.factor === 'email') return { body: { code }, right: code === this.rounds.newest?.code ? 'mail' : undefined };
    const step = this.stepOf(code, now);
    return { body: { code }, right: step === undefined ? undefined : { step } };
  }

  #digits(typing: Exclude<Typing, RecoveryTyping>, now: number): string {
    const { active, pending } = this;
    const typed = {
      app: () => active?.app?.codeAt(now + ('shift' in typing ? typing.shift : 0)),
      replay: () => active?.app?.codeAt(active.lastStep * 30 * second),
      'pending key': () => pending?.app?.codeAt(now),
      'older key': () => this.olderApps.at(-1)?.codeAt(now),
      mail: () => this.rounds.newest?.code,
      nothing: () => undefined,
      'no proof': () => undefined,
    }[typing.of]();
    return typed ?? this.#wrongDigits(now);
  }

  #wrongDigits(now: number): string {
    const rights = [active(this.active), active(this.pending)].flatMap((app) =>
      app ? [-1, 0, 1].map((steps) => app.codeAt(now + steps * 30 * second)) : [],
    );
    const codes = new Set([...rights, ...this.rounds.all.map(({ code }) => code)]);
    for (let wrong = 123_456; ; wrong += 1) if (!codes.has(String(wrong))) return String(wrong);
  }

  #recoveryCode(is: RecoveryTyping['is']): Proof {
    const found = this.recoveryCodes.findLast((each) => each.is === is && each.code !== undefined);
    if (!found?.code) return { body: { recoveryCode: 'zzzzz-zzzzz' }, right: undefined };
    return { body: { recoveryCode: found.code }, right: is === 'good' ? { spends: found } : undefined };
  }

  /** A right proof was accepted. @throws Error when it may not be accepted again. */
  accepted({ right }: Proof): void {
    must(right !== undefined, 'only a right code is accepted');
    if (right === 'mail') return;
    if ('spends' in right) {
      must(right.spends.is === 'good', 'a recovery code works once');
      right.spends.is = 'used';
      return;
    }
    must(this.active !== undefined && right.step > this.active.lastStep, 'accepted steps of a key strictly increase');
    this.active.lastStep = right.step;
  }

  // ---- changes ----

  started(key: Omit<PendingKey, 'lastStep' | 'epoch' | 'endsAt'>, now: number): void {
    this.#retire(this.pending);
    this.pending = { ...key, lastStep: Number.NEGATIVE_INFINITY, endsAt: now + pendingKeyLives, epoch: this.epoch };
  }

  /** The pending key is out, for better or worse. */
  taken(): PendingKey | undefined {
    const { pending } = this;
    this.#retire(pending);
    this.pending = undefined;
    return pending;
  }

  /** `codes`: absent when the answer was lost. */
  gotCodes(codes: readonly string[] | undefined): void {
    for (const code of this.goodCodes) code.is = 'replaced';
    must(codes === undefined || new Set(codes).size === 10, 'ten recovery codes, each another');
    const fresh = codes ?? Array<undefined>(10).fill(undefined);
    this.recoveryCodes.push(...fresh.map((code): RecoveryCode => ({ code, is: 'good' })));
  }

  /** Whatever key there was is gone, unless `key` is the new one. */
  changed(factor: Method | undefined, key: Key | undefined, by: string | undefined): void {
    this.#retire(this.active);
    if (!key) this.taken();
    this.active = key;
    if (factor === undefined) for (const code of this.goodCodes) code.is = 'replaced';
    this.factor = factor;
    this.endedEverySession(by);
  }

  endedEverySession(by: string | undefined): void {
    this.epoch += 1;
    this.changedBy = by;
  }

  /** The password has ended, and a new one was set. */
  saidNotMe(now: number): void {
    this.notMeAt = now;
    this.endedEverySession(undefined);
    this.endedEverySession(undefined);
    this.rounds.putAway();
  }

  #retire(key: Key | undefined): void {
    if (key?.app) this.olderApps.push(key.app);
  }

  // ---- what can go on ----

  /** The key whose code would be accepted by an activation. */
  waitingKey(now: number): PendingKey | undefined {
    const { pending } = this;
    return pending && now < pending.endsAt && pending.epoch === this.epoch ? pending : undefined;
  }

  /** Why a challenge cannot go on; `undefined`: it can. */
  endOf(challenge: Pending, now: number): string | undefined {
    if (now >= challenge.issuedAt + challengeLives) return 'challenge_expired';
    if (challenge.epoch !== this.epoch || challenge.method !== this.factor) return 'invalid_challenge';
    if (challenge.locked < this.rounds.locked) return 'challenge_locked';
    if (challenge.used < this.rounds.used) return 'invalid_challenge';
    return undefined;
  }

  goesOn(recovery: Recovery): boolean {
    const isUnderWay = recovery.stage === 'linked' || recovery.stage === 'texted';
    return recovery === this.recovery && isUnderWay && this.factor === 'totp' && recovery.epoch === this.epoch;
  }
}

const active = (key: Key | undefined) => key?.app;
