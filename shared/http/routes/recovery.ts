/** Back in: the device is lost, from the code step to a factor that is off; the password is forgotten. */
import * as v from 'valibot';
import { captchaSolution, code, codeSent, newPassword, time, token, username } from './fields.ts';
import { route } from './route.ts';

export const captcha = route({
  method: 'GET',
  path: '/v1/captcha',
  handler: 'captcha',
  auth: 'none',
  summary: 'A fresh ALTCHA challenge; its solution goes along as base64 of the JSON { challenge, solution }',
  // A support request takes more work the more of them came from one network.
  query: v.looseObject({ for: v.optional(v.picklist(['support'])) }),
  status: 200,
  answer: v.object({ parameters: v.looseObject({}), signature: v.string() }),
  problems: [],
});

export const startRecovery = route({
  method: 'POST',
  path: '/v1/recovery',
  handler: 'recovery',
  auth: 'none',
  summary: 'The device is lost: an e-mail with a link goes to the customer of this challenge',
  body: v.strictObject({ challenge: token }),
  status: 202,
  answer: v.object({ sentTo: v.string(), expiresAt: time }),
  problems: [
    'invalid_challenge',
    'not_enabled',
    'contact_incomplete',
    'contact_too_new',
    'challenge_expired',
    'challenge_locked',
    'too_soon',
    'delivery_failed',
  ],
});

export const recoverySms = route({
  method: 'POST',
  path: '/v1/recovery/sms',
  handler: 'recovery-sms',
  auth: 'none',
  summary: 'Send a code by SMS to the verified phone',
  body: v.strictObject({ token }),
  status: 200,
  answer: codeSent,
  problems: [
    'invalid_token',
    'contact_incomplete',
    'contact_too_new',
    'recovery_expired',
    'too_soon',
    'too_many_attempts',
    'delivery_failed',
  ],
});

export const confirmRecovery = route({
  method: 'POST',
  path: '/v1/recovery/confirm',
  handler: 'recovery-confirm',
  auth: 'none',
  summary: 'The code and a solved CAPTCHA: the second factor is off',
  body: v.strictObject({ token, code, captcha: captchaSolution }),
  status: 204,
  problems: [
    'invalid_token',
    'invalid_code',
    'contact_too_new',
    'captcha_failed',
    'recovery_expired',
    'code_expired',
    'challenge_locked',
    'too_soon',
    'too_many_attempts',
  ],
});

export const cancelRecovery = route({
  method: 'POST',
  path: '/v1/recovery/cancel',
  handler: 'recovery-cancel',
  auth: 'none',
  summary:
    '"This wasn\'t me", by the link of any e-mail: the password ends, sessions and logins with it, recoveries and support requests under way are over, and an e-mail leads to a new password',
  body: v.strictObject({ token }),
  status: 204,
  problems: ['invalid_token', 'link_expired'],
});

export const forgotPassword = route({
  method: 'POST',
  path: '/v1/password/forgot',
  handler: 'password-forgot',
  auth: 'none',
  summary:
    'The password is forgotten: whoever has this username or address gets an e-mail with a link. The answer is the same if nobody has',
  body: v.strictObject({ username }),
  status: 202,
  answer: v.object({}),
  // API Gateway lets few of these calls through in a second; any other call meets that only where everybody does.
  problems: ['password_kept_elsewhere', 'too_many_attempts', 'delivery_failed'],
});

export const resetPassword = route({
  method: 'POST',
  path: '/v1/password/reset',
  handler: 'password-reset',
  auth: 'none',
  summary: 'Set a new password by the link: every session ends, the second factor stays on',
  body: v.strictObject({ token, newPassword }),
  status: 204,
  cookies: true,
  problems: ['invalid_token', 'password_kept_elsewhere', 'password_unusable', 'link_expired'],
});
