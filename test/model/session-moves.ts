/** What whoever holds a session can do: show it, refresh it, end every one. */
import type { Account, Family } from './account.ts';
import type { Reply } from './door.ts';
import { judge, recordSession } from './judge.ts';
import { must } from './limits.ts';
import type { Session } from './person.ts';
import type { Shop } from './shop.ts';
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
  const goesOn = account.goesOn(family, shop.now);
  const { value: reply, failed } = await shop.during(() => shop.call('POST', '/v1/session/refresh', {}, { cookie }));
  judge('a refresh', reply, refreshOutcomes(shop, account, family, cookie, goesOn, failed), failed);
  await shop.observe(account, failed);
  recordRefresh(shop, account, family, cookie, reply, failed);
}

function refreshOutcomes(shop: Shop, account: Account, family: Family, cookie: string, goesOn: boolean, failed: Set<Service>): string[] {
  const beliefs = shop.beliefs('session-refresh', failed);
  if (cookie !== family.cookie || !goesOn) return ['session_required'];
  const factorIsMissing = account.factorIsOn && !family.secondFactor;
  const mayBeOff = beliefs.has('off');
  const mayBeOn = beliefs.has('on') || beliefs.has('unknown');
  if (factorIsMissing && !mayBeOff) return ['session_required'];
  return family.is === 'unsure' || (factorIsMissing && mayBeOn) ? ['authenticated', 'session_required'] : ['authenticated'];
}

function recordRefresh(shop: Shop, account: Account, family: Family, cookie: string, reply: Reply, failed: Set<Service>): void {
  if (reply.is === 'authenticated') {
    must(reply.cookie !== undefined && reply.cookie !== cookie, 'a refresh replaces the cookie');
    family.replaced.push(family.cookie);
    family.cookie = reply.cookie;
    family.is = 'alive';
    recordSession(shop, account, reply, family.secondFactor);
  } else if (failed.has('dynamodb')) {
    if (family.is === 'alive') family.is = 'unsure';
  } else if (cookie !== family.cookie) family.is = 'ended';
}

/** The same cookie from several windows at the same moment. */
export async function refreshAtOnce(shop: Shop, account: Account, family: Family, times: number): Promise<void> {
  const { cookie } = family;
  const goesOn = account.goesOn(family, shop.now);
  const { value: replies, failed } = await shop.during(() =>
    Promise.all(Array.from({ length: times }, () => shop.call('POST', '/v1/session/refresh', {}, { cookie }))),
  );
  const allowed = refreshOutcomes(shop, account, family, cookie, goesOn, failed);
  for (const reply of replies) judge('a refresh', reply, [...allowed, 'session_required'], failed);
  await shop.observe(account, failed);
  const won = replies.filter(({ is }) => is === 'authenticated');
  must(won.length <= 1, 'a cookie is traded once');
  for (const reply of won) recordRefresh(shop, account, family, cookie, reply, failed);
  // Whoever came later brought a replaced one, unless it was still being replaced.
  if (family.is === 'alive') family.is = 'unsure';
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
