/** What a customer can do in their account: enrol an app, show its key, replace the recovery codes, change the method, switch off. */
import { AuthenticatorApp } from '../../support/authenticator.ts';
import type { Reply } from '../door.ts';
import type { Belief } from '../flag-knowledge.ts';
import { isDown, judge, judgeGuess } from '../judge.ts';
import { must } from '../limits.ts';
import { passwordIsBlocked, passwordRefusals, recordPasswordTry } from '../login-moves.ts';
import type { Session } from '../person.ts';
import type { AppShop, Change } from './app-shop.ts';
import type { Holder, Proof, Typing } from './holder.ts';
import { guessOutcome } from './login-moves.ts';

/** The calls that ask for password and factor. */
export const changes = {
  start: { path: '/v1/security/totp', function: 'security', closedTo: ['off', 'unknown'], byRecoveryCode: true },
  email: { path: '/v1/security/email', function: 'security', closedTo: ['off', 'unknown'], byRecoveryCode: true },
  off: { path: '/v1/security/disable', function: 'security', closedTo: ['off'], byRecoveryCode: true },
  reveal: { path: '/v1/security/totp/reveal', function: 'security', closedTo: ['off'], byRecoveryCode: false },
  replace: { path: '/v1/security/recovery-codes', function: 'security', closedTo: ['off'], byRecoveryCode: false },
} as const satisfies Record<string, { path: string; function: string; closedTo: readonly Belief[]; byRecoveryCode: boolean }>;

export type ChangeName = keyof typeof changes;

/** Why a change is refused before the password is looked at. */
function refusedBefore(name: ChangeName, { factor }: Holder): string | undefined {
  if (name === 'email') return factor === 'email' ? 'already_enabled' : undefined;
  if (name === 'start') return undefined;
  return factor === (name === 'reveal' ? 'totp' : factor) && factor ? undefined : 'not_enabled';
}

export async function change(
  shop: AppShop,
  holder: Holder,
  session: Session,
  name: ChangeName,
  rightPassword: boolean,
  typing: Typing,
): Promise<Reply> {
  const { now } = shop;
  const { factor } = holder;
  const { path, function: of, closedTo, byRecoveryCode } = changes[name];
  const proof = holder.type(typing.of === 'recovery code' && !byRecoveryCode ? { of: 'nothing' } : typing, now);
  // Without a factor nothing is asked for that could confirm it; a start asks not even for the password.
  const asks = factor !== undefined || (name !== 'email' && name !== 'start');
  const without = typing.of === 'no proof' && (name === 'start' || name === 'email');
  const body = {
    ...(name === 'start' && (!factor || without) ? {} : { password: passwordOf(holder, rightPassword) }),
    ...(asks && !without ? proof.body : {}),
  };
  const triesPassword = factor !== undefined || name === 'email';
  const expected = (): string[] => {
    const before = refusedBefore(name, holder);
    if (before) return [before];
    if (without && factor) return ['already_enabled'];
    const ofPassword = triesPassword ? passwordRefusals(holder, rightPassword, now) : [];
    if (triesPassword && (!rightPassword || passwordIsBlocked(holder, now))) return ofPassword;
    const guess = factor ? guessOutcome(holder, undefined, proof, now) : 'right';
    return [...ofPassword, guess === 'right' ? 'done' : guess];
  };
  const allowed = expected();
  const { value: reply, failed } = await shop.during(() => shop.call('POST', path, body, { bearer: session.accessToken }));
  judgeGuess(shop, `${name} by ${typing.of}`, reply, atTheDoor(shop, holder, session, of, closedTo, allowed, failed, now), failed);
  if (triesPassword) recordStepUp(holder, rightPassword, reply, now);
  await shop.observe(holder, failed, {
    ...(name !== 'reveal' && { change: name satisfies Change }),
    reply,
    by: session,
    ...(factor && { proofs: [proof] }),
    toldWrong: reply.is === 'invalid_code' ? 1 : 0,
    toldRight: reply.is === 'done' && factor ? [proof] : [],
  });
  if (name === 'reveal' && reply.is === 'done' && holder.active) {
    const shown = new AuthenticatorApp(reply.body.otpauthUri as string);
    holder.active.app ??= shown;
    must(shown.codeAt(now) === holder.active.app.codeAt(now), 'the active key is shown again');
  }
  return reply;
}

const passwordOf = ({ password }: Holder, right: boolean) => (right ? password : 'not the password');

