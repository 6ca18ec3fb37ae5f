import type { Unusable } from '../../shared/flow/password-policy.ts';
import type { routes } from '../../shared/http/routes/map.ts';
import type { CodeOf, Problem } from '../client.ts';
import type { Unsaid } from '../failure.ts';
import type { PageOf } from '../pages.ts';
import type { CommonFailureCode } from '../words/common.ts';

type Codes<Name extends keyof typeof routes> = CodeOf<(typeof routes)[Name]>;

/** What the calls of the account's pages can be refused with. */
type ProblemCode =
  | Codes<'login' | 'verify' | 'resend' | 'loginByRecoveryCode' | 'logout'>
  | Codes<'security' | 'enableEmail' | 'stepUpCode' | 'disable' | 'startTotp' | 'activateTotp' | 'revealTotp' | 'replaceRecoveryCodes'>
  | Codes<'changePassword' | 'changeContact' | 'confirmContact' | 'startRecovery'>;
export type AccountProblem = Problem<ProblemCode>;

/** What an alert says of it, and beside it what the pages notice by themselves before asking the service. */
export type FailureCode =
  | Exclude<ProblemCode, Unsaid>
  | Unusable
  | 'link_too_soon'
  | 'work_undone'
  | 'fields_missing'
  | 'code_incomplete'
  | 'recovery_code_incomplete'
  // What the service says in one word, told apart by what was done.
  | 'password_wrong'
  | 'proof_needed'
  | 'app_code_wrong'
  | 'recovery_code_wrong'
  | 'after_lock'
  | 'overtaken'
  | 'email_unusable'
  | 'phone_unusable'
  | 'sms_failed';

/** What the home page and the login say, and the account page with them. */
export type LoginWords = {
  titles: Record<PageOf<'account'>, string>;
  oneMoment: string;

  welcome: string;
  toSecurity: string;
  logOut: string;

  username: string;
  stayLoggedIn: string;
  stayLoggedInHint: string;
  logIn: string;
  loggingIn: string;
  /** While the page does a proof of work. */
  working: string;
  loggedOut: string;
  sessionEnded: string;
  /** A shop wants a login of now, or with more than there was. */
  askedAnew: string;
  /** What a shop asked for is none of its own. `parameter`: for whoever has set it up. */
  refused(parameter: string): string;
  backFailed: string;
  backOver: string;
  goBack: string;
  askLogOut: string;
  toSeeSecurity: string;
  forgotten: string;
  signUp: string;

  codeTitle: string;
  codeSentTo(address: string): string;
  codeStillGood(address: string, time: string): string;
  codeInApp: string;
  code: string;
  confirm: string;
  sendCode: string;
  confirmByMail(address: string): string;
  sendNewCode: string;
  sendNewCodeIn(countdown: string): string;
  oneMinuteLeft: string;
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
  otherAccount: string;

  loggedInTitle: string;
  loggedOutEverywhere: string;

  /** To whom a shop has handed over: the link, or the session that it led to, is over. */
  handoverOver: string;

  /** To those who cannot use their authenticator app, or have lost everything. */
  lost: {
    noApp: string;
    asking: string;
    sentTitle: string;
    sentTo(address: string): string;
    whatNext: string;
    validFor(countdown: string): string;
    expired: string;
    notArrived: string;
    back: string;
    nothingLeft: string;
  };

  failures: Record<Exclude<FailureCode, CommonFailureCode | Unusable>, string>;
};
