import type { routes } from '../shared/http/routes.ts';
import type { Locale } from '../shared/words/locale.ts';
import type { CodeOf } from './client.ts';
import { cs } from './words/cs.ts';
import { de } from './words/de.ts';
import { en } from './words/en.ts';

type Codes<Name extends keyof typeof routes> = CodeOf<(typeof routes)[Name]>;

/** What the pages can be refused with, and what they notice by themselves before asking the service. */
export type FailureCode =
  | Codes<'login' | 'verify' | 'resend' | 'security' | 'enableEmail' | 'stepUpCode' | 'disable' | 'logout'>
  | 'fields_missing'
  | 'code_incomplete';

/** Everything the pages say. Times and countdowns come in already in the language's form. */
export type Words = {
  /** The language's own name. */
  language: string;
  languages: string;
  titles: { home: string; login: string; security: string };
  needsScript: string;
  oneMoment: string;
  tryAgain: string;

  welcome: string;
  toLogin: string;
  toSecurity: string;
  toShop: string;
  logOut: string;

  username: string;
  password: string;
  showPassword: string;
  hidePassword: string;
  stayLoggedIn: string;
  stayLoggedInHint: string;
  logIn: string;
  loggingIn: string;
  loggedOut: string;
  sessionEnded: string;
  toSeeSecurity: string;
  waitFor(countdown: string): string;

  codeTitle: string;
  codeSentTo(address: string): string;
  codeStillGood(address: string, time: string): string;
  codeInApp: string;
  code: string;
  confirm: string;
  checking: string;
  sendCode: string;
  sendNewCode: string;
  sendNewCodeIn(countdown: string): string;
  sending: string;
  newCodeSent: string;
  validFor(countdown: string): string;
  oneMinuteLeft: string;
  attemptsLeft(attempts: number): string;
  codeGoneTitle: string;
  codeComesTitle: string;
  codeComesAt(address: string, time: string): string;
  codeComesIn(countdown: string): string;
  nextCodeTooLate(time: string): string;

  lockedTitle: string;
  lockedText: string;
  expiredTitle: string;
  expiredText: string;
  overTitle: string;
  overText: string;
  tooManyTitle: string;
  tooManyText(time: string): string;
  logInAgain: string;
  otherAccount: string;

  loggedInTitle: string;
  loggedInText: string;

  secondStep: string;
  secondStepText: string;
  secondStepNeedsEmail: string;
  on: string;
  off: string;
  emailOnSince(day: string): string;
  appOnSince(day: string): string;
  codesLeft(codes: number): string;
  switchOn: string;
  switchOff: string;
  cancel: string;
  switchOnTitle: string;
  switchOnText(address: string): string;
  switchingOn: string;
  switchOffTitle: string;
  switchOffText: string;
  switchOffEmailText: string;
  switchingOff: string;
  switchedOff: string;
  recoveryTitle: string;
  recoveryText: string;
  copy: string;
  copied: string;
  copyFailed: string;
  download: string;
  print: string;
  codesKept: string;
  recoveryFileName: string;
  contacts: string;
  email: string;
  phone: string;
  verified: string;
  notVerified: string;
  none: string;
  devices: string;
  noDevices: string;
  unknownDevice: string;
  deviceSince(day: string, end: string): string;
  logOutEverywhere: string;
  loggedOutEverywhere: string;

  failures: Record<FailureCode, string>;
};

export const words: Record<Locale, Words> = { en, de, cs };
