/** The recovery after a lost device: link, SMS, code and CAPTCHA, or "this wasn't me"; in whatever order somebody tries them. */
import type { Reply } from '../door.ts';
import { judge } from '../judge.ts';
import { day, must } from '../limits.ts';
import type { AppShop } from './app-shop.ts';
import { solvedCaptcha } from './captcha.ts';
import { type Holder, type Pending, type Recovery, smsPerRecovery } from './holder.ts';
import { whyNotCompared } from './login-moves.ts';

const smsPerDay = 10;

export async function startRecovery(shop: AppShop, holder: Holder, challenge: Pending): Promise<Reply> {
  const { now } = shop;
  const due = now >= holder.nextLinkAt();
  const end = holder.endOf(challenge, now) ?? (challenge.method === 'totp' ? undefined : 'not_enabled') ?? (due ? undefined : 'too_soon');
  const { value: reply, failed } = await shop.during(() => shop.call('POST', '/v1/recovery', { challenge: challenge.token }));
  judge('the start of a recovery', reply, [end ?? (failed.has('ses') ? 'delivery_failed' : 'done')], failed);
  await shop.observe(holder, failed, { change: 'begin recovery', reply });
  return reply;
}

export async function askForSms(shop: AppShop, holder: Holder, recovery: Recovery): Promise<Reply> {
  const { now } = shop;
  const { smsRounds, smsTaken } = holder;
  const expected = (): string | undefined => {
    if (!recovery.token) return 'invalid_token';
    if (!holder.goesOn(recovery) || now >= recovery.linkEndsAt) return 'recovery_expired';
    if (recovery.smsSent >= smsPerRecovery || smsRounds.budgetLeft(now) === 0) return 'too_many_attempts';
    if (!smsRounds.dispatchIsDue(now)) return 'too_soon';
    return undefined;
  };
  const taken = smsTaken.filter(({ at }) => at > now - day);
  const refusal = expected() ?? (taken.filter(({ isCertain }) => isCertain).length >= smsPerDay ? 'too_many_attempts' : undefined);
  const mayBeRefused = !refusal && taken.length >= smsPerDay;
  const { value: reply, failed } = await shop.during(() => shop.call('POST', '/v1/recovery/sms', { token: recovery.token ?? 'none' }));
  const allowed = [refusal ?? (failed.has('sns') ? 'delivery_failed' : 'done'), ...(mayBeRefused ? ['too_many_attempts'] : [])];
  judge('asking for an SMS', reply, allowed, failed);
  // What SNS refuses is given back; where nobody knows whether it went out, or was counted, it may have been.
  if (!refusal && reply.is !== 'too_many_attempts') smsTaken.push({ at: now, isCertain: reply.is === 'done' });
  await shop.observe(holder, failed, { change: 'text', reply });
  return reply;
}

export type SmsDigits = 'right' | 'wrong' | 'older';

export async function confirmRecovery(
  shop: AppShop,
  holder: Holder,
  recovery: Recovery,
  digits: SmsDigits,
  solvesCaptcha: boolean,
): Promise<Reply> {
  const { now } = shop;
  const { smsRounds } = holder;
  const codes = smsRounds.all.map(({ code }) => code);
  const typed = { right: codes.at(-1), older: codes.at(-2), wrong: undefined }[digits] ?? otherThan(codes);
  const goesOn = recovery.token !== undefined && holder.goesOn(recovery);
  const live = recovery.stage === 'texted' ? smsRounds.live(now) : undefined;
  const isRight = live !== undefined && typed === live.code;
  const expected = (): string => {
    if (!recovery.token) return 'invalid_token';
    if (!goesOn) return 'recovery_expired';
    if (recovery.stage !== 'texted') return 'code_expired';
    if (!solvesCaptcha) return 'captcha_failed';
    const { newest } = smsRounds;
    if (!live) return newest && smsRounds.isLocked(newest) ? 'challenge_locked' : 'code_expired';
    const budget = holder.rounds.budgetBeside(now);
    if (budget === 0 || smsRounds.waits(now)) return whyNotCompared(budget, true);
    return isRight ? 'done' : 'invalid_code';
  };
  const allowed = [expected()];
  // Solving takes a good while: only where it can matter.
  const captcha = solvesCaptcha && goesOn ? await solvedCaptcha(shop.stack) : 'bm90IHNvbHZlZA==';
  const body = { token: recovery.token ?? 'none', code: typed, captcha };
  const { value: reply, failed } = await shop.during(() => shop.call('POST', '/v1/recovery/confirm', body));
  judge('confirming a recovery', reply, allowed, failed);
  const told = { wrong: reply.is === 'invalid_code' ? 1 : 0, right: reply.is === 'done' ? 1 : 0, isRight };
  if (reply.is === 'done') must(goesOn && isRight && solvesCaptcha, 'the factor goes off after link, SMS and code, in order');
  await shop.observe(holder, failed, { change: 'recover', reply, sms: told });
  return reply;
}

function otherThan(codes: readonly (string | undefined)[]): string {
  for (let wrong = 654_321; ; wrong += 1) if (!codes.includes(String(wrong))) return String(wrong);
}

export async function cancelRecovery(shop: AppShop, holder: Holder, recovery: Recovery): Promise<Reply> {
  const token = recovery.notMe ?? recovery.token ?? 'none';
  const { value: reply, failed } = await shop.during(() => shop.call('POST', '/v1/recovery/cancel', { token }));
  // What carries a recovery on calls nothing off.
  judge('"this wasn\'t me"', reply, [recovery.notMe ? 'done' : 'invalid_token'], failed);
  const ended = await shop.setNewPassword(holder);
  const isFirst = recovery.begunAt > holder.notMeAt;
  must(!ended || isFirst, 'an e-mail that was written before the last word ends no password');
  must(ended || !isFirst || reply.is !== 'done', 'the password ends with the word');
  if (ended) holder.saidNotMe(shop.now);
  await shop.observe(holder, failed, { change: 'cancel', reply });
  return reply;
}
