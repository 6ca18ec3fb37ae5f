/**
 * The map of the system: every call with its method, path, function, request, answer and problems.
 * From it come API Gateway's resources and models, the parser, the OpenAPI document and the client's types.
 *
 * Each route is a constant of its own, so that a function's bundle carries the schemas of its own calls only.
 */
import * as v from 'valibot';
import type { ProblemCode } from './problems.ts';

/** How a caller proves who they are: a bearer access token, the stay-logged-in cookie, an IAM signature (SigV4). */
export type Authentication = 'none' | 'bearer' | 'cookie' | 'iam';

export type Route = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: `/${string}`;
  /** The file in `functions/` that answers, and the name of its Lambda function. */
  readonly function: string;
  readonly auth: Authentication;
  readonly summary: string;
  /** The JSON body; a call without one takes an empty body or `{}`. */
  readonly body?: v.GenericSchema;
  readonly query?: v.GenericSchema;
  readonly status: 200 | 202 | 204;
  readonly answer?: v.GenericSchema;
  /** What this call can refuse with, beside `everyCallRefusesWith`. */
  readonly problems: readonly ProblemCode[];
  /** A page for people: HTML, outside of the OpenAPI document. */
  readonly page?: true;
};

/* @__NO_SIDE_EFFECTS__ */
function route<const R extends Route>(route: R): R {
  return route;
}

export const everyCallRefusesWith = ['invalid_request', 'unavailable'] as const satisfies readonly ProblemCode[];

// ---- words of the requests ----

const username = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(254));
/** Any Unicode, up to 256 UTF-16 units: NIST SP 800-63B §3.1.1.2 asks for at least 64. */
const password = v.pipe(v.string(), v.minLength(1), v.maxLength(256));
/** Six ASCII digits; people type `123 456`, so spaces are taken out. */
const code = v.pipe(
  v.string(),
  v.regex(/^ *(?:[0-9] *){6}$/, 'must be six digits'),
  v.transform((typed) => typed.replaceAll(' ', '')),
);
/** A sealed token is opaque to clients; the bound only keeps junk out. */
const token = v.pipe(v.string(), v.minLength(1), v.maxLength(2048));
const email = v.pipe(v.string(), v.trim(), v.rfcEmail(), v.maxLength(254));
/** E.164 once the spaces, hyphens, dots and brackets people type are gone; libphonenumber judges it in the function. */
const phone = v.pipe(
  v.string(),
  v.regex(/^\+[0-9][0-9 ().-]{5,28}$/, 'must be a phone number with its country code, such as +420 601 123 456'),
  v.transform((typed) => typed.replaceAll(/[ ().-]/g, '')),
);
/** Ten letters and digits in any grouping; what looks alike (o and 0, i, l and 1) is taken as the same. */
const recoveryCode = v.pipe(v.string(), v.regex(/^ *(?:[0-9A-Za-z][ -]*){10}$/, 'must be a recovery code, such as 4k7mz-0qtrp'));
/** Who has lost the device confirms a change by one of the recovery codes. */
const codeOrRecoveryCode = { code: v.optional(code), recoveryCode: v.optional(recoveryCode) };
const locale = v.picklist(['en', 'de', 'cs']);
const customerId = v.pipe(v.string(), v.regex(/^[A-Za-z0-9._~@:+-]{1,128}$/, 'must be 1 to 128 of A-Z a-z 0-9 . _ ~ @ : + -'));

// ---- words of the answers ----

/** RFC 3339, UTC. */
const time = v.pipe(v.string(), v.isoTimestamp());
const method = v.picklist(['email', 'totp']);
const factorMethod = method;

const authenticated = v.object({
  status: v.literal('authenticated'),
  customerId: v.string(),
  accessToken: v.string(),
  tokenType: v.literal('Bearer'),
  expiresIn: v.number(),
});

const secondFactorRequired = v.object({
  status: v.literal('second_factor_required'),
  challenge: v.object({
    token: v.string(),
    method: factorMethod,
    sentTo: v.optional(v.string()),
    sent: v.boolean(),
    sentAt: v.optional(time),
    codeExpiresAt: v.optional(time),
    resendAt: v.optional(time),
    attemptsLeft: v.number(),
    expiresAt: time,
    canRecover: v.boolean(),
  }),
});

const codeSent = v.object({ sentTo: v.string(), resendAt: time, codeExpiresAt: time });
const recoveryCodes = v.array(v.string());

// ---- login ----

