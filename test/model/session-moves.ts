/** What whoever holds a session can do: show it, refresh it, end every one. */
import type { Account, Family } from './account.ts';
import type { Reply } from './door.ts';
import { judge, recordSession } from './judge.ts';
import { cookieRepeats, must } from './limits.ts';
import type { Session } from './person.ts';
import type { Shop } from './shop.ts';
import { familyIsThere } from './stored-facts.ts';
import type { Service } from './trouble.ts';

export async function showSession(shop: Shop, account: Account, session: Session): Promise<void> {
  const counts = account.counts(session, shop.now);
  const { value: reply, failed } = await shop.during(() => shop.call('GET', '/v1/session', undefined, { bearer: session.accessToken }));
  judge('a session', reply, [counts ? 'done' : 'session_required'], failed);
  await shop.observe(account, failed);
}

/** `replaced`: with a cookie that an earlier refresh has replaced, the newest such. */
export async function refresh(shop: Shop, account: Account, family: Family, replaced: boolean): Promise<void> {
  const cookie = (replaced ? family.replaced.at(-1) : undefined) ?? family.cookie;
  await refreshWith(shop, account, family, cookie, 1);
}

/** The same cookie from several windows at the same moment: one refresh. */
export async function refreshAtOnce(shop: Shop, account: Account, family: Family, times: number): Promise<void> {
  await refreshWith(shop, account, family, family.cookie, times);
}

async function refreshWith(shop: Shop, account: Account, family: Family, cookie: string, times: number): Promise<void> {
  const { now } = shop;
  const goesOn = account.goesOn(family, now);
  const isCopy = cookie !== family.cookie && now >= family.usedAt + cookieRepeats;
  const { value: replies, failed } = await shop.during(() =>
    Promise.all(Array.from({ length: times }, () => shop.call('POST', '/v1/session/refresh', {}, { cookie }))),
  );
  const allowed = goesOn && !isCopy ? refreshOutcomes(shop, account, family, failed) : ['session_required'];
  for (const reply of replies) judge('a refresh', reply, allowed, failed);
  await shop.observe(account, failed);
  for (const reply of replies) recordRefresh(shop, account, family, cookie, reply);

  const isThere = await familyIsThere(shop.stack, family.sid);
  if (family.is === 'alive' && goesOn && failed.size === 0) must(isThere !== isCopy, 'a family ends by a copy, and by nothing else');
  if (!isThere) family.is = 'ended';
  // Its token may have been replaced, and nobody knows by what.
  else if (failed.has('dynamodb') && family.is === 'alive') family.is = 'unsure';
}

function refreshOutcomes(shop: Shop, account: Account, family: Family, failed: Set<Service>): string[] {
  const beliefs = shop.beliefs('login', failed);
  const factorIsMissing = account.factorIsOn && !family.secondFactor;
  const mayBeOff = beliefs.has('off');
  const mayBeOn = beliefs.has('on') || beliefs.has('unknown');
  if (factorIsMissing && !mayBeOff) return ['session_required'];
  return family.is === 'unsure' || (factorIsMissing && mayBeOn) ? ['authenticated', 'session_required'] : ['authenticated'];
}

function recordRefresh(shop: Shop, account: Account, family: Family, cookie: string, reply: Reply): void {
  if (reply.is !== 'authenticated') return;
  must(reply.cookie !== undefined && reply.cookie !== cookie, 'a refresh replaces the cookie');
  if (cookie === family.cookie) {
    family.replaced.push(family.cookie);
    family.cookie = reply.cookie;
    family.usedAt = shop.now;
  } else must(reply.cookie === family.cookie, 'a cookie has one successor');
  recordSession(shop, account, reply, family.secondFactor).family = family;
}

export async function endEverySession(shop: Shop, account: Account, session: Session): Promise<void> {
  const counts = account.counts(session, shop.now);
  const { value: reply, failed } = await shop.during(() =>
    shop.call('POST', '/v1/logout', { everywhere: true }, { bearer: session.accessToken }),
  );
  judge('the end of every session', reply, [counts ? 'done' : 'session_required'], failed);
  if (reply.is === 'done') account.changed(account.factorIsOn, undefined);
  await shop.observe(account, failed, undefined, true);
}
