/**
 * The contract of a recovery (design 2.4) once more, as plain facts about one customer, for the model-based test: what each call
 * must answer, and what is true after it. It shares nothing with the service. Times in ms.
 */
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

/** What SES or SNS does with a message: takes it, refuses it, or answers nothing that says which (`lost-ack`: it took it). */
export type Provider = 'works' | 'throttle' | 'error' | 'lost-ack';

export type ModelRecovery = {
  token: string;
  cancel: string;
  stage: 'linked' | 'texted' | 'cancelled' | 'done';
  linkUntil: number;
  texts: number;
  begunAt: number;
};

type Code = { value: string | undefined; sentAt: number; until: number; wrong: number; used: boolean };

export class ModelCustomer {
  factorIsOn = true;
  /** Every recovery whose e-mail arrived, oldest first. */
  readonly recoveries: ModelRecovery[] = [];
  /** The one that the links may serve; `undefined` where the newest e-mail never arrived. */
  #newest: ModelRecovery | undefined;
  /** The factor is not the one that the newest recovery began with. */
  #outdated = false;
  #linkSentAt = Number.NEGATIVE_INFINITY;
  #notMeAt = Number.NEGATIVE_INFINITY;
  /** Links since the last right code. */
  #links = 0;
  #code: Code | undefined;
  /** When each wrong code since the last right one was compared: of the SMS, the app, or whatever else. */
  #row: number[] = [];
  /** Mails that told the owner of the 5th, 10th and 20th wrong code of a row. */
  told = 0;
  /** When the SMS went out, or may have. */
  readonly #textedAt: number[] = [];

  /** The code of the newest SMS that arrived, as long as no other took its place. */
  get code(): string | undefined {
    return this.#code?.value;
  }

  // ---- start ----

  /** A minute between two links, twice as long after every fifth that no right code followed, an hour at most. */
  mayAsk(now: number): boolean {
    return now >= this.#linkSentAt + Math.min(MINUTE * 2 ** Math.floor(this.#links / 5), 60 * MINUTE);
  }

  answerToStart(provider: Provider, now: number): string {
    if (!this.mayAsk(now)) return '429 too_soon';
    return provider === 'works' ? '202' : '503 delivery_failed';
  }

  /** `links`: what arrived, if anything did. */
  started(provider: Provider, links: { token: string; cancel: string } | undefined, now: number): void {
    if (!this.mayAsk(now)) return;
    this.#linkSentAt = provider === 'throttle' ? Number.NEGATIVE_INFINITY : now;
    if (provider !== 'throttle') this.#links++;
    this.#outdated = false;
    if (this.#code) this.#code.until = 0;
    this.#newest = links ? { ...links, stage: 'linked', linkUntil: now + 5 * MINUTE, texts: 0, begunAt: now } : undefined;
    if (this.#newest) this.recoveries.push(this.#newest);
  }

  // ---- SMS ----

  #goesOn(recovery: ModelRecovery): boolean {
    const isOpen = recovery.stage === 'linked' || recovery.stage === 'texted';
    return this.factorIsOn && !this.#outdated && recovery === this.#newest && isOpen;
  }

  #isLocked(): boolean {
    return this.#code !== undefined && !this.#code.used && this.#code.wrong >= 5;
  }

  /** After every fifth wrong code of the row nothing is sent or compared for 1, 2, 4 … minutes. */
  rowWaitsUntil(): number {
    const fives = this.#row.length / 5;
    const last = this.#row.at(-1);
    return last === undefined || !Number.isInteger(fives) ? 0 : last + Math.min(MINUTE * 2 ** (fives - 1), 60 * MINUTE);
  }

  #nextTextAt(): number {
    return Math.max((this.#code?.sentAt ?? Number.NEGATIVE_INFINITY) + MINUTE, this.rowWaitsUntil());
  }

  answerToText(recovery: ModelRecovery, provider: Provider, now: number): string {
    if (!this.#goesOn(recovery) || recovery.linkUntil <= now) return '410 recovery_expired';
    if (recovery.texts >= 3) return '429 too_many_attempts';
    if (this.#nextTextAt() > now) return '429 too_soon';
    if (this.#textedAt.filter((at) => at > now - DAY).length >= 10) return '429 too_many_attempts';
    return provider === 'works' ? '200' : '503 delivery_failed';
  }

  /** After an answer of 200 or 503. `code`: what arrived, if anything did. */
  texted(recovery: ModelRecovery, provider: Provider, code: string | undefined, now: number): void {
    if (provider === 'throttle') return;
    this.#textedAt.push(now);
    this.#code = { value: code, sentAt: now, until: now + 10 * MINUTE, wrong: 0, used: false };
    recovery.stage = 'texted';
    recovery.texts++;
  }

  // ---- confirm ----

  answerToConfirm(recovery: ModelRecovery, typed: string, captchaIsSolved: boolean, now: number): string {
    if (!this.#goesOn(recovery)) return '410 recovery_expired';
    const code = this.#code;
    if (recovery.stage !== 'texted') return '410 code_expired';
    if (!captchaIsSolved) return '403 captcha_failed';
    if (this.#isLocked()) return '423 challenge_locked';
    if (!code || code.used || code.until <= now) return '410 code_expired';
    if (this.rowWaitsUntil() > now) return '429 too_soon';
    return code.value === typed ? '204' : '401 invalid_code';
  }

  confirmed(recovery: ModelRecovery, answer: string, now: number): void {
    const code = this.#code;
    if (!code || (answer !== '204' && answer !== '401 invalid_code')) return;
    if (answer === '401 invalid_code') {
      code.wrong++;
      this.#wrongAt(now);
      return;
    }
    code.used = true;
    this.#row = [];
    this.#links = 0;
    recovery.stage = 'done';
    this.factorIsOn = false;
  }

  #wrongAt(now: number): void {
    this.#row.push(now);
    if ([5, 10, 20].includes(this.#row.length)) this.told++;
  }

  // ---- a wrong code of the app at the door ----

  answerToLogin(now: number): string {
    return this.rowWaitsUntil() > now ? '429 too_soon' : '401 invalid_code';
  }

  guessedAtLogin(now: number): void {
    if (this.answerToLogin(now) === '401 invalid_code') this.#wrongAt(now);
  }

  // ---- cancel, and what else ends a recovery ----

  /** By whichever link: the newest is the one that may be under way. @returns whether the password ends; each word counts once */
  cancelled({ begunAt }: ModelRecovery, now: number): boolean {
    const isFirst = begunAt > this.#notMeAt;
    if (isFirst) this.#notMeAt = now;
    // What began after the word is told of by other e-mails.
    if (this.#newest && this.#newest.stage !== 'done' && this.#newest.begunAt <= this.#notMeAt) this.#newest.stage = 'cancelled';
    if (!isFirst) return false;
    this.#outdated = true;
    return true;
  }

  passwordIsNew(): void {
    this.#row = [];
  }

  /** The customer has set a key up, by a right code if one was asked for: whatever was asked for before serves the old one. */
  enrolled(): void {
    this.#row = [];
    this.#links = 0;
    this.factorIsOn = true;
    this.#outdated = true;
  }
}
