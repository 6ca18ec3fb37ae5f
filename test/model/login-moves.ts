/** What whoever has (or guesses) a password can do: log in, ask for another code, type a code. */
import type { Account, Digits, Pending } from './account.ts';
import type { Door, Reply } from './door.ts';
import type { Belief } from './flag-knowledge.ts';
import { cameWithoutItsCookie, isSuccess, judge, judgeGuess, recordFamily, recordSession } from './judge.ts';
import { attemptsPerCode, challengeLives, codeLives, must } from './limits.ts';
import type { Person } from './person.ts';
import type { Shop } from './shop.ts';
import type { Service } from './trouble.ts';

/** How a try of a password may be refused; a right one goes on if nothing refuses it, or perhaps does. */
export function passwordRefusals(account: Person, right: boolean, now: number): string[] {
  const { blockedUntil, unsure } = account.passwords;
  const told = right ? [] : ['invalid_credentials'];
  if (unsure) return [...told, 'too_many_attempts'];
  return blockedUntil > now ? ['too_many_attempts'] : told;
}

export const passwordIsBlocked = ({ passwords }: Person, now: number): boolean => !passwords.unsure && passwords.blockedUntil > now;

/** Remembers a try of a password from its answer. */
export function recordPasswordTry(account: Person, right: boolean, reply: Reply, now: number): void {
  if (reply.is === 'unavailable' || reply.is === 'delivery_failed') account.passwords.unsure ||= !right || account.passwords.failures > 0;
  else if (reply.is !== 'too_many_attempts') account.passwordTried(right, now);
}

export async function logIn(shop: Shop, account: Account, right = true, stay = false): Promise<Reply> {
  const { now } = shop;
  const before = { due: account.dispatchIsDue(now), newest: account.newest, refusals: passwordRefusals(account, right, now) };
  const goesOn = right && !passwordIsBlocked(account, now);
  const { value: reply, failed } = await shop.during(() => postLogin(shop, account, right, stay));
  const beliefs = shop.beliefs('login', failed);
  const allowed = [...before.refusals, ...(goesOn ? afterPassword(account, before.due, beliefs, failed) : [])];
  judge('a login', reply, allowed, cameWithoutItsCookie(reply, stay) ? new Set() : failed);
  recordPasswordTry(account, right, reply, now);
  await shop.observe(account, failed);
  recordLogin(shop, account, reply, stay, beliefs);
  if (reply.is === 'second_factor_required') {
    const { sent } = reply.body.challenge as { sent: boolean };
    must(sent === (account.newest !== before.newest), 'a login says whether it sent a code');
  }
  return reply;
}

export function postLogin(shop: Door, { username, password }: Person, right: boolean, stay: boolean): Promise<Reply> {
  return shop.call('POST', '/v1/login', { username, password: right ? password : 'not the password', stayLoggedIn: stay });
}

/** What follows a right password. */
export function afterPassword(account: Account, due: boolean, beliefs: Set<Belief>, failed: Set<Service>): string[] {
  if (!account.factorIsOn) return ['authenticated'];
  const challenged = due && failed.has('ses') ? 'delivery_failed' : 'second_factor_required';
  return [...(beliefs.has('off') ? ['authenticated'] : []), ...(beliefs.has('on') || beliefs.has('unknown') ? [challenged] : [])];
}

/** Keeps the session or challenge that a login led to, and checks what it says of the code. */
export function recordLogin(shop: Shop, account: Account, reply: Reply, stay: boolean, beliefs: Set<Belief>): void {
  if (reply.is === 'authenticated') {
    must(!account.factorIsOn || beliefs.has('off'), 'no session without the second factor while it and the flag are on');
    recordSession(shop, account, reply, false);
    recordFamily(shop, account, reply, stay, false);
  }
  if (reply.is === 'second_factor_required') {
    const { token } = reply.body.challenge as { token: string };
    const { epoch, lockedCodes: locked, usedCodes: used } = account;
    const challenge = { token, epoch, issuedAt: shop.now, locked, used, stay };
    account.challenges.push(challenge);
    checkView(shop, account, reply, challenge);
  }
}

