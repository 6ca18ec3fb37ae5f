/** What a customer can do in their account: switch the factor on, ask for a code that confirms a change, switch it off. */
import type { Account, Digits } from './account.ts';
import type { Belief } from './flag-knowledge.ts';
import { judge, judgeGuess } from './judge.ts';
import { passwordIsBlocked, passwordRefusals, recordPasswordTry, whyNotCompared } from './login-moves.ts';
import type { Session } from './person.ts';
import type { Shop } from './shop.ts';

/** What a call needs before its own rules: a session that counts, and the flag. */
function entrance(
  account: Account,
  session: Session,
  beliefs: Set<Belief>,
  closedTo: readonly Belief[],
  now: number,
): { refusals: string[]; mayGoOn: boolean } {
  if (!account.counts(session, now)) return { refusals: ['session_required'], mayGoOn: false };
  const closed = [...beliefs].some((belief) => closedTo.includes(belief));
  return { refusals: closed ? ['two_factor_unavailable'] : [], mayGoOn: [...beliefs].some((belief) => !closedTo.includes(belief)) };
}

export async function switchOn(shop: Shop, account: Account, session: Session, rightPassword: boolean): Promise<void> {
  const { now } = shop;
  const { password } = account;
  const body = { password: rightPassword ? password : 'not the password' };
  const { value: reply, failed } = await shop.during(() => shop.call('POST', '/v1/security/email', body, { bearer: session.accessToken }));
  const { refusals, mayGoOn } = entrance(account, session, shop.beliefs('security', failed), ['off', 'unknown'], now);
  const further = () => {
    if (account.factorIsOn) return ['already_enabled'];
    return [...passwordRefusals(account, rightPassword, now), ...(rightPassword && !passwordIsBlocked(account, now) ? ['done'] : [])];
  };
  judge('switching the factor on', reply, [...refusals, ...(mayGoOn ? further() : [])], failed);
  if (['done', 'invalid_credentials', 'unavailable'].includes(reply.is)) recordPasswordTry(account, rightPassword, reply, now);
  if (reply.is === 'done') account.changed(true, session.id);
  await shop.observe(account, failed, undefined, true);
}

export async function askForSecurityCode(shop: Shop, account: Account, session: Session): Promise<void> {
  const { now } = shop;
  const [due, spent] = [account.dispatchIsDue(now), account.budgetLeft(now) === 0];
  const { value: reply, failed } = await shop.during(() => shop.call('POST', '/v1/security/code', {}, { bearer: session.accessToken }));
  const { refusals, mayGoOn } = entrance(account, session, shop.beliefs('security', failed), ['off'], now);
  const further = () => {
    if (!account.factorIsOn) return 'not_enabled';
    if (!due) return spent ? 'too_many_attempts' : 'too_soon';
    return failed.has('ses') ? 'delivery_failed' : 'done';
  };
  judge('asking for a security code', reply, [...refusals, ...(mayGoOn ? [further()] : [])], failed);
  await shop.observe(account, failed);
}

export async function switchOff(shop: Shop, account: Account, session: Session, rightPassword: boolean, kind: Digits): Promise<void> {
  const { now } = shop;
  const code = account.digits(kind, undefined);
  const live = account.liveCode('security', now);
  const body = { password: rightPassword ? account.password : 'not the password', code };
  const { value: reply, failed } = await shop.during(() =>
    shop.call('POST', '/v1/security/disable', body, { bearer: session.accessToken }),
  );
  const { refusals, mayGoOn } = entrance(account, session, shop.beliefs('security', failed), ['off'], now);
  const further = () => {
    if (!account.factorIsOn) return ['not_enabled'];
    const own = passwordRefusals(account, rightPassword, now);
    if (!rightPassword || passwordIsBlocked(account, now)) return own;
    return [...own, ...guessOutcomes(account, live !== undefined, live?.code === code, now)];
  };
  judgeGuess(shop, 'switching the factor off', reply, [...refusals, ...(mayGoOn ? further() : [])], failed);
  if (!['session_required', 'two_factor_unavailable', 'not_enabled', 'too_many_attempts'].includes(reply.is))
    recordPasswordTry(account, rightPassword, reply, now);
  if (reply.is === 'done') account.changed(false, session.id);
  const told = { toldWrong: reply.is === 'invalid_code' ? 1 : 0, toldRight: reply.is === 'done' ? 1 : 0 };
  await shop.observe(account, failed, { digits: [code], ...told }, true);
}

function guessOutcomes(account: Account, isLive: boolean, right: boolean, now: number): string[] {
  if (isLive && !account.history.waits(now)) return [right ? 'done' : 'invalid_code'];
  return [account.newest && account.isLocked(account.newest) ? 'challenge_locked' : whyNotCompared(account, now)];
}
