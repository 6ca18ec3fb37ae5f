/** What the console's page and its server say to each other. */
import type { AnswerOf } from '../../shared/http/routes/route.ts';
import type { CallName, calls } from './calls.ts';

/** Where the console leads, and as whom. `local`: the stack of this machine; `test`: a stage that nobody's customers are at. */
export type About = {
  readonly stage: string;
  readonly kind: 'local' | 'test' | 'customers';
  readonly url: string;
  readonly account: string;
  /** The ARN that the audit log will name. */
  readonly identity: string;
  readonly waitHours: number;
};

/** Why something was not done, and what to do about it, in sentences for the team. */
export type Failure = {
  /** A problem's code, or one of the console's own. */
  readonly code: string;
  readonly says: string;
  readonly todo?: string;
};

/** `now`: ms since 1970 by the service's clock, which ages are told by. */
export type Reply<Answer> =
  | { readonly ok: true; readonly answer: Answer; readonly now: number }
  | { readonly ok: false; readonly failure: Failure };

export type Switch = {
  /** As the parameter has it: `true`, `false`, or whatever somebody has put there. */
  readonly enabled: string;
  /** What customers can newly choose. */
  readonly methods: readonly string[];
  readonly changedAt: string;
};

/** What of a call is the page's to say. */
export type Asked = {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>>;
};

export type AnswerTo<Name extends CallName> = AnswerOf<(typeof calls)[Name]>;

/** In which the page shows that it was opened with the address that the command has printed. */
export const tokenHeader = 'x-console-token';
