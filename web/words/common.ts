/** Failures of which every page says the same. */
export type CommonFailureCode =
  | 'code_incomplete'
  | 'invalid_request'
  | 'invalid_code'
  | 'contact_too_new'
  | 'too_many_attempts'
  | 'unavailable'
  | 'origin_refused';

/** What every page says. Times and countdowns come in already in the language's form. */
export type CommonWords = {
  toLogin: string;
  toShop: string;
  logInAgain: string;
  password: string;
  showPassword: string;
  hidePassword: string;
  tryAgain: string;
  sending: string;
  checking: string;
  newCodeSent: string;
  waitFor(countdown: string): string;
  waitUntil(dayAndTime: string): string;
  attemptsLeft(attempts: number): string;
  validFor(countdown: string): string;
  failures: Record<CommonFailureCode, string>;
};
