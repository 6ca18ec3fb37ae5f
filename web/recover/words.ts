import type { routes } from '../../shared/http/routes/map.ts';
import type { CaptchaFailureCode } from '../captcha/words.ts';
import type { CodeOf } from '../client.ts';
import type { Unsaid } from '../failure.ts';
import type { CommonFailureCode } from '../words/common.ts';
import type { CancelEnding, Ending } from './state.ts';

export type RecoverProblemCode = CodeOf<(typeof routes)['recoverySms' | 'confirmRecovery' | 'cancelRecovery']>;

/** What the page can be refused with, told apart by what was done, and what it notices by itself. */
export type RecoverFailureCode =
  | Exclude<RecoverProblemCode, Unsaid>
  | CaptchaFailureCode
  | 'too_many_sms'
  | 'after_wrong_codes'
  | 'no_more_sms'
  | 'code_incomplete';

export type RecoverWords = {
  titles: Record<'recover', string>;
  recover: {
    noLinkTitle: string;
    noLinkText: string;
    noLinkSteps: readonly string[];
    smsTitle: string;
    smsText: string;
    nothingYet: string;
    sendSms: string;
    sendNewSms: string;
    sendSmsIn(countdown: string): string;
    newCodeTitle: string;
    smsUsedUp: string;
    codeTitle: string;
    sentTo(phone: string): string;
    code: string;
    codeFilledIn: string;
    send: string;
    whatSendDoes: string;
    noMoreSms: string;
    doneTitle: string;
    doneText: string;
    doneTold: string;
    overTitles: Record<Ending, string>;
    overTexts: Record<Ending, string>;
    overWayOn: string;
    cancelTitle: string;
    cancelText: string;
    /** What the button does. */
    cancelSteps: readonly string[];
    cancel: string;
    cancelling: string;
    cancelHint: string;
    cancelledTitle: string;
    cancelledText: string;
    cancelledElsewhere: string;
    noMail: string;
    cancelOverTitles: Record<CancelEnding, string>;
    cancelOverTexts: Record<CancelEnding, string>;
    toNewPassword: string;
    writeToUs: string;
    nothingLeft: string;
  };
  failures: Record<Exclude<RecoverFailureCode, CommonFailureCode | CaptchaFailureCode>, string>;
};
