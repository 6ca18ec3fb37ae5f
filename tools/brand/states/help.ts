/** Forgotten password, recovery and support form, each with what else is in its state. */
import type { CaptchaFailure, CaptchaState } from '../../../web/captcha/state.ts';
import type { Ending as PasswordEnding, PasswordState } from '../../../web/password/state.ts';
import type { PasswordFailureCode } from '../../../web/password/words.ts';
import type { CancelEnding, Ending as RecoverEnding, RecoverState } from '../../../web/recover/state.ts';
import type { RecoverFailureCode } from '../../../web/recover/words.ts';
import { type SupportField, type SupportState, supportFields } from '../../../web/support/state.ts';
import type { SupportFailureCode } from '../../../web/support/words.ts';
import { captcha as captchaWords, chosen, common, password, recover, support } from '../../../web/words/en/index.ts';
import { all, type ByStep, each, flat, MINUTE, type Named, SECOND } from './named.ts';

const codesOf = <Code extends string>(...parts: { failures: object }[]) => parts.flatMap(({ failures }) => Object.keys(failures)) as Code[];

const asking = { username: 'jana.novakova', busy: false };
const passwordSteps: ByStep<PasswordState> = {
  forgot: {
    plain: () => ({ at: 'forgot', ...asking, username: '' }),
    ended: () => ({ at: 'forgot', ...asking, username: '', ended: true }),
    busy: () => ({ at: 'forgot', ...asking, busy: true }),
    missing: () => ({ at: 'forgot', ...asking, username: '', failure: { code: 'name_missing' } }),
    waiting: (now) => ({ at: 'forgot', ...asking, failure: { code: 'too_many_attempts', until: now + 9 * MINUTE } }),
  },
  asked: {
    plain: (now) => ({ at: 'asked', ...asking, againAt: now + 50 * SECOND }),
    again: (now) => ({ at: 'asked', ...asking, againAt: now - 1 }),
    busy: (now) => ({ at: 'asked', ...asking, busy: true, againAt: now - 1 }),
    failed: (now) => ({ at: 'asked', ...asking, againAt: now - 1, failure: { code: 'delivery_failed' as PasswordFailureCode } }),
  },
  choose: {
    plain: () => ({ at: 'choose', token: 'x', shown: false, busy: false }),
    shown: () => ({ at: 'choose', token: 'x', shown: true, busy: false }),
    busy: () => ({ at: 'choose', token: 'x', shown: false, busy: true }),
    ...each(codesOf<PasswordFailureCode>(common, chosen, password), (code) => ({
      at: 'choose',
      token: 'x',
      shown: false,
      busy: false,
      failure: { code },
    })),
  },
  over: each(all<PasswordEnding>({ link_expired: true, invalid_token: true }), (why) => ({ at: 'over', why })),
  done: { plain: () => ({ at: 'done' }) },
};

const onTheWay = { token: 'x', smsLeft: 2 };
const sms = (now: number) => ({
  ...onTheWay,
  at: 'code' as const,
  sentTo: '+420 ••• ••56',
  codeExpiresAt: now + 4 * MINUTE,
  attemptsLeft: 5,
});
const recoverSteps: ByStep<RecoverState> = {
  noLink: { plain: () => ({ at: 'noLink' }) },
  sms: {
    plain: () => ({ ...onTheWay, at: 'sms', smsLeft: 3, busy: false }),
    busy: () => ({ ...onTheWay, at: 'sms', busy: true }),
    waiting: (now) => ({ ...onTheWay, at: 'sms', busy: false, resendAt: now + 40 * SECOND, failure: { code: 'too_soon' } }),
    expired: () => ({ ...onTheWay, at: 'sms', busy: false, failure: { code: 'code_expired' } }),
    usedUp: () => ({ ...onTheWay, at: 'sms', smsLeft: 0, busy: false, failure: { code: 'challenge_locked' } }),
  },
  code: {
    plain: (now) => ({ ...sms(now), resendAt: now + 40 * SECOND }),
    again: (now) => sms(now),
    noMoreSms: (now) => ({ ...sms(now), smsLeft: 0 }),
    checking: (now) => ({ ...sms(now), busy: 'checking' }),
    sending: (now) => ({ ...sms(now), busy: 'sending' }),
    wrong: (now) => ({ ...sms(now), attemptsLeft: 2, failure: { code: 'invalid_code', attemptsLeft: 2 } }),
    ...each(codesOf<RecoverFailureCode>(common, captchaWords, recover), (code, now) => ({ ...sms(now), failure: { code } })),
  },
  done: { plain: () => ({ at: 'done' }) },
  over: each(all<RecoverEnding>({ recovery_expired: true, invalid_token: true, contact_too_new: true }), (why) => ({ at: 'over', why })),
  cancel: {
    plain: () => ({ at: 'cancel', token: 'x', busy: false }),
    busy: () => ({ at: 'cancel', token: 'x', busy: true }),
    failed: () => ({ at: 'cancel', token: 'x', busy: false, failure: { code: 'unavailable' } }),
  },
  cancelled: { plain: () => ({ at: 'cancelled' }) },
  cancelOver: each(all<CancelEnding>({ link_expired: true, invalid_token: true }), (why) => ({ at: 'cancelOver', why })),
};

type Form = SupportState & { at: 'form' };
const form = (given: Partial<Form> = {}): Form => ({ at: 'form', busy: false, wrong: [], ...given });
const supportSteps: ByStep<SupportState> = {
  form: {
    plain: () => form(),
    busy: () => form({ busy: true }),
    missing: () => form({ wrong: [...supportFields] as SupportField[], failure: { code: 'all_fields_missing' } }),
    ...each(codesOf<SupportFailureCode>(common, captchaWords, support), (code) => form({ failure: { code } })),
  },
  sent: { plain: () => ({ at: 'sent' }) },
};

const captchaFailures = all<CaptchaFailure>({ unreachable: true, refused: true });
const captchas: ByStep<CaptchaState> = {
  open: { plain: () => ({ at: 'open' }), ...each(captchaFailures, (failure) => ({ at: 'open', failure })) },
  solving: { plain: () => ({ at: 'solving' }) },
  solved: { plain: (now) => ({ at: 'solved', solution: 'x', expiresAt: now + 10 * MINUTE }) },
};

type Guarded<State> = { page: State; captcha: CaptchaState };
const unsolved: CaptchaState = { at: 'open' };

export const passwordStates: Named<PasswordState> = flat<PasswordState, PasswordState>('password', passwordSteps, (state) => state);
export const recoverStates: Named<Guarded<RecoverState>> = flat<RecoverState, Guarded<RecoverState>>('recover', recoverSteps, (page) => ({
  page,
  captcha: unsolved,
}));
export const supportStates: Named<Guarded<SupportState>> = {
  ...flat<SupportState, Guarded<SupportState>>('support', supportSteps, (page) => ({ page, captcha: unsolved })),
  ...flat<CaptchaState, Guarded<SupportState>>('support.captcha', captchas, (captcha) => ({ page: form(), captcha })),
};
