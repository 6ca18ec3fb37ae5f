/** The login, in every step. */
import type { Challenge } from '../../../web/client.ts';
import type { Ending, LoginState, Notice } from '../../../web/login/state.ts';
import type { FailureCode } from '../../../web/login/words.ts';
import { chosen, common, login } from '../../../web/words/en/index.ts';
import { all, type ByStep, each, iso, MINUTE, SECOND } from './named.ts';

/** Whatever is said of a try that did not work. */
export const failures = Object.keys({ ...common.failures, ...chosen.failures, ...login.failures }) as FailureCode[];

const notices = all<Notice>({
  loggedOut: true,
  loggedOutEverywhere: true,
  sessionEnded: true,
  askedAnew: true,
  client_id: true,
  redirect_uri: true,
});
const endings = all<Ending>({ challenge_locked: true, challenge_expired: true, invalid_challenge: true, too_many_attempts: true });

const account = { username: 'jana.novakova@example.com', stayLoggedIn: false };
type Password = LoginState & { at: 'password' };
const password: Password = { at: 'password', username: '', stayLoggedIn: false, busy: false, passwordShown: false };

const challenge = (now: number, given: Partial<Challenge> = {}): Challenge => ({
  token: 'x',
  method: 'email',
  sentTo: 'j•••@example.com',
  sent: true,
  sentAt: iso(now),
  codeExpiresAt: iso(now + 5 * MINUTE),
  resendAt: iso(now + 42 * SECOND),
  attemptsLeft: 5,
  expiresAt: iso(now + 14 * MINUTE),
  canRecover: false,
  ...given,
});

type Code = LoginState & { at: 'code' };
const code = (now: number, given: Partial<Code> = {}, of: Partial<Challenge> = {}): Code => ({
  at: 'code',
  ...account,
  challenge: challenge(now, of),
  by: 'code',
  awaiting: false,
  sentAgain: false,
  ...given,
});
/** What only e-mails know is left out of a challenge for an app. */
function inApp(now: number, given: Partial<Code> = {}, of: Partial<Challenge> = {}): Code {
  const {
    sentTo: _,
    sentAt: __,
    codeExpiresAt: ___,
    resendAt: ____,
    ...rest
  } = challenge(now, { method: 'totp', sent: false, canRecover: true });
  return { ...code(now, given), challenge: { ...rest, ...of } };
}
function withoutCode(now: number, given: Partial<Code>, of: Partial<Challenge>): Code {
  const { codeExpiresAt: _, ...rest } = challenge(now, { sent: false, ...of });
  return { ...code(now, given), challenge: rest };
}

export const loginStates: ByStep<Exclude<LoginState, { at: 'loggedIn' }>> = {
  password: {
    plain: () => password,
    filled: () => ({ ...password, ...account, stayLoggedIn: true }),
    shown: () => ({ ...password, ...account, passwordShown: true }),
    busy: () => ({ ...password, ...account, busy: true }),
    working: () => ({ ...password, ...account, busy: true, working: true }),
    ...each(notices, (notice) => ({ ...password, notice })),
    ...each(['fields_missing', 'invalid_credentials', 'work_undone', 'unavailable'] as const, (failed) => ({
      ...password,
      ...account,
      failure: { code: failed },
    })),
    too_many_attempts: (now) => ({ ...password, ...account, failure: { code: 'too_many_attempts', until: now + 4 * MINUTE } }),
    tillTomorrow: (now) => ({ ...password, ...account, failure: { code: 'too_many_attempts', until: now + 20 * 60 * MINUTE } }),
  },
  code: {
    plain: (now) => code(now),
    stillGood: (now) => code(now, {}, { sent: false, sentAt: iso(now - MINUTE) }),
    sentAgain: (now) => code(now, { sentAgain: true }),
    lastMinute: (now) => code(now, {}, { codeExpiresAt: iso(now + 50 * SECOND), resendAt: iso(now - 1) }),
    fewLeft: (now) => code(now, { failure: { code: 'invalid_code', attemptsLeft: 1 } }, { attemptsLeft: 1 }),
    checking: (now) => code(now, { busy: 'checking' }),
    sending: (now) => code(now, { busy: 'sending' }),
    linking: (now) => inApp(now, { busy: 'linking' }),
    awaiting: (now) => withoutCode(now, { awaiting: true }, { resendAt: iso(now + 30 * SECOND) }),
    gone: (now) => withoutCode(now, { failure: { code: 'code_expired' } }, { resendAt: iso(now - 1) }),
    tooLate: (now) => withoutCode(now, { awaiting: true }, { resendAt: iso(now + 40 * MINUTE) }),
    inApp: (now) => inApp(now),
    appWaits: (now) => inApp(now, {}, { resendAt: iso(now + 3 * MINUTE) }),
    appWrong: (now) => inApp(now, { failure: { code: 'app_code_wrong', attemptsLeft: 3 } }, { attemptsLeft: 3 }),
    recoveryCode: (now) => inApp(now, { by: 'recoveryCode' }),
    recoveryCodeWrong: (now) =>
      inApp(now, { by: 'recoveryCode', failure: { code: 'recovery_code_wrong', attemptsLeft: 4 } }, { attemptsLeft: 4 }),
    recoveryCodeWaits: (now) => inApp(now, { by: 'recoveryCode', failure: { code: 'after_lock', until: now + 3 * MINUTE } }),
    ...each(failures, (failed, now) => code(now, { failure: { code: failed } })),
  },
  linkSent: {
    plain: (now) => ({ at: 'linkSent', from: inApp(now), sentTo: 'j•••@example.com', expiresAt: now + 5 * MINUTE }),
    expired: (now) => ({ at: 'linkSent', from: inApp(now), sentTo: 'j•••@example.com', expiresAt: now - 1 }),
  },
  over: each(endings, (why, now) => ({ at: 'over', ...account, why, ...(why === 'too_many_attempts' && { until: now + 25 * MINUTE }) })),
};
