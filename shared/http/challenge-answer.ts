/** A pending challenge as the client is told of it. */
import type { ChallengeView } from '../flow/challenge.ts';
import { rulesOf } from '../flow/method.ts';
import { maskEmail } from '../send/mask.ts';
import { rfc3339 } from './answers.ts';
import type { resend } from './routes/login.ts';
import type { AnswerOf } from './routes/route.ts';

export function challengeAnswer(token: string, view: ChallengeView, email: string): AnswerOf<typeof resend> {
  const { method, sent, sentAt, codeExpiresAt, resendAt, attemptsLeft, expiresAt } = view;
  return {
    status: 'second_factor_required',
    challenge: {
      token,
      method,
      ...(rulesOf(method).dispatches && { sentTo: maskEmail(email) }),
      sent,
      ...(sentAt !== undefined && { sentAt: rfc3339(sentAt) }),
      ...(codeExpiresAt !== undefined && { codeExpiresAt: rfc3339(codeExpiresAt) }),
      ...(resendAt !== undefined && { resendAt: rfc3339(resendAt) }),
      attemptsLeft,
      expiresAt: rfc3339(expiresAt),
      canRecover: rulesOf(method).canRecover,
    },
  };
}
