/** A code that was sent, as its customer is told of it. */
import type { Place } from '../flow/place.ts';
import { rfc3339 } from './answers.ts';
import type { AnswerOf } from './routes/route.ts';
import type { stepUpCode } from './routes/security.ts';

/**
 * @param sentTo the address or number, masked
 * @param round that of the code, as it was opened
 * @param resendAt the earliest next dispatch, ms since 1970
 */
export function codeSent(sentTo: string, { round }: Pick<Place, 'round'>, resendAt: number): AnswerOf<typeof stepUpCode> {
  if (!round) throw new Error('a code was sent that no round was opened for');
  return { sentTo, resendAt: rfc3339(resendAt), codeExpiresAt: rfc3339(round.expiresAt) };
}
