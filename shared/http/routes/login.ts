/** Logging in: the password, the second factor, and what stands in for it. */
import * as v from 'valibot';
import { authenticated, captchaSolution, code, password, recoveryCode, secondFactorRequired, token, username } from './fields.ts';
import { route } from './route.ts';

export const login = route({
  method: 'POST',
  path: '/v1/login',
  handler: 'login',
  auth: 'none',
  summary: 'Log in with username and password',
  body: v.strictObject({
    username,
    password,
    stayLoggedIn: v.optional(v.boolean()),
    channel: v.optional(v.picklist(['web', 'api'])),
    captcha: v.optional(captchaSolution),
  }),
  status: 200,
  cookies: true,
  answer: v.variant('status', [authenticated, secondFactorRequired]),
  problems: [
    'invalid_credentials',
    'password_reset_required',
    'api_login_refused',
    'captcha_required',
    'too_many_attempts',
    'delivery_failed',
  ],
});

export const verify = route({
  method: 'POST',
  path: '/v1/login/verify',
  handler: 'login-verify',
  auth: 'none',
  summary: 'Finish a login with the second factor',
  body: v.strictObject({ challenge: token, code }),
  status: 200,
  cookies: true,
  answer: authenticated,
  problems: ['invalid_code', 'invalid_challenge', 'code_expired', 'challenge_expired', 'challenge_locked', 'too_soon', 'too_many_attempts'],
});

export const showChallenge = route({
  method: 'POST',
  path: '/v1/login/challenge',
  handler: 'login-challenge',
  auth: 'none',
  summary: 'Show a pending challenge as it stands',
  body: v.strictObject({ challenge: token }),
  status: 200,
  answer: secondFactorRequired,
  problems: ['invalid_challenge', 'challenge_expired', 'challenge_locked'],
});

export const resend = route({
  method: 'POST',
  path: '/v1/login/resend',
  handler: 'login-resend',
  auth: 'none',
  summary: 'Send a fresh code; the older one is dead from then on',
  body: v.strictObject({ challenge: token }),
  status: 200,
  answer: secondFactorRequired,
  problems: ['invalid_challenge', 'challenge_expired', 'challenge_locked', 'too_soon', 'too_many_attempts', 'delivery_failed'],
});

export const loginByRecoveryCode = route({
  method: 'POST',
  path: '/v1/login/recovery-code',
  handler: 'login-recovery-code',
  auth: 'none',
  summary: 'Finish a login with one of the recovery codes',
  body: v.strictObject({ challenge: token, recoveryCode }),
  status: 200,
  cookies: true,
  answer: authenticated,
  problems: ['invalid_code', 'invalid_challenge', 'challenge_expired', 'challenge_locked', 'code_expired', 'too_soon', 'too_many_attempts'],
});