export const login = route({
  method: 'POST',
  path: '/v1/login',
  function: 'login',
  auth: 'none',
  summary: 'Log in with username and password',
  body: v.strictObject({
    username,
    password,
    stayLoggedIn: v.optional(v.boolean()),
    channel: v.optional(v.picklist(['web', 'api'])),
  }),
  status: 200,
  answer: v.variant('status', [authenticated, secondFactorRequired]),
  problems: ['invalid_credentials', 'api_login_refused', 'origin_refused', 'too_many_attempts', 'delivery_failed'],
});

export const verify = route({
  method: 'POST',
  path: '/v1/login/verify',
  function: 'login-verify',
  auth: 'none',
  summary: 'Finish a login with the second factor',
  body: v.strictObject({ challenge: token, code }),
  status: 200,
  answer: authenticated,
  problems: [
    'invalid_code',
    'invalid_challenge',
    'origin_refused',
    'code_expired',
    'challenge_expired',
    'challenge_locked',
    'too_soon',
    'too_many_attempts',
  ],
});

export const resend = route({
  method: 'POST',
  path: '/v1/login/resend',
  function: 'login-resend',
  auth: 'none',
  summary: 'Send a fresh code; the older one is dead from then on',
  body: v.strictObject({ challenge: token }),
  status: 200,
  answer: secondFactorRequired,
  problems: [
    'invalid_challenge',
    'origin_refused',
    'challenge_expired',
    'challenge_locked',
    'too_soon',
    'too_many_attempts',
    'delivery_failed',
  ],
});

export const loginByRecoveryCode = route({
  method: 'POST',
  path: '/v1/login/recovery-code',
  function: 'login-recovery-code',
  auth: 'none',
  summary: 'Finish a login with one of the recovery codes',
  body: v.strictObject({ challenge: token, recoveryCode }),
  status: 200,
  answer: authenticated,
  problems: [
    'invalid_code',
    'invalid_challenge',
    'origin_refused',
    'challenge_expired',
    'challenge_locked',
    'code_expired',
    'too_soon',
    'too_many_attempts',
  ],
});

// ---- session ----

export const refresh = route({
  method: 'POST',
  path: '/v1/session/refresh',
  function: 'session-refresh',
  auth: 'cookie',
  summary: 'Trade the stay-logged-in cookie for an access token and the next cookie',
  body: v.strictObject({}),
  status: 200,
  answer: authenticated,
  problems: ['session_required', 'origin_refused'],
});

export const session = route({
  method: 'GET',
  path: '/v1/session',
  function: 'session-show',
  auth: 'bearer',
  summary: 'Who is logged in',
  status: 200,
  answer: v.object({ customerId: v.string(), amr: v.array(v.string()), expiresAt: time }),
  problems: ['session_required'],
});

export const logout = route({
  method: 'POST',
  path: '/v1/logout',
  function: 'session-logout',
  auth: 'cookie',
  summary: 'End this stay-logged-in session, every one of the customer, or every other one',
  body: v.strictObject({ everywhere: v.optional(v.boolean()), others: v.optional(v.boolean()) }),
  status: 204,
  problems: ['session_required', 'origin_refused'],
});

// ---- the customer's own account ----

export const security = route({
  method: 'GET',
  path: '/v1/security',
  function: 'security-show',
  auth: 'bearer',
  summary: 'The state of the second factor, the contacts (masked) and the stay-logged-in sessions',
  status: 200,
  answer: v.object({
    twoFactor: v.object({
      available: v.boolean(),
      methods: v.array(method),
      enabled: v.boolean(),
      method: v.optional(method),
      since: v.optional(time),
      recoveryCodesLeft: v.number(),
    }),
    contact: v.object({
      email: v.optional(v.string()),
      emailVerified: v.boolean(),
      phone: v.optional(v.string()),
      phoneVerified: v.boolean(),
    }),
    sessions: v.array(v.object({ startedAt: time, expiresAt: time, device: v.string() })),
  }),
  problems: ['session_required'],
});

export const enableEmail = route({
  method: 'POST',
  path: '/v1/security/email',
  function: 'security-email',
  auth: 'bearer',
  summary: 'Switch the e-mail method on',
  body: v.strictObject({ password, ...codeOrRecoveryCode }),
  status: 200,
  answer: v.object({ method: v.literal('email'), recoveryCodes }),
  problems: [
    'session_required',
    'invalid_credentials',
    'origin_refused',
    'two_factor_unavailable',
    'already_enabled',
    'contact_incomplete',
    'invalid_code',
    'challenge_locked',
    'too_soon',
    'too_many_attempts',
  ],
});

