/** A customer's codes as a test plays them: by `transition` itself, with what does not matter left out. */
import { type CodeEvent, transition } from '../../shared/flow/code-events.ts';
import { type Codes, untouchedCodes } from '../../shared/flow/codes.ts';
import type { Purpose } from '../../shared/flow/round.ts';

export const right = Uint8Array.of(7, 7);
export const wrong = Uint8Array.of(9, 9);

let names = 0;
const aName = () => `${++names}`;

const opening = (purpose: Purpose) => ({ id: aName(), digest: right, keyVersion: 1, purpose });

export const dispatch = (purpose: Purpose = 'login'): CodeEvent => ({ is: 'dispatch', opening: opening(purpose) });
export const guess = (digest: Uint8Array, purpose: Purpose = 'login'): CodeEvent => ({
  is: 'guess',
  id: aName(),
  digest,
  keyVersion: 1,
  purpose,
});
export const openByAttempt = (): CodeEvent => ({ is: 'open by attempt', id: aName(), opening: opening('app') });
export const attempt = (prolongs = true): CodeEvent => ({ is: 'attempt', id: aName(), prolongs });

/** The codes after the event. @throws Error where the rules do not allow it */
export function having(codes: Codes, event: CodeEvent, now: number): Codes {
  const next = transition(codes, event, now);
  if (!next) throw new Error(`${event.is} is not allowed`);
  return next;
}

/** Codes after a dispatch and some wrong guesses at once. */
export function guessedAt(now: number, count: number, before: Codes = untouchedCodes): Codes {
  let codes = having(before, dispatch(), now);
  for (let nth = 0; nth < count; nth++) codes = having(codes, guess(wrong), now);
  return codes;
}
