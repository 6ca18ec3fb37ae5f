import type { routes } from '../../shared/http/routes/map.ts';
import type { Locale } from '../../shared/words/locale.ts';
import type { CaptchaFailure } from '../captcha/state.ts';
import type { CodeOf } from '../client.ts';
import type { Ending } from '../recover/state.ts';
import type { Words } from '../words.ts';
import { cs } from './help/cs.ts';
import { de } from './help/de.ts';
import { en } from './help/en.ts';

/** What these pages can be refused with. */
export type HelpProblemCode = CodeOf<(typeof routes)['recoverySms' | 'confirmRecovery' | 'cancelRecovery' | 'supportRequest']>;

/** Beside it, what the service says in one word, told apart by what was done, and what these pages notice by themselves. */
export type HelpFailureCode =
  | HelpProblemCode
  | 'too_many_sms'
  | 'after_wrong_codes'
  | 'no_more_sms'
  | 'code_incomplete'
  | 'captcha_missing'
  | 'all_fields_missing';

type AsElsewhere = Pick<
  Words,
  | 'language'
  | 'languages'
  | 'toLogin'
  | 'toShop'
  | 'logInAgain'
  | 'sending'
  | 'checking'
  | 'newCodeSent'
  | 'waitFor'
  | 'attemptsLeft'
  | 'validFor'
>;

/** Everything that the pages for those who cannot log in say. They carry no other words, so that they stay small. */
export type HelpWords = AsElsewhere & {
  titles: { recover: string; support: string };
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
    cancel: string;
    cancelling: string;
    cancelHint: string;
    cancelledTitle: string;
    cancelledText: string;
    changePassword: string;
    toChangePassword: string;
    nothingToCancelTitle: string;
    nothingToCancelText: string;
    ifSwitchedOff: string;
    writeToUs: string;
    nothingLeft: string;
  };
  captcha: Record<CaptchaFailure | 'label' | 'hint' | 'solving' | 'solved', string>;
  support: {
    title: string;
    text: string;
    tryFirst: string;
    tryFirstLink: string;
    username: string;
    message: string;
    messageHint: string;
    reachMeAt: string;
    reachMeAtHint: string;
    send: string;
    noSecrets: string;
    sentTitle: string;
    sentText: string;
    sentSteps: readonly string[];
  };
  failures: Record<HelpFailureCode, string>;
};

export const helpWords: Record<Locale, HelpWords> = { en, de, cs };