export const stepUpCode = route({
  method: 'POST',
  path: '/v1/security/code',
  function: 'security-code',
  auth: 'bearer',
  summary: 'Send a code that confirms a security change (e-mail method)',
  body: v.strictObject({}),
  status: 200,
  answer: codeSent,
  problems: [
    'session_required',
    'origin_refused',
    'two_factor_unavailable',
    'not_enabled',
    'too_soon',
    'too_many_attempts',
    'delivery_failed',
  ],
});

export const disable = route({
  method: 'POST',
  path: '/v1/security/disable',
  function: 'security-disable',
  auth: 'bearer',
  summary: 'Switch the second factor off',
  body: v.pipe(
    v.strictObject({ password, ...codeOrRecoveryCode }),
    v.check((proof) => (proof.code === undefined) !== (proof.recoveryCode === undefined), 'give either code or recoveryCode'),
  ),
  status: 204,
  problems: [
    'session_required',
    'invalid_credentials',
    'invalid_code',
    'origin_refused',
    'two_factor_unavailable',
    'not_enabled',
    'code_expired',
    'challenge_locked',
    'too_many_attempts',
  ],
});

const keyForApp = { sharedKey: v.string(), otpauthUri: v.string(), qrSvg: v.string() };
const stepUpProblems = ['invalid_code', 'code_expired', 'challenge_locked', 'too_soon', 'too_many_attempts'] as const;

export const startTotp = route({
  method: 'POST',
  path: '/v1/security/totp',
  function: 'security-totp',
  auth: 'bearer',
  summary: 'A fresh shared key for an authenticator app, waiting to be activated; who has a factor already confirms with it',
  body: v.strictObject({ password: v.optional(password), ...codeOrRecoveryCode }),
  status: 200,
  answer: v.object({ ...keyForApp, expiresAt: time }),
  problems: [
    'session_required',
    'invalid_credentials',
    'origin_refused',
    'two_factor_unavailable',
    'already_enabled',
    'contact_incomplete',
    ...stepUpProblems,
  ],
});

export const activateTotp = route({
  method: 'POST',
  path: '/v1/security/totp/activate',
  function: 'security-totp-activate',
  auth: 'bearer',
  summary: 'Switch the authenticator method on; a failure throws the waiting key away',
  body: v.strictObject({ password, code }),
  status: 200,
  answer: v.object({ method: v.literal('totp'), recoveryCodes }),
  problems: [
    'session_required',
    'invalid_credentials',
    'invalid_code',
    'origin_refused',
    'two_factor_unavailable',
    'no_pending_key',
    'contact_incomplete',
    'too_many_attempts',
  ],
});

export const revealTotp = route({
  method: 'POST',
  path: '/v1/security/totp/reveal',
  function: 'security-totp-reveal',
  auth: 'bearer',
  summary: 'The active shared key again, to add it to a further device',
  body: v.strictObject({ password, code }),
  status: 200,
  answer: v.object(keyForApp),
  problems: ['session_required', 'invalid_credentials', 'origin_refused', 'two_factor_unavailable', 'not_enabled', ...stepUpProblems],
});

export const replaceRecoveryCodes = route({
  method: 'POST',
  path: '/v1/security/recovery-codes',
  function: 'security-recovery-codes',
  auth: 'bearer',
  summary: 'Ten fresh recovery codes in the place of those that are left',
  body: v.strictObject({ password, code }),
  status: 200,
  answer: v.object({ recoveryCodes }),
  problems: ['session_required', 'invalid_credentials', 'origin_refused', 'two_factor_unavailable', 'not_enabled', ...stepUpProblems],
});

export const changeContact = route({
  method: 'POST',
  path: '/v1/security/contact',
  function: 'security-contact',
  auth: 'bearer',
  summary: 'Send a code to an e-mail address or phone number, to verify it or to change to it',
  body: v.pipe(
    v.strictObject({ password, ...codeOrRecoveryCode, email: v.optional(email), phone: v.optional(phone) }),
    v.check((contact) => (contact.email === undefined) !== (contact.phone === undefined), 'give either email or phone'),
  ),
  status: 200,
  answer: codeSent,
  problems: ['session_required', 'invalid_credentials', 'origin_refused', 'delivery_failed', ...stepUpProblems],
});