/** A session that counts and the flag come first. */
function atTheDoor(
  shop: AppShop,
  holder: Holder,
  session: Session,
  name: string,
  closedTo: readonly Belief[],
  allowed: readonly string[],
  failed: Parameters<AppShop['beliefs']>[1],
  now: number,
): string[] {
  const beliefs = [...shop.beliefs(name, failed)];
  if (!holder.counts(session, now)) return ['session_required'];
  const isOpen = beliefs.some((belief) => !closedTo.includes(belief));
  return [...(beliefs.some((belief) => closedTo.includes(belief)) ? ['two_factor_unavailable'] : []), ...(isOpen ? allowed : [])];
}

const beforeThePassword = ['session_required', 'two_factor_unavailable', 'not_enabled', 'already_enabled', 'no_pending_key'];

/** Remembers the try of the password that comes before a code. */
export function recordStepUp(holder: Holder, right: boolean, reply: Reply, now: number): void {
  if (beforeThePassword.includes(reply.is)) return;
  if (reply.is !== 'too_many_attempts') recordPasswordTry(holder, right, reply, now);
  // The budget of codes refuses by the same name, after a password that was right.
  else if (right && !holder.passwords.unsure && !passwordIsBlocked(holder, now)) holder.passwordTried(true, now);
}

/** `of`: what is typed; the pending key's code activates it, if it is not too late. */
export async function activate(shop: AppShop, holder: Holder, session: Session, rightPassword: boolean, typing: Typing): Promise<Reply> {
  const { now } = shop;
  const key = holder.waitingKey(now);
  const proof: Proof = { ...holder.type(typing.of === 'recovery code' ? { of: 'nothing' } : typing, now), right: undefined };
  const code = 'code' in proof.body ? proof.body.code : '';
  const isRight = [-15_000, 15_000].some((shift) => key?.app?.codeAt(now + shift) === code);
  const expected = (): string[] => {
    if (!key) return ['no_pending_key'];
    const ofPassword = passwordRefusals(holder, rightPassword, now);
    if (!rightPassword || passwordIsBlocked(holder, now)) return ofPassword;
    return [...ofPassword, isRight ? 'done' : 'invalid_code'];
  };
  const allowed = expected();
  const body = { password: passwordOf(holder, rightPassword), code };
  const { value: reply, failed } = await shop.during(() =>
    shop.call('POST', '/v1/security/totp/activate', body, { bearer: session.accessToken }),
  );
  const ofCall = atTheDoor(shop, holder, session, 'security', ['off', 'unknown'], allowed, failed, now);
  judge(`activating by ${typing.of}`, reply, ofCall, failed);
  recordStepUp(holder, rightPassword, reply, now);
  if (reply.is === 'done') must(isRight, 'only the pending key’s own code activates it');
  // It is no guess at the factor: the round and its budget stay as they are.
  await shop.observe(holder, failed, { change: 'activate', reply, by: session, activation: proof });
  return reply;
}

/** For the e-mail method: a code that confirms a change. */
export async function askForCode(shop: AppShop, holder: Holder, session: Session): Promise<void> {
  const { now } = shop;
  const { rounds, factor } = holder;
  const due = rounds.dispatchIsDue(now);
  const spent = rounds.budgetLeft(now) === 0;
  const { value: reply, failed } = await shop.during(() => shop.call('POST', '/v1/security/code', {}, { bearer: session.accessToken }));
  const expected = () => {
    if (factor !== 'email') return 'not_enabled';
    if (!due) return spent ? 'too_many_attempts' : 'too_soon';
    return failed.has('ses') ? 'delivery_failed' : 'done';
  };
  judge('asking for a code', reply, atTheDoor(shop, holder, session, 'security', ['off'], [expected()], failed, now), failed);
  await shop.observe(holder, failed);
}

export async function endEverySession(shop: AppShop, holder: Holder, session: Session): Promise<void> {
  const counts = holder.counts(session, shop.now);
  const { value: reply, failed } = await shop.during(() =>
    shop.call('POST', '/v1/logout', { everywhere: true }, { bearer: session.accessToken }),
  );
  judge('the end of every session', reply, [counts ? 'done' : 'session_required'], failed);
  await shop.observe(holder, failed, { change: 'end sessions', reply });
}

export async function showSession(shop: AppShop, holder: Holder, session: Session): Promise<void> {
  const counts = holder.counts(session, shop.now);
  const { value: reply, failed } = await shop.during(() => shop.call('GET', '/v1/session', undefined, { bearer: session.accessToken }));
  judge('a session', reply, [counts ? 'done' : 'session_required'], failed);
  must(isDown(failed) || (reply.is === 'done') === counts, 'a session of an old epoch does not count');
  await shop.observe(holder, failed);
}
