/** The form for those who have neither e-mail nor phone left. What is typed stays in its fields and is no part of any state. */
import type { Problem } from '../client.ts';
import { type Failure, failureOf, hasPassed } from '../failure.ts';
import type { SupportFailureCode, SupportProblemCode } from './words.ts';

export const supportFields = ['username', 'message', 'reachMeAt'] as const;
export type SupportField = (typeof supportFields)[number];

export type SupportState =
  | {
      at: 'form';
      busy: boolean;
      failure?: Failure<SupportFailureCode> /** What has to be filled in, or mended. */;
      wrong: readonly SupportField[];
    }
  | { at: 'sent' };

export type SupportEvent =
  | { type: 'fieldsMissing'; fields: readonly SupportField[] }
  | { type: 'captchaMissing' }
  | { type: 'submitted' }
  | { type: 'sent' }
  | { type: 'refused'; problem: Problem<SupportProblemCode>; now: number }
  | { type: 'timePassed'; now: number };

export const supportStart: SupportState = { at: 'form', busy: false, wrong: [] };

/** The state after an event; an event that means nothing in a state leaves it as it is. */
export function transition(state: SupportState, event: SupportEvent): SupportState {
  if (state.at === 'sent') return state;
  switch (event.type) {
    case 'fieldsMissing':
      return { at: 'form', busy: false, wrong: event.fields, failure: { code: 'all_fields_missing' } };
    case 'captchaMissing':
      return { at: 'form', busy: false, wrong: [], failure: { code: 'captcha_missing' } };
    case 'submitted':
      return { at: 'form', busy: true, wrong: [] };
    case 'sent':
      return { at: 'sent' };
    case 'refused': {
      const { code, errors = [] } = event.problem;
      const wrong = code === 'invalid_request' ? supportFields.filter((field) => errors.some(({ path }) => path === field)) : [];
      return { at: 'form', busy: false, wrong, failure: failureOf(event.problem, event.now) };
    }
    case 'timePassed':
      return hasPassed(state.failure, event.now) ? { at: 'form', busy: state.busy, wrong: state.wrong } : state;
  }
}
