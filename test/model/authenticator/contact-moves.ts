/** The check of a contact, which is the holder's own address again: nothing of them changes, but guesses at its code count like any other. */
import type { Reply } from '../door.ts';
import { judge, judgeGuess } from '../judge.ts';
import { day, must } from '../limits.ts';
import { passwordIsBlocked, passwordRefusals } from '../login-moves.ts';
import type { Session } from '../person.ts';
import type { AppShop } from './app-shop.ts';
import { recordStepUp } from './change-moves.ts';
import type { Holder, Typing } from './holder.ts';
import { guessOutcome, whyNotCompared } from './login-moves.ts';

const checksPerDay = 10;

/** When the next code to a contact can go out, leaving aside the day's budget of wrong codes. */
export function contactDueAt({ contactRounds, contactAskedAt }: Holder, now: number): number {
  const today = contactAskedAt.filter((at) => at > now - day);
  return Math.max(contactRounds.nextDispatchAt(), today.length < checksPerDay ? 0 : (today[0] ?? 0) + day);
}

export async function askForContact(shop: AppShop, holder: Holder, session: Session, typing: Typing): Promise<Reply> {
  const { now } = shop;
  const { factor } = holder;
  const proof = holder.type(typing, now);
  const expected = (asksFactor: boolean): string[] => {
    if (!holder.counts(session, now)) return ['session_required'];
    if (holder.history.budgetLeft(now) === 0) return ['too_many_attempts'];
    if (contactDueAt(holder, now) > now) return ['too_soon'];
    const ofPassword = passwordRefusals(holder, true, now);
    if (passwordIsBlocked(holder, now)) return ofPassword;
    return [...ofPassword, asksFactor ? guessOutcome(holder, undefined, proof, now) : 'right'];
  };
  const isDue = holder.counts(session, now) && holder.history.budgetLeft(now) > 0 && contactDueAt(holder, now) <= now;
  const body = { password: holder.password, email: holder.username, ...(factor && proof.body) };
  const { value: reply, failed } = await shop.during(() =>
    shop.call('POST', '/v1/security/contact', body, { bearer: session.accessToken }),
  );
  // While the flag is off the password is enough, and a code that is typed is not looked at.
  const beliefs = shop.beliefs('security', failed);
  const [mayAsk, mayNot] = [factor !== undefined && [...beliefs].some((is) => is !== 'off'), factor === undefined || beliefs.has('off')];
  const allowed = [...(mayAsk ? expected(true) : []), ...(mayNot ? expected(false) : [])];
  const sent = failed.has('ses') ? 'delivery_failed' : 'done';
  judgeGuess(
    shop,
    `checking a contact by ${typing.of}`,
    reply,
    allowed.map((each) => (each === 'right' ? sent : each)),
    failed,
  );
  if (isDue) recordStepUp(holder, true, reply, now);
  const isRight = reply.is === 'done' || reply.is === 'delivery_failed';
  await shop.observe(holder, failed, {
    change: 'contact',
    reply,
    ...(mayAsk && { proofs: [proof] }),
    toldWrong: reply.is === 'invalid_code' ? 1 : 0,
    toldRight: isRight && !mayNot ? [proof] : [],
    isUnsure: mayAsk && mayNot,
  });
  return reply;
}

export async function confirmContact(shop: AppShop, holder: Holder, session: Session, kind: 'right' | 'wrong'): Promise<Reply> {
  const { now } = shop;
  const { contactRounds, rounds } = holder;
  const code = contactRounds.newest?.code;
  const typed = kind === 'right' && code !== undefined ? code : code === '111111' ? '222222' : '111111';
  const live = holder.contactAskedIn === holder.epoch ? contactRounds.live(now) : undefined;
  const isRight = live !== undefined && typed === live.code;
  const expected = (): string => {
    if (!holder.counts(session, now)) return 'session_required';
    const { newest } = contactRounds;
    if (!live)
      return holder.contactAskedIn === holder.epoch && newest && contactRounds.isLocked(newest) ? 'challenge_locked' : 'code_expired';
    const budget = rounds.budgetBeside(now);
    if (budget === 0 || contactRounds.waits(now)) return whyNotCompared(budget, true);
    return isRight ? 'done' : 'invalid_code';
  };
  const allowed = [expected()];
  const { value: reply, failed } = await shop.during(() =>
    shop.call('POST', '/v1/security/contact/confirm', { code: typed }, { bearer: session.accessToken }),
  );
  judge('confirming a contact', reply, allowed, failed);
  must(reply.is !== 'done' || isRight, 'only the code that went to a contact verifies it');
  const told = { wrong: reply.is === 'invalid_code' ? 1 : 0, right: reply.is === 'done' ? 1 : 0, isRight };
  await shop.observe(holder, failed, { contact: told });
  return reply;
}
