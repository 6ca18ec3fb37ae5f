/** The customer's own account: the second factor, the contacts. */
import * as v from 'valibot';
import { acrs } from '../../flow/session.ts';
import { activityEntry } from './activity.ts';
import {
  code,
  codeOrRecoveryCode,
  codeSent,
  email,
  exactlyOneOf,
  method,
  near,
  newPassword,
  password,
  phone,
  recoveryCodes,
  time,
} from './fields.ts';
import { route } from './route.ts';

/** What every change refuses with that asks for password and code. */
const stepUpProblems = [
  'invalid_credentials',
  'invalid_code',
  'code_expired',
  'challenge_locked',
  'not_enabled',
  'too_soon',
  'too_many_attempts',
] as const;
/** Who was handed over by a shop that keeps passwords has none to give; of everybody else it is asked. */
const passwordOrHandover = { password: v.optional(password) };
const keyForApp = { sharedKey: v.string(), otpauthUri: v.string(), qrSvg: v.string() };

export const twoFactorState = v.object({
  available: v.boolean(),
  methods: v.array(method),
  enabled: v.boolean(),
  method: v.optional(method),
  since: v.optional(time),
  recoveryCodesLeft: v.number(),
});
export const contactState = v.object({
  email: v.optional(v.string()),
  emailVerified: v.boolean(),
  /** E-mails to it came back, or were complained about, since it was verified. */
  emailUndeliverable: v.optional(v.literal(true)),
  phone: v.optional(v.string()),
  phoneVerified: v.boolean(),
});
/** `current`: the one that asks. Without `staysLoggedIn` it is this browser's own, and ends with its access token. */
export const openSession = v.object({
  id: v.string(),
  current: v.optional(v.literal(true)),
  staysLoggedIn: v.boolean(),
  device: v.string(),
  /** Where it was last used from, as wide as one household or office. */
  network: v.optional(v.string()),
  near: v.optional(near),
  startedAt: time,
  lastUsedAt: time,
  expiresAt: time,
});

export const security = route({
  method: 'GET',
  path: '/v1/security',
  handler: 'security-show',
  auth: 'bearer',
  summary: 'Who is logged in; the state of the second factor, the contacts (masked) and the sessions',
  status: 200,
  answer: v.object({
    username: v.string(),
    /** How this session logged in, and when. */
    login: v.object({ at: time, by: v.picklist(acrs) }),
    twoFactor: twoFactorState,
    contact: contactState,
    /** This one first, then the others by their last use. */
    sessions: v.array(openSession),
    /** Until then `contact` asks this session for no password and code, but for another e-mail address and the one that codes go to; absent: it does. */
    provedUntil: v.optional(time),
    /** A shop that keeps passwords has handed the customer over: no change asks this session for a password. */
    handedOver: v.optional(v.literal(true)),
  }),
  problems: [],
});

export const endOneSession = route({
  method: 'DELETE',
  path: '/v1/security/sessions/{sessionId}',
  handler: 'session-end',
  auth: 'bearer',
  summary: 'End one session, at once; this one too',
  status: 204,
  cookies: true,
  problems: ['not_found'],
});

export const activity = route({
  method: 'GET',
  path: '/v1/security/activity',
  handler: 'security-activity',
  auth: 'bearer',
  summary: "The customer's own last 50 entries of the audit log, newest first",
  status: 200,
  answer: v.object({ entries: v.array(activityEntry) }),
  problems: [],
});

export const enableEmail = route({
  method: 'POST',
  path: '/v1/security/email',
  handler: 'security-email',
  auth: 'bearer',
  summary: 'Switch the e-mail method on',
  body: v.strictObject({ ...passwordOrHandover, ...codeOrRecoveryCode }),
  status: 200,
  cookies: true,
  answer: v.object({ method: v.literal('email'), recoveryCodes }),
  problems: [...stepUpProblems, 'two_factor_unavailable', 'already_enabled', 'contact_incomplete'],
});

export const stepUpCode = route({
  method: 'POST',
  path: '/v1/security/code',
  handler: 'security-code',
  auth: 'bearer',
  summary: 'Send a code that confirms a security change (e-mail method)',
  body: v.strictObject({}),
  status: 200,
  answer: codeSent,
  problems: ['two_factor_unavailable', 'not_enabled', 'too_soon', 'too_many_attempts', 'delivery_failed'],
});

