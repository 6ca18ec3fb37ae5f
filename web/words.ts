import type { routes } from '../shared/http/routes/map.ts';
import type { Locale } from '../shared/words/locale.ts';
import type { CodeOf } from './client.ts';
import type { Notice } from './security/state.ts';
import type { Contact, Goal, Task } from './security/tasks.ts';
import { cs } from './words/cs.ts';
import { de } from './words/de.ts';
import { en } from './words/en.ts';

type Codes<Name extends keyof typeof routes> = CodeOf<(typeof routes)[Name]>;

/** What the pages can be refused with, and what they notice by themselves before asking the service. */
export type FailureCode =
  | Codes<'login' | 'verify' | 'resend' | 'loginByRecoveryCode' | 'logout'>
  | Codes<'security' | 'enableEmail' | 'stepUpCode' | 'disable' | 'startTotp' | 'activateTotp' | 'revealTotp' | 'replaceRecoveryCodes'>
  | Codes<'changeContact' | 'confirmContact'>
  | Codes<'startRecovery' | 'recoverySms' | 'confirmRecovery' | 'cancelRecovery' | 'supportRequest'>
  | 'link_too_soon'
  | 'fields_missing'
  | 'code_incomplete'
  | 'recovery_code_incomplete'
  // What the service says in one word, told apart by what was done.
  | 'password_wrong'
  | 'proof_over'
  | 'app_code_wrong'
  | 'recovery_code_wrong'
  | 'after_lock'
  | 'overtaken'
  | 'email_unusable'
  | 'phone_unusable'
  | 'sms_failed';

type TaskWords = { title: string; text(address: string): string; submit: string };

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
  confirmByMail(address: string): string;
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
  appWaitTitle: string;
  appWaitText(time: string): string;
  useRecoveryCode: string;
  useCode: string;
  recoveryCode: string;
  recoveryCodeTitle: string;
  recoveryCodeText: string;

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
  on: string;
  off: string;
  emailOnSince(day: string): string;
  appOnSince(day: string): string;
  codesLeft(codes: number): string;
  methodApp: string;
  methodAppText: string;
  methodEmail: string;
  methodEmailText: string;
  setOtp: string;
  changeToApp: string;
  changeToEmail: string;
  switchOn: string;
  switchOff: string;
  showKey: string;
  newKey: string;
  replaceCodes: string;
  cancel: string;
  done: string;
  notices: Record<Notice, string>;

  tasks: Record<Task, TaskWords>;
  /** Why a contact is asked for on the way to a method. */
  firstTheContact: Record<Goal, string>;
  contactLabels: Record<Contact['kind'], string>;
  contactHints: Record<Contact['kind'], string>;
  contactCheckTitles: Record<Contact['kind'], string>;

  enrolTitle: string;
  enrolScan: string;
  scanOrType: string;
  qrAlt: string;
  copyKey: string;
  copyKeyFailed: string;
  openInApp: string;
  enrolActivate: string;
  enrolActivateText(time: string): string;
  activate: string;
  activating: string;
  keyVoidTitle: string;
  keyVoidText: string;
  startAgain: string;
  keyShownTitle: string;
  keyShownText: string;

  recoveryTitle: string;
  recoveryText: Record<'switchedOn' | 'replaced', string>;
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
  undeliverable: string;
  none: string;
  addContact: string;
  verifyContact: string;
  changeContact: string;
  devices: string;
  noDevices: string;
  unknownDevice: string;
  deviceSince(day: string, end: string): string;
  endOthers: string;
  logOutEverywhere: string;
  loggedOutEverywhere: string;

  failures: Record<FailureCode, string>;
};

export const words: Record<Locale, Words> = { en, de, cs };
