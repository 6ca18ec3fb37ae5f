/** Many at the same moment, from as many devices: the limits hold over all of them together. */
import type { Account, Digits, Pending } from './account.ts';
import type { Reply } from './door.ts';
import type { Belief } from './flag-knowledge.ts';
import { cameWithoutItsCookie, isDown, judge, onlyTellingFails } from './judge.ts';
import { must } from './limits.ts';
import {
  afterPassword,
  guessOutcomes,
  passwordIsBlocked,
  passwordRefusals,
  postCode,
  postLogin,
  recordLogin,
  recordPasswordTry,
  recordSecondFactor,
  resendOutcomes,
} from './login-moves.ts';
import type { Shop } from './shop.ts';

/** What a guess that came too late may hear, beside what is true of it by itself. */
const lateGuess = ['challenge_locked', 'invalid_challenge', 'code_expired', 'too_soon', 'too_many_attempts'];
const withdrawn = ['too_soon', 'too_many_attempts'];

const named = (replies: readonly Reply[], is: string) => replies.filter((reply) => reply.is === is);

/** Several guesses at once. */
export async function guessAtOnce(shop: Shop, account: Account, challenge: Pending, kinds: readonly Digits[]): Promise<void> {
  const { now } = shop;
  const another = shop.accounts.find((other) => other !== account);
  const digits = kinds.map((kind) => account.digits(kind, another));
  const goesOn = !account.endOf(challenge, now) && !account.history.waits(now);
  const live = goesOn ? account.liveCode('login', now) : undefined;
  const allowed = digits.map((typed) => [...guessOutcomes(account, challenge, live?.code === typed, now), ...(live ? lateGuess : [])]);
  const remaining = Math.min((live?.attempts ?? 0) - (live?.evaluated ?? 0), account.history.untilWait);

  const { value: replies, failed } = await shop.during(() => Promise.all(digits.map((typed) => postCode(shop, challenge, typed))));
  const [right, wrong] = [named(replies, 'authenticated'), named(replies, 'invalid_code')];
  const down = isDown(failed) && !onlyTellingFails(shop);
  if (down) {
    const proved = right.every((reply) => cameWithoutItsCookie(reply, challenge.stay));
    must(proved, "no success out of a dependency's failure");
  } else for (const [index, reply] of replies.entries()) judge('one of several guesses', reply, allowed[index] ?? [], new Set());
  must(right.length <= 1, 'a code makes one session');
  await shop.observe(account, failed, { digits, toldWrong: wrong.length, toldRight: right.length });

  const rightOnes = digits.filter((typed) => typed === live?.code).length;
  if (live && !down) {
    if (rightOnes === 0)
      must(wrong.length === Math.min(digits.length, remaining), 'as many guesses are compared as there are attempts left');
    if (rightOnes > 0 && digits.length - rightOnes < remaining) must(right.length === 1, 'the right code is in while attempts are left');
  }
  replies.forEach((reply, index) => {
    if (reply.is === 'authenticated') recordSecondFactor(shop, account, challenge, digits[index] ?? '', reply);
  });
}

/** Logins and resends at once: one e-mail at most, which `observe` holds. */
export async function dispatchAtOnce(
  shop: Shop,
  account: Account,
  challenge: Pending | undefined,
  logins: number,
  resends: number,
): Promise<void> {
  const { now } = shop;
  const due = account.dispatchIsDue(now);
  const refusals = passwordRefusals(account, true, now);
  const blocked = passwordIsBlocked(account, now);
  const afterResend = challenge ? [...resendOutcomes(account, challenge, now, new Set()), ...withdrawn, 'delivery_failed'] : [];
  const { newest } = account;

  const { value: replies, failed } = await shop.during(() =>
    Promise.all([
      ...Array.from({ length: logins }, () => postLogin(shop, account, true, false)),
      ...Array.from({ length: challenge ? resends : 0 }, () => shop.call('POST', '/v1/login/resend', { challenge: challenge?.token })),
    ]),
  );
  const beliefs: Set<Belief> = logins > 0 ? shop.beliefs('login', failed) : new Set();
  const ofLogins = replies.slice(0, logins);
  const ofResends = replies.slice(logins);
  const afterLogin = blocked
    ? []
    : [...afterPassword(account, due, beliefs, failed), ...(failed.has('ses') ? ['second_factor_required'] : [])];
  // A fault that hits all calls of one kind need not hit each of these calls.
  const down = isDown(failed) ? ['unavailable'] : [];
  for (const reply of ofLogins) judge('one of several logins', reply, [...refusals, ...afterLogin, ...down], new Set());
  for (const reply of ofResends) judge('one of several resends', reply, [...afterResend, ...down], new Set());
  for (const reply of ofLogins) recordPasswordTry(account, true, reply, now);

  await shop.observe(account, failed);
  for (const reply of ofLogins) recordLogin(shop, account, reply, false, beliefs);
  const asked = ofResends.length > 0 && challenge !== undefined && account.endOf(challenge, now) === undefined;
  if (failed.size === 0 && due && asked) must(account.newest !== newest, 'a code that is due is sent');
  const sent = replies.filter(({ body }) => (body.challenge as { sent?: boolean } | undefined)?.sent);
  must(sent.length <= 1, 'of all calls at one moment, one says that it sent the code');
}

/** Guesses at the present code while another is asked for: each is compared with one of the two, or with none. */
export async function guessWhileResending(
  shop: Shop,
  account: Account,
  challenge: Pending,
  kinds: readonly Digits[],
  resends: number,
): Promise<void> {
  const { now } = shop;
  const digits = kinds.map((kind) => account.digits(kind, undefined));
  const { value: replies, failed } = await shop.during(() =>
    Promise.all([
      ...digits.map((typed) => postCode(shop, challenge, typed)),
      ...Array.from({ length: resends }, () => shop.call('POST', '/v1/login/resend', { challenge: challenge.token })),
    ]),
  );
  const guesses = replies.slice(0, digits.length);
  const [right, wrong] = [named(guesses, 'authenticated'), named(guesses, 'invalid_code')];
  must(right.length <= 1, 'a code makes one session');
  must(named(replies, 'unavailable').length === 0, 'nothing fails without a failed dependency');
  await shop.observe(account, failed, { digits, toldWrong: wrong.length, toldRight: right.length });
  guesses.forEach((reply, index) => {
    if (reply.is === 'authenticated') recordSecondFactor(shop, account, challenge, digits[index] ?? '', reply);
  });
  must(
    account.dispatches.every(({ at }) => at <= now),
    'no code comes from the future',
  );
}
