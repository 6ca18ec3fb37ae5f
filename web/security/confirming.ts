/** Confirming a change: the password, and a code or a recovery code where a factor is on. */
import type { CodeSent } from '../client.ts';
import { type Failure, failureOf, hasPassed, wrongCode } from '../failure.ts';
import type { ProvedBy } from '../login/state.ts';
import type { AccountProblem } from '../login/words.ts';
import type { SecurityEvent, Seen } from './state.ts';
import { asksForProof, contactKind, type Goal, type Task, takesRecentProof } from './tasks.ts';

export type Confirming = {
  at: 'confirming';
  overview: Seen;
  task: Task;
  by: ProvedBy;
  busy?: 'sending' | 'submitting';
  sent?: Pick<CodeSent, 'sentTo' | 'codeExpiresAt'>;
  /** When the next code can be asked for. */
  resendAt?: number;
  /** Where this is only a step on the way. */
  goal?: Goal;
  /** The new password can be read. */
  shown?: boolean;
  /** The contact as it was typed before. */
  typed?: string;
  failure?: Failure;
};

export const confirming = (overview: Seen, task: Task, also: Pick<Confirming, 'goal' | 'typed'> = {}): Confirming => ({
  at: 'confirming',
  overview,
  task,
  by: 'code',
  ...also,
});

export function moveConfirming(state: Confirming, event: SecurityEvent): Confirming {
  const { failure, busy, ...still } = state;
  switch (event.type) {
    case 'proofChosen':
      return { ...still, by: event.by };
    case 'newPasswordToggled':
      return { ...state, shown: !state.shown };
    case 'submitted':
      return { ...still, busy: 'submitting', shown: false };
    case 'refusedHere':
      return { ...still, failure: { code: event.code } };
    case 'codeAsked':
      return { ...still, busy: 'sending' };
    case 'codeSent':
      return { ...still, sent: event.sent, resendAt: Date.parse(event.sent.resendAt) };
    case 'refused':
      return afterRefusal(still, event, busy === 'sending');
    case 'timePassed':
      if (proofIsOver(state, event.now)) return askForProof({ ...still, ...(busy && { busy }) });
      return hasPassed(failure, event.now) ? { ...still, ...(busy && { busy }) } : state;
    default:
      return state;
  }
}

/** What stood for password and code does so no longer, while the form is open. */
const proofIsOver = ({ overview, task }: Confirming, now: number): boolean =>
  takesRecentProof(overview, task) && overview.provedUntil !== undefined && asksForProof(overview, task, now);

/** The fields for password and code come, and the page says why. */
function askForProof(still: Confirming): Confirming {
  const { provedUntil: _, ...overview } = still.overview;
  return { ...still, overview, failure: { code: 'proof_needed' } };
}

const asksForPassword = ({ errors = [] }: AccountProblem): boolean => errors.some(({ path }) => path === 'password');

function afterRefusal(still: Confirming, { problem, now }: SecurityEvent & { type: 'refused' }, wasSending: boolean): Confirming {
  const failure = failureOf(problem, now);
  const { sent: _, ...withoutCode } = still;
  const kind = contactKind(still.task);
  const typesMailedCode = still.overview.twoFactor.method === 'email' && still.by === 'code';
  switch (problem.code) {
    case 'invalid_credentials':
      return { ...still, failure: { ...failure, code: 'password_wrong' } };
    case 'invalid_request':
      if (asksForPassword(problem)) return askForProof(still);
      return { ...still, failure: { code: kind === undefined ? problem.code : `${kind}_unusable` } };
    case 'password_unusable':
      return { ...still, failure: { code: problem.reason ?? 'invalid_request' } };
    case 'delivery_failed':
      return { ...still, failure: { ...failure, code: kind === 'phone' && !wasSending ? 'sms_failed' : problem.code } };
    case 'too_soon':
      if (wasSending) return { ...still, ...(failure.until !== undefined && { resendAt: failure.until }), failure: { code: 'too_soon' } };
      // A contact's code waits for the one before it; all else waits because of a lock.
      return { ...still, failure: kind !== undefined ? failure : { ...failure, code: 'after_lock' } };
    case 'code_expired':
      // Codes that are not sent do not expire: another change has used this one up.
      return typesMailedCode ? { ...withoutCode, failure } : { ...still, failure: { code: 'overtaken' } };
    case 'challenge_locked':
      return typesMailedCode ? { ...withoutCode, failure } : { ...still, failure: { ...failure, code: 'after_lock' } };
    case 'invalid_code':
      if (problem.attemptsLeft !== 0) return { ...still, failure: wrongCode(failure, still.by, still.overview.twoFactor.method) };
      return typesMailedCode ? { ...withoutCode, failure: { code: 'challenge_locked' } } : { ...still, failure: { code: 'after_lock' } };
    default:
      return { ...still, failure };
  }
}
