/** One run that goes everywhere once, in a fixed order: what a short or slow series of random runs may not come to. */
import type { Account, Pending } from './account.ts';
import { dispatchAtOnce, guessAtOnce, guessWhileResending } from './burst-moves.ts';
import { askForSecurityCode, switchOff, switchOn } from './factor-moves.ts';
import { codeLives, cookieRepeats } from './limits.ts';
import { logIn, resend, typeCode } from './login-moves.ts';
import { endEverySession, refresh, refreshAtOnce, showSession } from './session-moves.ts';
import type { Shop } from './shop.ts';
import type { Trouble } from './trouble.ts';

export async function goEverywhere(shop: Shop): Promise<void> {
  const [account] = shop.accounts as [Account];
  await codesAndTheirEdges(shop, account);
  await locks(shop, account);
  await rows(shop, account);
  await manyAtOnce(shop, account);
  await sessions(shop, account);
  await outages(shop, account);
  await changesOfTheFactor(shop, account);
}

const whenDue = (shop: Shop, account: Account) => shop.waitUntil(account.nextDispatchAt());

async function challengeOf(shop: Shop, account: Account, stay = false): Promise<Pending> {
  whenDue(shop, account);
  await logIn(shop, account, true, stay);
  return account.challenges.at(-1) as Pending;
}

const newestAt = (account: Account) => account.newest?.at ?? 0;

async function codesAndTheirEdges(shop: Shop, account: Account): Promise<void> {
  await logIn(shop, account, false);
  for (const edge of [-1, 0]) {
    const challenge = await challengeOf(shop, account);
    shop.waitUntil(newestAt(account) + codeLives + edge);
    await typeCode(shop, account, challenge, 'right');
    await typeCode(shop, account, challenge, 'right');
  }
  const challenge = await challengeOf(shop, account);
  await resend(shop, account, challenge);
  shop.waitUntil(account.nextDispatchAt() - 1);
  await resend(shop, account, challenge);
  whenDue(shop, account);
  await resend(shop, account, challenge);
  for (const digits of ['older', 'wrong', 'right', 'wrong'] as const) await typeCode(shop, account, challenge, digits);
  shop.waitUntil(challenge.issuedAt + 3 * codeLives);
  await typeCode(shop, account, challenge, 'right');
}

async function locks(shop: Shop, account: Account): Promise<void> {
  const first = await challengeOf(shop, account);
  for (let guess = 0; guess < 6; guess += 1) await typeCode(shop, account, first, 'wrong');
  await resend(shop, account, first);
  const second = await challengeOf(shop, account);
  await typeCode(shop, account, first, 'right');
  for (let guess = 0; guess < 5; guess += 1) await typeCode(shop, account, second, 'wrong');
  const third = await challengeOf(shop, account);
  await typeCode(shop, account, second, 'right');
  await typeCode(shop, account, third, 'right');
}

/** Three at one code and two at the next are five: the row waits, whatever is typed, and then the code is good. */
async function rows(shop: Shop, account: Account): Promise<void> {
  const first = await challengeOf(shop, account);
  for (let guess = 0; guess < 3; guess += 1) await typeCode(shop, account, first, 'wrong');
  const second = await challengeOf(shop, account);
  for (const digits of ['wrong', 'wrong', 'wrong', 'right'] as const) await typeCode(shop, account, second, digits);
  await resend(shop, account, second);
  shop.waitUntil(account.history.waitEndsAt() - 1);
  await typeCode(shop, account, second, 'right');
  shop.waitUntil(account.history.waitEndsAt());
  await typeCode(shop, account, second, 'right');
}

async function manyAtOnce(shop: Shop, account: Account): Promise<void> {
  whenDue(shop, account);
  await dispatchAtOnce(shop, account, undefined, 3, 0);
  const [challenge] = account.challenges.slice(-1) as [Pending];
  whenDue(shop, account);
  await dispatchAtOnce(shop, account, challenge, 1, 4);
  await guessAtOnce(shop, account, challenge, ['right', 'wrong', 'right', 'wrong', 'right']);
  await guessAtOnce(shop, account, await challengeOf(shop, account), Array(8).fill('wrong'));
  const beside = await challengeOf(shop, account);
  whenDue(shop, account);
  await guessWhileResending(shop, account, beside, ['wrong', 'right', 'wrong'], 2);
}

async function sessions(shop: Shop, account: Account): Promise<void> {
  for (const misused of [false, true]) {
    await typeCode(shop, account, await challengeOf(shop, account, true), 'right');
    const family = account.families.at(-1);
    const session = account.sessions.at(-1);
    if (!family || !session) throw new Error('a login that stays leaves a cookie');
    await refresh(shop, account, family, false);
    if (misused) shop.waitUntil(shop.now + cookieRepeats);
    await refresh(shop, account, family, true);
    await refresh(shop, account, family, false);
    await refreshAtOnce(shop, account, family, 3);
    await showSession(shop, account, session);
  }
  await shop.setFlag('off');
  await logIn(shop, account, true, true);
  await shop.setFlag('on');
  const [ofPassword] = account.families.slice(-1);
  const [session] = account.sessions.slice(-1);
  if (!ofPassword || !session) throw new Error('with the flag off a password logs in');
  await refresh(shop, account, ofPassword, false);
  await endEverySession(shop, account, session);
  await showSession(shop, account, session);
}

const troubles: Trouble[] = [
  { service: 'dynamodb', action: 'UpdateItem', kind: 'lost-ack', calls: 1 },
  { service: 'dynamodb', action: 'UpdateItem', kind: 'lost-ack', calls: 1000 },
  { service: 'dynamodb', action: '*', kind: 'error', calls: 1000 },
  { service: 'ses', action: '*', kind: 'lost-ack', calls: 1000 },
  { service: 'ses', action: '*', kind: 'error', calls: 1000 },
  { service: 'ses', action: '*', kind: 'throttle', calls: 1000 },
  { service: 'ssm', action: '*', kind: 'error', calls: 1000 },
];

/** Each trouble at a login and at a code, and both again when it is over. */
async function outages(shop: Shop, account: Account): Promise<void> {
  for (const trouble of troubles) {
    await challengeOf(shop, account);
    whenDue(shop, account);
    // The flag is asked for again after its 30 seconds, which a dispatch waits for twice over.
    shop.trouble = trouble;
    await logIn(shop, account);
    await logIn(shop, account);
    shop.trouble = undefined;
    const challenge = await challengeOf(shop, account);
    if (trouble.service === 'dynamodb') shop.trouble = trouble;
    await typeCode(shop, account, challenge, 'wrong');
    shop.trouble = undefined;
    await typeCode(shop, account, challenge, 'right');
  }
}

async function changesOfTheFactor(shop: Shop, account: Account): Promise<void> {
  await typeCode(shop, account, await challengeOf(shop, account, true), 'right');
  const [session] = account.sessions.slice(-1);
  const [family] = account.families.slice(-1);
  if (!session || !family) throw new Error('a login that stays leaves a session and a cookie');
  const pending = await challengeOf(shop, account);
  whenDue(shop, account);
  await askForSecurityCode(shop, account, session);
  for (const digits of ['wrong', 'right'] as const) await switchOff(shop, account, session, true, digits);
  await typeCode(shop, account, pending, 'right');
  await refresh(shop, account, family, false);
  await logIn(shop, account, true, true);
  await switchOn(shop, account, session, true);
  for (const each of account.families.slice(-2)) await refresh(shop, account, each, false);
}
