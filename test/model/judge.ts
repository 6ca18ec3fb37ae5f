/** Holds an answer against what the contract allows. */
import { decodeJwt } from 'jose';
import type { Account, Family } from './account.ts';
import type { Door, Reply } from './door.ts';
import { accessTokenLives, must, second } from './limits.ts';
import type { Person, Session } from './person.ts';
import type { Shop } from './shop.ts';
import type { Service } from './trouble.ts';

const successes = ['authenticated', 'second_factor_required', 'done'];

export const isSuccess = ({ is }: Reply): boolean => successes.includes(is);

/** Without these no call can be decided. SES and SSM may fail and leave something to answer. */
export const isDown = (failed: Set<Service>): boolean => failed.has('dynamodb') || failed.has('kms');

/** A call whose store or keys failed for good is `unavailable`; any other is one of `allowed`. */
export function judge(call: string, reply: Reply, allowed: readonly string[], failed: Set<Service>): void {
  if (isDown(failed)) {
    must(!isSuccess(reply), `no success out of a dependency's failure, but ${call} was ${reply.is}`);
    must(reply.is === 'unavailable', `a failed dependency makes a call unavailable, but ${call} was ${reply.is}`);
  } else must(allowed.includes(reply.is), `${call} is ${allowed.join(' or ')}, but was ${reply.is}`);
}

/** A guess counts before its owner is told of it, by a transaction, and the guess at a code of a login is none. */
export const onlyTellingFails = ({ lastTrouble }: Door): boolean => lastTrouble?.action === 'TransactWriteItems';

/** Where only the telling failed, a wrong code is answered all the same. */
export function judgeGuess(shop: Door, call: string, reply: Reply, allowed: readonly string[], failed: Set<Service>): void {
  judge(call, reply, allowed, reply.is === 'invalid_code' && onlyTellingFails(shop) ? new Set() : failed);
}

/** An access token was handed out: what it says must be true. */
export function recordSession(shop: Door, account: Person, reply: Reply, secondFactor: boolean): Session {
  const { accessToken } = reply.body as { accessToken: string };
  const { sub, jti = '', iat = 0, exp = 0, amr } = decodeJwt<{ amr: string[] }>(accessToken);
  must(sub === account.customerId && reply.body.customerId === sub, 'a session belongs to who logged in');
  must(iat === Math.floor(shop.now / second) && exp - iat === accessTokenLives / second, 'an access token lives 15 minutes');
  must(amr.includes('pwd') && amr.includes('otp') === secondFactor, 'a session says what it was proved with');
  const session = { accessToken, id: jti, epoch: account.epoch, expiresAt: exp * second, secondFactor };
  account.sessions.push(session);
  return session;
}

/** Where the cookie could not be kept, the login stands without it. */
export const cameWithoutItsCookie = (reply: Reply, stay: boolean): boolean =>
  stay && reply.is === 'authenticated' && reply.cookie === undefined;

/** A login that stays, if the answer brought a cookie; its session was recorded last. */
export function recordFamily(shop: Shop, account: Account, reply: Reply, stay: boolean, secondFactor: boolean): void {
  const session = account.sessions.at(-1);
  must(session !== undefined, 'a login leads to a session');
  must(reply.cookie === undefined || stay, 'a login leaves a cookie only if it was asked to stay');
  must(reply.cookie !== undefined || !stay || shop.lastTrouble?.service === 'dynamodb', 'a login that was asked to stay leaves a cookie');
  if (!reply.cookie) return;
  const { cookie } = reply;
  const { sid = '' } = decodeJwt<{ sid?: string }>(session.accessToken);
  const at = shop.now;
  const family: Family = { cookie, sid, replaced: [], epoch: account.epoch, startedAt: at, usedAt: at, secondFactor, is: 'alive' };
  account.families.push(family);
  session.family = family;
}
