import type { routes } from '../../shared/http/routes/map.ts';
import type { CaptchaFailureCode } from '../captcha/words.ts';
import type { CodeOf } from '../client.ts';
import type { CommonFailureCode } from '../words/common.ts';

export type SupportProblemCode = CodeOf<(typeof routes)['supportRequest']>;
export type SupportFailureCode = SupportProblemCode | CaptchaFailureCode | 'all_fields_missing';

export type SupportWords = {
  titles: Record<'support', string>;
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
  failures: Record<Exclude<SupportFailureCode, CommonFailureCode | CaptchaFailureCode>, string>;
};
