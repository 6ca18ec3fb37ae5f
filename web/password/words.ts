import type { Unusable } from '../../shared/flow/password-policy.ts';
import type { routes } from '../../shared/http/routes/map.ts';
import type { CodeOf } from '../client.ts';
import type { Unsaid } from '../failure.ts';
import type { CommonFailureCode } from '../words/common.ts';
import type { Ending } from './state.ts';

export type ForgotProblemCode = CodeOf<(typeof routes)['forgotPassword']>;
export type ResetProblemCode = CodeOf<(typeof routes)['resetPassword']>;

/** What the page can be refused with, and what it notices by itself. What a link ends with is a step of its own. */
export type PasswordFailureCode = Exclude<ForgotProblemCode | ResetProblemCode, Ending | Unsaid> | Unusable | 'name_missing';

export type PasswordWords = {
  titles: Record<'password', string>;
  reset: {
    forgotTitle: string;
    forgotText: string;
    /** After too many wrong codes, or the owner's "this wasn't me"; the page does not know which. */
    endedTitle: string;
    endedText: string;
    /** Said where the new one is set here. */
    endedNext: string;
    username: string;
    sendLink: string;
    askedTitle: string;
    /** Says nothing about whether there is such an account. */
    asked(name: string): string;
    askedSteps: readonly string[];
    sendAgain: string;
    sendAgainIn(countdown: string): string;
    sentAgain: string;
    otherName: string;
    chooseTitle: string;
    chooseText: string;
    set: string;
    setting: string;
    overTitles: Record<Ending, string>;
    overTexts: Record<Ending, string>;
    newLink: string;
    doneTitle: string;
    doneText: string;
    rememberedAfterAll: string;
  };
  failures: Record<Exclude<PasswordFailureCode, CommonFailureCode | Unusable>, string>;
};