export const disable = route({
  method: 'POST',
  path: '/v1/security/disable',
  handler: 'security-disable',
  auth: 'bearer',
  summary: 'Switch the second factor off',
  body: exactlyOneOf(['code', 'recoveryCode'], v.strictObject({ ...passwordOrHandover, ...codeOrRecoveryCode })),
  status: 204,
  cookies: true,
  problems: [...stepUpProblems, 'two_factor_unavailable'],
});

export const startTotp = route({
  method: 'POST',
  path: '/v1/security/totp',
  handler: 'security-totp',
  auth: 'bearer',
  summary: 'A fresh shared key for an authenticator app, waiting to be activated; who has a factor already confirms with it',
  body: v.strictObject({ ...passwordOrHandover, ...codeOrRecoveryCode }),
  status: 200,
  answer: v.object({ ...keyForApp, expiresAt: time }),
  problems: [...stepUpProblems, 'two_factor_unavailable', 'already_enabled', 'contact_incomplete'],
});

export const activateTotp = route({
  method: 'POST',
  path: '/v1/security/totp/activate',
  handler: 'security-totp-activate',
  auth: 'bearer',
  summary: 'Switch the authenticator method on; a failure throws the waiting key away',
  body: v.strictObject({ ...passwordOrHandover, code }),
  status: 200,
  cookies: true,
  answer: v.object({ method: v.literal('totp'), recoveryCodes }),
  problems: ['invalid_credentials', 'invalid_code', 'two_factor_unavailable', 'no_pending_key', 'contact_incomplete', 'too_many_attempts'],
});

export const revealTotp = route({
  method: 'POST',
  path: '/v1/security/totp/reveal',
  handler: 'security-totp-reveal',
  auth: 'bearer',
  summary: 'The active shared key again, to add it to a further device',
  body: v.strictObject({ ...passwordOrHandover, code }),
  status: 200,
  answer: v.object(keyForApp),
  problems: [...stepUpProblems, 'two_factor_unavailable'],
});

export const replaceRecoveryCodes = route({
  method: 'POST',
  path: '/v1/security/recovery-codes',
  handler: 'security-recovery-codes',
  auth: 'bearer',
  summary: 'Ten fresh recovery codes in the place of those that are left',
  body: v.strictObject({ ...passwordOrHandover, code }),
  status: 200,
  answer: v.object({ recoveryCodes }),
  problems: [...stepUpProblems, 'two_factor_unavailable'],
});

export const changePassword = route({
  method: 'POST',
  path: '/v1/security/password',
  handler: 'security-password',
  auth: 'bearer',
  summary: 'Set another password: every other session ends, the second factor stays on',
  body: v.strictObject({ password, newPassword, ...codeOrRecoveryCode }),
  status: 204,
  cookies: true,
  problems: [...stepUpProblems, 'password_kept_elsewhere', 'password_unusable'],
});

export const changeContact = route({
  method: 'POST',
  path: '/v1/security/contact',
  handler: 'security-contact',
  auth: 'bearer',
  summary:
    'Send a code to an e-mail address or phone number, to verify the one on file or to change to another; password and code, or a proof no older than 10 minutes for a phone number and for the address that the account has (but not if codes go there)',
  body: exactlyOneOf(
    ['email', 'phone', 'verify'],
    v.strictObject({
      ...passwordOrHandover,
      ...codeOrRecoveryCode,
      email: v.optional(email),
      phone: v.optional(phone),
      /** The one that the account has, which nobody needs to type. */
      verify: v.optional(v.picklist(['email', 'phone'])),
    }),
  ),
  status: 200,
  answer: codeSent,
  problems: [...stepUpProblems, 'delivery_failed'],
});

export const confirmContact = route({
  method: 'POST',
  path: '/v1/security/contact/confirm',
  handler: 'security-contact-confirm',
  auth: 'bearer',
  summary: "The code that was sent: the contact is verified, and the customer's from now on",
  body: v.strictObject({ code }),
  status: 204,
  cookies: true,
  problems: ['invalid_code', 'code_expired', 'challenge_locked', 'too_soon', 'too_many_attempts'],
});