export const confirmContact = route({
  method: 'POST',
  path: '/v1/security/contact/confirm',
  function: 'security-contact-confirm',
  auth: 'bearer',
  summary: "The code that was sent: the contact is verified, and the customer's from now on",
  body: v.strictObject({ code }),
  status: 204,
  problems: ['session_required', 'origin_refused', 'invalid_code', 'code_expired', 'challenge_locked', 'too_many_attempts'],
});

// ---- lost device ----

/** What the CAPTCHA's widget made of its challenge. */
const captchaSolution = v.pipe(v.string(), v.minLength(1), v.maxLength(4096));

export const captcha = route({
  method: 'GET',
  path: '/v1/captcha',
  function: 'captcha',
  auth: 'none',
  summary: 'A fresh ALTCHA challenge; its solution goes along as base64 of the JSON { challenge, solution }',
  status: 200,
  answer: v.object({ parameters: v.looseObject({}), signature: v.string() }),
  problems: [],
});

export const startRecovery = route({
  method: 'POST',
  path: '/v1/recovery',
  function: 'recovery',
  auth: 'none',
  summary: 'The device is lost: an e-mail with a link goes to the customer of this challenge',
  body: v.strictObject({ challenge: token }),
  status: 202,
  answer: v.object({ sentTo: v.string(), expiresAt: time }),
  problems: [
    'invalid_challenge',
    'origin_refused',
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
  function: 'recovery-sms',
  auth: 'none',
  summary: 'Send a code by SMS to the verified phone',
  body: v.strictObject({ token }),
  status: 200,
  answer: codeSent,
  problems: [
    'invalid_token',
    'origin_refused',
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
  function: 'recovery-confirm',
  auth: 'none',
  summary: 'The code and a solved CAPTCHA: the second factor is off',
  body: v.strictObject({ token, code, captcha: captchaSolution }),
  status: 204,
  problems: [
    'invalid_token',
    'invalid_code',
    'origin_refused',
    'contact_too_new',
    'captcha_failed',
    'recovery_expired',
    'code_expired',
    'challenge_locked',
    'too_many_attempts',
  ],
});

export const cancelRecovery = route({
  method: 'POST',
  path: '/v1/recovery/cancel',
  function: 'recovery-cancel',
  auth: 'none',
  summary: '"This wasn\'t me": the recovery or the approved support request of this link is over',
  body: v.strictObject({ token }),
  status: 204,
  problems: ['invalid_token', 'origin_refused', 'recovery_expired'],
});

export const supportRequest = route({
  method: 'POST',
  path: '/v1/support-requests',
  function: 'support-request',
  auth: 'none',
  summary: 'Neither e-mail nor phone is left: ask the shop; the answer is the same whether the account exists or not',
  body: v.strictObject({
    username,
    message: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(2000)),
    reachMeAt: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)),
    captcha: captchaSolution,
  }),
  status: 202,
  answer: v.object({}),
  problems: ['origin_refused', 'captcha_failed', 'too_many_attempts'],
});

const supportShown = v.object({
  id: v.string(),
  status: v.picklist(['open', 'approved', 'rejected', 'executed', 'cancelled']),
  createdAt: time,
  ageHours: v.number(),
  dueAt: time,
  overdue: v.boolean(),
  username: v.string(),
  customerId: v.optional(v.string()),
  message: v.string(),
  reachMeAt: v.string(),
  decidedAt: v.optional(time),
  decidedBy: v.optional(v.string()),
  reason: v.optional(v.string()),
  executeAt: v.optional(time),
});
const decision = v.strictObject({ reason: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500)) });

export const listSupport = route({
  method: 'GET',
  path: '/v1/admin/support-requests',
  function: 'admin-support',
  auth: 'iam',
  summary: 'The queue of support requests, oldest first',
  query: v.strictObject({ status: v.optional(v.picklist(['open', 'approved', 'rejected', 'executed', 'cancelled'])) }),
  status: 200,
  answer: v.object({ requests: v.array(supportShown) }),
  problems: [],
});

export const approveSupport = route({
  method: 'POST',
  path: '/v1/admin/support-requests/{requestId}/approve',
  function: 'admin-support',
  auth: 'iam',
  summary: 'Approve: announced to the customer, executed after the wait',
  body: decision,
  status: 200,
  answer: supportShown,
  problems: ['not_found', 'not_enabled', 'already_decided', 'delivery_failed'],
});

export const rejectSupport = route({
  method: 'POST',
  path: '/v1/admin/support-requests/{requestId}/reject',
  function: 'admin-support',
  auth: 'iam',
  summary: 'Reject',
  body: decision,
  status: 200,
  answer: supportShown,
  problems: ['not_found', 'already_decided'],
});