function checkView(shop: Shop, account: Account, reply: Reply, challenge: Pending): void {
  const view = reply.body.challenge as Record<string, unknown>;
  const live = account.liveCode('login', shop.now);
  const left = live ? live.attempts - live.evaluated : Math.min(attemptsPerCode, account.budgetLeft(shop.now));
  must(view.attemptsLeft === left, `a challenge tells the attempts that are left: ${left}, not ${view.attemptsLeft}`);
  must(view.codeExpiresAt === (live && timeOf(live.at + codeLives)), 'a challenge tells when its code ends');
  must(view.expiresAt === timeOf(challenge.issuedAt + challengeLives), 'a challenge tells when it ends');
  if (account.budgetLeft(shop.now) > 0)
    must(view.resendAt === timeOf(account.nextDispatchAt()), 'a challenge tells when the next code can go out');
}

const timeOf = (ms: number) => new Date(ms).toISOString();

export async function resend(shop: Shop, account: Account, challenge: Pending): Promise<void> {
  const { now } = shop;
  const allowed = (failed: Set<Service>) => resendOutcomes(account, challenge, now, failed);
  const expected = { mended: allowed(new Set()), withoutSes: allowed(new Set(['ses'])) };
  const { value: reply, failed } = await shop.during(() => shop.call('POST', '/v1/login/resend', { challenge: challenge.token }));
  judge('a resend', reply, failed.has('ses') ? expected.withoutSes : expected.mended, failed);
  await shop.observe(account, failed);
  if (reply.is === 'second_factor_required') checkView(shop, account, reply, challenge);
}

export function resendOutcomes(account: Account, challenge: Pending, now: number, failed: Set<Service>): string[] {
  const end = account.endOf(challenge, now);
  if (end) return [end];
  if (account.budgetLeft(now) === 0) return ['too_many_attempts'];
  if (!account.dispatchIsDue(now)) return ['too_soon'];
  return [failed.has('ses') ? 'delivery_failed' : 'second_factor_required'];
}

export async function typeCode(shop: Shop, account: Account, challenge: Pending, kind: Digits): Promise<Reply> {
  const { now } = shop;
  const digits = account.digits(
    kind,
    shop.accounts.find((other) => other !== account),
  );
  const live = account.liveCode('login', now);
  const right = live?.code === digits;
  const allowed = guessOutcomes(account, challenge, right, now);
  const { value: reply, failed } = await shop.during(() => postCode(shop, challenge, digits));
  judgeGuess(
    shop,
    `typing ${digits === account.newest?.code ? 'the newest' : 'a wrong'} code`,
    reply,
    allowed,
    cameWithoutItsCookie(reply, challenge.stay) ? new Set() : failed,
  );
  await shop.observe(account, failed, {
    digits: [digits],
    toldWrong: count(reply, 'invalid_code'),
    toldRight: count(reply, 'authenticated'),
  });
  if (reply.is === 'invalid_code')
    must(reply.body.attemptsLeft === (live?.attempts ?? 0) - (live?.evaluated ?? 0), 'a wrong code tells how many attempts are left');
  if (isSuccess(reply)) recordSecondFactor(shop, account, challenge, digits, reply);
  return reply;
}

const count = (reply: Reply, is: string) => (reply.is === is ? 1 : 0);

export function postCode(shop: Shop, challenge: Pending, digits: string): Promise<Reply> {
  return shop.call('POST', '/v1/login/verify', { challenge: challenge.token, code: digits });
}

export function guessOutcomes(account: Account, challenge: Pending, right: boolean, now: number): string[] {
  const end = account.endOf(challenge, now);
  if (end) return [end];
  if (account.liveCode('login', now) && !account.history.waits(now)) return [right ? 'authenticated' : 'invalid_code'];
  return [whyNotCompared(account, now)];
}

/** Why a guess is not compared, whatever is typed. */
export function whyNotCompared(account: Account, now: number): string {
  const { history } = account;
  if (history.budgetLeft(now) === 0) return 'too_many_attempts';
  // Where no code is good any more, waiting would not help.
  const isThere = account.liveCode('login', now) ?? account.liveCode('security', now);
  return isThere && history.waits(now) ? 'too_soon' : 'code_expired';
}

/** A session by password and code: of this customer's newest code, and the only one that came of it. */
export function recordSecondFactor(shop: Shop, account: Account, challenge: Pending, digits: string, reply: Reply): void {
  const of = account.dispatches.findLast(({ code, used }) => used && code === digits);
  must(of !== undefined && of.purpose === 'login', 'a session needs the right code');
  of.sessions += 1;
  must(of.sessions === 1, 'a code makes one session');
  must(challenge.epoch === account.epoch && account.factorIsOn, 'no session of an old epoch');
  recordSession(shop, account, reply, true);
  recordFamily(shop, account, reply, challenge.stay, true);
}