// ---- administration ----

export const putCustomer = route({
  method: 'PUT',
  path: '/v1/admin/customers/{customerId}',
  function: 'admin-customers',
  auth: 'iam',
  summary: 'Create or change a customer; settings of the second factor stay as they are',
  body: v.strictObject({
    username,
    email,
    phone: v.optional(phone),
    emailVerified: v.optional(v.boolean()),
    phoneVerified: v.optional(v.boolean()),
    password: v.optional(password),
    passwordHash: v.optional(v.pipe(v.string(), v.minLength(20), v.maxLength(512))),
    locale: v.optional(locale),
  }),
  status: 200,
  answer: v.object({ customerId: v.string(), created: v.boolean() }),
  problems: ['username_taken'],
});

export const getCustomer = route({
  method: 'GET',
  path: '/v1/admin/customers/{customerId}',
  function: 'admin-customers',
  auth: 'iam',
  summary: 'Look a customer up',
  status: 200,
  answer: v.object({
    customerId: v.string(),
    username: v.string(),
    email: v.string(),
    emailVerified: v.boolean(),
    phone: v.optional(v.string()),
    phoneVerified: v.boolean(),
    locale: v.optional(locale),
    hasPassword: v.boolean(),
    twoFactor: v.object({ enabled: v.boolean(), method: v.optional(method), since: v.optional(time), recoveryCodesLeft: v.number() }),
    createdAt: time,
  }),
  problems: ['not_found'],
});

export const deleteCustomer = route({
  method: 'DELETE',
  path: '/v1/admin/customers/{customerId}',
  function: 'admin-customers',
  auth: 'iam',
  summary: 'Remove a customer and everything that belongs to them',
  status: 204,
  problems: ['not_found'],
});

/** The parameters that stand in paths, by name. */
export const pathParameters: Record<string, v.GenericSchema> = { customerId, requestId: v.pipe(v.string(), v.uuid()) };

// ---- what everybody may read ----

export const openapi = route({
  method: 'GET',
  path: '/v1/openapi.json',
  function: 'openapi',
  auth: 'none',
  summary: 'This contract as an OpenAPI 3.1 document',
  status: 200,
  answer: v.looseObject({}),
  problems: [],
});

export const jwks = route({
  method: 'GET',
  path: '/.well-known/jwks.json',
  function: 'jwks',
  auth: 'none',
  summary: 'The public keys of the access tokens (RFC 7517)',
  status: 200,
  answer: v.object({ keys: v.array(v.looseObject({})) }),
  problems: [],
});

// ---- pages ----

const page = (path: `/${string}`, summary: string) =>
  ({ method: 'GET', path, function: 'pages', auth: 'none', summary, status: 200, problems: [], page: true }) as const satisfies Route;

export const homePage = page('/', 'Where the pages begin');
export const loginPage = page('/login', 'Log in');
export const securityPage = page('/security', "The customer's own account");
export const recoverPage = page('/recover', 'Where the links of recovery e-mails lead');
export const supportPage = page('/support', 'The form for those who have neither e-mail nor phone left');

/** Every route, by name: for the stack, the local stack, the OpenAPI document and tests. Handlers import theirs by name. */
export const routes = {
  login,
  verify,
  resend,
  refresh,
  session,
  logout,
  security,
  enableEmail,
  stepUpCode,
  disable,
  loginByRecoveryCode,
  startTotp,
  activateTotp,
  revealTotp,
  replaceRecoveryCodes,
  changeContact,
  confirmContact,
  captcha,
  startRecovery,
  recoverySms,
  confirmRecovery,
  cancelRecovery,
  supportRequest,
  listSupport,
  approveSupport,
  rejectSupport,
  putCustomer,
  getCustomer,
  deleteCustomer,
  openapi,
  jwks,
  homePage,
  loginPage,
  securityPage,
  recoverPage,
  supportPage,
} as const satisfies Record<string, Route>;

export type RouteName = keyof typeof routes;
export type BodyOf<R extends Route> = R extends { body: infer B extends v.GenericSchema } ? v.InferOutput<B> : undefined;
export type QueryOf<R extends Route> = R extends { query: infer Q extends v.GenericSchema } ? v.InferOutput<Q> : Record<string, string>;
export type SentBodyOf<R extends Route> = R extends { body: infer B extends v.GenericSchema } ? v.InferInput<B> : undefined;
export type AnswerOf<R extends Route> = R extends { answer: infer A extends v.GenericSchema } ? v.InferOutput<A> : undefined;
